// Loading, confirming and drafts, between the page and the kernel.

import { describe, expect, test } from "vitest";
import { draftOf, loadedOf } from "../../src/protocol/decode";
import type { Issue } from "../../src/protocol/form_data";
import { leaf, textOf } from "../helpers/forms";
import { open, state, type } from "../helpers/kernel_double";

const ARTIFACT = ["InferenceSpecification", "Containers", 0, "ModelDataUrl"];
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
    host.load({ group: "churn" });
    expect(model.toKernel.map(({ value }) => value.text)).toEqual(['{"Domain":"a"}']);
    type(host, "b", "Domain");
    host.send("confirm", { path: ARTIFACT });
    expect(model.toKernel).toHaveLength(2);
    host.send("confirm");
    host.send("draft", { take: "theirs" });
    host.send("draft", { take: "mine" });
    expect(model.sent.every(({ id }) => id)).toBe(true);
    expect(model.sent.slice(1).map(({ id: _, ...message }) => message)).toEqual([
      { kind: "load", group: "churn" },
      // The host keeps the second write back, but not what is asked about it.
      expect.objectContaining({ kind: "typed", text: '{"Domain":"b"}', seq: 2 }),
      { kind: "confirm", path: ARTIFACT },
      { kind: "confirm" },
      { kind: "draft", take: "theirs" },
      { kind: "draft", take: "mine" },
    ]);
  });

  test("shows at once that it was asked", () => {
    const loaded = { source: "version 7 of churn", state: "failed", problem: "No such group." };
    const { model, host } = open("{}", { loaded });
    host.load({ group: "churn" });
    const { source, state: now, problem } = host.kernel.loaded.peek();
    expect([source, now, problem]).toEqual(["version 7 of churn", "loading", ""]);
    model.setTrait("loaded", { ...loaded, problem: "No answer." });
    expect(host.kernel.loaded.peek().problem).toBe("No answer.");
  });

  test("does nothing when the kernel is gone", () => {
    const { model, host } = open();
    model.isClosed = true;
    host.load({ group: "churn" });
    expect(host.kernel.connected.peek()).toBe(false);
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
    const previous = { previous: "", previousSource: "" };
    const nothing = {
      source: "",
      base: "",
      ...NOTES,
      ...marks,
      ...previous,
      state: "",
      problem: "",
    };
    expect([loadedOf(undefined), loadedOf({})]).toEqual([nothing, nothing]);
    const omitted = [{ path: ["a"], why: "Because.", source: "" }];
    expect(loadedOf({ omitted, previous_source: "a" })).toEqual({
      ...nothing,
      omitted,
      previousSource: "a",
    });
  });

  test("of a draft, too", () => {
    expect(draftOf(undefined)).toEqual({ path: "", state: "", problem: "" });
    const saved = { path: "a.json", state: "saved", problem: "" };
    expect(draftOf(saved)).toEqual(saved);
  });
});
