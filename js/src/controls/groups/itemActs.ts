// What is done with an item of a list, by its buttons and by its menu.

import type { List } from "../../form/nodes/list";
import type { Node } from "../../form/nodes/node";
import { elementId, useText, useView } from "../context";
import { useAddItem } from "./addItem";
import { firstField } from "./firstField";

interface ItemActs {
  move(by: 1 | -1): void;
  duplicate(): void;
  /** The id of what says why it cannot be duplicated. */
  idle: string | undefined;
}

export function useItemActs(list: List, item: Node): ItemActs {
  const view = useView();
  const t = useText();
  const { full } = useAddItem(list);
  return {
    move: (by) => {
      list.move(item, by);
      view.flush();
      view.announce(t("moved", { name: item.name() }));
    },
    duplicate: () => {
      if (full()) {
        view.announce(full());
        return;
      }
      const copy = list.duplicate(item);
      view.form.fold(copy).value = true;
      view.flush();
      view.focus(elementId(view, firstField(copy)));
    },
    idle: full() ? elementId(view, list, "count") : undefined,
  };
}
