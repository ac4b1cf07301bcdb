// Loading, confirming and drafts, between the page and the kernel.

import { describe, expect, test } from "vitest";
import { decodeTrait } from "../../src/protocol/decoders.generated";
import type { Issue } from "../../src/protocol/form_data";
import type { Message } from "../../src/protocol/messages.generated";
import { leaf, textOf } from "../helpers/forms";
import { open, state, type } from "../helpers/kernel_double";

const ARTIFACT = ["InferenceSpecification", "Containers", 0, "ModelDataUrl"];
const LOAD: Message = { kind: "load", source: "group", name: "churn" };
const REQUEST =
  '{"InferenceSpecification":{"Containers":[{"Image":"i","ModelDataUrl":"s3://b/7"}]}}';

function kernelIssue(severity: Issue["severity"], path: Issue["path"]): Issue {
  return {
    path,
    code: severity === "error" ? "service" : "gap",
    message: "m",
    severity,
    hint: "",
  };
}

describe("what a page asks", () => {
  test("is asked on the request that it shows", () => {
    const { model, host } = open();
    type(host, "a", "Domain");
    host.send(LOAD);
    expect(model.toKernel.map(({ value }) => value.text)).toEqual(['{"Domain":"a"}']);
    type(host, "b", "Domain");
    host.send({ kind: "confirm", path: ARTIFACT });
    expect(model.toKernel).toHaveLength(2);
    host.send({ kind: "resolve_draft", take: "theirs" });
    host.send({ kind: "resolve_draft", take: "mine" });
    expect(model.sent.every(({ id }) => id)).toBe(true);
    expect(model.sent.slice(1).map(({ id: _, ...message }) => message)).toEqual([
      LOAD,
      // The host keeps the second write back, but not what is asked about it.
      expect.objectContaining({ kind: "flush", request: '{"Domain":"b"}', seq: 2 }),
      { kind: "confirm", path: ARTIFACT },
      { kind: "resolve_draft", take: "theirs" },
      { kind: "resolve_draft", take: "mine" },
    ]);
  });

  test("does nothing when the kernel is gone", () => {
    const { model, host } = open();
    model.isClosed = true;
    host.send(LOAD);
    expect(host.kernel.isAlive.peek()).toBe(false);
  });
});

describe("what the kernel tells", () => {
  test("stands on the request of the same message, whichever event comes first", () => {
    const { model, form } = open();
    model.traits.set("value", state(REQUEST, 2));
    model.setTrait("issues", [kernelIssue("warning", ARTIFACT)]);
    expect(textOf(form)).toBe(REQUEST);
    expect(form.unlocatedIssues.peek()).toEqual([]);
    model.setTrait("value", state(REQUEST, 2));
    expect(leaf(form, ...ARTIFACT).kernelIssues.peek()).toHaveLength(1);
  });

  test("but for errors it stays when it is sent again", () => {
    const issues = [kernelIssue("warning", ARTIFACT), kernelIssue("error", ["Domain"])];
    const { host, form } = open(REQUEST, { issues });
    expect(form.errorCount.value).toBe(1);
    host.clearErrors();
    expect(form.errorCount.value).toBe(0);
    expect(leaf(form, ...ARTIFACT).kernelIssues.peek()).toHaveLength(1);
  });

  test("what is to be reviewed stays, and is no problem", () => {
    const issues = [{ ...kernelIssue("error", ARTIFACT), code: "carried" }];
    const { host, form } = open(REQUEST, { issues });
    host.clearErrors();
    expect([form.errorCount.value, form.reviewCount.value]).toEqual([0, 1]);
  });
});

describe("what the kernel leaves out", () => {
  const NOTES = { omitted: [], coerced: [], unresolved: [] };

  test("of what was loaded is empty", () => {
    const marks = { marks: [], review: [], reviewed: [] };
    const previous = { previous: "", previous_source: "" };
    const nothing = {
      source: "",
      arn: "",
      files: [],
      base: "",
      carried: [],
      ...NOTES,
      ...marks,
      ...previous,
      state: "",
      problem: "",
    };
    expect([decodeTrait("loaded", undefined), decodeTrait("loaded", {})]).toEqual([
      nothing,
      nothing,
    ]);
    const omitted = [{ path: ["a"], why: "Because.", source: "" }];
    expect(decodeTrait("loaded", { omitted, previous_source: "a" })).toEqual({
      ...nothing,
      omitted,
      previous_source: "a",
    });
  });

  test("of a draft, too", () => {
    expect(decodeTrait("draft_state", undefined)).toEqual({ path: "", state: "", problem: "" });
    const saved = { path: "a.json", state: "saved", problem: "" };
    expect(decodeTrait("draft_state", saved)).toEqual(saved);
  });
});
