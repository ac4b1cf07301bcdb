// What the kernel leaves out of the tables that it sends, read back;
// modelpkg_widget/widget/page_data.py.

import { describe, expect, test } from "vitest";
import { resolve } from "../../src/form/schema";
import { rows } from "../../src/form/validation/rules";
import type { Rule, Tables } from "../../src/protocol/form_data";
import type { Schema } from "../../src/protocol/schema";
import { plainTables } from "../helpers/forms";

function withDefinitions(definitions: Record<string, unknown>): Tables {
  return { ...plainTables, schema: { $defs: definitions as Record<string, Schema> } };
}

describe("a definition", () => {
  test("has its name as title, unless it says another", () => {
    const tables = withDefinitions({ A: { type: "string" }, B: { title: "C" } });
    expect(resolve(tables, { $ref: "#/$defs/A" })).toEqual({ title: "A", type: "string" });
    expect(resolve(tables, { $ref: "#/$defs/B", description: "d" })).toEqual({
      title: "C",
      description: "d",
    });
    expect(resolve(tables, { $ref: "#/$defs/No" })).toEqual({ $ref: "#/$defs/No" });
  });

  test("writes out its values, in their order and once for all fields", () => {
    const tables = withDefinitions({
      A: {
        "x-enum": [
          ["ml.m5", "large 2xlarge"],
          ["ml.c5", "large"],
          ["ml.m5", "xlarge"],
        ],
      },
    });
    const found = resolve(tables, { $ref: "#/$defs/A" }).enum;
    expect(found).toEqual(["ml.m5.large", "ml.m5.2xlarge", "ml.c5.large", "ml.m5.xlarge"]);
    expect(resolve(tables, { $ref: "#/$defs/A" }).enum).toBe(found);
  });
});

describe("a rule", () => {
  test("takes what another row has", () => {
    const first = { id: "a", scope: ["A[]"], when: [{ path: "B", set: true }], source: "s", n: 1 };
    const second = { id: "b", scope: 0, when: 0, hint: "h", source: 0, n: 2 };
    const tables = { ...plainTables, rules: [first, second] as unknown as Rule[] };
    const read = rows(tables);
    expect(read[1]).toEqual({ ...second, scope: ["A[]"], when: first.when, source: "s" });
    expect(rows(tables)).toBe(read);
  });
});
