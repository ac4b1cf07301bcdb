// Many lines pasted into a row of a list, or into the name of a fresh entry of a map: each becomes
// a row of its own. What is no list of several is pasted as ever.

import { batch } from "@preact/signals-core";
import type { Json, JsonObject } from "../../core/json";
import { Leaf } from "../../form/nodes/leaf";
import type { List } from "../../form/nodes/list";
import type { MapNode } from "../../form/nodes/map";
import { Struct } from "../../form/nodes/struct";
import type { Pending } from "../../protocol/traits.generated";
import { elementId, type View } from "../context";
import { rankKeyValue } from "./keyValue";
import { type NameAndValue, parseLines, parsePairs } from "./parsePasted";
import { itemValues, setItems } from "./setItems";

export interface Pasted {
  count: number;
  /** The id of the last field that came of it. */
  focus: string;
}

export function intoList(view: View, list: List, id: string, text: string): Pasted | undefined {
  const items = list.items.peek();
  const item = items.find((one) =>
    [one, ...one.parts()].some((part) => elementId(view, part) === id),
  );
  if (!item) return undefined;
  const parts = item instanceof Struct ? item.parts() : [item];
  const blank = !parts.some((part) => part.isPresent.peek());
  const values =
    item instanceof Struct ? structures(item, text) : item instanceof Leaf ? parseLines(text) : [];
  if (values.length < (blank && item instanceof Struct ? 1 : 2)) return undefined;
  const sent = item.isPresent.peek();
  const before = items.slice(0, items.indexOf(item)).filter((one) => one.isPresent.peek()).length;
  const from = blank ? before : before + 1;
  const all = itemValues(list);
  all.splice(from, blank && sent ? 1 : 0, ...values);
  setItems(list, all, sent ? undefined : item);
  const made = list.sent().slice(from, from + values.length);
  for (const part of made.flatMap((one) => [one, ...one.parts()])) part.isTouched.value = true;
  const last = made.at(-1);
  const field = last?.parts()[0] ?? last ?? list;
  return { count: values.length, focus: elementId(view, field) };
}

/** Names and values as structures of two members; a first row of a table that names those is none. */
function structures(item: Struct, text: string): Json[] {
  const names = [...item.members().keys()];
  if (rankKeyValue(item) === 0) return [];
  const pairs = parsePairs(text) ?? [];
  const isHead = (pair: NameAndValue): boolean =>
    pair.join().toLowerCase() === names.join().toLowerCase();
  return pairs
    .filter((pair, at) => at > 0 || !isHead(pair))
    .map((pair): JsonObject => new Map(names.map((name, at) => [name, pair[at] ?? ""])));
}

export function intoMap(view: View, map: MapNode, id: string, text: string): Pasted | undefined {
  const blank = map.entries
    .peek()
    .find((entry) => entry.blank.peek() && elementId(view, entry.value, "name") === id);
  const pairs = blank?.value instanceof Leaf ? parsePairs(text) : undefined;
  if (!blank || !pairs) return undefined;
  const value = map.read();
  const entries: JsonObject = new Map(value instanceof Map ? value : []);
  const pending: Pending[] = [];
  for (const [key, text] of pairs) {
    if (key !== "" && !entries.has(key)) entries.set(key, text);
    else if (key === "" || entries.get(key) !== text)
      pending.push({ path: [], key, text, code: "key.uniqueItems" });
  }
  batch(() => {
    map.reconcileWith(entries, map.isExplicit.peek());
    map.reconcilePending(pending, []);
    map.remove(blank);
  });
  const made = map.entries.peek().slice(-pairs.length);
  for (const entry of made) entry.isTouched.value = true;
  const last = made.at(-1);
  return { count: pairs.length, focus: last ? elementId(view, last.value, "name") : "" };
}
