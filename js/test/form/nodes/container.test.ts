// Items of lists that nobody has looked into yet.

import { describe, expect, test } from "vitest";
import { type Json, stringify } from "../../../src/core/json";
import type { Form } from "../../../src/form/form";
import {
  at,
  formOf,
  leaf,
  list,
  mapNode,
  reconcile,
  struct,
  tables,
  textOf,
} from "../../helpers/forms";

const PLACE = ["InferenceSpecification", "Containers"] as const;

function containers(count: number, variables: number, more: object = {}): string {
  const names = Array.from({ length: variables }, (_, number) => [`N${number}`, "v"]);
  const one = { Image: "a:1", Environment: Object.fromEntries(names), ...more };
  return JSON.stringify({
    InferenceSpecification: { Containers: Array.from({ length: count }, () => one) },
  });
}

function nodes(form: Form): number {
  return form.nextId();
}

describe("an item", () => {
  test("has no nodes in it until somebody looks", () => {
    const few = nodes(formOf(containers(1, 1)));
    const form = formOf(containers(15, 100));
    const unread = nodes(form);
    expect(unread).toBe(few + 14);
    expect(form.errorCount.value).toBe(0);
    expect(textOf(form)).toBe(containers(15, 100));
    expect(nodes(form)).toBe(unread + 1);
    expect(mapNode(form, ...PLACE, 3, "Environment").entries.value).toHaveLength(100);
    expect(nodes(form)).toBeGreaterThan(unread + 100);
    expect(nodes(form)).toBeLessThan(unread + 200);
    expect(textOf(form)).toBe(containers(15, 100));
  });

  test("that is wrong is looked into at once", () => {
    const form = formOf(containers(2, 1, { ModelDataUrl: "x" }));
    expect(form.errorCount.value).toBe(2);
    expect(form.problems.value.map(({ issue }) => issue.path)).toEqual([
      [...PLACE, 0, "ModelDataUrl"],
      [...PLACE, 1, "ModelDataUrl"],
    ]);
  });

  test("is looked into by what the rules say of it", () => {
    const form = formOf(containers(1, 1, { ContainerHostname: "a", ProductId: "p" }), tables);
    form.applyKernelIssues([
      { path: [...PLACE, 0, "Image"], code: "x", message: "M", severity: "error", hint: "" },
    ]);
    expect(leaf(form, ...PLACE, 0, "Image").kernelIssues.value).toHaveLength(1);
  });

  test("stays asleep when it comes once more, wakes when another comes", () => {
    const form = formOf(containers(2, 50));
    const before = nodes(form);
    const [first] = list(form, ...PLACE).items.value;
    reconcile(form, containers(2, 50));
    expect(nodes(form)).toBe(before + 1);
    reconcile(form, containers(2, 50, { Image: "b:1" }));
    expect(list(form, ...PLACE).items.value[0]).toBe(first);
    expect(textOf(form)).toBe(containers(2, 50, { Image: "b:1" }));
    form.undo();
    expect(textOf(form)).toBe(containers(2, 50));
  });

  test("is whole for those who go through all that it holds", () => {
    const form = formOf(containers(1, 3));
    const [item] = list(form, ...PLACE).items.value;
    expect(item?.children()).toEqual([]);
    expect(item?.parts().filter((part) => part.read() !== undefined)).toHaveLength(2);
    expect(mapNode(form, ...PLACE, 0, "Environment").parts()).toHaveLength(3);
  });

  test("of another kind takes its place, and undo brings it back", () => {
    const form = formOf(containers(1, 1));
    reconcile(form, '{"InferenceSpecification":{"Containers":[7]}}');
    expect(form.errorCount.value).toBeGreaterThan(0);
    form.undo();
    expect(textOf(form)).toBe(containers(1, 1));
  });
});

describe("waking", () => {
  const readers: [string, (form: Form) => void][] = [
    ["a look", (form) => void leaf(form, ...PLACE, 0, "Image")],
    ["members", (form) => void struct(form, ...PLACE, 0).members()],
    ["a rename", (form) => mapNode(form, ...PLACE, 0, "Environment").entries.value[0]?.rename("M")],
    ["typing", (form) => leaf(form, ...PLACE, 0, "Image").type("b:2")],
  ];

  test.each(readers)("by %s is no step of its own", (_, read) => {
    const form = formOf("{}");
    form.undoHistory.clear();
    reconcile(form, containers(1, 2));
    read(form);
    const woken = textOf(form);
    const steps = form.undoHistory.size.value.past;
    for (let step = 0; step < steps; step += 1) form.undo();
    expect(textOf(form)).toBe("{}");
    for (let step = 0; step < steps; step += 1) form.redo();
    expect(textOf(form)).toBe(woken);
  });

  test("keeps order, emptiness and text", () => {
    const odd =
      '[{"Environment":{"10":"","2":"b"},"Image":"a:1","ModelInput":{"DataInputConfig":"{ }"}}]';
    const text = `{"InferenceSpecification":{"Containers":${odd}}}`;
    const form = formOf(text);
    expect(textOf(form)).toBe(text);
    struct(form, ...PLACE, 0).members();
    expect(textOf(form)).toBe(text);
    expect(form.undoHistory.size.value.past).toBe(1);
  });

  test("takes place before it is cleared or duplicated", () => {
    const form = formOf(containers(1, 2));
    const node = list(form, ...PLACE).items.value[0] ?? form.root;
    list(form, ...PLACE).duplicate(node);
    expect(textOf(form)).toBe(containers(2, 2));
    node.unset();
    form.undo();
    expect(textOf(form)).toBe(containers(2, 2));
  });
});

test("the text of what is asleep is written once", () => {
  const form = formOf(containers(3, 2));
  expect(form.text()).toBe(containers(3, 2));
  const value = at(form, ...PLACE).read() as Json[];
  const kept = value.map((item) => form.texts.get(item as object));
  expect(kept).toEqual(value.map(stringify));
  leaf(form, ...PLACE, 1, "Image").type("b:2");
  expect(form.text()).toBe(textOf(form));
});
