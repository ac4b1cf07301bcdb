// Why a package failed: the end of the log of its validation, what it means, and the next attempt.

import { usePage } from "../../controls/context";
import type { Actions, KernelState } from "../../host/kernel_store";
import { Copyable } from "../shared/CopyableText";
import { Link } from "../shared/ExternalLink";
import { Retry } from "./RetryChanges";

export function Failure({ kernel, actions }: { kernel: KernelState; actions: Actions }) {
  const page = usePage();
  const { state, job, console, lines, sign, problem, ready } = kernel.failure.value;
  if (state === "off" || kernel.package.value.status !== "Failed") return null;
  const name = page("failure.log", { job });
  return (
    <div data-role="failure">
      {state === "looking" && <p>{page("failure.looking")}</p>}
      {sign && <p class="mp-meaning">{sign}</p>}
      {lines.length > 0 && (
        <details open>
          <summary>{name}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too */}
          <pre tabIndex={0} role="region" aria-label={name}>
            {lines.join("\n")}
          </pre>
        </details>
      )}
      {problem && <p class="mp-problem">{problem}</p>}
      {ready && <Copyable name={page("failure.ready")} text={ready} hook="ready-log" />}
      {console && (
        <p>
          <Link to={console}>{page("failure.console", { job })}</Link>
        </p>
      )}
      <Retry kernel={kernel} actions={actions} />
    </div>
  );
}
