// What a request has to hold: said at the members from the start, and of alternatives as a group.

import type { Tables } from "../../protocol/form_data";
import type { Node } from "../nodes/node";
import { KIND_CODE } from "./kind_rules";
import { rows } from "./rules";

/** What requires a node: the request as it stands, its kind, or what it stands in once that is set. */
export type Requirement = { by: "request" } | { by: "kind" } | { by: "parent"; name: string };

/** Why a node has to be filled in; undefined when nothing requires it. Reads signals. */
export function requirementOf(node: Node): Requirement | undefined {
  const { parent, required } = node.parentLink;
  if (required && parent)
    return parent.isPresent.value ? { by: "request" } : { by: "parent", name: parent.name() };
  if (node.isPresent.value) return undefined;
  const codes = node.ruleIssues.value
    .filter(({ issue }) => issue.severity === "error")
    .map(({ issue }) => issue.code);
  if (codes.includes(KIND_CODE)) return { by: "kind" };
  // Of alternatives none is required by itself.
  return codes.length > 0 && alternativesOf(node).length === 0 ? { by: "request" } : undefined;
}

/** The names of the members of which exactly one is to be set, if a node is one of them. */
export function alternativesOf(node: Node): string[] {
  const { parent } = node.parentLink;
  if (!parent || parent.parentLink.parent) return [];
  return rowOf(node.formServices.tables, node.name());
}

function rowOf(tables: Tables, name: string): string[] {
  const found = rows(tables).find(
    ({ operator, scope, when, paths }) =>
      operator === "exactly_one_of" && scope === "" && when.length === 0 && paths.includes(name),
  );
  return found?.paths ?? [];
}
