// What was found out about a request: the worst first, each with how to fix it.

import { useText } from "../../controls/context";
import type { ReportedFinding } from "../../protocol/traits.generated";
import { CopyableText } from "./CopyableText";
import { PathLink } from "./PathLink";

/** The worst first; a state has a sign beside its word. */
const STATES = [
  ["failed", "✕"],
  ["unknown", "?"],
  ["warning", "!"],
  ["info", "→"],
  ["passed", "✓"],
] as const;
/** The states, the worst first. */
export const FINDING_STATES: string[] = STATES.map(([name]) => name);
/** A text of more lines is shown when somebody asks for it. */
const SHORT = 12;

export function FindingList({ findings }: { findings: ReportedFinding[] }) {
  const t = useText();
  const of = (which: string): ReportedFinding[] => findings.filter((one) => one.state === which);
  const passed = of("passed");
  return (
    <>
      <ul>
        {STATES.flatMap(([name]) => (name === "passed" ? [] : of(name))).map((one) => (
          <Row key={one.id + one.title} finding={one} />
        ))}
      </ul>
      {passed.length > 0 && (
        <details>
          <summary>{`${passed.length} ${t("finding.passed")}`}</summary>
          <ul>
            {passed.map((one) => (
              <Row key={one.id + one.title} finding={one} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Row({ finding }: { finding: ReportedFinding }) {
  const t = useText();
  const { id, title, state, inspected, detail, remedy, copies, paths, old } = finding;
  return (
    <li data-check={id} data-state={state} data-old={old}>
      <span class="mp-sign" aria-hidden>
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
