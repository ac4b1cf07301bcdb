// The fields that name what is to be loaded: each is offered what the account has.

import { Form } from "../../form/form";
import { Leaf } from "../../form/nodes/leaf";
import type { Tables } from "../../protocol/form_data";
import type { Preview } from "../../protocol/messages.generated";
import type { Schema } from "../../protocol/schema";

export type Source = Preview["source"];

/** What a request can be loaded from: the names of what AWS has, where a host asks AWS, and a text. */
export function loadSources({ layout }: Tables): Source[] {
  const names = Object.keys(layout.load);
  return [...names.map((name) => name.replace(" ", "_") as Source), "text"];
}

/** A form of its own, whose texts go nowhere but into the question. */
export function loadFields(tables: Tables): Form {
  const members = tables.layout.load;
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
  const node = fields.find([source.replace("_", " ")]);
  return node instanceof Leaf ? node : undefined;
}
