// The menu button of a node: what is rarely done with it. The menu-button pattern of WAI-ARIA's
// guide; the menu is in the page only while it is open, and its items are in the later part.

import { useEffect, useRef } from "preact/hooks";
import { Leaf } from "../form/nodes/leaf";
import type { Node } from "../form/nodes/node";
import { Unknown } from "../form/nodes/unknown";
import { elementId, useText, useView } from "./context";
import { hasModifier } from "./groups/rowShortcuts";
import { IconButton } from "./IconButton";
import { LaterContent, WaitingBox } from "./later/LaterContent";
import type { MenuOf } from "./later/laterPanels";
import { useSignal } from "./signals";

/** An empty text is sent by the menu alone, and only where AWS's model accepts one. */
export function canSendEmpty(node: Node): boolean {
  return node instanceof Leaf && node.text.value === "" && !node.sentEmpty.value && node.takesEmpty;
}

function hasItems({ node, kind }: MenuOf): boolean {
  if (kind === "field") {
    if (node instanceof Unknown) return false; // it is removed, by a button beside it
    if (node.isPresent.value) return true;
  } else if (kind !== "entry") return true;
  return canSendEmpty(node);
}

export function Menu(of: MenuOf) {
  const { node } = of;
  const view = useView();
  const t = useText();
  const button = useRef<HTMLButtonElement>(null);
  /** Where the focus goes when it opens: 0 the first item, -1 the last one. */
  const opened = useSignal<0 | -1>();
  const closing = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(closing.current), []);

  if (!hasItems(of)) return null;
  const start = opened.value;
  const isOpen = start !== undefined;
  const id = elementId(view, node, "more");
  const close = (): void => {
    button.current?.focus();
    opened.value = undefined;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    if (hasModifier(event)) return;
    if (isOpen && key === "Tab") {
      close(); // then the key goes on from the button
      return;
    }
    if (isOpen && key === "Escape") close();
    else if (!isOpen && key === "ArrowDown") opened.value = 0;
    else if (!isOpen && key === "ArrowUp") opened.value = -1;
    else return;
    event.preventDefault();
    event.stopPropagation(); // the same keys move rows and close panels
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button and the items in it have the focus
    <span
      class="mp-menu"
      data-open={isOpen}
      onKeyDown={onKeyDown}
      onFocusOut={({ relatedTarget, currentTarget }) => {
        if (currentTarget.contains(relatedTarget as Element | null)) return;
        // Once the focus is there: what has it until then is in the menu, and goes with it.
        closing.current = setTimeout(() => (opened.value = undefined));
      }}
    >
      <IconButton
        box={button}
        id={id}
        class="mp-icon mp-more"
        sign="⋯"
        label={t("menu", { name: node.name() })}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}-menu` : undefined}
        onClick={() => (opened.value = isOpen ? undefined : 0)}
      />
      {isOpen && (
        <LaterContent
          panel="MenuItems"
          props={{ ...of, id, start, close }}
          meanwhile={<WaitingBox id={`${id}-menu`} class="mp-menu-items" />}
        />
      )}
    </span>
  );
}
