// Where values that somebody has to review are in a request;
// modelpkg_widget/importers/review_marks.py does the same, and tests/conformance/cases/review.json
// holds the two together.

import { type Json, jsonEqual } from "../core/json";
import type { Path } from "../core/path";

/** A value, and where it stood when it was loaded. */
export interface ReviewMark {
  base_path: Path;
  value: Json;
}

/** The place of each value, undefined of one that is gone: where it was, or else the first place of
 * the same path in other items of the lists that no other value has taken. */
export function locate(marks: readonly ReviewMark[], request: Json): (Path | undefined)[] {
  const found = marks.map(({ base_path, value }) =>
    jsonEqual(valueAt(request, base_path), value) ? base_path : undefined,
  );
  const used = new Set(found.map((path) => JSON.stringify(path)));
  for (const [at, { base_path, value }] of marks.entries()) {
    if (found[at]) continue;
    for (const path of placesOf(request, base_path)) {
      const key = JSON.stringify(path);
      if (used.has(key) || !jsonEqual(valueAt(request, path), value)) continue;
      found[at] = path;
      used.add(key);
      break;
    }
  }
  return found;
}

function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let found = value;
  for (const step of path) {
    if (found instanceof Map && typeof step === "string") found = found.get(step);
    else if (Array.isArray(found) && typeof step === "number") found = found[step];
    else return undefined;
  }
  return found;
}

/** The places of a path in any items of the lists on the way. */
function placesOf(value: Json | undefined, path: Path, here: Path = []): Path[] {
  const [step, ...rest] = path;
  if (step === undefined) return [here];
  if (typeof step === "number") {
    const items = Array.isArray(value) ? value : [];
    return items.flatMap((item, at) => placesOf(item, rest, [...here, at]));
  }
  const inner = value instanceof Map ? value.get(step) : undefined;
  return inner === undefined ? [] : placesOf(inner, rest, [...here, step]);
}
