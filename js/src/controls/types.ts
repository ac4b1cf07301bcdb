// What controls and their frames share.

import type { Node } from "../form/nodes/node";

/** What a control gets: its node, and the attributes that tie it to its label and note. */
export interface ControlProps<N extends Node = Node> {
  node: N;
  attributes: {
    id: string;
    "aria-describedby": string;
    "aria-invalid": boolean;
    "aria-required": boolean;
  };
}

/** How a node stands in the request, as the page marks it. */
export function stateOf(node: Node): "unset" | "implied" | "explicit" {
  if (!node.isPresent.value) return "unset";
  return node.isExplicit.value ? "explicit" : "implied";
}
