// What changed between two requests; tests/request/test_diff.py reads the same cases.

import { describe, expect, test } from "vitest";
import { type Change, diff } from "../../src/core/diff";
import { type Json, type JsonObject, jsonEqual, parse, stringify } from "../../src/core/json";
import type { Path } from "../../src/core/path";
import { read } from "../helpers/tables";

const rows = read("tests/conformance/cases/difference.json") as JsonObject[];

/** A change as modelpkg_widget says it. */
function plain(change: Change): Json {
  const row: JsonObject = new Map<string, Json>([
    ["kind", change.kind],
    ["path", change.path],
  ]);
  if (!jsonEqual(change.was, change.path)) row.set("was", change.was);
  if (change.before !== undefined) row.set("before", change.before);
  if (change.after !== undefined) row.set("after", change.after);
  return row;
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
    const found = diff(before as Json, after as Json).map(plain);
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
      expect(diff(before, before)).toEqual([]);
      for (const change of diff(before, after)) {
        const { kind, path, was } = change;
        const none = undefined;
        const [one, two] = [
          kind === "added" ? none : at(before, was),
          kind === "removed" ? none : at(after, path),
        ];
        expect(jsonEqual(change.before, one) && jsonEqual(change.after, two)).toBe(true);
        expect(jsonEqual(one, two)).toBe(kind === "moved");
      }
    }
  });

  test("thousands of levels count as one", () => {
    const nested = (inner: string): Json =>
      parse(`${'{"a":'.repeat(5000)}${inner}${"}".repeat(5000)}`);
    const [change, ...more] = diff(nested("1"), nested("2"));
    expect([change?.kind, change?.path.length, more.length]).toEqual(["changed", 64, 0]);
  });
});
