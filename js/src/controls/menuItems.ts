// What the menu of a node offers, as far as it applies to the node as it is.

import { Leaf } from "../form/nodes/leaf";
import type { List } from "../form/nodes/list";
import type { MapNode } from "../form/nodes/map";
import type { Node } from "../form/nodes/node";
import type { Struct } from "../form/nodes/struct";
import { Unknown } from "../form/nodes/unknown";
import { elementId, useText, useView } from "./context";
import { useAddItem } from "./groups/addItem";
import { firstField } from "./groups/firstField";
import { isKeyValue } from "./groups/keyValue";
import type { MenuItem } from "./Menu";

/** Of a field that is no row of a list. */
export function useFieldItems(node: Node): MenuItem[] {
  const view = useView();
  const sendEmpty = useSendEmpty();
  if (node instanceof Unknown) return []; // it is removed, by a button beside it
  const unset: MenuItem = {
    does: "menu.unset",
    act: () => {
      node.unset();
      view.flush();
      view.focus(elementId(view, node));
    },
  };
  return [...(node.isPresent.value ? [unset] : []), ...sendEmpty(node)];
}

/** Of a structure that is no item of a list. */
export function useGroupItems(node: Struct): MenuItem[] {
  const view = useView();
  const unset = useUnset(node);
  const set: MenuItem = {
    does: "menu.set",
    act: () => {
      node.setExplicit();
      view.form.fold(node).value = true;
      view.flush();
    },
  };
  return [node.isPresent.value ? unset : set];
}

/** Of a list or a map; `paste` opens what a list is pasted into, if it takes one. */
export function useCollectionItems(node: List | MapNode, paste?: () => void): MenuItem[] {
  const view = useView();
  const unset = useUnset(node);
  const setEmpty: MenuItem = {
    does: "menu.set_empty",
    act: () => {
      node.setExplicit();
      view.flush();
    },
  };
  const more = paste ? [{ does: "menu.paste", act: paste }] : [];
  return [node.isPresent.value ? unset : setEmpty, ...more];
}

/** Of an item of a list. */
export function useItemItems(list: List, item: Node): MenuItem[] {
  const view = useView();
  const sendEmpty = useSendEmpty();
  const { move, duplicate, idle } = useItemActs(list, item);
  const items = list.items.value;
  const at = items.indexOf(item);
  // The members of a pair stand in its row, and have no menu of their own.
  const inRow = isKeyValue(item.formServices.tables, item.schema);
  const texts = item instanceof Leaf ? [item] : inRow ? item.children() : [];
  const keep = (): void => view.focus(elementId(view, item, "more"));
  const moving = (by: 1 | -1) => () => {
    move(by);
    keep();
  };
  return [
    ...texts.flatMap(sendEmpty),
    { does: "menu.duplicate", idle, act: duplicate },
    ...(at > 0 ? [{ does: "menu.up", act: moving(-1) }] : []),
    ...(at < items.length - 1 ? [{ does: "menu.down", act: moving(1) }] : []),
  ];
}

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

function useUnset(node: Node): MenuItem {
  const view = useView();
  const t = useText();
  return {
    does: "menu.unset",
    act: () => {
      node.unset();
      view.flush();
      view.announce(t("unset_done", { name: node.name() }));
    },
  };
}

/** An empty text is sent by this alone, and only where AWS's model accepts one. */
export function useSendEmpty(): (node: Node) => MenuItem[] {
  const view = useView();
  return (node) => {
    if (!(node instanceof Leaf) || !node.takesEmpty || node.text.value !== "") return [];
    if (node.sentEmpty.value) return [];
    const act = (): void => {
      node.setExplicit();
      view.flush();
      view.focus(elementId(view, node));
    };
    return [{ does: "menu.send_empty", act }];
  };
}
