// A form of the real schema, without a page, as the tests of the model make it.

import { type Json, type JsonObject, parse, stringify } from "../../src/core/json";
import type { Path } from "../../src/core/path";
import { Form } from "../../src/form/form";
import type { Leaf } from "../../src/form/nodes/leaf";
import type { List } from "../../src/form/nodes/list";
import type { MapNode } from "../../src/form/nodes/map";
import type { Node } from "../../src/form/nodes/node";
import type { Struct } from "../../src/form/nodes/struct";
import type { Guide, Layout, Rule, Tables, Words } from "../../src/protocol/form_data";
import type { Schema } from "../../src/protocol/schema";
import { plain, read } from "./tables";

export const tables: Tables = {
  schema: plain<Schema>((read("tests/golden/request-schema.json") as JsonObject).get("schema")),
  layout: plain<Layout>(read("modelpkg_widget/resources/layout.json")),
  words: plain<Words>(read("modelpkg_widget/resources/page_texts.json")),
  guides: plain<Guide[]>(read("modelpkg_widget/resources/guides.json")),
  rules: plain<Rule[]>(read("modelpkg_widget/validation/rules.json")),
  boto: plain<string[]>(
    (read("modelpkg_widget/resources/client_side_codes.json") as JsonObject).get("codes") ?? [],
  ),
};

/** The tables with another schema for the whole request. */
export function tablesFor(properties: Record<string, Schema>, layout?: Partial<Layout>): Tables {
  const schema: Schema = { title: "Request", type: "object", properties };
  return { ...tables, schema, layout: { ...tables.layout, ...layout }, rules: [] };
}

/** The tables without the rules that stand beside the schema. */
export const plainTables: Tables = { ...tables, rules: [] };

export function formOf(text = "{}", given = plainTables): Form {
  const form = new Form(given);
  form.reconcileWith(parse(text), true);
  return form;
}

/** Take a request that came from elsewhere. */
export function reconcile(form: Form, text: string, explicit = true): void {
  form.reconcileWith(parse(text), explicit);
}

export function textOf(form: Form): string {
  return stringify(form.read());
}

export function at(form: Form, ...path: Path): Node {
  const node = form.find(path);
  if (!node) throw new Error(`nothing at ${path.join(".")}`);
  return node;
}

export const leaf = (form: Form, ...path: Path): Leaf => at(form, ...path) as Leaf;
export const list = (form: Form, ...path: Path): List => at(form, ...path) as List;
export const mapNode = (form: Form, ...path: Path): MapNode => at(form, ...path) as MapNode;
export const struct = (form: Form, ...path: Path): Struct => at(form, ...path) as Struct;

/** What the page itself says of a node. */
export function codeAt(node: Node): string | undefined {
  const found = node.finding.value;
  return found && [found.code, found.variant].filter(Boolean).join(".");
}

export function json(value: unknown): Json {
  return parse(JSON.stringify(value));
}
