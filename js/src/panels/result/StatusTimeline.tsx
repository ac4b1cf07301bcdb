// How the package comes along: its status, each image scan and each validation profile.

import type { ComponentChildren } from "preact";
import { usePage } from "../../controls/context";
import type { Actions, KernelState } from "../../host/kernel_store";
import type { Package, Stage } from "../../protocol/kernel_state";
import { Button } from "../shared/Button";
import { timeSpan, useNow } from "../shared/ElapsedTime";
import { Timed, timeOf } from "../shared/TimeText";
import { Failure } from "./FailureDetails";

const TERMINAL = ["Completed", "Failed"];
/** A status is told by a sign beside its words. */
const SIGNS = new Map([
  ["Pending", "○"],
  ["NotStarted", "○"],
  ["InProgress", "◐"],
  ["Completed", "✓"],
  ["Failed", "✕"],
]);

export function Timeline({ kernel, actions }: { kernel: KernelState; actions: Actions }) {
  const page = usePage();
  const told = kernel.package.value;
  const { state, checked, problem } = kernel.progress.value;
  const { status, scans, profiles } = told;
  const { meanings } = kernel.failure.value;
  const words = useStatusWords();
  if (!status && state === "off") return null;
  const asks = state === "following" || state === "stopped";
  return (
    <div
      tabIndex={-1}
      role="group"
      aria-label={page("progress")}
      class="mp-timeline"
      data-role="timeline"
    >
      {status ? (
        <ul>
          <Row stage={{ name: page("package"), status, failure: "" }}>
            {!TERMINAL.includes(status) && <Elapsed kernel={kernel} />}
          </Row>
          {(
            [
              ["scan", scans],
              ["profile", profiles],
            ] as const
          ).flatMap(([kind, stages]) =>
            stages.map((stage, at) => (
              <Row
                key={kind + at}
                stage={{ ...stage, name: page(kind, { name: stage.name }) }}
                means={meanings.get(stage.failure) ?? ""}
              />
            )),
          )}
        </ul>
      ) : (
        state === "following" && !problem && <p>{page("askingStatus")}</p>
      )}
      <Failure kernel={kernel} actions={actions} />
      {isReadyAtOnce(told) && <p>{page("ready")}</p>}
      {told.approval && status !== "Failed" && <p>{words(told.approval, "approval")}</p>}
      {problem && (
        <p key="problem" class="mp-problem">
          {problem}
        </p>
      )}
      {(checked || asks) && (
        <p key="asked" class="mp-asked">
          {checked && (
            <span>
              <Timed says="checked" when={checked} />
            </span>
          )}
          {asks && <AskNow press={() => actions.say("refresh")} />}
        </p>
      )}
    </div>
  );
}

function AskNow({ press }: { press(): void }) {
  const page = usePage();
  return <Button onClick={press}>{page("askNow")}</Button>;
}

interface RowProps {
  stage: Stage;
  /** What the reason of its failure means. */
  means?: string;
  children?: ComponentChildren;
}

function Row({ stage, means, children }: RowProps) {
  const { name, status, failure } = stage;
  const words = useStatusWords();
  return (
    <li data-status={status}>
      <span class="mp-sign" aria-hidden="true">
        {SIGNS.get(status) ?? "•"}
      </span>
      <span class="mp-stage">{name}</span>
      <span>
        {words(status)}
        {children}
      </span>
      {means && <p class="mp-meaning">{means}</p>}
      {failure && <p class="mp-failure">{failure}</p>}
    </li>
  );
}

/** How long it takes by now, or until AWS answered last when nobody asks any more. */
function Elapsed({ kernel }: { kernel: KernelState }) {
  const page = usePage();
  const { state, checked } = kernel.progress.value;
  const runs = state === "following";
  const now = useNow(runs);
  const time = (runs ? now : timeOf(checked)) - timeOf(kernel.package.value.created);
  if (Number.isNaN(time)) return null;
  return (
    <span class="mp-elapsed">
      {page("running", { time: timeSpan(time), usual: page("usual.validation") })}
    </span>
  );
}

function isReadyAtOnce({ status, scans, profiles }: Package): boolean {
  return status === "Completed" && scans.length === 0 && profiles.length === 0;
}

/** Words for a status of AWS's; one that has none is told as AWS spells it. */
function useStatusWords(): (status: string, kind?: string) => string {
  const page = usePage();
  return (status, kind = "stage") => {
    const key = `${kind}.${status}`;
    const said = page(key);
    return said === key ? status : said;
  };
}
