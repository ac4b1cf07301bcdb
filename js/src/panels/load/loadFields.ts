// The fields that name what is to be loaded: each is offered what the account has.

import { Form } from "../../form/form";
import { Leaf } from "../../form/nodes/leaf";
import type { Tables } from "../../protocol/form_data";
import type { Schema } from "../../protocol/schema";

/** A form of its own, whose texts go nowhere but into the question. */
export function loadFields(tables: Tables): Form {
  const members = tables.layout.load ?? {};
  const text: Schema = { type: "string" };
  const properties = Object.fromEntries(Object.keys(members).map((name) => [name, text]));
  const schema: Schema = { title: "Load", type: "object", properties };
  return new Form({
    ...tables,
    schema,
    rules: [],
    layout: { ...tables.layout, members, sections: [] },
  });
}

/** The field of a source; undefined for a source that is not a name. */
export function loadField(fields: Form, source: string): Leaf | undefined {
  const node = fields.find([source.replaceAll("_", " ")]);
  return node instanceof Leaf ? node : undefined;
}
