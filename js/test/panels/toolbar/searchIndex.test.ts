// What the search looks at, and in which order it finds.

import { describe, expect, test } from "vitest";
import type { Node } from "../../../src/form/nodes/node";
import { buildSearchIndex, search } from "../../../src/panels/toolbar/searchIndex";
import { at, formOf, leaf } from "../../helpers/forms";

const REQUEST =
  '{"InferenceSpecification":{"Containers":[{"Image":"i","Environment":{"A.B":"deep blue"}}]}}';

function find(text: string, typed: string): string[] {
  return search(buildSearchIndex(formOf(text)), typed).map(({ path }) => path);
}

describe("places", () => {
  test("by name, the beginning of a name first, then values, paths and descriptions", () => {
    const found = find('{"Task":"x modelcard"}', "modelcard");
    const order = ["ModelCard", "ModelCard.ModelCardStatus", "Task"];
    expect(order.map((place) => found.indexOf(place))).toEqual([0, 2, 3]);
  });

  test("all words, in any letters and order", () => {
    expect(find("{}", "URL sample")).toEqual(["SamplePayloadUrl"]);
    expect(find("{}", "sample nonsense")).toEqual([]);
    expect(find("{}", "  ")).toEqual([]);
  });

  test("by value and by the name of an entry", () => {
    const entry = 'InferenceSpecification.Containers[0].Environment{"A.B"}';
    expect(find(REQUEST, "blue")).toEqual([entry]);
    expect(find(REQUEST, '"a.b"')).toEqual([entry]);
  });

  test("what is not set leads to the place itself, or to the list that it would stand in", () => {
    const form = formOf("{}");
    const made = buildSearchIndex(form);
    const target = (path: string): Node | undefined =>
      made.find((place) => place.path === path)?.target();
    const list = target("InferenceSpecification.Containers[].Image");
    expect(list).toBe(at(form, "InferenceSpecification", "Containers"));
    const uri = "ModelMetrics.ModelQuality.Statistics.S3Uri";
    expect(target(uri)).toBe(leaf(form, ...uri.split(".")));
  });

  test("looking makes no nodes", () => {
    const form = formOf("{}");
    const before = form.nextId();
    expect(buildSearchIndex(form).length).toBeGreaterThan(150);
    expect(form.nextId()).toBe(before + 1);
  });

  test("words of the path tell items of a list from each other", () => {
    const tags = '{"Tags":[{"Key":"a","Value":"x"},{"Key":"b","Value":"y"}]}';
    expect(find(tags, "tags key").slice(0, 2)).toEqual(["Tags[0].Key", "Tags[1].Key"]);
    expect(find(tags, "tags[1] key")).toEqual(["Tags[1].Key"]);
  });
});
