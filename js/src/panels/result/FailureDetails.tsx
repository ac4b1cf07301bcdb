// Why a package failed: the end of the log of its validation, what it means, and the next attempt.

import { useText } from "../../controls/context";
import type { Actions, KernelStore } from "../../host/kernel_store";
import { CopyableText } from "../shared/CopyableText";
import { ExternalLink } from "../shared/ExternalLink";
import { RetryChanges } from "./RetryChanges";

export function FailureDetails({ kernel, actions }: { kernel: KernelStore; actions: Actions }) {
  const t = useText();
  const { state, job, console, lines, log_explanation, problem, snippet } = kernel.failure.value;
  if (state === "off" || kernel.package.value.ModelPackageStatus !== "Failed") return null;
  const name = t("failure.log", { job });
  return (
    <div data-role="failure">
      {state === "looking" && <p>{t("failure.looking")}</p>}
      {log_explanation && <p class="mp-meaning">{log_explanation}</p>}
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
      {snippet && <CopyableText name={t("failure.ready")} text={snippet} hook="ready-log" />}
      {console && (
        <p>
          <ExternalLink to={console}>{t("failure.console", { job })}</ExternalLink>
        </p>
      )}
      <RetryChanges kernel={kernel} actions={actions} />
    </div>
  );
}
