// The form over the host that stands in for a kernel: the same Host as in a notebook.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Host } from "../../src/host/sync";
import type { PreviewResult } from "../../src/protocol/events.generated";
import { LocalKernel } from "../../src/standalone/local_kernel";
import { type GivenTraits, LocalModel } from "../../src/standalone/local_model";
import { textOf, tables as whole } from "../helpers/forms";
import { blur, type } from "../helpers/kernel_double";
import { pageWords } from "../helpers/standalone";

const tables = { ...whole, words: { ...whole.words, page: pageWords }, rules: [] };
const QUESTION = { view_id: "load", request_id: 1 };

function open(text = "{}", traits: GivenTraits = {}) {
  const kernel = new LocalKernel(tables.words, (path) => `all of ${path.join(".")}`);
  const model = new LocalModel(text, traits, (message, from) => kernel.receive(message, from));
  const host = new Host(model, tables);
  return { model, host, form: host.form };
}

/** Let everything through that is on its way. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(400);
}

async function preview(host: Host, text: string, file = ""): Promise<PreviewResult> {
  host.send({ kind: "preview", ...QUESTION, source: "text", text, file });
  await settle();
  const found = host.kernel.event("preview").peek();
  if (!found) throw new Error("no preview");
  return found;
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("writing", () => {
  test("what is typed is acknowledged and stays", async () => {
    const { model, host, form } = open('{"Domain":"a"}');
    type(host, "b", "Domain");
    blur(host);
    await settle();
    expect(model.text()).toBe('{"Domain":"b"}');
    expect(textOf(form)).toBe('{"Domain":"b"}');
    expect(model.get("value")).toMatchObject({ writer: host.writer, seq: 1, exact: true });
  });

  test("typing goes on while a write is acknowledged", async () => {
    const { model, host } = open();
    for (let at = 1; at <= 50; at += 1) {
      type(host, "x".repeat(at), "Domain");
      await vi.advanceTimersByTimeAsync(30);
    }
    await settle();
    expect(model.text()).toBe(`{"Domain":"${"x".repeat(50)}"}`);
  });

  test("a kernel that is not there is never missed", async () => {
    const { host } = open();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(host.kernel.responding.peek()).toBe(true);
    expect(host.kernel.isAlive.peek()).toBe(true);
    host.send({ kind: "preflight" });
    await settle();
    expect(host.kernel.isAlive.peek()).toBe(true);
  });

  test("what the form was made with is there, and the rest has its defaults", () => {
    const { host } = open("{}", {
      kind: "versioned",
      guide: { mode: "guided" },
      task: { sends: false },
    });
    expect(host.kernel.kind.peek()).toBe("versioned");
    expect(host.kernel.guide.peek()).toEqual({ mode: "guided", guide: "", step: "" });
    expect(host.kernel.task.peek().sends).toBe(false);
  });
});

describe("loading", () => {
  test("JSON, its order and its numbers kept", async () => {
    const { host, form } = open('{"Domain":"a"}');
    const text = '{"ModelPackageName":"n","10":1,"2":9007199254740993,"__proto__":{}}';
    const found = await preview(host, ` ${text}\n`, "next.json");
    expect(found).toMatchObject({ ...QUESTION, problem: "", source: "next.json", base: text });
    expect(textOf(form)).toBe('{"Domain":"a"}');
    host.send({ kind: "apply_preview", ...QUESTION });
    await settle();
    expect(textOf(form)).toBe(text);
    expect(host.kernel.loaded.peek()).toMatchObject({
      base: text,
      source: "next.json",
      previous: "",
    });
    form.undoHistory.undo();
    expect(textOf(form)).toBe('{"Domain":"a"}');
  });

  test("merged into the request, which changes are then compared with", async () => {
    const { host, form } = open('{"Domain":"a","SourceUri":"s3://b/k"}');
    await preview(host, '{"Domain":"b"}');
    host.send({ kind: "apply_preview", ...QUESTION, merge: true });
    await settle();
    expect(textOf(form)).toBe('{"Domain":"b","SourceUri":"s3://b/k"}');
    const { source, previous } = host.kernel.loaded.peek();
    expect(source).toBe(pageWords["standalone.pasted"]);
    expect(previous).toBe('{"Domain":"a","SourceUri":"s3://b/k"}');
  });

  test("entries that JSON cannot hold are replaced with the request", async () => {
    const row = { path: ["CustomerMetadataProperties"], key: "", text: "v", code: "key.required" };
    const { host, form } = open('{"CustomerMetadataProperties":{"a":"b"}}', { pending: [row] });
    expect(form.pending.peek()).toHaveLength(1);
    await preview(host, '{"Domain":"b"}');
    host.send({ kind: "apply_preview", ...QUESTION });
    await settle();
    expect(form.pending.peek()).toEqual([]);
    expect(textOf(form)).toBe('{"Domain":"b"}');
  });

  test.each([
    ["Domain: b", "line 1, column 1"],
    ['{"Domain":\n  b}', "line 2, column 3"],
    ['{"a":1,"a":2}', "line 1, column 12"],
    ["[]", "isn't an object"],
    ['"text"', "isn't an object"],
  ])("%s is refused", async (text, says) => {
    const { host, form } = open('{"Domain":"a"}');
    const { problem, base } = await preview(host, text);
    expect(problem).toContain(says);
    expect(base).toBe("");
    expect(textOf(form)).toBe('{"Domain":"a"}');
  });

  test("only the text that was shown is loaded", async () => {
    const { host, form } = open('{"Domain":"a"}');
    await preview(host, '{"Domain":"b"}');
    host.send({ kind: "apply_preview", ...QUESTION, request_id: 2 });
    host.send({ kind: "apply_preview", ...QUESTION, view_id: "other" });
    await settle();
    expect(textOf(form)).toBe('{"Domain":"a"}');
  });
});

test("the documentation is looked up in the page", async () => {
  const { host } = open();
  host.send({ kind: "get_documentation", path: ["Domain"] });
  await settle();
  const found = host.kernel.event("documentation").peek();
  expect(found).toEqual({ kind: "documentation", path: ["Domain"], text: "all of Domain" });
});

test("what is reviewed in the page stays reviewed, and undo takes it back", async () => {
  const row = {
    path: ["SourceUri"],
    base_path: ["SourceUri"],
    value: "s3://b/k",
    individually: true,
  };
  const loaded = {
    base: '{"SourceUri":"s3://b/k"}',
    review: [{ ...row, label: "version 6 of churn", why: "" }],
    marks: [{ ...row, kept: false }],
  };
  const { host, form } = open('{"SourceUri":"s3://b/k"}', { loaded });
  expect(form.reviewCount.peek()).toBe(1);
  form.review.keep(form.review.open.peek());
  await settle();
  expect(form.reviewCount.peek()).toBe(0);
  form.undoHistory.undo();
  await settle();
  expect(form.reviewCount.peek()).toBe(1);
  expect(host.kernel.isAlive.peek()).toBe(true);
});
