// All that AWS says of a member: the first sentence is always there, the rest when somebody asks,
// by a button that is no stop of the tab key, or by F1 in the field. What shows it is of the later part.

import type { ComponentChildren } from "preact";
import type { Node } from "../form/nodes/node";
import { elementId, useText, useView } from "./context";
import { IconButton } from "./IconButton";
import { LaterContent, WaitingBox } from "./later/LaterContent";
import { useSignal } from "./signals";

interface Documentation {
  button: ComponentChildren;
  text: ComponentChildren;
  onKeyDown(event: KeyboardEvent): void;
}

/** Undefined for a member of which no more is to be said. */
export function useDocumentation(node: Node): Documentation | undefined {
  const view = useView();
  const t = useText();
  const open = useSignal(false);
  // modelpkg_widget/widget/page_data.py puts a line end behind a text that goes on.
  if (!node.schema.description?.endsWith("\n")) return undefined;
  const id = elementId(view, node, "explained");
  const name = t("explain", { name: node.name() });
  const toggle = (): void => {
    open.value = !open.peek();
  };
  return {
    button: (
      <IconButton
        tabIndex={-1}
        class="mp-documentation-toggle"
        sign={t(open.value ? "explain.less" : "explain.more")}
        label={name}
        aria-expanded={open.value}
        aria-controls={open.value ? id : undefined}
        onClick={toggle}
      />
    ),
    text: open.value && (
      <LaterContent
        panel="DocumentationText"
        props={{ node, id }}
        meanwhile={<WaitingBox id={id} class="mp-documentation" />}
      />
    ),
    onKeyDown: (event) => {
      if (event.key !== "F1" || event.defaultPrevented) return;
      event.preventDefault();
      toggle();
    },
  };
}
