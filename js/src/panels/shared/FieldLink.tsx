// A link to a field: it opens all that the field stands in, and focuses it.

import type { ComponentChildren } from "preact";
import { elementId, useView, type View } from "../../controls/context";
import { formatPath } from "../../core/path";
import type { Node } from "../../form/nodes/node";
import type { Issue } from "../../protocol/form_data";

interface Props {
  node: Node;
  /** Of the link itself. */
  id?: string;
  /** Which part of the field takes the focus. */
  part?: string;
  /** What the link reads behind the place. */
  children?: ComponentChildren;
}

export function FieldLink({ node, id, part = "", children }: Props) {
  const view = useView();
  return (
    <a
      id={id}
      href={`#${elementId(view, node, part)}`}
      onClick={(event) => {
        event.preventDefault();
        goTo(view, node, part);
      }}
    >
      <span class="mp-place">{formatPath(node.steps())}</span>
      {children}
    </a>
  );
}

/** Which part of the field an issue speaks of. */
export function partOf({ code }: Issue): string {
  return code.startsWith("key.") ? "name" : "";
}

/** Bring a field into sight and focus it. */
export function goTo(view: View, node: Node, part = ""): void {
  view.form.reveal(node);
  const shown = view.uncover(node);
  view.focus(elementId(view, shown, shown === node ? part : ""));
}
