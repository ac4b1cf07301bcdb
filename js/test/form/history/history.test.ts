// Undo and redo: whatever was done, taken back gives the start exactly, made again the end.

import { describe, expect, test } from "vitest";
import { stringify } from "../../../src/core/json";
import type { Leaf } from "../../../src/form/nodes/leaf";
import type { Node } from "../../../src/form/nodes/node";
import { leaf, list, mapNode, struct, textOf } from "../../helpers/forms";
import { redoAll, started, undoAll } from "../../helpers/histories";
import { open, state } from "../../helpers/kernel_double";
import { read } from "../../helpers/tables";

describe("a step", () => {
  test("keystrokes that follow each other are one", () => {
    const form = started();
    const name = leaf(form, "ModelPackageName");
    for (const text of ["a", "ab", "abc"]) name.type(text);
    expect(form.undoHistory.size.value).toEqual({ past: 1, future: 0 });
    expect(form.undo()?.node).toBe(name);
    expect(textOf(form)).toBe("{}");
    form.redo();
    expect(textOf(form)).toBe('{"ModelPackageName":"abc"}');
  });

  test("after the field was left, or a pause, it is another one", () => {
    const form = started();
    const name = leaf(form, "ModelPackageName");
    form.editing = name;
    name.type("a");
    form.editing = undefined;
    name.type("ab");
    expect(form.undoHistory.size.value.past).toBe(2);
    const { undoHistory: history } = form;
    name.text.value = "abc";
    history.commit(name, Date.now() + 5000);
    expect(history.size.value.past).toBe(3);
  });

  test("unset right after typing is another one, and so is what is typed then", () => {
    const form = started();
    const name = leaf(form, "ModelPackageName");
    name.type("a");
    name.unset();
    name.type("b");
    expect(form.undoHistory.size.value.past).toBe(3);
    form.undo();
    form.undo();
    expect(textOf(form)).toBe('{"ModelPackageName":"a"}');
  });

  test("another field is another one", () => {
    const form = started();
    leaf(form, "ModelPackageName").type("a");
    leaf(form, "ModelPackageDescription").type("b");
    leaf(form, "ModelPackageName").type("ab");
    expect(form.undoHistory.size.value.past).toBe(3);
  });

  test("what changes nothing is none", () => {
    const form = started('{"ModelPackageName":"a"}');
    leaf(form, "ModelPackageName").type("a");
    form.reconcileWith(form.read(), true);
    expect(form.undoHistory.size.value.past).toBe(0);
  });

  test("a new change clears the redo steps", () => {
    const form = started();
    leaf(form, "ModelPackageName").type("a");
    form.undo();
    leaf(form, "ModelPackageName").type("b");
    expect(form.undoHistory.size.value).toEqual({ past: 1, future: 0 });
    expect(form.redo()).toBeUndefined();
  });

  test("it is a few references, whatever it takes out", () => {
    const request = read("tests/conformance/cases/requests/17-ack-all-model-metrics.json");
    const form = started(stringify(request));
    struct(form, "ModelMetrics").unset();
    const before = textOf(form);
    for (let at = 0; at < 100; at += 1) {
      form.undo();
      form.redo();
    }
    expect(textOf(form)).toBe(before);
    form.undo();
    expect(textOf(form)).toBe(stringify(request));
  });
});

describe("taken back", () => {
  test("unsetting a filled group brings everything back: order, empty texts, marks", () => {
    const text =
      '{"InferenceSpecification":{"SupportedContentTypes":[],"Containers":[{"ModelDataUrl":"","Image":"a"}]},"Domain":"OTHER"}';
    const form = started(text);
    struct(form, "InferenceSpecification").unset();
    expect(textOf(form)).toBe('{"Domain":"OTHER"}');
    form.undo();
    expect(textOf(form)).toBe(text);
    const url = leaf(form, "InferenceSpecification", "Containers", 0, "ModelDataUrl");
    expect(url.isExplicit.value).toBe(true);
  });

  test("an item that was removed is the same node again", () => {
    const form = started('{"Tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}]}');
    const tags = list(form, "Tags");
    const [first] = tags.items.value;
    if (!first) throw new Error("no item");
    first.isTouched.value = true;
    tags.remove(first);
    form.undo();
    expect(tags.items.value[0]).toBe(first);
    expect(first.isTouched.value).toBe(true);
  });

  test("moved and duplicated items", () => {
    const text = '{"Tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}]}';
    const form = started(text);
    const tags = list(form, "Tags");
    const [first, second] = tags.items.value;
    if (!first || !second) throw new Error("no items");
    tags.move(second, -1);
    expect(textOf(form)).toBe('{"Tags":[{"Key":"b","Value":"2"},{"Key":"a","Value":"1"}]}');
    expect(tags.items.value).toEqual([second, first]);
    tags.move(second, -1); // at the end nothing happens
    const copy = tags.duplicate(first);
    expect(tags.items.value).toEqual([second, first, copy]);
    expect(form.undoHistory.size.value.past).toBe(2);
    undoAll(form);
    expect(textOf(form)).toBe(text);
  });

  test("the order in which members were set", () => {
    const form = started();
    leaf(form, "Task").type("b");
    leaf(form, "Domain").type("a");
    undoAll(form);
    leaf(form, "Domain").type("a");
    leaf(form, "Task").type("b");
    expect(textOf(form)).toBe('{"Domain":"a","Task":"b"}');
  });

  test("an entry without a name, and one with a name that stands before", () => {
    const form = started();
    const map = mapNode(form, "CustomerMetadataProperties");
    for (const name of ["a", "a", ""]) {
      const entry = map.add();
      if (name) entry.rename(name);
      (entry.value as Leaf).type(`of ${name}`);
    }
    const pending = form.pending.value;
    expect(pending.length).toBe(2);
    undoAll(form);
    expect(form.pending.value).toEqual([]);
    redoAll(form);
    expect(form.pending.value).toEqual(pending);
  });

  test("a write of the kernel, in one step, and what was typed before it stays", () => {
    const { model, form } = open('{"Domain":"a"}');
    leaf(form, "Task").type("mine");
    model.setTrait("value", state('{"Domain":"b","ModelPackageName":"theirs"}', 2));
    expect(textOf(form)).toBe('{"Domain":"b","ModelPackageName":"theirs","Task":"mine"}');
    expect(form.undo()?.node).toBeUndefined();
    expect(JSON.parse(textOf(form))).toEqual({ Domain: "a", Task: "mine" });
    form.undo();
    expect(textOf(form)).toBe('{"Domain":"a"}');
    expect(form.undo()).toBeUndefined(); // what it began with cannot be undone
  });
});

describe("made again after a write of the kernel", () => {
  test("what was taken back elsewhere can still be, in any order of the members", () => {
    const { model, form } = open('{"Domain":"a"}');
    leaf(form, "Task").type("mine");
    form.undoHistory.seal();
    leaf(form, "ModelPackageName").type("name");
    form.undo();
    form.undo();
    model.setTrait("value", state('{"ModelPackageDescription":"x","Domain":"b"}', 2));
    expect(form.undoHistory.size.value).toEqual({ past: 1, future: 2 });
    redoAll(form);
    const all = {
      ModelPackageDescription: "x",
      Domain: "b",
      Task: "mine",
      ModelPackageName: "name",
    };
    expect(JSON.parse(textOf(form))).toEqual(all);
    const end = textOf(form);
    undoAll(form);
    expect(textOf(form)).toBe('{"Domain":"a"}');
    redoAll(form);
    expect(textOf(form)).toBe(end);
  });

  test("what changed the same place cannot be, nor what came after it", () => {
    const { model, form } = open("{}");
    for (const name of ["ModelPackageName", "Task", "Domain"]) leaf(form, name).type("mine");
    undoAll(form);
    model.setTrait("value", state('{"Task":"theirs"}', 2));
    expect(form.undoHistory.size.value).toEqual({ past: 1, future: 1 });
    expect(form.undoHistory.isOvertaken.value).toBe(true);
    redoAll(form);
    expect(JSON.parse(textOf(form))).toEqual({ Task: "theirs", ModelPackageName: "mine" });
    expect(form.undoHistory.isOvertaken.value).toBe(false);
    undoAll(form);
    expect(textOf(form)).toBe("{}");
  });

  test("nor what moved items among which the kernel has put another", () => {
    const { model, form } = open('{"Tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}]}');
    const tags = list(form, "Tags");
    tags.move(tags.items.value[1] as Node, -1);
    form.undo();
    const tag = (key: string, value: string) => ({ Key: key, Value: value });
    const theirs = { Tags: [tag("a", "1"), tag("b", "2"), tag("c", "3")] };
    model.setTrait("value", state(JSON.stringify(theirs), 2));
    expect(form.redo()).toBeUndefined();
    expect(JSON.parse(textOf(form))).toEqual(theirs);
  });
});

test("10,000 edits of the largest request hold what they changed, and no copies", () => {
  const rows = (count: number) => Array.from({ length: count }, (_, at) => ({ Key: `k${at}` }));
  const start = { ModelCard: { ModelCardContent: "x".repeat(30_000) }, Tags: rows(50) };
  const form = started(JSON.stringify(start));
  const before = textOf(form);
  const card = leaf(form, "ModelCard", "ModelCardContent");
  const tags = list(form, "Tags");
  for (let at = 0; at < 5_000; at += 1) {
    card.type(`${card.text.peek()}y`);
    form.undoHistory.seal();
    tags.move(tags.items.value[at % 49] as Node, 1);
  }
  expect(form.undoHistory.size.value.past).toBe(10_000);
  const end = textOf(form);
  let weight = 0;
  for (let step = form.undo(); step; step = form.undo())
    for (const { before, after } of step.patches) weight += sizeOf(before) + sizeOf(after);
  expect(weight).toBeLessThan(6 * 10_000);
  expect(textOf(form)).toBe(before);
  redoAll(form);
  expect(textOf(form)).toBe(end);
}, 60_000);

/** Characters, references or other values that a step holds of one side. */
function sizeOf(value: unknown): number {
  return typeof value === "string" || Array.isArray(value) ? value.length : 1;
}
