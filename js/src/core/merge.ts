// Three-way merge of requests by path: the changes of one writer are merged into those of another.
// The kernel has the same in modelpkg_widget/request/merge.py; shared cases hold the two together.

import { type Json, type JsonObject, jsonEqual } from "./json";
import { matchItems } from "./list_alignment";
import type { Path } from "./path";

type Maybe = Json | undefined;

/** Levels that are merged; below, a value is taken whole. No request is half as deep. */
const DEEPEST = 64;

/** Lay `mine` over `theirs`; both came from `base`. Where both changed one value, mine stays; what
 * one removed and the other changed stays too, so that nobody's work is lost. */
export function merge(base: Maybe, mine: Maybe, theirs: Maybe, depth = 0): Maybe {
  if (mine === undefined || jsonEqual(mine, base)) return jsonEqual(theirs, base) ? mine : theirs;
  if (jsonEqual(theirs, base) || jsonEqual(mine, theirs) || depth >= DEEPEST) return mine;
  if (mine instanceof Map && theirs instanceof Map) {
    return mergeMaps(base instanceof Map ? base : new Map(), mine, theirs, depth + 1);
  }
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    if (Array.isArray(base)) return mergeLists(base, mine, theirs, depth + 1);
    if (mine.length !== theirs.length) return mine;
    return mine.map((item, at) => merge(undefined, item, theirs[at], depth + 1) ?? null);
  }
  return mine;
}

function mergeLists(base: Json[], mine: Json[], theirs: Json[], depth: number): Json[] {
  const merged: Json[] = [];
  const [inMine, inTheirs] = [matchItems(base, mine), matchItems(base, theirs)];
  let [nextMine, nextTheirs] = [0, 0];
  const takeNew = (untilMine: number, untilTheirs: number): void => {
    const own = mine.slice(nextMine, Math.max(untilMine, 0));
    merged.push(...added(own, theirs.slice(nextTheirs, Math.max(untilTheirs, 0))));
    nextMine = Math.max(nextMine, untilMine + 1);
    nextTheirs = Math.max(nextTheirs, untilTheirs + 1);
  };
  for (const [at, item] of base.entries()) {
    const [my, their] = [inMine[at] ?? -1, inTheirs[at] ?? -1];
    takeNew(my, their);
    const value = merge(item, mine[my], theirs[their], depth);
    if (value !== undefined) merged.push(value);
  }
  takeNew(mine.length, theirs.length);
  return merged;
}

/** What both added at one place: once, if one of them added what the other did, and more. */
function added(mine: Json[], theirs: Json[]): Json[] {
  const [short, long] = mine.length < theirs.length ? [mine, theirs] : [theirs, mine];
  return short.every((item, at) => jsonEqual(item, long[at])) ? long : [...theirs, ...mine];
}

function mergeMaps(
  base: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
  depth: number,
): JsonObject {
  const merged: JsonObject = new Map();
  for (const name of mergeOrder([...mine.keys()], [...theirs.keys()])) {
    const value = merge(base.get(name), mine.get(name), theirs.get(name), depth);
    if (value !== undefined) merged.set(name, value);
  }
  return merged;
}

/** My order, with each name that only they have behind the one that it follows there. */
function mergeOrder(mine: string[], theirs: string[]): string[] {
  const order = [...mine];
  const known = new Set(mine);
  let after = -1;
  for (const name of theirs) {
    if (known.has(name)) {
      after = order.indexOf(name);
    } else {
      after += 1;
      order.splice(after, 0, name);
    }
  }
  return order;
}

/** Put a value at a path, making the structures on the way that are not there. */
export function setPath(root: Maybe, path: Path, value: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === "number") {
    const list = Array.isArray(root) ? [...root] : [];
    const at = Math.min(step, list.length);
    list[at] = setPath(list[at], rest, value);
    return list;
  }
  const map: JsonObject = new Map(root instanceof Map ? root : []);
  map.set(step, setPath(map.get(step), rest, value));
  return map;
}

/** Put a value in the place of a mark, wherever that stands; no mark stands deeper than a merge. */
export function replaceValue(root: Json, mark: Json, value: Json, depth = 0): Json {
  if (root === mark) return value;
  if (depth > DEEPEST) return root;
  const inside = (item: Json): Json => replaceValue(item, mark, value, depth + 1);
  if (Array.isArray(root)) return root.map(inside);
  return root instanceof Map
    ? new Map([...root].map(([name, item]) => [name, inside(item)]))
    : root;
}
