// Something of the later part of the program: the page requests that part when it first shows any of
// it. Until it arrives, what was opened says what it waits for.

import type { ComponentChildren, ComponentType } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { useText, useView } from "../context";
import { useSignal } from "../signals";
import { useAnnouncement } from "../useAnnouncement";
import type { LaterPanels } from "./laterPanels";

/** A kernel that is free answers sooner; what only flashes by is not read. */
const SILENT_MS = 400;

interface Props<Name extends keyof LaterPanels> {
  panel: Name;
  props: LaterPanels[Name];
  /** What stands there while it is awaited; without it, a line that says so. */
  meanwhile?: ComponentChildren;
}

export function LaterContent<Name extends keyof LaterPanels>({
  panel,
  props,
  meanwhile = <Waiting />,
}: Props<Name>) {
  const { part, send } = useView().later;
  // Before it is painted, which takes a part of the 100 ms in which a panel is there.
  useLayoutEffect(() => part.request(() => send({ kind: "get_page_part" })), [part, send]);
  const Panel = part.content.value?.panels[panel] as ComponentType<LaterPanels[Name]> | undefined;
  return Panel ? <Panel {...props} /> : meanwhile;
}

/** In the place of what opens below a box or button, which names it by its id. */
export function WaitingBox(attributes: { id: string; class: string }) {
  return (
    <div {...attributes}>
      <Waiting />
    </div>
  );
}

/** Says why the later part is not there. */
export function Waiting() {
  const { part, kernel, restoreFocus } = useView().later;
  const t = useText();
  const isLate = useSignal(false);
  const isAlive = kernel.isAlive.value;
  const hasFailed = part.hasFailed.value;
  useLayoutEffect(() => {
    const late = setTimeout(() => (isLate.value = true), SILENT_MS);
    return () => clearTimeout(late);
  }, []);
  useLayoutEffect(() => () => part.content.peek() && restoreFocus(), [part, restoreFocus]);
  const word = isAlive ? (hasFailed ? "later.failed" : "later.waiting") : "later.ended";
  const says = word === "later.waiting" && !isLate.value ? "" : t(word);
  useAnnouncement(says);
  return (
    <p class={isAlive && !hasFailed ? "mp-muted" : "mp-problem"} data-role="awaited">
      {says}
    </p>
  );
}
