// The steps of a guide that concern the whole request, and the way from a problem to its step.

import { describe, expect, test } from "vitest";
import { at, formOf } from "../../helpers/forms";
import { guided, guideTo, here, standing, type } from "../../helpers/guides";

describe("a step of the whole request", () => {
  test("counts all that is wrong", () => {
    const made = guided("{}", null);
    made.wizard.choose(guideTo("marketplace"));
    expect([standing(made, "review"), standing(made, "send")]).toEqual(["missing 8", "missing 8"]);
    type(made.form, "a_", "ModelPackageName");
    expect([standing(made, "review"), standing(made, "send")]).toEqual([
      "problems 1",
      "problems 1",
    ]);
    made.form.submitAttempted.value = true;
    expect(standing(made, "review")).toBe(`problems ${made.form.errorCount.value}`);
  });

  test("is ready to be sent only after a preflight that holds", () => {
    const made = guided('{"ModelPackageGroupName":"a"}', "versioned");
    const found = (state: string, old = false): void =>
      made.kernel.traits.preflight_report?.({ state: "known", findings: [{ state, old }] });
    expect([standing(made, "review"), standing(made, "send")]).toEqual(["ready", "warning"]);
    found("failed");
    expect(standing(made, "send")).toBe("warning");
    found("passed", true);
    expect(standing(made, "send")).toBe("warning");
    found("passed");
    expect(standing(made, "send")).toBe("ready");
    made.kernel.status.value = "created";
    expect(standing(made, "send")).toBe("done");
  });

  test("is not ready before the request has been checked", () => {
    const made = guided('{"ModelPackageGroupName":"a"}', "versioned");
    made.form.rules.postpone();
    expect(standing(made, "review")).toBe("none");
    made.form.rules.runFirst();
    expect(standing(made, "review")).toBe("ready");
  });

  test("of the preflight: what it found, for as long as that holds", () => {
    const made = guided();
    const found = (state: string, old = false): void =>
      made.kernel.traits.preflight_report?.({ state: "known", findings: [{ state, old }] });
    expect(standing(made, "preflight")).toBe("none");
    found("passed");
    expect(standing(made, "preflight")).toBe("done");
    found("passed", true);
    expect(standing(made, "preflight")).toBe("none");
    found("failed");
    expect(standing(made, "preflight")).toBe("problems 1");
  });

  test("of the rehearsal: its outcome, for as long as that holds", () => {
    const made = guided('{"ModelPackageName":"a"}', "marketplace");
    const found = (outcome: string, old = false): void => {
      const state = outcome === "failed" ? "failed" : "passed";
      const findings = [{ state, old }];
      made.kernel.traits.rehearsal_report?.({ state: "known", outcome, old, findings });
    };
    expect(standing(made, "rehearsal")).toBe("none");
    found("passed");
    expect(standing(made, "rehearsal")).toBe("done");
    found("passed", true);
    expect(standing(made, "rehearsal")).toBe("none");
    found("failed");
    expect(standing(made, "rehearsal")).toBe("problems 1");
    found("failed", true);
    expect(standing(made, "rehearsal")).toBe("none");
    found("unknown");
    expect(standing(made, "rehearsal")).toBe("none");
  });

  test("follows the package", () => {
    const made = guided();
    const { kernel } = made;
    const tell = (ModelPackageStatus: string) => kernel.traits.package?.({ ModelPackageStatus });
    expect(standing(made, "follow")).toBe("none");
    kernel.arn.value = "arn:aws:sagemaker:us-east-1:123456789012:model-package/a";
    tell("InProgress");
    expect([standing(made, "follow"), standing(made, "portal")]).toEqual(["ready", "none"]);
    tell("Failed");
    expect([standing(made, "follow"), standing(made, "portal")]).toEqual(["problems 1", "none"]);
    tell("Completed");
    expect([standing(made, "follow"), standing(made, "portal")]).toEqual(["done", "ready"]);
  });
});

describe("what somebody wants to go to", () => {
  const PROFILES = ["ValidationSpecification", "ValidationProfiles"];

  test("stands in its step", () => {
    const made = guided('{"ValidationSpecification":{"ValidationProfiles":[{"ProfileName":"a"}]}}');
    const node = at(made.form, ...PROFILES, 0, "ProfileName");
    expect(made.position.navigateTo(node)).toBe(node);
    expect(here(made)).toBe("validation");
  });

  test("is the first place of a group that is not shown as a whole", () => {
    const made = guided();
    const led = made.position.navigateTo(at(made.form, "ValidationSpecification"));
    expect(led).toBe(at(made.form, "ValidationSpecification", "ValidationRole"));
    expect(here(made)).toBe("validation");
  });

  test("shows in the full form when no step has it", () => {
    const made = guided();
    const node = at(made.form, "Domain");
    expect(made.position.navigateTo(node)).toBe(node);
    expect(made.position.guided.value).toBe(false);
  });

  test("leads nowhere from the full form, or when it is of another form", () => {
    const made = guided();
    expect(made.position.navigateTo(at(formOf(), "ModelPackageName"))).toBeDefined();
    made.position.setGuided(false);
    made.position.navigateTo(at(made.form, "ModelPackageName"));
    expect(here(made)).toBe("what");
  });
});

test("what the steps count shows where somebody goes to, and what is missing waits", () => {
  const made = guided("{}");
  const name = at(made.form, "ModelPackageName");
  type(made.form, "a_", "ModelPackageName");
  expect(name.isTouched.value).toBe(false);
  made.wizard.go("name");
  expect(name.isTouched.value).toBe(true);
  expect(at(made.form, "ModelPackageDescription").isTouched.value).toBe(false);
});
