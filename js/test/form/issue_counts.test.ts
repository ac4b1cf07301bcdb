// The counts: one story before and after a try to send.

import { describe, expect, test } from "vitest";
import { countText, createTranslator } from "../../src/controls/context";
import { countsOf, countsOfAll } from "../../src/form/issue_counts";
import { at, formOf, leaf, tables } from "../helpers/forms";

const EMPTY = '{"ModelPackageName":"a_","InferenceSpecification":{}}';

describe("what is to be done", () => {
  test("is to be fixed or filled in before a try, and all to be fixed after it", () => {
    const form = formOf(EMPTY, tables);
    const before = countsOfAll(form);
    expect(before.fix).toBe(1);
    expect(before.fill).toBeGreaterThan(0);
    const page = createTranslator(form);
    expect(countText(page, before)).toMatch(/^1 to fix, \d things? to fill in$/);
    form.submitAttempted.value = true;
    expect(countsOfAll(form)).toEqual({ fix: 1 + before.fill, fill: 0, review: 0 });
    expect(countText(page, countsOfAll(form))).toBe(`${1 + before.fill} to fix`);
  });

  test("is the same in a section as in the whole, and counts what is told of no member", () => {
    const form = formOf(EMPTY, tables);
    expect(countsOf([form.root])).toEqual(countsOfAll(form));
    form.applyKernelIssues([
      { path: [], code: "service", message: "m", severity: "error", hint: "" },
    ]);
    expect(countsOfAll(form).fix).toBe(countsOf([form.root]).fix + 1);
  });

  test("an empty list that the kind requires counts once", () => {
    const form = formOf('{"InferenceSpecification":{"Containers":[]}}', tables);
    form.choice.reconcileWith("marketplace");
    const containers = at(form, "InferenceSpecification", "Containers");
    expect(containers.issues.value.map(({ code }) => code)).toEqual(["minItems"]);
    expect(countsOf([containers])).toEqual({ fix: 1, fill: 0, review: 0 });
  });

  test("nothing is no text", () => {
    const form = formOf('{"ModelPackageName":"a"}');
    leaf(form, "ModelPackageDescription").type("x");
    expect(
      countText(createTranslator(form), countsOf([leaf(form, "ModelPackageDescription")])),
    ).toBe("");
  });
});
