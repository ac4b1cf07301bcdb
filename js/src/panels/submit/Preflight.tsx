// Looking before sending: what AWS would find with the request, and how to mend it. It stands by
// itself, so that a step of a guide can show it as well.

import type { Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { usePage, useView } from "../../controls/context";
import type { Actions, KernelState } from "../../host/kernel_store";
import type { Checked, Finding } from "../../protocol/kernel_state";
import { Button } from "../shared/Button";
import { Copyable } from "../shared/CopyableText";
import { Running } from "../shared/ElapsedTime";
import { Place } from "../shared/FieldLink";
import { Region } from "../shared/Region";
import { Timed } from "../shared/TimeText";

/** The worst first; a state is told by a sign beside its word. */
const STATES = [
  ["failed", "✕"],
  ["unknown", "?"],
  ["warning", "!"],
  ["advice", "→"],
  ["passed", "✓"],
] as const;
/** A text of more lines is shown when somebody asks for it. */
const SHORT = 12;

interface Props {
  id: string;
  /** What Escape closes; without it the panel stays. */
  open?: Signal<boolean>;
  kernel: KernelState;
  actions: Actions;
}

export function Preflight({ id, open, kernel, actions }: Props) {
  const view = useView();
  const page = usePage();
  const { state, when, findings } = kernel.checked.value;
  const counts = useCounts()(kernel.checked.value);
  const says = state === "known" ? counts : state === "running" ? page("preflight.running") : "";
  useEffect(() => {
    if (says) view.announce(says);
  }, [says, when, view]);
  const old = findings.filter((finding) => finding.old).length;
  const of = (wanted: string): Finding[] => findings.filter((one) => one.state === wanted);
  const passed = of("passed");
  return (
    <Region id={id} name="preflight" class="mp-panel mp-preflight" open={open} data-state={state}>
      <p class="mp-ask">
        <Button
          aria-describedby={`${id}-about`}
          onClick={() => kernel.connected.peek() && actions.say("preflight")}
        >
          {page(state === "off" ? "preflight.do" : "preflight.again")}
        </Button>
        <span id={`${id}-about`} class="mp-muted">
          {page("preflight.about")}
        </span>
      </p>
      {says && (
        <p class="mp-from">
          {says}
          {state === "running" && <Running usual="usual.preflight" />}
          {state === "known" && (
            <span class="mp-muted">
              {" "}
              <Timed says="preflight.when" when={when} />
            </span>
          )}
        </p>
      )}
      {old > 0 && <p class="mp-problem">{page("preflight.old", { count: old })}</p>}
      <ul>
        {STATES.flatMap(([name]) => (name === "passed" ? [] : of(name))).map((one) => (
          <Row key={one.id} finding={one} />
        ))}
      </ul>
      {passed.length > 0 && (
        <details>
          <summary>{`${passed.length} ${page("finding.passed")}`}</summary>
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

/** Returns what says how many findings there are of each state, or of some. */
export function useCounts() {
  const page = usePage();
  return ({ findings }: Checked, states: string[] = STATES.map(([name]) => name)): string =>
    states
      .map((name) => ({ name, count: findings.filter(({ state }) => state === name).length }))
      .filter(({ count }) => count > 0)
      .map(({ name, count }) => `${count} ${page(`finding.${name}`)}`)
      .join(", ");
}

function Row({ finding }: { finding: Finding }) {
  const page = usePage();
  const { id, title, state, looked, found, mend, copies, paths, old } = finding;
  return (
    <li data-check={id} data-state={state} data-old={old}>
      <span class="mp-sign" aria-hidden="true">
        {STATES.find(([name]) => name === state)?.[1]}
      </span>
      <span class="mp-stage">{title}</span>
      <span>
        {page(`finding.${state}`)}
        {old && <span class="mp-problem">{`, ${page("finding.old")}`}</span>}
      </span>
      <div>
        <p>
          {found} {mend}
        </p>
        {state !== "passed" && paths.length > 0 && (
          <p>
            {paths.map((path) => (
              <span key={path.join("\n")}>
                <Place path={path} />{" "}
              </span>
            ))}
          </p>
        )}
        {copies.map((copy) => (
          <Ready key={copy.title} finding={finding} copy={copy} />
        ))}
        <p class="mp-muted">{page("finding.looked", { what: looked })}</p>
      </div>
    </li>
  );
}

function Ready({ finding, copy }: { finding: Finding; copy: { title: string; text: string } }) {
  const page = usePage();
  const { title, text } = copy;
  const name = title || page("finding.ready", { title: finding.title });
  const shown = <Copyable name={name} text={text} hook={`ready-${finding.id}`} />;
  if (text.split("\n").length <= SHORT)
    return (
      <>
        {title && <p class="mp-muted">{title}</p>}
        {shown}
      </>
    );
  return (
    <details>
      <summary>{title || page("finding.show")}</summary>
      {shown}
    </details>
  );
}
