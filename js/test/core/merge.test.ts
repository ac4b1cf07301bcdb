// Merging what two writers made of one request; tests/request/test_merge.py reads the same cases.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Json, type JsonObject, jsonEqual, parse, stringify } from "../../src/core/json";
import { merge, setPath } from "../../src/core/merge";

const FILE = new URL("../../../tests/conformance/cases/merge.json", import.meta.url);
const rows = parse(readFileSync(FILE, "utf8")) as JsonObject[];

function value(row: JsonObject, name: string): Json | undefined {
  const text = row.get(name);
  return typeof text === "string" ? parse(text) : undefined;
}

function text(json: Json | undefined): string | undefined {
  return json === undefined ? undefined : stringify(json);
}

describe("shared cases", () => {
  test.each(rows.map((row) => [String(row.get("name")), row] as const))("%s", (_, row) => {
    const [base, mine, theirs] = [value(row, "base"), value(row, "mine"), value(row, "theirs")];
    const before = [text(mine), text(theirs)];
    expect(text(merge(base, mine, theirs))).toBe(text(value(row, "result")));
    expect([text(mine), text(theirs)]).toEqual(before);
  });
});

describe("laws", () => {
  const SCALARS: Json[] = [null, true, false, 0, 1, 1.5, "", "x", "\ud800", parse("NaN")];
  const KEYS = ["a", "b", "c", "10", "2", "__proto__", ""];
  let seed = 1;
  const below = (limit: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % limit;
  };
  const random = (depth: number): Json => {
    const kind = depth > 3 ? 0 : below(4);
    if (kind < 2) return SCALARS[below(SCALARS.length)] ?? null;
    const children = Array.from({ length: below(4) }, () => random(depth + 1));
    if (kind === 2) return children;
    return new Map(children.map((child) => [KEYS[below(KEYS.length)] ?? "", child]));
  };
  const pairs = Array.from({ length: 500 }, () => [random(0), random(0)] as const);

  test("who changed nothing takes the other", () => {
    for (const [base, changed] of pairs) {
      expect(jsonEqual(merge(base, base, changed), changed)).toBe(true);
      expect(jsonEqual(merge(base, changed, base), changed)).toBe(true);
      expect(jsonEqual(merge(base, changed, changed), changed)).toBe(true);
    }
  });

  test("equal is the same text", () => {
    for (const [one, other] of pairs) {
      expect(jsonEqual(one, other)).toBe(stringify(one) === stringify(other));
      expect(jsonEqual(one, parse(stringify(one)))).toBe(true);
    }
  });
});

describe("depth", () => {
  const nested = (levels: number, innermost: string): Json =>
    parse(`${'{"a":'.repeat(levels)}${innermost}${"}".repeat(levels)}`);

  test("thousands of levels are taken whole", () => {
    const [base, mine, theirs] = ["0", "1", "2"].map(
      (inner, at) =>
        new Map<string, Json>([
          ["deep", nested(2000, inner)],
          ["b", at === 2 ? 1 : 0],
        ]),
    );
    const merged = merge(base, mine, theirs) as JsonObject;
    expect(merged.get("b")).toBe(1);
    expect(jsonEqual(merged.get("deep"), mine?.get("deep"))).toBe(true);
  });

  test("below the levels that are merged, mine stays", () => {
    const merged = merge(nested(100, "{}"), nested(100, '{"x":1}'), nested(100, '{"y":1}'));
    expect(jsonEqual(merged, nested(100, '{"x":1}'))).toBe(true);
  });

  test("levels that a request has are merged", () => {
    const merged = merge(nested(40, "{}"), nested(40, '{"x":1}'), nested(40, '{"y":1}'));
    expect(jsonEqual(merged, nested(40, '{"y":1,"x":1}'))).toBe(true);
  });
});

describe("put", () => {
  test.each([
    ["{}", ["a"], '{"a":9}'],
    ['{"a":{"b":1},"c":2}', ["a", "b"], '{"a":{"b":9},"c":2}'],
    ['{"c":2}', ["a", "b"], '{"c":2,"a":{"b":9}}'],
    ["[1,2]", [1], "[1,9]"],
    ["[1]", [5], "[1,9]"],
    ['{"a":"x"}', ["a", "b"], '{"a":{"b":9}}'],
    ['{"10":1,"2":2}', ["2"], '{"10":1,"2":9}'],
    ["[]", [0, "a"], '[{"a":9}]'],
    ["1", [], "9"],
  ] as const)("into %s at %j", (root, path, result) => {
    expect(stringify(setPath(parse(root), [...path], 9))).toBe(result);
  });
});
