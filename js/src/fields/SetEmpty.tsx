// Sends a text that is not set as an empty one. Few ever want that, so the button shows only where
// somebody is, and is no stop of the tab key: the right arrow key reaches it from the empty box.

import { Leaf } from "../model/leaf";
import type { Node } from "../model/node";
import { elementId, usePage, useView } from "./context";

export function canBeEmpty(node: Node): boolean {
  const { type, enum: values } = node.schema;
  return node instanceof Leaf && type === "string" && !values && !node.place.required;
}

export function SetEmpty({ node }: { node: Node }) {
  const view = useView();
  const [before, after] = usePage()("setEmpty").split("{name}");
  const set = (): void => {
    node.setExplicit();
    view.flush();
    view.focus(elementId(view, node));
  };
  return (
    <button type="button" tabIndex={-1} class="mp-small mp-set-empty" onClick={set}>
      {before}
      <span class="mp-hidden">{node.name()}</span>
      {after}
    </button>
  );
}

/** Between the box of a field and the button in it. */
export function moveInField(event: KeyboardEvent): void {
  const field = event.currentTarget as HTMLElement;
  const button = field.querySelector<HTMLElement>(".mp-set-empty");
  const { target, key } = event;
  if (!button || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (target === button && (key === "ArrowLeft" || key === "Escape")) {
    field.querySelector<HTMLElement>("input, textarea")?.focus();
  } else if (key === "ArrowRight" && "value" in (target as object)) {
    if ((target as HTMLInputElement).value !== "" || target === button) return;
    button.focus();
  } else return;
  event.preventDefault();
}
