// Looking before sending: what AWS would find with the request, and how to fix it. It stands by
// itself, so that a step of a guide can show it as well.

import type { Signal } from "@preact/signals-core";
import { Button } from "../../controls/Button";
import { useText } from "../../controls/context";
import { useAnnouncement } from "../../controls/useAnnouncement";
import type { Actions, KernelStore } from "../../host/kernel_store";
import { ElapsedTime } from "../shared/ElapsedTime";
import { FINDING_STATES, FindingList } from "../shared/FindingList";
import { Region } from "../shared/Region";
import { TimeText } from "../shared/TimeText";
import { useFindingCounts } from "./findingCounts";

interface Props {
  id: string;
  /** What Escape closes; without it the panel stays. */
  open?: Signal<boolean>;
  kernel: KernelStore;
  actions: Actions;
}

export function Preflight({ id, open, kernel, actions }: Props) {
  const t = useText();
  const { state, when, findings } = kernel.preflightReport.value;
  const counts = useFindingCounts()(kernel.preflightReport.value, FINDING_STATES);
  const says = state === "known" ? counts : state === "running" ? t("preflight.running") : "";
  useAnnouncement(says, when);
  const old = findings.filter((finding) => finding.old).length;
  return (
    <Region id={id} name="preflight" class="mp-panel mp-preflight" open={open} data-state={state}>
      <p class="mp-form-row">
        <Button
          aria-describedby={`${id}-about`}
          onClick={() => kernel.isAlive.peek() && actions.send({ kind: "preflight" })}
        >
          {t(state === "off" ? "preflight.do" : "preflight.again")}
        </Button>
        <span id={`${id}-about`} class="mp-muted">
          {t("preflight.about")}
        </span>
      </p>
      {says && (
        <p class="mp-from">
          {says}
          {state === "running" && <ElapsedTime usual="usual.preflight" />}
          {state === "known" && (
            <span class="mp-muted">
              {" "}
              <TimeText says="preflight.when" when={when} />
            </span>
          )}
        </p>
      )}
      {old > 0 && <p class="mp-problem">{t("preflight.old", { count: old })}</p>}
      <FindingList findings={findings} />
    </Region>
  );
}
