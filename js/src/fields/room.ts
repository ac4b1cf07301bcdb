// How much room a field needs.

import { Leaf } from "../model/leaf";
import type { Node } from "../model/node";

/** The longest text that half a line is enough for. */
const SHORT = 256;

/** Two of them stand side by side where the form is wide enough. */
export function isShort(node: Node): boolean {
  if (!(node instanceof Leaf) || node.hints.control || node.hints.code) return false;
  return (node.schema.maxLength ?? 0) <= SHORT;
}
