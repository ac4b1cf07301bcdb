// The guide: where a person is, and how each step stands.

import { describe, expect, test } from "vitest";
import { GuidePosition } from "../../../src/panels/guide/guidePosition";
import { at, leaf, textOf } from "../../helpers/forms";
import { guided, guideTo, here, loaded, standing, step, type } from "../../helpers/guides";

describe("a guide", () => {
  test("is that of the kind that was chosen, or that the loaded request shows", () => {
    expect(guided("{}", null).position.steps.value).toEqual([]);
    expect(loaded('{"CertifyForMarketplace":false}').position.guide.value).toBeUndefined();
    expect(loaded('{"CertifyForMarketplace":true}').position.guide.value?.id).toBe("marketplace");
    const made = loaded('{"ModelPackageGroupName":"a"}');
    expect(made.position.guide.value?.id).toBe("registry");
    made.wizard.choose(guideTo("marketplace"));
    expect(made.position.guide.value?.id).toBe("marketplace");
    expect(made.form.choice.id.value).toBe("marketplace");
    expect(textOf(made.form)).toBe('{"ModelPackageGroupName":"a","CertifyForMarketplace":true}');
  });

  test("follows the choice of a kind in the full form; a kind without a guide has none", () => {
    const made = guided();
    made.kinds.choose("versioned");
    expect(made.position.guide.value?.id).toBe("registry");
    made.kinds.choose("algorithm");
    expect(made.position.guide.value).toBeUndefined();
  });

  test("is chosen by whoever goes on in it, and that is no step of undo", () => {
    const made = loaded('{"ModelPackageGroupName":"a"}');
    const { past } = made.form.undoHistory.size.value;
    expect(made.form.choice.id.value).toBeUndefined();
    made.wizard.go("container");
    expect(made.form.choice.id.value).toBe("versioned");
    expect(made.form.undoHistory.size.value.past).toBe(past);
    at(made.form, "ModelPackageGroupName").unset();
    expect(here(made)).toBe("container");
    expect(made.saved).toEqual([{ mode: "guided", guide: "registry", step: "container" }]);
  });

  test("tells where somebody is, also in the full form", () => {
    const made = guided();
    made.wizard.go("formats");
    made.position.setGuided(false);
    expect(made.saved.at(-1)).toEqual({ mode: "full", guide: "marketplace", step: "formats" });
    made.position.setGuided(true);
    expect(here(made)).toBe("formats");
  });

  test("begins at the first step where the last one is not known", () => {
    const { form, kinds } = guided();
    const start = { mode: "guided", guide: "marketplace", step: "has another version" } as const;
    expect(new GuidePosition(form, kinds, start, () => {}).at.value).toBe(0);
  });
});

describe("a step of members", () => {
  test("is not begun, has problems, is ready, is done", () => {
    const made = guided('{"CertifyForMarketplace":true}');
    expect(standing(made, "name")).toBe("missing 1");
    type(made.form, "a_", "ModelPackageName");
    expect(standing(made, "name")).toBe("problems 1");
    type(made.form, "a", "ModelPackageName");
    expect(standing(made, "name")).toBe("ready");
    made.kernel.status.value = "created";
    expect(standing(made, "name")).toBe("done");
  });

  test("has a problem while it lacks what the kind requires", () => {
    const made = guided();
    type(made.form, "false", "CertifyForMarketplace");
    expect(standing(made, "what")).toBe("problems 1");
    type(made.form, "true", "CertifyForMarketplace");
    expect(standing(made, "what")).toBe("ready");
    type(made.form, "only", "ModelPackageDescription");
    expect(standing(made, "name")).toBe("missing 1");
    at(made.form, "ModelPackageName").isTouched.value = true;
    expect(standing(made, "name")).toBe("problems 1");
  });

  test("says how much is missing, and after a try that it is wrong", () => {
    const made = guided('{"CertifyForMarketplace":true}');
    const steps = ["container", "formats", "validation"];
    expect(steps.map((id) => standing(made, id))).toEqual(["missing 1", "missing 4", "missing 2"]);
    made.form.submitAttempted.value = true;
    expect(steps.map((id) => standing(made, id))).toEqual([
      "problems 1",
      "problems 4",
      "problems 2",
    ]);
  });

  test("the first step says so before anything was tried when certification was undone", () => {
    const made = guided("{}", null);
    made.wizard.choose(guideTo("marketplace"));
    expect(standing(made, "what")).toBe("ready");
    leaf(made.form, "CertifyForMarketplace").unset();
    made.form.rules.run();
    expect(standing(made, "what")).toBe("problems 1");
  });

  test("the first step counts what it shows as forbidden, and leads to it", () => {
    const made = guided('{"ModelPackageGroupName":"g","ModelPackageName":"n"}', "versioned");
    const name = at(made.form, "ModelPackageName");
    expect(standing(made, "what")).toBe("problems 1");
    expect(made.kinds.forbidden()).toEqual([name]);
    made.wizard.go("container");
    expect(made.position.navigateTo(name)).toBe(name);
    expect([here(made), made.position.guided.value]).toEqual(["what", true]);
    made.kinds.remove(name);
    made.form.rules.run();
    expect(standing(made, "what")).toBe("ready");
  });

  test("a value that the kind allows is no problem where another value is forbidden", () => {
    const made = guided('{"ModelPackageGroupName":"g","CertifyForMarketplace":false}', "versioned");
    expect(made.kinds.forbidden()).toEqual([]);
    expect(standing(made, "what")).toBe("ready");
  });

  test("what no step shows is reached in the full form, which says so", () => {
    const made = guided('{"ModelPackageGroupName":"g"}', "versioned");
    const role = at(made.form, "SecurityConfig");
    expect(made.position.navigateTo(role)).toBe(role);
    expect([made.position.guided.value, made.position.left.value]).toEqual([false, role]);
    made.position.setGuided(true);
    expect(made.position.left.value).toBeUndefined();
  });

  test("does not offer what the kind forbids, unless it is set", () => {
    const made = guided();
    const members = ["ModelApprovalStatus", "ModelPackageDescription"];
    const names = (): string[] =>
      made.wizard.nodes({ id: "", title: "", why: "", wrong: "", members }).map((n) => n.name());
    expect(names()).toEqual(["ModelPackageDescription"]);
    type(made.form, "Approved", "ModelApprovalStatus");
    expect(names()).toEqual(members);
  });

  test("counts what is said of the group that it shares with others", () => {
    const made = guided('{"InferenceSpecification":{"SupportedContentTypes":["a"]}}');
    const { form } = made;
    expect(made.wizard.around({ ...step(made, "formats") }).map((node) => node.name())).toEqual([
      "InferenceSpecification",
    ]);
    const path = ["InferenceSpecification"];
    form.applyKernelIssues([
      { path, code: "service", message: "No.", severity: "error", hint: "" },
    ]);
    expect(standing(made, "formats")).toMatch(/^problems/);
  });

  test("shows what stands there where there is no place for it", () => {
    const made = guided('{"InferenceSpecification":"text"}');
    const [shown, ...more] = made.wizard.nodes(step(made, "formats"));
    expect(shown).toBe(at(made.form, "InferenceSpecification"));
    expect(more).toEqual([]);
  });
});
