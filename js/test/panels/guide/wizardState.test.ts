// The guide: where a person is, and how each step stands.

import { describe, expect, test } from "vitest";
import type { Form } from "../../../src/form/form";
import { KernelStore } from "../../../src/host/kernel_store";
import { WizardState } from "../../../src/panels/guide/wizardState";
import { PackageKinds } from "../../../src/panels/toolbar/packageKinds";
import type { GuideState } from "../../../src/protocol/form_data";
import { at, formOf, leaf, tables, textOf } from "../../helpers/forms";

const NOWHERE: GuideState = { mode: "guided", guide: "", step: "" };

/** A form in a guide; the request is as given, whatever the choice of the kind would set. */
function guided(text = "{}", kind: string | null = "marketplace") {
  const form = formOf(text, tables);
  const saved: GuideState[] = [];
  const kernel = new KernelStore();
  const kinds = new PackageKinds(form, kernel);
  const wizard = new WizardState(form, kinds, NOWHERE, (state) => saved.push(state));
  form.choice.reconcile(kind ?? undefined);
  return { form, wizard, saved, kernel, kinds };
}

/** One whose kind nobody has chosen: what the request was loaded from shows it. */
function loaded(text: string) {
  const made = guided(text, null);
  made.kernel.traits.loaded?.({ base: text });
  return made;
}

function guideTo(kind: string) {
  const found = tables.guides?.find((guide) => guide.kind === kind);
  if (!found) throw new Error(`no guide to ${kind}`);
  return found;
}

type Made = ReturnType<typeof guided>;

function standing({ wizard, kernel }: Made, id: string): string {
  const step = wizard.steps.value.find((one) => one.id === id);
  if (!step) throw new Error(`no step ${id}`);
  const { is, count } = wizard.standing(step, kernel);
  return count > 0 ? `${is} ${count}` : is;
}

function here({ wizard }: Made): string | undefined {
  return wizard.steps.value[wizard.at.value]?.id;
}

function type(form: Form, text: string, ...path: string[]): void {
  leaf(form, ...path).type(text);
  form.rules.run();
}

describe("a guide", () => {
  test("is that of the kind that was chosen, or that the loaded request shows", () => {
    expect(guided("{}", null).wizard.steps.value).toEqual([]);
    expect(loaded('{"CertifyForMarketplace":false}').wizard.guide.value).toBeUndefined();
    expect(loaded('{"CertifyForMarketplace":true}').wizard.guide.value?.id).toBe("marketplace");
    const made = loaded('{"ModelPackageGroupName":"a"}');
    expect(made.wizard.guide.value?.id).toBe("registry");
    made.wizard.choose(guideTo("marketplace"));
    expect(made.wizard.guide.value?.id).toBe("marketplace");
    expect(made.form.choice.id.value).toBe("marketplace");
    expect(textOf(made.form)).toBe('{"ModelPackageGroupName":"a","CertifyForMarketplace":true}');
  });

  test("follows the choice of a kind in the full form; a kind without a guide has none", () => {
    const made = guided();
    made.kinds.choose("versioned");
    expect(made.wizard.guide.value?.id).toBe("registry");
    made.kinds.choose("algorithm");
    expect(made.wizard.guide.value).toBeUndefined();
  });

  test("is chosen by whoever goes on in it, and that is no step of undo", () => {
    const made = loaded('{"ModelPackageGroupName":"a"}');
    const { past } = made.form.history.size.value;
    expect(made.form.choice.id.value).toBeUndefined();
    made.wizard.go("container");
    expect(made.form.choice.id.value).toBe("versioned");
    expect(made.form.history.size.value.past).toBe(past);
    at(made.form, "ModelPackageGroupName").unset();
    expect(here(made)).toBe("container");
    expect(made.saved).toEqual([{ mode: "guided", guide: "registry", step: "container" }]);
  });

  test("tells where somebody is, also in the full form", () => {
    const made = guided();
    made.wizard.go("formats");
    made.wizard.setGuided(false);
    expect(made.saved.at(-1)).toEqual({ mode: "full", guide: "marketplace", step: "formats" });
    made.wizard.setGuided(true);
    expect(here(made)).toBe("formats");
  });

  test("begins at the first step where the last one is not known", () => {
    const { form, kinds } = guided();
    const start = { mode: "guided", guide: "marketplace", step: "of another version" } as const;
    expect(new WizardState(form, kinds, start, () => {}).at.value).toBe(0);
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
    at(made.form, "ModelPackageName").touched.value = true;
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
    expect(made.wizard.navigateTo(name)).toBe(name);
    expect([here(made), made.wizard.guided.value]).toEqual(["what", true]);
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
    expect(made.wizard.navigateTo(role)).toBe(role);
    expect([made.wizard.guided.value, made.wizard.left.value]).toEqual([false, role]);
    made.wizard.setGuided(true);
    expect(made.wizard.left.value).toBeUndefined();
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
    expect(made.wizard.navigateTo(node)).toBe(node);
    expect(here(made)).toBe("validation");
  });

  test("is the first place of a group that is not shown as a whole", () => {
    const made = guided();
    const led = made.wizard.navigateTo(at(made.form, "ValidationSpecification"));
    expect(led).toBe(at(made.form, "ValidationSpecification", "ValidationRole"));
    expect(here(made)).toBe("validation");
  });

  test("shows in the full form when no step has it", () => {
    const made = guided();
    const node = at(made.form, "Domain");
    expect(made.wizard.navigateTo(node)).toBe(node);
    expect(made.wizard.guided.value).toBe(false);
  });

  test("leads nowhere from the full form, or when it is of another form", () => {
    const made = guided();
    expect(made.wizard.navigateTo(at(formOf(), "ModelPackageName"))).toBeDefined();
    made.wizard.setGuided(false);
    made.wizard.navigateTo(at(made.form, "ModelPackageName"));
    expect(here(made)).toBe("what");
  });
});

function step({ wizard }: Made, id: string) {
  const found = wizard.steps.value.find((one) => one.id === id);
  if (!found) throw new Error(`no step ${id}`);
  return found;
}

test("what the steps count shows where somebody goes to, and what is missing waits", () => {
  const made = guided("{}");
  const name = at(made.form, "ModelPackageName");
  type(made.form, "a_", "ModelPackageName");
  expect(name.touched.value).toBe(false);
  made.wizard.go("name");
  expect(name.touched.value).toBe(true);
  expect(at(made.form, "ModelPackageDescription").touched.value).toBe(false);
});
