// All that AWS says of a member: the first sentence is always there, the rest when somebody asks, by
// a button that is no stop of the tab key, or by F1 in the field.

import { useSignal, useSignalEffect } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Node } from "../model/node";
import { pathOf } from "../path";
import { elementId, usePage, useView } from "./context";

interface Explanation {
  button: ComponentChildren;
  text: ComponentChildren;
  onKeyDown(event: KeyboardEvent): void;
}

/** Undefined for a member of which no more is to be said. */
export function useExplanation(node: Node): Explanation | undefined {
  const view = useView();
  const page = usePage();
  const open = useSignal(false);
  const said = (): string | undefined => view.explanation(pathOf(node.steps()));
  const text = open.value ? said() : undefined;
  useSignalEffect(() => {
    const heard = open.value && said();
    if (heard) view.announce(heard);
  });
  // modelpkg_widget/page.py puts a line end behind a text that goes on.
  if (!node.schema.description?.endsWith("\n")) return undefined;
  const id = elementId(view, node, "explained");
  const name = page("explain", { name: node.name() });
  const toggle = (): void => {
    open.value = !open.peek();
  };
  return {
    button: (
      <button
        type="button"
        tabIndex={-1}
        class="mp-explain"
        title={name}
        aria-expanded={open.value}
        aria-controls={open.value ? id : undefined}
        onClick={toggle}
      >
        <span aria-hidden="true">{page(open.value ? "explain.less" : "explain.more")}</span>
        <span class="mp-hidden">{name}</span>
      </button>
    ),
    text: open.value && (
      <p id={id} class="mp-explained">
        {text || page(text === undefined ? "explain.asking" : "explain.nothing")}
      </p>
    ),
    onKeyDown: (event) => {
      if (event.key !== "F1" || event.defaultPrevented) return;
      event.preventDefault();
      toggle();
    },
  };
}
