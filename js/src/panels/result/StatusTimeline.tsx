// How the package comes along: its status, each image scan and each validation profile.

import type { ComponentChildren } from "preact";
import { Button } from "../../controls/Button";
import { useText } from "../../controls/context";
import type { Actions, KernelStore } from "../../host/kernel_store";
import type { AwsStage } from "../../protocol/traits.generated";
import { timeSpan, useNow } from "../shared/ElapsedTime";
import { parseTime, TimeText } from "../shared/TimeText";
import { FailureDetails } from "./FailureDetails";
import { stagesOf } from "./stages";

const TERMINAL = ["Completed", "Failed"];
/** A status has a sign beside its words. */
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
  const [scans = [], profiles = []] = stagesOf(described);
  const { state, checked_at, problem } = kernel.watchState.value;
  const { ModelPackageStatus: status, ModelApprovalStatus: approval } = described;
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
          <Row stage={{ Name: t("package"), Status: status }}>
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
                stage={{ ...stage, Name: t(kind, { name: stage.Name }) }}
                means={explanations.get(stage.FailureReason ?? "") ?? ""}
              />
            )),
          )}
        </ul>
      ) : (
        state === "following" && !problem && <p>{t("asking_status")}</p>
      )}
      <FailureDetails kernel={kernel} actions={actions} />
      {status === "Completed" && scans.length + profiles.length === 0 && <p>{t("ready")}</p>}
      {approval && status !== "Failed" && <p>{words(approval, "approval")}</p>}
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
          {canCheck && <CheckNow press={() => actions.send({ kind: "refresh" })} />}
        </p>
      )}
    </div>
  );
}

function CheckNow({ press }: { press(): void }) {
  const t = useText();
  return <Button onClick={press}>{t("ask_now")}</Button>;
}

interface RowProps {
  stage: AwsStage;
  /** What the reason of its failure means. */
  means?: string;
  children?: ComponentChildren;
}

function Row({ stage, means, children }: RowProps) {
  const { Name, Status, FailureReason } = stage;
  const words = useStatusWords();
  return (
    <li data-status={Status}>
      <span class="mp-sign" aria-hidden>
        {SIGNS.get(Status) ?? "•"}
      </span>
      <span class="mp-stage">{Name}</span>
      <span>
        {words(Status)}
        {children}
      </span>
      {means && <p class="mp-meaning">{means}</p>}
      {FailureReason && <p class="mp-failure">{FailureReason}</p>}
    </li>
  );
}

/** How long it takes by now, or until AWS answered last when nobody asks any more. */
function Elapsed({ kernel }: { kernel: KernelStore }) {
  const t = useText();
  const { state, checked_at } = kernel.watchState.value;
  const runs = state === "following";
  const now = useNow(runs);
  const time = (runs ? now : parseTime(checked_at)) - parseTime(kernel.package.value.CreationTime);
  if (Number.isNaN(time)) return null;
  return (
    <span class="mp-elapsed">
      {t("running", { time: timeSpan(time), usual: t("usual.validation") })}
    </span>
  );
}

/** Words for a status of AWS's; one that has none is shown as AWS spells it. */
function useStatusWords(): (status: string, kind?: string) => string {
  const t = useText();
  return (status, kind = "stage") => {
    const key = `${kind}.${status}`;
    const text = t(key);
    return text === key ? status : text;
  };
}
