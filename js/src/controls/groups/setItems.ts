// Several items of a list set at once: one change, whatever it adds.

import { batch } from "@preact/signals-core";
import { type Json, stringify } from "../../core/json";
import type { List } from "../../form/nodes/list";
import type { Node } from "../../form/nodes/node";

export function itemText(item: Node): string {
  const value = item.read();
  if (value === undefined) return "";
  return typeof value === "string" ? value : stringify(value);
}

export function itemValues(list: List): Json[] {
  return list.sent().map((item) => item.read() ?? null);
}

/** Items that stay keep their nodes, and with them what is known of them; `without` a row that
 * was not filled in. */
export function setItems(list: List, values: Json[], without?: Node): void {
  batch(() => {
    list.reconcileWith(values, list.isExplicit.peek());
    if (without) list.remove(without);
    else list.change();
  });
}
