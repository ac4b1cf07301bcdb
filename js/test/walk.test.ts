// The guide: where a person is, and how each step stands.

import { describe, expect, test } from "vitest";
import type { GuideState } from "../src/contract";
import type { Form } from "../src/model/form";
import { KernelState } from "../src/views/state";
import { Walk } from "../src/views/walk";
import { at, formOf, leaf, tables } from "./model";

function guided(text = "{}", guide = "marketplace") {
  const form = formOf(text, tables);
  const told: GuideState[] = [];
  const walk = new Walk(form, { mode: "guided", guide, step: "" }, (state) => told.push(state));
  return { form, walk, told, kernel: new KernelState() };
}

type Made = ReturnType<typeof guided>;

function standing({ walk, kernel }: Made, id: string): string {
  const step = walk.steps.value.find((one) => one.id === id);
  if (!step) throw new Error(`no step ${id}`);
  const { is, count } = walk.standing(step, kernel);
  return count > 0 ? `${is} ${count}` : is;
}

function here({ walk }: Made): string | undefined {
  return walk.steps.value[walk.at.value]?.id;
}

function type(form: Form, text: string, ...path: string[]): void {
  leaf(form, ...path).type(text);
  form.rules.now();
}

describe("a guide", () => {
  test("is chosen, or the one that fits the request", () => {
    expect(guided("{}", "").walk.steps.value).toEqual([]);
    expect(guided('{"CertifyForMarketplace":false}', "").walk.guide.value).toBeUndefined();
    expect(guided('{"CertifyForMarketplace":true}', "").walk.guide.value?.id).toBe("marketplace");
    expect(guided('{"ModelPackageGroupName":"a"}', "").walk.guide.value?.id).toBe("registry");
    const made = guided('{"ModelPackageGroupName":"a"}', "");
    made.walk.choose("marketplace");
    expect(made.walk.guide.value?.id).toBe("marketplace");
  });

  test("stays once somebody walks in it", () => {
    const made = guided('{"ModelPackageGroupName":"a"}', "");
    made.walk.go("container");
    at(made.form, "ModelPackageGroupName").unset();
    expect(here(made)).toBe("container");
    expect(made.told).toEqual([{ mode: "guided", guide: "registry", step: "container" }]);
  });

  test("tells where somebody is, also in the full form", () => {
    const made = guided();
    made.walk.go("formats");
    made.walk.turn(false);
    expect(made.told.at(-1)).toEqual({ mode: "full", guide: "marketplace", step: "formats" });
    made.walk.turn(true);
    expect(here(made)).toBe("formats");
  });

  test("begins at the first step where the last one is not known", () => {
    const form = formOf();
    const start = { mode: "guided", guide: "marketplace", step: "of another version" } as const;
    expect(new Walk(form, start, () => {}).at.value).toBe(0);
  });
});

describe("a step of members", () => {
  test("is not begun, has problems, is ready, is done", () => {
    const made = guided();
    expect(standing(made, "name")).toBe("none");
    type(made.form, "a_", "ModelPackageName");
    expect(standing(made, "name")).toBe("problems 1");
    type(made.form, "a", "ModelPackageName");
    expect(standing(made, "name")).toBe("ready");
    made.kernel.status.value = "created";
    expect(standing(made, "name")).toBe("done");
  });

  test("has a problem while it lacks what the guide needs", () => {
    const made = guided();
    type(made.form, "false", "CertifyForMarketplace");
    expect(standing(made, "what")).toBe("problems 1");
    type(made.form, "true", "CertifyForMarketplace");
    expect(standing(made, "what")).toBe("ready");
    type(made.form, "only", "ModelPackageDescription");
    expect(standing(made, "name")).toMatch(/^problems/);
  });

  test("that was not begun has problems when a submission was tried", () => {
    const made = guided('{"CertifyForMarketplace":true}');
    made.form.rules.now();
    expect(standing(made, "validation")).toBe("none");
    made.form.tried.value = true;
    expect(standing(made, "validation")).toMatch(/^problems/);
  });

  test("counts what is said of the group that it shares with others", () => {
    const made = guided('{"InferenceSpecification":{"SupportedContentTypes":["a"]}}');
    const { form } = made;
    expect(made.walk.around({ ...step(made, "formats") }).map((node) => node.name())).toEqual([
      "InferenceSpecification",
    ]);
    const path = ["InferenceSpecification"];
    form.tell([{ path, code: "service", message: "No.", severity: "error", hint: "" }]);
    expect(standing(made, "formats")).toMatch(/^problems/);
  });

  test("shows what stands there where there is no place for it", () => {
    const made = guided('{"InferenceSpecification":"text"}');
    const [shown, ...more] = made.walk.nodes(step(made, "formats"));
    expect(shown).toBe(at(made.form, "InferenceSpecification"));
    expect(more).toEqual([]);
  });
});

describe("a step of the whole request", () => {
  test("counts all that is wrong", () => {
    const made = guided();
    expect(standing(made, "review")).toBe("none");
    type(made.form, "a_", "ModelPackageName");
    expect(standing(made, "review")).toBe(`problems ${made.form.errorCount.value}`);
  });

  test("of the preflight: what it found, for as long as that holds", () => {
    const made = guided();
    const found = (state: string, old = false): void =>
      made.kernel.traits.checked?.({ state: "known", findings: [{ state, old }] });
    expect(standing(made, "preflight")).toBe("none");
    found("passed");
    expect(standing(made, "preflight")).toBe("done");
    found("passed", true);
    expect(standing(made, "preflight")).toBe("none");
    found("failed");
    expect(standing(made, "preflight")).toBe("problems 1");
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
    expect(made.walk.lead(node)).toBe(node);
    expect(here(made)).toBe("validation");
  });

  test("is the first place of a group that is not shown as a whole", () => {
    const made = guided();
    const led = made.walk.lead(at(made.form, "ValidationSpecification"));
    expect(led).toBe(at(made.form, "ValidationSpecification", "ValidationRole"));
    expect(here(made)).toBe("validation");
  });

  test("shows in the full form when no step has it", () => {
    const made = guided();
    const node = at(made.form, "Domain");
    expect(made.walk.lead(node)).toBe(node);
    expect(made.walk.guided.value).toBe(false);
  });

  test("leads nowhere from the full form, or when it is of another form", () => {
    const made = guided();
    expect(made.walk.lead(at(formOf(), "ModelPackageName"))).toBeDefined();
    made.walk.turn(false);
    made.walk.lead(at(made.form, "ModelPackageName"));
    expect(here(made)).toBe("what");
  });
});

function step({ walk }: Made, id: string) {
  const found = walk.steps.value.find((one) => one.id === id);
  if (!found) throw new Error(`no step ${id}`);
  return found;
}

test("what the steps count shows where somebody goes to, and what is missing waits", () => {
  const made = guided("{}");
  const name = at(made.form, "ModelPackageName");
  type(made.form, "a_", "ModelPackageName");
  expect(name.touched.value).toBe(false);
  made.walk.go("name");
  expect(name.touched.value).toBe(true);
  expect(at(made.form, "ModelPackageDescription").touched.value).toBe(false);
});
