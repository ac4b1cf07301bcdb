// Looking before sending: what AWS would find with the request, and how to mend it. It stands by
// itself, so that a step of a guide can show it as well.

import type { Signal } from "@preact/signals";
import { Button } from "../../controls/Button";
import { useText } from "../../controls/context";
import { useAnnouncement } from "../../controls/useAnnouncement";
import type { Actions, KernelStore } from "../../host/kernel_store";
import type { ReportedFinding } from "../../protocol/traits.generated";
import { CopyableText } from "../shared/CopyableText";
import { ElapsedTime } from "../shared/ElapsedTime";
import { PathLink } from "../shared/FieldLink";
import { Region } from "../shared/Region";
import { TimeText } from "../shared/TimeText";
import { useFindingCounts } from "./findingCounts";

/** The worst first; a state is told by a sign beside its word. */
const STATES = [
  ["failed", "✕"],
  ["unknown", "?"],
  ["warning", "!"],
  ["info", "→"],
  ["passed", "✓"],
] as const;
const ORDER = STATES.map(([name]) => name);
/** A text of more lines is shown when somebody asks for it. */
const SHORT = 12;

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
  const counts = useFindingCounts()(kernel.preflightReport.value, ORDER);
  const says = state === "known" ? counts : state === "running" ? t("preflight.running") : "";
  useAnnouncement(says, when);
  const old = findings.filter((finding) => finding.old).length;
  const of = (which: string): ReportedFinding[] => findings.filter((one) => one.state === which);
  const passed = of("passed");
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
      <ul>
        {STATES.flatMap(([name]) => (name === "passed" ? [] : of(name))).map((one) => (
          <Row key={one.id} finding={one} />
        ))}
      </ul>
      {passed.length > 0 && (
        <details>
          <summary>{`${passed.length} ${t("finding.passed")}`}</summary>
          <ul>
            {passed.map((one) => (
              <Row key={one.id} finding={one} />
            ))}
          </ul>
        </details>
      )}
    </Region>
  );
}

function Row({ finding }: { finding: ReportedFinding }) {
  const t = useText();
  const { id, title, state, inspected, detail, remedy, copies, paths, old } = finding;
  return (
    <li data-check={id} data-state={state} data-old={old}>
      <span class="mp-sign" aria-hidden="true">
        {STATES.find(([name]) => name === state)?.[1]}
      </span>
      <span class="mp-stage">{title}</span>
      <span>
        {t(`finding.${state}`)}
        {old && <span class="mp-problem">{`, ${t("finding.old")}`}</span>}
      </span>
      <div>
        <p>
          {detail} {remedy}
        </p>
        {state !== "passed" && paths.length > 0 && (
          <p>
            {paths.map((path) => (
              <span key={path.join("\n")}>
                <PathLink path={path} />{" "}
              </span>
            ))}
          </p>
        )}
        {copies.map((copy) => (
          <Ready key={copy.title} finding={finding} copy={copy} />
        ))}
        <p class="mp-muted">{t("finding.inspected", { what: inspected })}</p>
      </div>
    </li>
  );
}

function Ready({
  finding,
  copy,
}: {
  finding: ReportedFinding;
  copy: { title: string; text: string };
}) {
  const t = useText();
  const { title, text } = copy;
  const name = title || t("finding.ready", { title: finding.title });
  const shown = <CopyableText name={name} text={text} hook={`ready-${finding.id}`} />;
  if (text.split("\n").length <= SHORT)
    return (
      <>
        {title && <p class="mp-muted">{title}</p>}
        {shown}
      </>
    );
  return (
    <details>
      <summary>{title || t("finding.show")}</summary>
      {shown}
    </details>
  );
}
