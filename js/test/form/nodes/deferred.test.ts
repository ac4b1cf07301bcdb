// What a display begins with is looked into as far as somebody sees it.

import { expect, test } from "vitest";
import { parse } from "../../../src/core/json";
import { Form } from "../../../src/form/form";
import { codeAt, mapNode, struct, tables, textOf } from "../../helpers/forms";

const REQUEST =
  '{"InferenceSpecification":{"Containers":[{"Image":"a"}]},"CustomerMetadataProperties":{"b":"1","a":"2"}}';

function begun(text: string, explicit = true): Form {
  const form = new Form(tables, true);
  form.initialize(parse(text), explicit);
  return form;
}

test("a member stays as it came until somebody looks into it", () => {
  const form = begun(REQUEST);
  const map = mapNode(form, "CustomerMetadataProperties");
  const inside = struct(form, "InferenceSpecification");
  expect([map.isPresent.value, inside.isPresent.value]).toEqual([true, true]);
  expect(map.made.peek()).toEqual([]);
  expect(inside.children()).toEqual([]);
  expect(textOf(form)).toBe(REQUEST);
  expect(map.entries.value.map((entry) => entry.name.value)).toEqual(["b", "a"]);
  expect(inside.members().get("Containers")?.isPresent.value).toBe(true);
  expect(textOf(form)).toBe(REQUEST);
  expect(form.undoHistory.size.value.past).toBe(0);
});

test("what is wrong in it is found when the request is checked", () => {
  const form = begun('{"CustomerMetadataProperties":{"a":1}}');
  expect(form.errorCount.value).toBe(0);
  form.rules.run();
  expect(form.errorCount.value).toBeGreaterThan(0);
  const [entry] = mapNode(form, "CustomerMetadataProperties").made.peek();
  expect(entry && codeAt(entry.value)).toBe("type");
});

test("what another page wrote is taken member by member: it may be implied", () => {
  const form = begun(REQUEST, false);
  expect(mapNode(form, "CustomerMetadataProperties").made.peek()).toHaveLength(2);
  expect(struct(form, "InferenceSpecification").isExplicit.value).toBe(false);
});
