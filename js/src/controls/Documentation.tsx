// All that AWS says of a member: the first sentence is always there, the rest when somebody asks,
// by a button that is no stop of the tab key, or by F1 in the field.

import type { ComponentChildren } from "preact";
import { toPath } from "../core/path";
import type { Node } from "../form/nodes/node";
import { elementId, useText, useView } from "./context";
import { IconButton } from "./IconButton";
import { useSignal } from "./signals";
import { useAnnouncement } from "./useAnnouncement";

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
  const text = open.value ? view.documentation(toPath(node.steps())) : undefined;
  useAnnouncement(text);
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
      <p id={id} class="mp-documentation">
        {text || t(text === undefined ? "explain.asking" : "explain.nothing")}
      </p>
    ),
    onKeyDown: (event) => {
      if (event.key !== "F1" || event.defaultPrevented) return;
      event.preventDefault();
      toggle();
    },
  };
}
