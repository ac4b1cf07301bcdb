// What a kind of package requires and forbids, as the page decides it;
// tests/validation/test_package_kind.py reads the same cases.

import { describe, expect, test } from "vitest";
import { type Json, type JsonObject, stringify } from "../../../src/core/json";
import type { Path } from "../../../src/core/path";
import { KIND_CODE } from "../../../src/form/validation/kind_rules";
import { checkRequest } from "../../conformance/checkRequest";
import { tables } from "../../helpers/forms";
import { plain, read, rows } from "../../helpers/tables";

type Expected = [path: Path, code: string, message: string];

/** A request with other values at some places; undefined unsets. */
function edited(value: Json | undefined, path: Path, given: Json | undefined): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return given;
  if (Array.isArray(value))
    return value.map((item, at) => (at === step ? (edited(item, rest, given) ?? item) : item));
  const made: JsonObject = new Map(value instanceof Map ? value : []);
  const child = edited(made.get(String(step)), rest, given);
  if (child === undefined) made.delete(String(step));
  else made.set(String(step), child);
  return made;
}

const cases = rows(read("tests/conformance/cases/kinds.json")).flatMap((group) => {
  const of = group.get("of");
  const kind = String(group.get("kind"));
  const request =
    typeof of === "string" ? read(`tests/conformance/cases/requests/${of}`) : (of as Json);
  return rows(group.get("cases")).map((row) => {
    let value: Json | undefined = request;
    for (const path of plain<Path[]>(row.get("unset") ?? []))
      value = edited(value, path, undefined);
    for (const [path, given] of (row.get("set") ?? []) as [Path, Json][])
      value = edited(value, path, given);
    const expected = plain<Expected[]>(row.get("issues"));
    return { name: `${kind || "any"}: ${row.get("name")}`, kind, value: value ?? null, expected };
  });
});

describe("a kind of package", () => {
  test.each(cases)("$name", ({ kind, value, expected }) => {
    const found = checkRequest(tables, value, kind);
    const errors = found.filter(({ severity }) => severity === "error");
    const actual = errors.map(({ path, code, message }) => [path, code, message]);
    const sorted = (list: unknown[]): string[] => list.map((row) => JSON.stringify(row)).sort();
    expect(sorted(actual), stringify(value)).toEqual(sorted(expected));
    for (const issue of errors) if (issue.code === KIND_CODE) expect(issue.hint).not.toBe("");
  });

  test("does not count in a check of a request alone", () => {
    const codes = checkRequest(tables, new Map([["CertifyForMarketplace", true]])).map(
      ({ code }) => code,
    );
    expect(codes).not.toContain(KIND_CODE);
  });
});
