// Which structures are a name and a value, such as a tag.

import { List } from "../../form/nodes/list";
import type { Node } from "../../form/nodes/node";
import { Struct } from "../../form/nodes/struct";
import { resolve } from "../../form/schema";
import type { Schema, Tables } from "../../protocol/form_data";

/** The longest text that half a row is enough for. */
const SHORT = 256;

export function testPair(node: Node): number {
  if (!(node instanceof Struct && node.place.parent instanceof List)) return 0;
  return isPair(node.shared.tables, node.schema) ? 2 : 0;
}

/** Whether a structure is a name and a value. */
export function isPair(tables: Tables, { properties = {} }: Schema): boolean {
  const members = Object.values(properties);
  return members.length === 2 && members.every((member) => isShort(resolve(tables, member)));
}

function isShort({ type, enum: values, maxLength = Number.POSITIVE_INFINITY }: Schema): boolean {
  return type === "string" && !values && maxLength <= SHORT;
}
