// What changed between two requests, by path, and where a value went to; the kernel has the same
// in modelpkg_widget/request/diff.py, and shared cases hold the two together.

import { type Json, jsonEqual, stringify } from "./json";
import { matchItems } from "./list_alignment";
import type { Path } from "./path";

type Maybe = Json | undefined;

/** Levels that are compared; what differs below counts as changed in the whole. */
const DEEPEST = 64;

/** One place that is not as it was; a structure that came or went is one. */
export interface Change {
  kind: "added" | "removed" | "changed" | "moved";
  /** Where it stands now; of what was removed, where it stood. */
  path: Path;
  /** Where it stood; of what was added, where it stands now. */
  was: Path;
  before?: Json;
  after?: Json;
}

/** What changed; the order of keys is no difference. What was removed stands first in a list;
 * members stand in the order of `before`, new ones behind them. */
export function diff(before: Json, after: Json, was: Path = [], path: Path = []): Change[] {
  if (jsonEqual(before, after)) return [];
  const deep = path.length >= DEEPEST;
  if (before instanceof Map && after instanceof Map && !deep) {
    const names = new Set([...before.keys(), ...after.keys()]);
    return [...names].flatMap((name) =>
      ofTwo(before.get(name), after.get(name), [...was, name], [...path, name]),
    );
  }
  if (Array.isArray(before) && Array.isArray(after) && !deep) {
    return ofLists(before, after, was, path);
  }
  return [{ kind: "changed", path, was, before, after }];
}

function ofTwo(before: Maybe, after: Maybe, was: Path, path: Path): Change[] {
  if (before !== undefined && after !== undefined) return diff(before, after, was, path);
  if (after !== undefined) return [{ kind: "added", path, was: path, after }];
  return before === undefined ? [] : [{ kind: "removed", path: was, was, before }];
}

function ofLists(before: Json[], after: Json[], was: Path, path: Path): Change[] {
  const { partner, moved } = pairs(before, after);
  const back = new Map(partner.map((there, here) => [there, here]));
  const removed = before.flatMap((item, here) =>
    (partner[here] ?? -1) < 0 ? ofTwo(item, undefined, [...was, here], []) : [],
  );
  const stay = after.flatMap((item, there) => {
    const here = back.get(there);
    const [from, to] = [here === undefined ? [] : [...was, here], [...path, there]];
    const one = here === undefined ? undefined : before[here];
    if (one === undefined || here === undefined || !moved.has(here)) {
      return ofTwo(one, item, from, to);
    }
    return [{ kind: "moved" as const, path: to, was: from, before: one, after: item }];
  });
  return [...removed, ...stay];
}

/** For each item of `before` its place in `after` or -1, and which of them moved: equal ones first,
 * in order; then each equal one that is left, in its order, with the first that is left there: it
 * moved; then those that `matchItems` pairs by position. */
function pairs(before: Json[], after: Json[]): { partner: number[]; moved: Set<number> } {
  const [one, two] = [before.map(stringify), after.map(stringify)];
  const aligned = matchItems(before, after);
  const partner = aligned.map((there, here) => (one[here] === two[there] ? there : -1));
  const matched = new Set(partner);
  const free = new Map<string, number[]>();
  for (const [there, text] of two.entries()) {
    if (!matched.has(there)) free.set(text, [...(free.get(text) ?? []), there]);
  }
  const moved = new Set<number>();
  for (const [here, text] of one.entries()) {
    const there = partner[here] === -1 ? free.get(text)?.shift() : undefined;
    if (there === undefined) continue;
    partner[here] = there;
    matched.add(there);
    moved.add(here);
  }
  for (const [here, there] of aligned.entries()) {
    if (partner[here] === -1 && !matched.has(there)) partner[here] = there;
  }
  return { partner, moved };
}
