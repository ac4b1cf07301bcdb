// Kinds of package: what they leave out of sight.

import { describe, expect, test } from "vitest";
import { Kinds } from "../src/views/kinds";
import { at, formOf, leaf, struct, tables, textOf } from "./model";

const ROWS = tables.layout.kinds ?? [];

function names(kinds: Kinds): { hidden: string[]; there: string[] } {
  const { hidden, there } = kinds.outside();
  return { hidden: hidden.map((node) => node.name()), there: there.map((node) => node.name()) };
}

describe("the table", () => {
  test.each(ROWS.map((row) => [row.id, row] as const))("%s names members", (_, { without }) => {
    const known = struct(formOf()).members();
    expect(without.filter((name) => !known.has(name))).toEqual([]);
    expect(new Set(without).size).toBe(without.length);
  });

  test("has four kinds", () => {
    const ids = ["versioned", "unversioned", "marketplace", "algorithm"];
    expect(ROWS.map(({ id }) => id)).toEqual(ids);
  });
});

describe("a kind", () => {
  test("hides what does not apply, and never what is set", () => {
    const text = '{"ModelApprovalStatus":"Approved","Domain":"x"}';
    const form = formOf(text);
    const kinds = new Kinds(form);
    expect(names(kinds)).toEqual({ hidden: [], there: [] });
    kinds.choose("marketplace");
    expect(names(kinds)).toEqual({
      hidden: ["ModelPackageGroupName", "SourceUri"],
      there: ["ModelApprovalStatus"],
    });
    expect(textOf(form)).toBe(text);
    expect(kinds.hides(at(form, "Domain"))).toBe(false);
  });

  test("leaves in sight what is being cleared, until it is removed", () => {
    const form = formOf('{"SourceUri":"x"}');
    const kinds = new Kinds(form);
    kinds.choose("algorithm");
    leaf(form, "SourceUri").type("");
    leaf(form, "SourceUri").unset();
    expect(names(kinds).there).toEqual(["SourceUri"]);
    kinds.remove(at(form, "SourceUri"));
    expect(names(kinds).there).toEqual([]);
    expect(textOf(form)).toBe("{}");
    form.undo();
    form.undo();
    expect(textOf(form)).toBe('{"SourceUri":"x"}');
    expect(names(kinds).there).toEqual(["SourceUri"]);
  });

  test("shows what somebody goes to, and what comes from elsewhere", () => {
    const form = formOf();
    const kinds = new Kinds(form);
    kinds.choose("algorithm");
    kinds.show(at(form, "InferenceSpecification", "SupportedContentTypes"));
    kinds.show(at(formOf(), "SourceUri"));
    expect(names(kinds)).toEqual({ hidden: ["SourceUri"], there: ["InferenceSpecification"] });
    kinds.choose("algorithm");
    expect(names(kinds).there).toEqual([]);
  });
});
