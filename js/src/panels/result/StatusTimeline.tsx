// How the package comes along: its status, each image scan and each validation profile.

import type { ComponentChildren } from "preact";
import { useText } from "../../controls/context";
import type { Actions, KernelStore } from "../../host/kernel_store";
import type { Package, Stage } from "../../protocol/kernel_state";
import { Button } from "../shared/Button";
import { timeSpan, useNow } from "../shared/ElapsedTime";
import { parseTime, TimeText } from "../shared/TimeText";
import { FailureDetails } from "./FailureDetails";

const TERMINAL = ["Completed", "Failed"];
/** A status is told by a sign beside its words. */
const SIGNS = new Map([
  ["Pending", "○"],
  ["NotStarted", "○"],
  ["InProgress", "◐"],
  ["Completed", "✓"],
  ["Failed", "✕"],
]);

export function StatusTimeline({ kernel, actions }: { kernel: KernelStore; actions: Actions }) {
  const t = useText();
  const described = kernel.package.value;
  const { state, checked_at, problem } = kernel.watchState.value;
  const { status, scans, profiles } = described;
  const { explanations } = kernel.failure.value;
  const words = useStatusWords();
  if (!status && state === "off") return null;
  const canCheck = state === "following" || state === "stopped";
  return (
    <div
      tabIndex={-1}
      role="group"
      aria-label={t("progress")}
      class="mp-timeline"
      data-role="timeline"
    >
      {status ? (
        <ul>
          <Row stage={{ name: t("package"), status, failure: "" }}>
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
                stage={{ ...stage, name: t(kind, { name: stage.name }) }}
                means={explanations.get(stage.failure) ?? ""}
              />
            )),
          )}
        </ul>
      ) : (
        state === "following" && !problem && <p>{t("askingStatus")}</p>
      )}
      <FailureDetails kernel={kernel} actions={actions} />
      {isReadyAtOnce(described) && <p>{t("ready")}</p>}
      {described.approval && status !== "Failed" && <p>{words(described.approval, "approval")}</p>}
      {problem && (
        <p key="problem" class="mp-problem">
          {problem}
        </p>
      )}
      {(checked_at || canCheck) && (
        <p key="asked" class="mp-last-check">
          {checked_at && (
            <span>
              <TimeText says="checked" when={checked_at} />
            </span>
          )}
          {canCheck && <CheckNow press={() => actions.send("refresh")} />}
        </p>
      )}
    </div>
  );
}

function CheckNow({ press }: { press(): void }) {
  const t = useText();
  return <Button onClick={press}>{t("askNow")}</Button>;
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
function Elapsed({ kernel }: { kernel: KernelStore }) {
  const t = useText();
  const { state, checked_at } = kernel.watchState.value;
  const runs = state === "following";
  const now = useNow(runs);
  const time = (runs ? now : parseTime(checked_at)) - parseTime(kernel.package.value.created);
  if (Number.isNaN(time)) return null;
  return (
    <span class="mp-elapsed">
      {t("running", { time: timeSpan(time), usual: t("usual.validation") })}
    </span>
  );
}

function isReadyAtOnce({ status, scans, profiles }: Package): boolean {
  return status === "Completed" && scans.length === 0 && profiles.length === 0;
}

/** Words for a status of AWS's; one that has none is told as AWS spells it. */
function useStatusWords(): (status: string, kind?: string) => string {
  const t = useText();
  return (status, kind = "stage") => {
    const key = `${kind}.${status}`;
    const text = t(key);
    return text === key ? status : text;
  };
}
