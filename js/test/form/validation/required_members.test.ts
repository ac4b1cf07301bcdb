// What is still to be filled in, and what requires it: known before anybody was there.

import { describe, expect, test } from "vitest";
import { alternativesOf, requirementOf } from "../../../src/form/validation/required_members";
import { at, leaf, formOf as made, tables } from "../../helpers/forms";

const formOf = (text: string) => made(text, tables);

const SPEC = "InferenceSpecification";

describe("what requires a member", () => {
  test("the request itself, a structure that is set, or one that would be", () => {
    const form = formOf("{}");
    expect(requirementOf(at(form, SPEC, "Containers"))).toEqual({ by: "parent", name: SPEC });
    at(form, SPEC).setExplicit();
    expect(requirementOf(at(form, SPEC, "Containers"))).toEqual({ by: "request" });
    expect(requirementOf(at(form, "ModelPackageDescription"))).toBeUndefined();
  });

  test("a rule, as long as it is not there", () => {
    const form = formOf('{"ModelPackageName":"a","CertifyForMarketplace":true}');
    expect(requirementOf(at(form, "ValidationSpecification"))).toEqual({ by: "request" });
    at(form, "ValidationSpecification").setExplicit();
    form.rules.run();
    expect(requirementOf(at(form, "ValidationSpecification"))).toBeUndefined();
  });

  test("the kind of package", () => {
    const form = formOf("{}");
    form.choice.choose("versioned");
    form.rules.run();
    expect(requirementOf(at(form, "ModelPackageGroupName"))).toEqual({ by: "kind" });
    expect(requirementOf(at(form, "ModelPackageName"))).toBeUndefined();
  });

  test("of alternatives none by itself", () => {
    const form = formOf("{}");
    const names = ["ModelPackageGroupName", "ModelPackageName"];
    for (const name of names) {
      expect(alternativesOf(at(form, name))).toEqual(names);
      expect(requirementOf(at(form, name))).toBeUndefined();
    }
    expect(alternativesOf(at(form, "Tags"))).toEqual([]);
  });
});

describe("things to fill in", () => {
  test("are counted among the errors, until somebody was there", () => {
    const form = formOf("{}");
    expect([form.errorCount.value, form.missingCount.value]).toEqual([1, 1]);
    at(form, SPEC, "Containers"); // looked into
    at(form, SPEC).setExplicit();
    expect([form.errorCount.value, form.missingCount.value]).toEqual([2, 2]);
    at(form, SPEC, "Containers").isTouched.value = true;
    expect([form.errorCount.value, form.missingCount.value]).toEqual([2, 1]);
  });

  test("are none once a submission was tried", () => {
    const form = formOf("{}");
    form.submitAttempted.value = true;
    expect([form.errorCount.value, form.missingCount.value]).toEqual([1, 0]);
  });

  test("are no wrong values, wherever those came from", () => {
    const form = formOf('{"ModelPackageName":"a_"}');
    expect([form.errorCount.value, form.missingCount.value]).toEqual([1, 0]);
    leaf(form, "ModelPackageName").type("b_");
    expect([form.errorCount.value, form.missingCount.value]).toEqual([1, 0]);
  });

  test("in the value of a map's entry count once it is sent", () => {
    const form = formOf('{"InferenceSpecification":{"Containers":[{"Environment":{"A":"b"}}]}}');
    expect(form.missingCount.value).toBe(1); // no name
  });
});
