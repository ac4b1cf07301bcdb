// A value looked into by its schema, for those who ask what stands in it: no nodes are made for that.

import type { Json } from "../core/json";
import type { Step } from "../core/path";
import type { Tables } from "../protocol/form_data";
import type { Schema } from "../protocol/schema";
import { nodeKind, resolve } from "./schema";

/** A value in a request, its schema and its place. */
export interface SchemaPart {
  schema: Schema;
  value: Json;
  steps: Step[];
}

/** What stands in a container, in its order; of what the schema does not know the schema is empty. */
export function childParts(tables: Tables, { schema, value, steps }: SchemaPart): SchemaPart[] {
  const part = (of: Schema, inner: Json, step: Step): SchemaPart => ({
    schema: resolve(tables, of),
    value: inner,
    steps: [...steps, step],
  });
  if (Array.isArray(value)) {
    return value.map((item, at) => part(schema.items ?? {}, item, { kind: "index", at }));
  }
  if (!(value instanceof Map)) return [];
  if (nodeKind(schema) === "map") {
    const values = schema.additionalProperties || {};
    return [...value].map(([name, item]) => part(values, item, { kind: "key", name }));
  }
  const members = schema.properties ?? {};
  return [...value].map(([name, item]) => {
    const known = Object.hasOwn(members, name) ? members[name] : undefined;
    return part(known ?? {}, item, { kind: "member", name });
  });
}
