// The schema and its hints, looked up: references resolved, kinds distinguished.

import type { Step } from "../core/path";
import type { Hints, Layout, Tables } from "../protocol/form_data";
import type { Schema } from "../protocol/schema";

export type NodeKind =
  | "struct"
  | "map"
  | "list"
  | "string"
  | "integer"
  | "number"
  | "boolean"
  | "any";

const SCALARS = new Set(["string", "integer", "number", "boolean"]);

/** A definition as it is sent: modelpkg_widget/widget/page_data.py says what is left out of it. */
type Sent = Schema & { "x-enum"?: [begin: string, ends: string][] };

// Once for each form: the nodes of one place in the schema, a thousand of them, share it.
const resolved = new WeakMap<Schema, Schema>();

/** Follow a reference to its definition; what stands beside the reference is kept. */
export function resolve(tables: Tables, schema: Schema): Schema {
  const known = resolved.get(schema);
  if (known) return known;
  const name = schema.$ref?.replace("#/$defs/", "");
  const found = name === undefined ? undefined : tables.schema.$defs?.[name];
  if (name === undefined || !found) return schema;
  const { $ref: _, ...beside } = schema;
  const made = { ...resolve(tables, whole(name, found)), ...beside };
  resolved.set(schema, made);
  return made;
}

// A long list of values is written out once for each form, not once for each field.
const written = new WeakMap<Sent, string[]>();

function whole(name: string, sent: Sent): Schema {
  const pairs = sent["x-enum"];
  if (!pairs) return { title: name, ...sent };
  const values =
    written.get(sent) ??
    pairs.flatMap(([begin, ends]) => ends.split(" ").map((end) => `${begin}.${end}`));
  written.set(sent, values);
  return { title: name, ...sent, enum: values };
}

export function nodeKind(schema: Schema): NodeKind {
  if (schema.type === "array") return "list";
  if (schema.type === "object") return schema.additionalProperties ? "map" : "struct";
  return schema.type && SCALARS.has(schema.type) ? (schema.type as NodeKind) : "any";
}

/** A path as `layout.members` spells it: `A.B[].C{}`. */
export function hintPath(steps: Step[]): string {
  let text = "";
  for (const step of steps) {
    if (step.kind === "index") text += "[]";
    else if (step.kind === "key") text += "{}";
    else text += text ? `.${step.name}` : step.name;
  }
  return text;
}

export function hintsFor(tables: Tables, schema: Schema, steps: Step[]): Hints {
  const { shapes, members } = tables.layout;
  return { ...shapes[schema.title ?? ""], ...members[hintPath(steps)] };
}

/** The section in which a member of the request stands; the last one takes what no other names. */
export function sectionOf(layout: Layout, member: string): string {
  const found = layout.sections.find((section) => section.members.includes(member));
  return found?.id ?? layout.other.id;
}
