// Kinds of package: what they leave out of sight.

import { signal } from "@preact/signals";
import { describe, expect, test } from "vitest";
import { stringify } from "../src/json";
import type { Form } from "../src/model/form";
import { Kinds } from "../src/views/kinds";
import { at, formOf, leaf, struct, tables, textOf } from "./model";
import { read } from "./read";

const ROWS = tables.layout.kinds ?? [];

function names(kinds: Kinds): { hidden: string[]; there: string[] } {
  const { hidden, there } = kinds.outside();
  return { hidden: hidden.map((node) => node.name()), there: there.map((node) => node.name()) };
}

function kindsOf(form: Form, base = "", told: string[] = []): Kinds {
  const kept = { kind: signal<string | undefined>(undefined), loaded: signal({ base }) };
  return new Kinds(form, kept, (id) => told.push(id));
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
    const kinds = kindsOf(form);
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
    const kinds = kindsOf(form);
    kinds.choose("algorithm");
    leaf(form, "SourceUri").type("");
    expect(names(kinds).there).toEqual(["SourceUri"]);
    kinds.remove(at(form, "SourceUri"));
    expect(names(kinds).there).toEqual([]);
    expect(textOf(form)).toBe("{}");
    form.undo();
    expect(textOf(form)).toBe('{"SourceUri":"x"}');
    expect(names(kinds).there).toEqual(["SourceUri"]);
  });

  test("shows what somebody goes to, and what comes from elsewhere", () => {
    const form = formOf();
    const kinds = kindsOf(form);
    kinds.choose("algorithm");
    kinds.show(at(form, "InferenceSpecification", "SupportedContentTypes"));
    kinds.show(at(formOf(), "SourceUri"));
    expect(names(kinds)).toEqual({ hidden: ["SourceUri"], there: ["InferenceSpecification"] });
    kinds.choose("algorithm");
    expect(names(kinds).there).toEqual([]);
  });
});

describe("of what was loaded", () => {
  const requests: [string, string][] = [
    ["marketplace", "02-marketplace-iris-validation"],
    ["algorithm", "05-source-algorithm-unversioned"],
    ["versioned", "01-versioned-iris-minimal"],
    ["unversioned", "16-ack-unversioned-validation-tags"],
  ];

  test.each(requests)("%s is guessed from %s, and nothing that is set is hidden", (kind, name) => {
    const text = stringify(read(`tests/cases/requests/${name}.json`));
    const form = formOf(text);
    const kinds = kindsOf(form, text);
    expect(kinds.chosen.value).toBe(kind);
    const { hidden, there } = kinds.outside();
    expect(there).toEqual([]);
    expect(hidden.some((node) => node.present.value)).toBe(false);
  });

  test("what fits no kind is any, and a choice outdoes the guess", () => {
    const both = '{"ModelPackageName":"a","ModelPackageGroupName":"b"}';
    expect(kindsOf(formOf(both), both).chosen.value).toBe("");
    const told: string[] = [];
    const kinds = kindsOf(formOf(), '{"ModelPackageGroupName":"b"}', told);
    expect(kinds.chosen.value).toBe("versioned");
    kinds.choose("");
    expect(kinds.chosen.value).toBe("");
    expect(told).toEqual([""]);
  });
});
