import { describe, expect, test } from "vitest";
import type { Node } from "../../../src/form/nodes/node";
import { codeAt, formOf, leaf, list, reconcile, textOf } from "../../helpers/forms";

const tag = (key: string) => `{"Key":"${key}","Value":"v"}`;
const tags = (...keys: string[]) => `{"Tags":[${keys.map(tag).join(",")}]}`;
const TYPES = ["SourceAlgorithmSpecification", "SourceAlgorithms"];
const NAMES = ["InferenceSpecification", "SupportedContentTypes"];
const names = (...given: string[]) =>
  `{"InferenceSpecification":{"SupportedContentTypes":${JSON.stringify(given)}}}`;

describe("identity", () => {
  const cases: [string, string[], string[], (number | undefined)[]][] = [
    ["an item before them", ["a", "b"], ["x", "a", "b"], [undefined, 0, 1]],
    ["an item between them", ["a", "b"], ["a", "x", "b"], [0, undefined, 1]],
    ["an item behind them", ["a", "b"], ["a", "b", "x"], [0, 1, undefined]],
    ["the first one removed", ["a", "b", "c"], ["b", "c"], [1, 2]],
    ["one in the middle removed", ["a", "b", "c"], ["a", "c"], [0, 2]],
    ["one changed", ["a", "b", "c"], ["a", "x", "c"], [0, 1, 2]],
    ["all removed", ["a", "b"], [], []],
    ["nothing changed", ["a", "b"], ["a", "b"], [0, 1]],
  ];

  test.each(cases)("%s", (_, before, after, kept) => {
    const form = formOf(tags(...before));
    const items = list(form, "Tags").items.value;
    reconcile(form, tags(...after));
    expect(textOf(form)).toBe(tags(...after));
    const now = list(form, "Tags").items.value;
    for (const [index, from] of kept.entries()) {
      if (from === undefined) expect(items.includes(now[index] as Node)).toBe(false);
      else expect(now[index]).toBe(items[from]);
    }
  });

  test("paths follow the items", () => {
    const form = formOf(tags("a", "b"));
    const key = leaf(form, "Tags", 1, "Key");
    list(form, "Tags").remove(list(form, "Tags").items.value[0] as Node);
    expect(leaf(form, "Tags", 0, "Key")).toBe(key);
    expect(key.steps()).toEqual([
      { kind: "member", name: "Tags" },
      { kind: "index", at: 0 },
      { kind: "member", name: "Key" },
    ]);
    expect(key.parentLink.parent?.name()).toBe("Tags item 1");
  });
});

describe("rows", () => {
  test("a fresh row of a text is not yet in the value", () => {
    const form = formOf(names("a"));
    const row = list(form, ...NAMES).add() as ReturnType<typeof leaf>;
    expect(textOf(form)).toBe(names("a"));
    row.type("b");
    expect(textOf(form)).toBe(names("a", "b"));
    row.type("");
    expect(textOf(form)).toBe(names("a"));
    expect(list(form, ...NAMES).items.value).toHaveLength(2);
  });

  test("a fresh row between others keeps the paths of the value", () => {
    const form = formOf(names("a"));
    const content = list(form, ...NAMES);
    const fresh = content.add();
    const last = content.add() as ReturnType<typeof leaf>;
    last.type("c");
    expect(textOf(form)).toBe(names("a", "c"));
    expect(content.child(1)).toBe(last);
    expect(content.children()).toContain(fresh);
  });

  test("a row that is cleared is a fresh one: it stays, and is not sent", () => {
    const form = formOf(names("a", "b"));
    const first = leaf(form, ...NAMES, 0);
    first.type("");
    expect(textOf(form)).toBe(names("b"));
    expect(list(form, ...NAMES).items.value).toHaveLength(2);
    first.type("a");
    expect(textOf(form)).toBe(names("a", "b"));
  });

  test("a fresh row of a structure is there at once, empty", () => {
    const form = formOf();
    list(form, "Tags").add();
    expect(textOf(form)).toBe('{"Tags":[{}]}');
    expect(codeAt(leaf(form, "Tags", 0, "Key"))).toBe("required");
  });

  test("a fresh row survives what comes from elsewhere", () => {
    const form = formOf(names("a"));
    const row = list(form, ...NAMES).add() as ReturnType<typeof leaf>;
    reconcile(form, names("a", "b"));
    expect(list(form, ...NAMES).items.value.at(-1)).toBe(row);
    row.type("c");
    expect(textOf(form)).toBe(names("a", "b", "c"));
  });

  test("items of the wrong kind are kept", () => {
    const text = '{"Tags":[null,"x",{"Key":1},[],5]}';
    const form = formOf(text);
    expect(textOf(form)).toBe(text);
    const found = list(form, "Tags").items.value.map((item) => codeAt(item));
    expect(found).toEqual(["type", "type", undefined, "type", "type"]);
  });
});

describe("empty lists", () => {
  test("removing the last item of a list that was loaded leaves it empty", () => {
    const form = formOf(tags("a"));
    list(form, "Tags").remove(list(form, "Tags").items.value[0] as Node);
    expect(textOf(form)).toBe('{"Tags":[]}');
    list(form, "Tags").unset();
    expect(textOf(form)).toBe("{}");
  });

  test("removing the last item of a list that was typed unsets it", () => {
    const form = formOf();
    const item = list(form, "Tags").add();
    list(form, "Tags").remove(item);
    expect(textOf(form)).toBe("{}");
  });

  test("one that was set to empty counts its items", () => {
    const form = formOf();
    list(form, ...TYPES).setExplicit();
    expect(textOf(form)).toBe('{"SourceAlgorithmSpecification":{"SourceAlgorithms":[]}}');
    expect(codeAt(list(form, ...TYPES))).toBe("minItems");
    list(form, ...TYPES).add();
    expect(codeAt(list(form, ...TYPES))).toBe(undefined);
  });
});
