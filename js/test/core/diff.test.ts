// What changed between two requests; tests/test_difference.py reads the same cases.

import { describe, expect, test } from "vitest";
import { type Change, difference } from "../../src/core/diff";
import { equal, type Json, type JsonObject, parse, stringify } from "../../src/core/json";
import type { Path } from "../../src/core/path";
import { read } from "../helpers/tables";

const rows = read("tests/cases/difference.json") as JsonObject[];

/** A change as modelpkg_widget says it. */
function plain(change: Change): Json {
  const told: JsonObject = new Map<string, Json>([
    ["kind", change.kind],
    ["path", change.path],
  ]);
  if (!equal(change.was, change.path)) told.set("was", change.was);
  if (change.before !== undefined) told.set("before", change.before);
  if (change.after !== undefined) told.set("after", change.after);
  return told;
}

function at(value: Json, path: Path): Json | undefined {
  let found: Json | undefined = value;
  for (const step of path) {
    found = Array.isArray(found)
      ? found[Number(step)]
      : (found as JsonObject | undefined)?.get(String(step));
  }
  return found;
}

describe("shared cases", () => {
  test.each(rows.map((row) => [String(row.get("name")), row] as const))("%s", (_, row) => {
    const [before, after] = ["before", "after"].map((name) => parse(String(row.get(name))));
    const found = difference(before as Json, after as Json).map(plain);
    expect(stringify(found)).toBe(row.get("changes"));
  });
});

describe("laws", () => {
  const SCALARS: Json[] = [null, true, 0, 1, "", "x", "y", parse("9007199254740993")];
  const KEYS = ["a", "b", "10", "2", "__proto__", ""];
  let seed = 7;
  const below = (limit: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % limit;
  };
  const random = (depth: number): Json => {
    const kind = depth > 3 ? 0 : below(4);
    if (kind === 0) return SCALARS[below(SCALARS.length)] ?? null;
    const children = Array.from({ length: below(5) }, () => random(depth + 1));
    if (kind < 3) return children;
    return new Map(children.map((child) => [KEYS[below(KEYS.length)] ?? "", child]));
  };

  test("each change holds, and equal requests have none (seed 7)", () => {
    for (let round = 0; round < 500; round += 1) {
      const [before, after] = [random(0), random(0)];
      expect(difference(before, before)).toEqual([]);
      for (const change of difference(before, after)) {
        const { kind, path, was } = change;
        const none = undefined;
        const [one, two] = [
          kind === "added" ? none : at(before, was),
          kind === "removed" ? none : at(after, path),
        ];
        expect(equal(change.before, one) && equal(change.after, two)).toBe(true);
        expect(equal(one, two)).toBe(kind === "moved");
      }
    }
  });

  test("thousands of levels count as one", () => {
    const nested = (inner: string): Json =>
      parse(`${'{"a":'.repeat(5000)}${inner}${"}".repeat(5000)}`);
    const [change, ...more] = difference(nested("1"), nested("2"));
    expect([change?.kind, change?.path.length, more.length]).toEqual(["changed", 64, 0]);
  });
});
