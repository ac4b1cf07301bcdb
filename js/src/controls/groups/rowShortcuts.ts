// The keys by which rows are made and moved without leaving them: Enter goes on, Backspace takes out
// a row in which nothing stands, Alt with an arrow moves an item.

import { List } from "../../form/nodes/list";
import type { MapNode } from "../../form/nodes/map";
import type { Node } from "../../form/nodes/node";
import { elementId, useView } from "../context";
import { useAddItem } from "./addItem";
import { moveItem } from "./itemActs";

export const MOVE_KEYS: Record<string, 1 | -1> = { ArrowUp: -1, ArrowDown: 1 };

interface Row {
  owner: List | MapNode;
  node: Node;
  /** Nothing stands in it; reads signals. */
  isBlank(): boolean;
  remove(): void;
}

export function useRowShortcuts({
  owner,
  node,
  isBlank,
  remove,
}: Row): (event: KeyboardEvent) => void {
  const view = useView();
  const { add } = useAddItem(owner);
  const move = useMoveShortcuts(owner, node);

  const goOn = (): void => {
    if (!isBlank()) add(node);
  };
  const drop = (row: Element): void => {
    const before = fieldsOf(row.previousElementSibling).at(-1);
    before?.focus(); // while this one is there: the focus goes from one to the other
    remove();
    view.flush();
    if (!before) view.focus(elementId(view, owner, "add"));
  };
  return (event) => {
    const row = event.currentTarget as Element;
    const field = event.target as HTMLInputElement;
    move(event);
    if (event.isComposing || hasModifier(event) || event.shiftKey) return;
    if (event.defaultPrevented || field.tagName !== "INPUT") return;
    const fields = fieldsOf(row);
    const at = fields.indexOf(field);
    if (event.key === "Enter") {
      const next = fields[at + 1];
      if (next) next.focus();
      else goOn();
    } else if (event.key === "Backspace" && !event.repeat && field.value === "" && isBlank()) {
      drop(row);
    } else return;
    event.preventDefault();
  };
}

/** Alt and an arrow move the item of a list in which the focus is; the focus stays in it. */
export function useMoveShortcuts(
  owner: Node | undefined,
  item: Node,
): (event: KeyboardEvent) => void {
  const view = useView();
  return (event) => {
    const by = MOVE_KEYS[event.key];
    const target = event.target as HTMLElement;
    const opens = target.tagName === "SELECT" || target.role === "combobox"; // these keys open it
    if (!by || !event.altKey || opens || event.defaultPrevented || !(owner instanceof List)) return;
    event.preventDefault();
    if (moveItem(view, owner, item, by)) view.focus(target.id);
  };
}

export function hasModifier(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}

function fieldsOf(row: Element | null): HTMLInputElement[] {
  return [...(row?.querySelectorAll<HTMLInputElement>("input, textarea") ?? [])];
}
