// What is done with an item of a list, by its buttons, its menu and by keys.

import type { List } from "../../form/nodes/list";
import type { Node } from "../../form/nodes/node";
import { elementId, useView, type View } from "../context";
import { useAddItem } from "./addItem";

interface ItemActs {
  move(by: 1 | -1): void;
  duplicate(): void;
  /** The id of what says why it cannot be duplicated. */
  idle: string | undefined;
}

export function useItemActs(list: List, item: Node): ItemActs {
  const view = useView();
  const { full, duplicate } = useAddItem(list);
  return {
    move: (by) => void moveItem(view, list, item, by),
    duplicate: () => duplicate(item),
    idle: full() ? elementId(view, list, "count") : undefined,
  };
}

/** Move an item, and say so; false where there is no place for it. */
export function moveItem(view: View, list: List, item: Node, by: 1 | -1): boolean {
  const isMoved = list.move(item, by);
  if (isMoved) {
    view.flush();
    view.announce(view.t("moved", { name: item.name() }));
  }
  return isMoved;
}
