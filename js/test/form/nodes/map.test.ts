import { describe, expect, test } from "vitest";
import type { Form } from "../../../src/form/form";
import { Leaf } from "../../../src/form/nodes/leaf";
import type { MapEntry, MapNode } from "../../../src/form/nodes/map";
import { formOf, mapNode, reconcile, textOf } from "../../helpers/forms";

const MAP = "CustomerMetadataProperties";

function entries(form: Form): MapEntry[] {
  return mapNode(form, MAP).entries.value;
}

function entry(form: Form, index: number): MapEntry {
  const found = entries(form)[index];
  if (!found) throw new Error(`no entry ${index}`);
  return found;
}

function leafOf(one: MapEntry): Leaf {
  if (!(one.value instanceof Leaf)) throw new Error("no leaf");
  return one.value;
}

function fill(form: Form, name: string, value: string): MapEntry {
  const made = mapNode(form, MAP).add();
  if (name) made.rename(name);
  if (value) leafOf(made).type(value);
  return made;
}

function map(text: string): string {
  return `{"${MAP}":${text}}`;
}

describe("what is loaded", () => {
  test.each([
    "{}",
    '{"a":"1"}',
    '{"10":"a","2":"b","1":"c"}',
    '{"__proto__":"a","constructor":"b","toString":"c"}',
    '{"":"a","b":""}',
    '{"a":null,"b":5,"c":["x"],"d":{"e":"f"},"g":true}',
    '{"\\ud800":"\\udc00"}',
  ])("%s comes out as it went in", (text) => {
    const form = formOf(map(text));
    expect(textOf(form)).toBe(map(text));
    expect(form.pending.value).toEqual([]);
  });
});

describe("entries that JSON cannot hold", () => {
  test("a blank row is nothing", () => {
    const form = formOf();
    const made = mapNode(form, MAP).add();
    expect(textOf(form)).toBe("{}");
    expect(form.pending.value).toEqual([]);
    expect(made.issues.value).toEqual([]);
    expect(form.errorCount.value).toBe(0);
  });

  test("one without a name is pending and an error", () => {
    const form = formOf();
    fill(form, "", "x");
    expect(textOf(form)).toBe("{}");
    expect(form.pending.value).toEqual([{ path: [MAP], key: "", text: "x", code: "key.required" }]);
    expect(form.errorCount.value).toBe(1);
    entry(form, 0).rename("a");
    expect(textOf(form)).toBe(map('{"a":"x"}'));
    expect(form.pending.value).toEqual([]);
    expect(form.errorCount.value).toBe(0);
  });

  test("one whose name stands before is pending, the later one", () => {
    const form = formOf(map('{"a":"1","b":"2"}'));
    const third = fill(form, "a", "3");
    expect(textOf(form)).toBe(map('{"a":"1","b":"2"}'));
    expect(form.pending.value).toEqual([
      { path: [MAP], key: "a", text: "3", code: "key.uniqueItems" },
    ]);
    expect(third.issues.value.map((issue) => issue.code)).toEqual(["key.uniqueItems"]);
    entry(form, 0).rename("c");
    expect(textOf(form)).toBe(map('{"c":"1","b":"2","a":"3"}'));
    entry(form, 1).rename("a");
    expect(textOf(form)).toBe(map('{"c":"1","a":"2"}'));
    mapNode(form, MAP).remove(entry(form, 1));
    expect(textOf(form)).toBe(map('{"c":"1","a":"3"}'));
    expect(form.pending.value).toEqual([]);
  });

  test("an entry that was loaded without a name may be", () => {
    const form = formOf(map('{"":"a"}'));
    expect(form.pending.value).toEqual([]);
    expect(entry(form, 0).issues.value.map((issue) => issue.code)).toEqual(["key.minLength"]);
    const second = fill(form, "", "b");
    expect(second.pending.value).toBe("key.required");
    expect(textOf(form)).toBe(map('{"":"a"}'));
  });

  test("a name alone is to be filled in, and no empty text is sent for it", () => {
    const form = formOf();
    const made = fill(form, "a", "");
    expect(textOf(form)).toBe("{}");
    expect(form.pending.value).toEqual([
      { path: [MAP], key: "a", text: "", code: "value.required" },
    ]);
    expect([form.errorCount.value, form.missingCount.value]).toEqual([1, 1]);
    expect(made.issues.value[0]?.hint).not.toContain("empty"); // this map takes none
    leafOf(made).type("x");
    expect(textOf(form)).toBe(map('{"a":"x"}'));
    expect([form.errorCount.value, form.missingCount.value]).toEqual([0, 0]);
    leafOf(made).isTouched.value = true;
    leafOf(made).type("");
    expect(textOf(form)).toBe("{}");
    expect([form.errorCount.value, form.missingCount.value]).toEqual([1, 0]);
  });

  test("an empty text is sent where somebody says so, or it came so", () => {
    const containers = (value: string): string =>
      `{"InferenceSpecification":{"Containers":[{"Environment":${value}}]}}`;
    const form = formOf(containers('{"a":"","b":"x"}'));
    const found = form.find(["InferenceSpecification", "Containers", 0, "Environment"]) as MapNode;
    const [a, b] = found.entries.value as [MapEntry, MapEntry];
    leafOf(b).type("");
    expect(textOf(form)).toBe(containers('{"a":""}'));
    expect(b.issues.value[0]?.hint).toContain("Send empty text");
    leafOf(b).setExplicit();
    expect(textOf(form)).toBe(containers('{"a":"","b":""}'));
    expect(a.pending.value).toBeUndefined();
  });

  test("a name without a value takes the one that comes from elsewhere", () => {
    const form = formOf(map('{"a":"1"}'));
    const made = fill(form, "b", "");
    const pending = form.pending.value;
    reconcile(form, map('{"a":"1","b":"theirs"}'));
    form.reconcilePending(pending, pending);
    expect(textOf(form)).toBe(map('{"a":"1","b":"theirs"}'));
    expect(entries(form)[1]).toBe(made);
    expect(form.pending.value).toEqual([]);
  });
});

test("an entry whose name is free by now comes into the request, and no second one", () => {
  const form = formOf(`{"${MAP}":{"a":"1"}}`);
  const map = mapNode(form, MAP);
  const second = map.add();
  second.rename("a");
  leafOf(second).type("3");
  const pending = form.pending.value;
  expect(pending.length).toBe(1);
  reconcile(form, `{"${MAP}":{"b":"2"}}`);
  form.reconcilePending(pending, pending);
  expect(textOf(form)).toBe(`{"${MAP}":{"b":"2","a":"3"}}`);
  expect(map.entries.value.length).toBe(2);
  expect(form.pending.value).toEqual([]);
});

describe("a map that comes from elsewhere", () => {
  test("keeps its entries by name, wherever they stand", () => {
    const form = formOf(map('{"a":"1","b":"2"}'));
    const [a, b] = entries(form);
    reconcile(form, map('{"c":"3","b":"4","a":"1"}'));
    expect(textOf(form)).toBe(map('{"c":"3","b":"4","a":"1"}'));
    expect(entries(form).slice(1)).toEqual([b, a]);
  });

  test("keeps what is pending, behind its entries", () => {
    const form = formOf(map('{"a":"1"}'));
    const waiting = fill(form, "", "x");
    const twice = fill(form, "a", "y");
    reconcile(form, map('{"a":"2","b":"3"}'));
    expect(entries(form).slice(2)).toEqual([waiting, twice]);
    expect(textOf(form)).toBe(map('{"a":"2","b":"3"}'));
    expect(form.pending.value.map(({ text }) => text)).toEqual(["x", "y"]);
  });

  test("takes the place of an entry that was pending under its name", () => {
    const form = formOf(map('{"a":"1"}'));
    fill(form, "b", "mine");
    reconcile(form, map('{"a":"1","b":"theirs"}'));
    expect(textOf(form)).toBe(map('{"a":"1","b":"theirs"}'));
  });

  test("is left alone when it is the same", () => {
    const form = formOf(map('{"a":"1"}'));
    const before = entries(form);
    reconcile(form, map('{"a":"1"}'));
    expect(entries(form)).toBe(before);
  });

  test("that is gone takes its entries along, but what was pending comes back", () => {
    const form = formOf(map('{"a":"1"}'));
    fill(form, "", "x");
    const pending = form.pending.value;
    reconcile(form, "{}");
    form.reconcilePending(pending, pending);
    expect(textOf(form)).toBe("{}");
    expect(form.pending.value).toEqual(pending);
  });
});

describe("pending entries of another page", () => {
  const row = { path: [MAP], key: "a", text: "x", code: "key.uniqueItems" };

  test("come, change and go", () => {
    const form = formOf(map('{"a":"1"}'));
    form.reconcilePending([row], []);
    expect(form.pending.value).toEqual([row]);
    const other = { ...row, text: "xy" };
    form.reconcilePending([other], [row]);
    expect(form.pending.value).toEqual([other]);
    form.reconcilePending([], [other]);
    expect(form.pending.value).toEqual([]);
    expect(textOf(form)).toBe(map('{"a":"1"}'));
  });

  test("leave alone what is pending here and not known there", () => {
    const form = formOf(map('{"a":"1"}'));
    fill(form, "", "mine");
    form.reconcilePending([row], []);
    form.reconcilePending([], [row]);
    expect(form.pending.value.map(({ text }) => text)).toEqual(["mine"]);
  });

  test("are the same rows, not new ones, when they are known", () => {
    const form = formOf(map('{"a":"1"}'));
    const mine = fill(form, "a", "x");
    form.reconcilePending([row], [row]);
    expect(entries(form)[1]).toBe(mine);
  });

  test("in a map that is not there yet", () => {
    const form = formOf();
    const path = ["ModelMetrics", "Nope"];
    form.reconcilePending([{ path, key: "", text: "x", code: "key.required" }], []);
    form.reconcilePending([{ ...row, path: [MAP, "deeper"] }], []);
    expect(form.pending.value).toEqual([]);
    form.reconcilePending([{ ...row, key: "", code: "key.required" }], []);
    expect(form.pending.value).toHaveLength(1);
    expect(textOf(form)).toBe("{}");
  });
});

test("what the kernel said of an entry goes when it is renamed", () => {
  const form = formOf(map('{"a":"1"}'));
  const issue = { path: [MAP, "a"], code: "service", message: "No.", hint: "" } as const;
  form.applyKernelIssues([{ ...issue, path: [...issue.path], severity: "error" }]);
  expect(entry(form, 0).issues.value).toHaveLength(1);
  entry(form, 0).rename("b");
  expect(entry(form, 0).issues.value).toHaveLength(0);
});
