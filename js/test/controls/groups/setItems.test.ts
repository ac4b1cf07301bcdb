import { expect, test } from "vitest";
import { itemText, itemValues, setItems } from "../../../src/controls/groups/setItems";
import { formOf, list, textOf } from "../../helpers/forms";

const PATH = ["InferenceSpecification", "SupportedContentTypes"] as const;
const request = (...types: unknown[]): string =>
  JSON.stringify({ InferenceSpecification: { SupportedContentTypes: types } });

test("items that stay keep their nodes, and all of it is one step", () => {
  const form = formOf(request("a", "b", "a"));
  form.undoHistory.clear();
  const types = list(form, ...PATH);
  const before = [...types.items.value];
  setItems(types, ["a", "new", "b", "a", "last"]);
  expect(textOf(form)).toBe(request("a", "new", "b", "a", "last"));
  expect([0, 2, 3].map((at) => types.items.value[at])).toEqual(before);
  form.undo();
  expect(textOf(form)).toBe(request("a", "b", "a"));
  expect(form.undo()).toBe(undefined);
  form.redo();
  expect(textOf(form)).toBe(request("a", "new", "b", "a", "last"));
});

test("a row that was not filled in goes with the same step", () => {
  const form = formOf("{}");
  const types = list(form, ...PATH);
  const row = types.add();
  form.undoHistory.clear();
  setItems(types, ["a"], row);
  expect(types.items.value.length).toBe(1);
  form.undo();
  expect(types.items.value).toEqual([row]);
  expect(textOf(form)).toBe("{}");
});

test("what is no text is shown as JSON and stays what it is", () => {
  const form = formOf(request("a", 5, null, ""));
  const types = list(form, ...PATH);
  expect(types.sent().map(itemText)).toEqual(["a", "5", "null", ""]);
  setItems(types, [...itemValues(types), "b"]);
  expect(textOf(form)).toBe(request("a", 5, null, "", "b"));
});
