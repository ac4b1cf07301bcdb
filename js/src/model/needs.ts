// What a request has to hold: said at the members from the start, and of alternatives as a group.

import type { Tables } from "../contract";
import type { Node } from "./node";
import { rows } from "./rules";

/** Why a node has to be filled in: "" as the request stands, or the name of what requires it once
 * that is set; undefined when nothing requires it. Reads signals. */
export function needOf(node: Node): string | undefined {
  const { parent, required } = node.place;
  if (required && parent) return parent.present.value ? "" : parent.name();
  if (node.present.value || alternativesOf(node).length > 0) return undefined;
  const ruled = node.ruled.value.some(({ issue }) => issue.severity === "error");
  return ruled ? "" : undefined;
}

/** The names of the members of which exactly one is to be set, if a node is one of them. */
export function alternativesOf(node: Node): string[] {
  const { parent } = node.place;
  if (!parent || parent.place.parent) return [];
  return rowOf(node.shared.tables, node.name());
}

function rowOf(tables: Tables, name: string): string[] {
  const found = rows(tables).find(
    ({ operator, scope, when, paths }) =>
      operator === "exactly_one_of" && scope === "" && when.length === 0 && paths.includes(name),
  );
  return found?.paths ?? [];
}
