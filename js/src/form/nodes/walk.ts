// Going through a tree of nodes.

import { type MapEntry, MapNode } from "./map";
import type { Node } from "./node";

/** Visit all nodes; the value of a map's entry comes with its entry, whose issues hold its own. */
export function walkNodes(node: Node, visit: (node: Node, entry?: MapEntry) => void): void {
  visit(node);
  if (node instanceof MapNode) {
    for (const entry of node.made.value) {
      visit(entry.value, entry);
      for (const child of entry.value.children()) walkNodes(child, visit);
    }
  } else {
    for (const child of node.children()) walkNodes(child, visit);
  }
}
