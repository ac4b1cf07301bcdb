// What the menu of a node offers, as far as it applies to the node as it is.

import { Leaf } from "../../form/nodes/leaf";
import type { List } from "../../form/nodes/list";
import type { Node } from "../../form/nodes/node";
import { elementId, type View } from "../context";
import type { useItemActs } from "../groups/itemActs";
import { isKeyValue } from "../groups/keyValue";
import { canSendEmpty } from "../Menu";
import type { MenuOf } from "./laterPanels";

export interface MenuItem {
  /** A key of the page's words. */
  does: string;
  /** The id of what says why it does nothing; choosing it says so too. */
  idle?: string | undefined;
  /** May move the focus; else it goes back to the button. */
  act(): void;
}

/** Of all but the items of a list. */
export function itemsOf(view: View, { node, kind, paste }: MenuOf): MenuItem[] {
  const isPresent = node.isPresent.value;
  const unset: MenuItem = {
    does: "menu.unset",
    act: () => {
      node.unset();
      view.flush();
      if (kind === "field") view.focus(elementId(view, node));
      else view.announce(view.t("unset_done", { name: node.name() }));
    },
  };
  const set: MenuItem = {
    does: kind === "group" ? "menu.set" : "menu.set_empty",
    act: () => {
      node.setExplicit();
      if (kind === "group") view.form.fold(node).value = true;
      view.flush();
    },
  };
  if (kind === "entry") return sendEmpty(view, node);
  if (kind === "field") return [...(isPresent ? [unset] : []), ...sendEmpty(view, node)];
  return [isPresent ? unset : set, ...(paste ? [{ does: "menu.paste", act: paste }] : [])];
}

/** Of an item of a list. */
export function itemsOfItem(
  view: View,
  item: Node,
  { move, duplicate, idle }: ReturnType<typeof useItemActs>,
): MenuItem[] {
  const items = (item.parentLink.parent as List).items.value;
  const at = items.indexOf(item);
  // The members of a pair stand in its row, and have no menu of their own.
  const inRow = isKeyValue(item.formServices.tables, item.schema);
  const texts = item instanceof Leaf ? [item] : inRow ? item.children() : [];
  const moving = (by: 1 | -1) => () => {
    move(by);
    view.focus(elementId(view, item, "more"));
  };
  return [
    ...texts.flatMap((text) => sendEmpty(view, text)),
    { does: "menu.duplicate", idle, act: duplicate },
    ...(at > 0 ? [{ does: "menu.up", act: moving(-1) }] : []),
    ...(at < items.length - 1 ? [{ does: "menu.down", act: moving(1) }] : []),
  ];
}

function sendEmpty(view: View, node: Node): MenuItem[] {
  if (!canSendEmpty(node)) return [];
  const act = (): void => {
    node.setExplicit();
    view.flush();
    view.focus(elementId(view, node));
  };
  return [{ does: "menu.send_empty", act }];
}
