// Unset, empty and set at every member of the request: what may be unset costs nothing until it is
// set, each of the three is what is sent, and each way between them is taken back.

import { describe, expect, test } from "vitest";
import { toPath } from "../../../src/core/path";
import type { Form } from "../../../src/form/form";
import { Leaf } from "../../../src/form/nodes/leaf";
import { List } from "../../../src/form/nodes/list";
import { MapNode } from "../../../src/form/nodes/map";
import type { Node } from "../../../src/form/nodes/node";
import { Struct } from "../../../src/form/nodes/struct";
import { resolve } from "../../../src/form/schema";
import type { Schema } from "../../../src/protocol/schema";
import { formOf, plainTables, textOf } from "../../helpers/forms";

/** Every member at every depth, made by opening all groups and adding to all lists and maps. */
function membersOf(form: Form): Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    if (node.parentLink.parent) found.push(node);
    if (node instanceof Struct) [...node.members().values()].forEach(visit);
    else if (node instanceof List) visit(node.add());
    else if (node instanceof MapNode) visit(node.add().value);
  };
  visit(form.root);
  return found;
}

const pathOf = (node: Node): string =>
  toPath(node.steps())
    .map((step) => (typeof step === "number" ? "[]" : step))
    .join(".");

/** The same member of an untouched form, for which only what it stands in was made. */
function fresh(path: string): { form: Form; node: Node; owners: Node[] } {
  const form = formOf("{}", plainTables);
  const owners: Node[] = [];
  let node: Node = form.root;
  for (const step of path.split(".")) {
    owners.push(node);
    if (node instanceof List) node = node.add();
    else if (node instanceof MapNode) node = node.add().value;
    else node = (node as Struct).members().get(step) as Node;
  }
  form.undoHistory.clear();
  return { form, node, owners };
}

const ALL = membersOf(formOf("{}", plainTables));
const MEMBERS = ALL.filter((node) => !(node.parentLink.parent instanceof MapNode));
const NAMES = [...new Set(MEMBERS.map(pathOf))];

/** Members, items and values of maps in a schema, written out. */
function count(given: Schema): number {
  const { properties = {}, items, additionalProperties: values } = resolve(plainTables, given);
  const below = [
    ...Object.values(properties),
    ...(items ? [items] : []),
    ...(values ? [values] : []),
  ];
  return below.reduce((sum, child) => sum + 1 + count(child), 0);
}

test("the walk meets every member of the request", () => {
  expect(ALL.length).toBe(count(plainTables.schema));
  expect(ALL.length).toBeGreaterThan(270);
});

describe("a structure with required members", () => {
  const needy = MEMBERS.filter((node) => node instanceof Struct && node.schema.required?.length);
  const optional = needy.filter(
    ({ parentLink }) => !parentLink.required && !(parentLink.parent instanceof List),
  );

  test.each(optional.map(pathOf))("%s costs nothing until it is set", (path) => {
    const { form, node } = fresh(path);
    const [text, errors] = [textOf(form), form.errorCount.value];
    (node as Struct).members(); // opened
    expect(node.errorCount.value).toBe(0);
    expect(form.errorCount.value).toBe(errors);
    node.setExplicit();
    expect(node.read()).toEqual(new Map());
    expect(node.errorCount.value).toBe(node.schema.required?.length);
    form.undo();
    expect(textOf(form)).toBe(text);
    expect(form.errorCount.value).toBe(errors);
    form.redo();
    node.unset();
    expect(node.read()).toBeUndefined();
    expect(node.errorCount.value).toBe(0);
    form.undo();
    expect(node.read()).toEqual(new Map());
  });

  test("there are many, and none is missing", () => expect(optional.length).toBeGreaterThan(20));
});

test.each(NAMES)("%s is unset, empty and set, there and back", (path) => {
  const { form, node } = fresh(path);
  const start = textOf(form);
  const isItem = node.parentLink.parent instanceof List;
  const takesEmpty = !(node instanceof Leaf) || node.schema.type === "string";
  if (isItem && !(node instanceof Leaf)) return; // it is there, or it is removed
  expect(node.read()).toBeUndefined();

  node.setExplicit();
  const empty = textOf(form);
  if (node instanceof Struct || node instanceof MapNode) expect(node.read()).toEqual(new Map());
  else if (node instanceof List) expect(node.read()).toEqual([]);
  else if (takesEmpty) expect(node.read()).toBe("");
  else if (node.schema.type !== "string") expect(node.read()).toBeUndefined();
  form.undo();
  expect(textOf(form)).toBe(start);
  form.redo();
  expect(textOf(form)).toBe(empty);

  if (node instanceof Leaf) {
    const text = node.schema.enum?.[0] ?? (node.schema.type === "boolean" ? "true" : "1");
    node.type(text);
    const set = textOf(form);
    expect(set).not.toBe(empty);
    node.unset();
    expect(node.read()).toBeUndefined();
    form.undo();
    expect(textOf(form)).toBe(set);
  } else {
    node.unset();
    expect(node.read()).toBeUndefined();
    form.undo();
    expect(textOf(form)).toBe(empty);
  }
  while (form.undo());
  expect(textOf(form)).toBe(start);
});
