// Takes an item out of a list or an entry out of a map; the focus goes to the one that follows.

import type { Node } from "../../form/nodes/node";
import { elementId, useView } from "../context";
import { IconButton } from "../IconButton";

interface Props {
  node: Node;
  owner: Node;
  /** The nodes among which it stands, itself included. */
  among: Node[];
  /** Its whole name, for screen readers; a cross or the verb alone is visible. */
  label: string;
  seen: string;
  remove(): void;
}

export function RemoveButton({ node, owner, among, label, seen, remove }: Props) {
  const view = useView();
  const cross = seen.length === 1;
  return (
    <IconButton
      id={elementId(view, node, "remove")}
      class={cross ? "mp-icon" : "mp-small"}
      aria-describedby={elementId(view, owner, "legend")}
      sign={seen}
      label={label}
      onClick={() => {
        const at = among.indexOf(node);
        const next = among[at + 1] ?? among[at - 1];
        remove();
        view.flush();
        view.focus(next ? elementId(view, next, "remove") : elementId(view, owner, "add"));
      }}
    />
  );
}
