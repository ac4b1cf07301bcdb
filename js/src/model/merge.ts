// Three-way merge of requests by path: what one writer changed is laid over what another changed.
// The kernel has the same in modelpkg_widget/merge.py; shared cases hold the two together.

import { equal, type Json, type JsonObject } from "../json";
import type { Path } from "../path";

type Maybe = Json | undefined;

/** Levels that are merged; below, a value is taken whole. No request is half as deep. */
const DEEPEST = 64;

/** Lay `mine` over `theirs`; both came from `base`. Where both changed one value, mine stays. */
export function merge(base: Maybe, mine: Maybe, theirs: Maybe, depth = 0): Maybe {
  if (equal(mine, base)) return theirs;
  if (equal(theirs, base) || equal(mine, theirs) || depth >= DEEPEST) return mine;
  if (mine instanceof Map && theirs instanceof Map) {
    return mergeMaps(base instanceof Map ? base : new Map(), mine, theirs, depth + 1);
  }
  if (Array.isArray(mine) && Array.isArray(theirs) && mine.length === theirs.length) {
    const before = Array.isArray(base) && base.length === mine.length ? base : [];
    return mine.map((item, at) => merge(before[at], item, theirs[at], depth + 1) ?? null);
  }
  return mine;
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
export function put(root: Maybe, path: Path, value: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === "number") {
    const list = Array.isArray(root) ? [...root] : [];
    const at = Math.min(step, list.length);
    list[at] = put(list[at], rest, value);
    return list;
  }
  const map: JsonObject = new Map(root instanceof Map ? root : []);
  map.set(step, put(map.get(step), rest, value));
  return map;
}
