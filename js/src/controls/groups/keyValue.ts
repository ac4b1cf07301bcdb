// Which structures are a name and a value, such as a tag.

import { List } from "../../form/nodes/list";
import type { Node } from "../../form/nodes/node";
import { Struct } from "../../form/nodes/struct";
import { resolve } from "../../form/schema";
import type { Tables } from "../../protocol/form_data";
import type { Schema } from "../../protocol/schema";

/** The longest text that half a row is enough for. */
const SHORT = 256;

export function rankKeyValue(node: Node): number {
  if (!(node instanceof Struct && node.parentLink.parent instanceof List)) return 0;
  return isKeyValue(node.formServices.tables, node.schema) ? 2 : 0;
}

/** Whether a structure is a name and a value. */
export function isKeyValue(tables: Tables, { properties = {} }: Schema): boolean {
  const members = Object.values(properties);
  return members.length === 2 && members.every((member) => isShort(resolve(tables, member)));
}

function isShort({ type, enum: values, maxLength = Number.POSITIVE_INFINITY }: Schema): boolean {
  return type === "string" && !values && maxLength <= SHORT;
}
