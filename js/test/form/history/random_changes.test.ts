// Random changes: undone they give the start exactly, redone the end.

import { expect, test } from "vitest";
import { type Json, parse, stringify } from "../../../src/core/json";
import type { Form } from "../../../src/form/form";
import { Leaf } from "../../../src/form/nodes/leaf";
import { List } from "../../../src/form/nodes/list";
import { MapNode } from "../../../src/form/nodes/map";
import type { Node } from "../../../src/form/nodes/node";
import { Struct } from "../../../src/form/nodes/struct";
import { formOf, textOf } from "../../helpers/forms";
import { redoAll, started, undoAll } from "../../helpers/histories";
import { seededRandom } from "../../helpers/seeded_random";
import { read } from "../../helpers/tables";

function nodesOf(form: Form): Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    found.push(node);
    const children = node instanceof Struct ? [...node.members().values()] : node.children();
    for (const child of children) if (found.length < 400) visit(child);
  };
  visit(form.root);
  return found;
}

const REQUESTS = [
  "02-marketplace-iris-validation",
  "17-ack-all-model-metrics",
  "20-lmi-lora-22-metadata",
  "own-empty-valid",
  "own-map-keys",
].map((name): Json => read(`tests/conformance/cases/requests/${name}.json`));

/** Do something at random; returns what it was. */
function randomChange(form: Form, any: ReturnType<typeof seededRandom>): string {
  const node = any.of(nodesOf(form));
  const what = any.of(["type", "type", "set", "unset", "list", "map", "kernel", "undo", "redo"]);
  if (what === "undo") form.undo();
  else if (what === "redo") form.redo();
  else if (what === "kernel") form.reconcileWith(any.of(REQUESTS), any.of([true, false]));
  else if (what === "set") node.setExplicit();
  else if (what === "unset") node.unset();
  else if (node instanceof Leaf) node.type(any.of(["", "a", "1", "a b", "{}", "[1]", "x\n"]));
  else if (node instanceof List) inList(node, any);
  else if (node instanceof MapNode) inDict(node, any);
  return `${what} ${node.name()}`;
}

function inList(node: List, any: ReturnType<typeof seededRandom>): void {
  const items = node.items.value;
  const item = items.length > 0 ? any.of(items) : undefined;
  if (!item || any.of([true, false, false, false])) node.add();
  else any.of([() => node.remove(item), () => node.duplicate(item), () => node.move(item, 1)])();
}

function inDict(node: MapNode, any: ReturnType<typeof seededRandom>): void {
  const entries = node.entries.value;
  const entry = entries.length > 0 ? any.of(entries) : undefined;
  if (!entry || any.of([true, false, false])) node.add();
  else
    any.of([() => entry.rename(any.of(["", "a", "10", "__proto__"])), () => node.remove(entry)])();
}

test("2,000 random changes, undone, give the start, and redone, the end", () => {
  for (const seed of [1, 2, 3, 4]) {
    const any = seededRandom(seed);
    const first = any.of(REQUESTS);
    const form = started(stringify(first));
    const steps: string[] = [];
    for (let at = 0; at < 500; at += 1) steps.push(randomChange(form, any));
    redoAll(form);
    const end = both(form);
    undoAll(form);
    expect(textOf(form), `seed ${seed}\n${steps.join("\n")}`).toBe(stringify(first));
    expect(form.pending.value).toEqual([]);
    redoAll(form);
    expect(both(form), `seed ${seed}`).toBe(end);
    // What the form holds is what a fresh one would hold.
    const fresh = formOf(textOf(form));
    expect(stringify(fresh.read())).toBe(stringify(parse(textOf(form))));
  }
});

function both(form: Form): string {
  return `${textOf(form)}\n${JSON.stringify(form.pending.value)}`;
}
