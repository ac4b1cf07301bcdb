// What the kernel tells beside the request, and what the page asks of it.

import { describe, expect, test } from "vitest";
import type { Form } from "../../src/form/form";
import type { Leaf } from "../../src/form/nodes/leaf";
import { dict, formOf, leaf, tables, textOf } from "../helpers/forms";
import { open, state, type } from "../helpers/kernel_double";

const GROUP_SCHEMA = {
  type: "object",
  required: ["ModelPackageGroupName"],
  properties: {
    ModelPackageGroupName: { type: "string", minLength: 1 },
    ModelPackageGroupDescription: { type: "string" },
  },
};

function group(stage: string, more: Record<string, unknown> = {}) {
  const start = { ModelPackageGroupName: "churn" };
  return { state: stage, start, arn: "", issues: [], schema: GROUP_SCHEMA, ...more };
}

describe("taking", () => {
  test("a submission", () => {
    const { model, host } = open();
    const submission = { when: "2026-01-02T03:04:05+00:00", offers: ["again"] };
    model.tell("submission", submission);
    expect(host.kernel.submission.value).toEqual(submission);
  });

  test("what DescribeModelPackage said", () => {
    const { model, host } = open();
    model.tell("package", {
      ModelPackageStatus: "Failed",
      CreationTime: "2026-01-02T03:04:05+00:00",
      ModelApprovalStatus: "PendingManualApproval",
      ModelPackageStatusDetails: {
        ImageScanStatuses: [{ Name: "image", Status: "Completed" }],
        ValidationStatuses: [{ Name: "first", Status: "Failed", FailureReason: "a\nb" }],
      },
    });
    expect(host.kernel.package.value).toEqual({
      status: "Failed",
      created: "2026-01-02T03:04:05+00:00",
      approval: "PendingManualApproval",
      scans: [{ name: "image", status: "Completed", failure: "" }],
      profiles: [{ name: "first", status: "Failed", failure: "a\nb" }],
    });
  });

  test("what is there when the page opens", () => {
    const { host } = open("{}", { progress: { state: "stopped", checked: "c", problem: "p" } });
    expect(host.kernel.progress.value).toEqual({ state: "stopped", checked: "c", problem: "p" });
  });

  test("only an address of the web as a link", () => {
    const { model, host } = open();
    const { steps } = host.kernel;
    model.tell("steps", { console: "https://a.b/c", approve: "aws", deploy: "import boto3" });
    expect(steps.value).toEqual({
      console: "https://a.b/c",
      approve: "aws",
      deploy: "import boto3",
    });
    expect(steps.value.listing).toBe(undefined);
    model.tell("steps", { listing: [{ name: "a", values: ["b"] }] });
    expect(steps.value.listing).toEqual([{ name: "a", values: ["b"] }]);
    for (const bad of ["javascript:alert(1)", "data:text/html,x", " https://a", "http://a", 5]) {
      model.tell("steps", { console: bad });
      expect(steps.value.console).toBe("");
    }
  });

  test.each([undefined, {}])("nothing of %j", (wrong) => {
    const { model, host } = open();
    for (const name of ["submission", "package", "progress", "steps", "group", "arn"]) {
      expect(() => model.tell(name, wrong), name).not.toThrow();
    }
    const { kernel } = host;
    expect(kernel.submission.value.offers).toEqual([]);
    expect(kernel.package.value).toMatchObject({ status: "", scans: [], profiles: [] });
    expect(kernel.progress.value).toEqual({ state: "off", checked: "", problem: "" });
    expect(kernel.steps.value).toEqual({ console: "", approve: "", deploy: "" });
    expect(kernel.group.value).toBe(undefined);
    expect(kernel.groupForm.value).toBe(undefined);
  });
});

describe("asking", () => {
  test("for another version, and against what speaks against it", () => {
    const { model, host } = open('{"Domain":"a"}');
    host.submit({ again: true });
    expect(model.sent.at(-1)).toMatchObject({
      kind: "submit",
      again: true,
      value: '{"Domain":"a"}',
    });
    expect(model.sent.at(-1)).not.toHaveProperty("anyway");
    host.submit({ anyway: true });
    expect(model.sent.at(-1)).toMatchObject({ kind: "submit", anyway: true });
    host.submit();
    expect(model.sent.at(-1)).not.toHaveProperty("anyway");
  });

  test("how the package is, which nobody waits for", () => {
    const { model, host } = open();
    host.say("refresh");
    expect(model.sent.at(-1)).toMatchObject({ kind: "refresh", id: expect.any(String) });
    expect(host.kernel.waiting.value).toBe("");
  });

  test("for a group, and only when one is offered", () => {
    const { model, host } = open();
    const count = model.sent.length;
    host.createGroup();
    expect(model.sent).toHaveLength(count);
    model.tell("group", group("offered"));
    host.createGroup();
    const message = model.sent.at(-1);
    expect(message).toMatchObject({
      kind: "create_group",
      value: '{"ModelPackageGroupName":"churn"}',
    });
    expect(host.kernel.waiting.value).toBe(message?.id);
    model.tell("answered", message?.id);
    expect(host.kernel.waiting.value).toBe("");
  });
});

describe("the form of a group", () => {
  const DESCRIPTION = "ModelPackageGroupDescription";

  function offered() {
    const { model, host } = open();
    model.tell("group", group("offered"));
    return { model, kernel: host.kernel, form: host.kernel.groupForm.value as Form };
  }

  test("begins with what the kernel offers and is another than the version's", () => {
    const { form } = offered();
    expect(textOf(form)).toBe('{"ModelPackageGroupName":"churn"}');
    expect(form.find(["InferenceSpecification"])).toBe(undefined);
    leaf(form, "ModelPackageGroupName").type("");
    expect(form.errorCount.value).toBe(1);
  });

  test("keeps what was typed while the kernel sends it, and when it is refused", () => {
    const { model, kernel, form } = offered();
    leaf(form, DESCRIPTION).type("typed");
    model.tell("group", group("creating"));
    const told = {
      path: [DESCRIPTION],
      code: "service",
      message: "No.",
      hint: "",
      severity: "error",
    };
    model.tell("group", group("refused", { issues: [told, { ...told, path: [] }] }));
    expect(kernel.groupForm.value).toBe(form);
    expect(textOf(form)).toBe(`{"ModelPackageGroupName":"churn","${DESCRIPTION}":"typed"}`);
    expect(leaf(form, DESCRIPTION).told.value).toHaveLength(1);
    expect(form.toldOfNone.value).toHaveLength(1);
  });

  test("takes another name that is offered, beside what was typed", () => {
    const { model, form } = offered();
    leaf(form, DESCRIPTION).type("typed");
    model.tell("group", group("offered", { start: { ModelPackageGroupName: "other" } }));
    expect(textOf(form)).toBe(`{"ModelPackageGroupName":"other","${DESCRIPTION}":"typed"}`);
  });

  test("begins anew after a group was created, and goes with the offer", () => {
    const { model, kernel, form } = offered();
    leaf(form, DESCRIPTION).type("typed");
    model.tell("group", group("created", { arn: "arn" }));
    model.tell("group", group("offered", { start: { ModelPackageGroupName: "other" } }));
    expect(kernel.groupForm.value).not.toBe(form);
    expect(textOf(kernel.groupForm.value as Form)).toBe('{"ModelPackageGroupName":"other"}');
    model.tell("group", {});
    expect(kernel.groupForm.value).toBe(undefined);
  });
});

describe("what boto3 would send", () => {
  test.each([
    ['{"ModelPackageName":"-"}', true],
    ['{"ModelPackageName":""}', false],
    ['{"ModelPackageName":5}', false],
    ['{"Nope":"a"}', false],
    ['{"Tags":[{"Key":"a"}]}', false],
    ['{"ModelApprovalStatus":"Perhaps"}', true],
    ["{}", true],
  ])("%s: %s", (text, expected) => {
    expect(formOf(text).sendable.value).toBe(expected);
  });

  test("errors of rules do not keep it from sending", () => {
    const form = formOf('{"ModelPackageName":"a","ModelPackageGroupName":"b"}', tables);
    expect(form.errorCount.value).toBe(1);
    expect(form.sendable.value).toBe(true);
  });

  test("no entry that JSON cannot hold", () => {
    const form = formOf('{"CustomerMetadataProperties":{"a":"1"}}');
    const entry = dict(form, "CustomerMetadataProperties").add();
    entry.rename("a");
    expect(form.sendable.value).toBe(false);
    entry.rename("b");
    (entry.value as Leaf).type("2");
    expect(form.sendable.value).toBe(true);
  });

  test("a stopped press is forgotten by any change", () => {
    const { model, host, form } = open('{"Domain":"a"}');
    form.stopped.value = true;
    type(host, "b", "Domain");
    expect(form.stopped.value).toBe(false);
    host.form.typing = undefined;
    form.stopped.value = true;
    model.tell("value", state('{"Domain":"c"}', 5));
    expect(form.stopped.value).toBe(false);
  });
});

describe("what the kernel says that is no trait", () => {
  test("is kept by its kind, the last of it, whatever it is", () => {
    const { model, host } = open();
    const echo = host.kernel.said("echo");
    expect(echo.value).toBeUndefined();
    model.say({ kind: "echo", text: "a" });
    model.say({ kind: "echo", text: "b" });
    model.say({ kind: "other" });
    expect(echo.value).toEqual({ kind: "echo", text: "b" });
    for (const odd of [undefined, null, 1, "echo", [], {}, { kind: 1 }]) model.say(odd);
    expect(echo.value).toEqual({ kind: "echo", text: "b" });
  });
});
