// What the kernel tells beside the request, and what the page asks of it.

import { describe, expect, test } from "vitest";
import type { Form } from "../../src/form/form";
import type { Leaf } from "../../src/form/nodes/leaf";
import { formOf, leaf, mapNode, tables, textOf } from "../helpers/forms";
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
    const submission = { when: "2026-01-02T03:04:05+00:00", actions: ["again"] };
    model.setTrait("submission", submission);
    expect(host.kernel.submission.value).toEqual(submission);
  });

  test("what DescribeModelPackage said", () => {
    const { model, host } = open();
    const described = {
      ModelPackageStatus: "Failed",
      CreationTime: "2026-01-02T03:04:05+00:00",
      ModelApprovalStatus: "PendingManualApproval",
      ModelPackageStatusDetails: {
        ImageScanStatuses: [{ Name: "image", Status: "Completed" }],
        ValidationStatuses: [{ Name: "first", Status: "Failed", FailureReason: "a\nb" }],
      },
    };
    model.setTrait("package", described);
    expect(host.kernel.package.value).toEqual(described);
  });

  test("what is there when the page opens", () => {
    const { host } = open("{}", {
      watch_state: { state: "stopped", checked_at: "c", problem: "p" },
    });
    expect(host.kernel.watchState.value).toEqual({
      state: "stopped",
      checked_at: "c",
      problem: "p",
    });
  });

  test("only an address of the web as a link", () => {
    const { model, host } = open();
    const { nextSteps } = host.kernel;
    model.setTrait("next_steps", {
      console: "https://a.b/c",
      approve: "aws",
      deploy: "import boto3",
    });
    expect(nextSteps.value).toEqual({
      console: "https://a.b/c",
      approve: "aws",
      deploy: "import boto3",
    });
    expect(nextSteps.value.listing).toBe(undefined);
    model.setTrait("next_steps", { listing: [{ name: "a", values: ["b"] }] });
    expect(nextSteps.value.listing).toEqual([{ name: "a", values: ["b"] }]);
    for (const bad of ["javascript:alert(1)", "data:text/html,x", " https://a", "http://a", 5]) {
      model.setTrait("next_steps", { console: bad });
      expect(nextSteps.value.console).toBe("");
    }
  });

  test.each([undefined, {}])("nothing of %j", (wrong) => {
    const { model, host } = open();
    for (const name of [
      "submission",
      "package",
      "watch_state",
      "next_steps",
      "group_creation",
      "arn",
    ]) {
      expect(() => model.setTrait(name, wrong), name).not.toThrow();
    }
    const { kernel } = host;
    expect(kernel.submission.value.actions).toEqual([]);
    expect(kernel.package.value).toMatchObject({ ModelPackageStatus: "", CreationTime: "" });
    expect(kernel.watchState.value).toEqual({ state: "off", checked_at: "", problem: "" });
    expect(kernel.nextSteps.value).toEqual({ console: "", approve: "", deploy: "" });
    expect(kernel.groupCreation.value).toBe(undefined);
    expect(kernel.groupForm.value).toBe(undefined);
  });
});

describe("asking", () => {
  test("for another version, and against what speaks against it", () => {
    const { model, host } = open('{"Domain":"a"}');
    host.submit({ allow_duplicate: true });
    expect(model.sent.at(-1)).toMatchObject({
      kind: "submit",
      allow_duplicate: true,
      request: '{"Domain":"a"}',
    });
    expect(model.sent.at(-1)).not.toHaveProperty("force");
    host.submit({ force: true });
    expect(model.sent.at(-1)).toMatchObject({ kind: "submit", force: true });
    host.submit();
    expect(model.sent.at(-1)).not.toHaveProperty("force");
  });

  test("how the package is, which nobody waits for", () => {
    const { model, host } = open();
    host.send({ kind: "refresh" });
    expect(model.sent.at(-1)).toMatchObject({ kind: "refresh", id: expect.any(String) });
    expect(host.kernel.waiting.value).toBe("");
  });

  test("for a group, and only when one is offered", () => {
    const { model, host } = open();
    const count = model.sent.length;
    host.createGroup();
    expect(model.sent).toHaveLength(count);
    model.setTrait("group_creation", group("offered"));
    host.createGroup();
    const message = model.sent.at(-1);
    expect(message).toMatchObject({
      kind: "create_group",
      request: '{"ModelPackageGroupName":"churn"}',
    });
    expect(host.kernel.waiting.value).toBe(message?.id);
    model.setTrait("last_ack", message?.id);
    expect(host.kernel.waiting.value).toBe("");
  });
});

describe("the form of a group", () => {
  const DESCRIPTION = "ModelPackageGroupDescription";

  function offered() {
    const { model, host } = open();
    model.setTrait("group_creation", group("offered"));
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
    model.setTrait("group_creation", group("creating"));
    const issue = {
      path: [DESCRIPTION],
      code: "service",
      message: "No.",
      hint: "",
      severity: "error",
    };
    model.setTrait("group_creation", group("refused", { issues: [issue, { ...issue, path: [] }] }));
    expect(kernel.groupForm.value).toBe(form);
    expect(textOf(form)).toBe(`{"ModelPackageGroupName":"churn","${DESCRIPTION}":"typed"}`);
    expect(leaf(form, DESCRIPTION).kernelIssues.value).toHaveLength(1);
    expect(form.unlocatedIssues.value).toHaveLength(1);
  });

  test("takes another name that is offered, beside what was typed", () => {
    const { model, form } = offered();
    leaf(form, DESCRIPTION).type("typed");
    model.setTrait(
      "group_creation",
      group("offered", { start: { ModelPackageGroupName: "other" } }),
    );
    expect(textOf(form)).toBe(`{"ModelPackageGroupName":"other","${DESCRIPTION}":"typed"}`);
  });

  test("begins anew after a group was created, and goes with the offer", () => {
    const { model, kernel, form } = offered();
    leaf(form, DESCRIPTION).type("typed");
    model.setTrait("group_creation", group("created", { arn: "arn" }));
    model.setTrait(
      "group_creation",
      group("offered", { start: { ModelPackageGroupName: "other" } }),
    );
    expect(kernel.groupForm.value).not.toBe(form);
    expect(textOf(kernel.groupForm.value as Form)).toBe('{"ModelPackageGroupName":"other"}');
    model.setTrait("group_creation", {});
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
    const entry = mapNode(form, "CustomerMetadataProperties").add();
    entry.rename("a");
    expect(form.sendable.value).toBe(false);
    entry.rename("b");
    (entry.value as Leaf).type("2");
    expect(form.sendable.value).toBe(true);
  });

  test("a stopped press is forgotten by any change", () => {
    const { model, host, form } = open('{"Domain":"a"}');
    form.blocked.value = true;
    type(host, "b", "Domain");
    expect(form.blocked.value).toBe(false);
    host.form.editing = undefined;
    form.blocked.value = true;
    model.setTrait("value", state('{"Domain":"c"}', 5));
    expect(form.blocked.value).toBe(false);
  });
});

describe("what the kernel says that is no trait", () => {
  test("is kept by its kind, the last of it, whatever it is", () => {
    const { model, host } = open();
    const echo = host.kernel.event("documentation");
    expect(echo.value).toBeUndefined();
    model.sendEvent({ kind: "documentation", text: "a" });
    model.sendEvent({ kind: "documentation", text: "b" });
    model.sendEvent({ kind: "other" });
    expect(echo.value).toEqual({ kind: "documentation", text: "b" });
    for (const odd of [undefined, null, 1, "documentation", [], {}, { kind: 1 }])
      model.sendEvent(odd);
    expect(echo.value).toEqual({ kind: "documentation", text: "b" });
  });
});
