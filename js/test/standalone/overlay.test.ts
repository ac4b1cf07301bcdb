import { describe, expect, test } from "vitest";
import { type Json, parse, stringify } from "../../src/core/json";
import { overlay } from "../../src/standalone/overlay";
import { read, rows } from "../helpers/tables";

const cases = rows(read("tests/conformance/cases/overlay.json")).map((row) => ({
  name: row.get("name") as string,
  below: row.get("below") as Json,
  above: row.get("above") as Json,
  merged: row.get("merged") as Json,
}));

describe("as the kernel merges", () => {
  test.each(cases)("$name", ({ below, above, merged }) => {
    const before = stringify(below);
    expect(stringify(overlay(below, above))).toBe(stringify(merged));
    expect(stringify(below)).toBe(before);
  });
});

test("below 64 levels the upper value replaces the lower one", () => {
  const nested = (levels: number, inner: string) =>
    parse(`${'{"a":'.repeat(levels)}${inner}${"}".repeat(levels)}`);
  const merged = (levels: number) =>
    stringify(overlay(nested(levels, '{"b":1}'), nested(levels, '{"c":2}')));
  expect(merged(63)).toContain('{"b":1,"c":2}');
  expect(merged(64)).toContain('{"c":2}');
  expect(merged(64)).not.toContain('"b"');
  expect(merged(5_000)).toContain('{"c":2}');
});
