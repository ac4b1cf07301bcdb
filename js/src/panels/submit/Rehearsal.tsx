// The containers of the request, run where the kernel runs, as the validation in AWS runs them. It
// stands by itself, so that a step of a guide can show it as well.

import type { Signal } from "@preact/signals-core";
import { Button } from "../../controls/Button";
import { useText } from "../../controls/context";
import { useSignal } from "../../controls/signals";
import { useAnnouncement } from "../../controls/useAnnouncement";
import type { Actions, KernelStore } from "../../host/kernel_store";
import { ElapsedTime } from "../shared/ElapsedTime";
import { FindingList } from "../shared/FindingList";
import { Region } from "../shared/Region";
import { TimeText } from "../shared/TimeText";

/** An outcome has a sign beside its sentence. */
const SIGNS = { "": "", failed: "✕", unknown: "?", passed: "✓" };

interface Props {
  id: string;
  /** What Escape closes; without it the panel stays. */
  open?: Signal<boolean>;
  kernel: KernelStore;
  actions: Actions;
}

export function Rehearsal({ id, open, kernel, actions }: Props) {
  const t = useText();
  const { state, when, stage, outcome, verdict, old, findings } = kernel.rehearsalReport.value;
  const runs = state === "running";
  /** The start of the one that somebody has cancelled. */
  const cancelled = useSignal("");
  const isCancelled = cancelled.value === when;
  const says = runs ? t(isCancelled ? "rehearsal.ending" : "rehearsal.running") : verdict;
  useAnnouncement(says, when);
  return (
    <Region id={id} name="rehearsal" class="mp-panel mp-preflight" open={open} data-state={state}>
      <p class="mp-form-row">
        {runs ? (
          <Button
            aria-disabled={isCancelled}
            onClick={() => {
              if (cancelled.peek() === when) return;
              cancelled.value = when;
              actions.send({ kind: "cancel_rehearsal" });
            }}
          >
            {t("rehearsal.cancel")}
          </Button>
        ) : (
          <Button
            aria-describedby={`${id}-about`}
            onClick={() => kernel.isAlive.peek() && actions.send({ kind: "rehearse" })}
          >
            {t(state === "off" ? "rehearsal.do" : "rehearsal.again")}
          </Button>
        )}
        <span id={`${id}-about`} class="mp-muted">
          {t("rehearsal.about")}
        </span>
      </p>
      {runs && (
        <p class="mp-from" data-role="stage">
          {isCancelled ? says : stage || says}{" "}
          <ElapsedTime since={Date.parse(when)} usual="usual.rehearsal" />
        </p>
      )}
      {!runs && verdict && (
        <p class="mp-from" data-role="verdict" data-outcome={old ? "" : outcome}>
          <span class="mp-sign" aria-hidden>
            {SIGNS[outcome]}
          </span>{" "}
          {verdict} {old && <span class="mp-problem">{`${t("finding.old")} `}</span>}
          <span class="mp-muted">
            <TimeText says="rehearsal.when" when={when} />
          </span>
        </p>
      )}
      <FindingList findings={findings} />
    </Region>
  );
}
