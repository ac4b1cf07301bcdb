// Adding to a list or a map: by its button, and by going on from one of its rows.

import type { List } from "../../form/nodes/list";
import { MapNode } from "../../form/nodes/map";
import type { Node } from "../../form/nodes/node";
import { elementId, useText, useView } from "../context";
import { firstField } from "./firstField";

export interface AddItem {
  /** How many it may hold; infinite when nothing limits it. */
  most: number;
  /** Why nothing can be added; empty while there is room. Reads signals. */
  full(): string;
  /** Add one, behind another or at the end, and go there; when it is full, say so. */
  add(after?: Node): void;
  /** Add an item that is equal to another one, behind it. */
  duplicate(item: Node): void;
}

export function useAddItem(owner: List | MapNode): AddItem {
  const view = useView();
  const t = useText();
  const { maxItems, maxProperties } = owner.schema;
  const most = maxItems ?? maxProperties ?? Number.POSITIVE_INFINITY;
  const full = (): string => (owner.children().length < most ? "" : t("full", { most }));
  /** The id of the place to go to in an item, which is opened. */
  const placeIn = (item: Node): string => {
    view.form.fold(item).value = true;
    return elementId(view, firstField(item));
  };
  const unlessFull = (make: () => string): void => {
    const why = full();
    if (why) {
      view.announce(why);
      return;
    }
    const id = make();
    view.flush();
    view.focus(id);
  };
  return {
    most,
    full,
    add: (after) =>
      unlessFull(() =>
        owner instanceof MapNode
          ? elementId(view, owner.add(after).value, "name")
          : placeIn(owner.add(after)),
      ),
    duplicate: (item) =>
      unlessFull(() => (owner instanceof MapNode ? "" : placeIn(owner.duplicate(item)))),
  };
}
