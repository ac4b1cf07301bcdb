// What needs a second, deliberate act before it is sent;
// modelpkg_widget/validation/confirmations.py finds the same, by the same rows of the layout.
// tests/conformance/cases/deliberate.json holds the two together.

import { type Step, toPath } from "../../core/path";
import type { Form } from "../form";
import type { Node } from "../nodes/node";
import { childParts, type SchemaPart } from "../schema_walk";

export interface Confirmation {
  node: Node;
  /** What the person says by it. */
  says: string;
}

export function requiredConfirmations(form: Form): Confirmation[] {
  const { tables, root } = form;
  const rows = (tables.layout.deliberate ?? []).map((row) => ({
    ...row,
    form: toRegExp(row.path),
  }));
  const found: Confirmation[] = [];
  const visit = (part: SchemaPart): void => {
    for (const { equals, says, form: fits } of rows) {
      if (part.value !== equals || !fits.test(formatPattern(part.steps))) continue;
      const node = form.find(toPath(part.steps));
      if (node) found.push({ node, says });
    }
    for (const inner of childParts(tables, part)) visit(inner);
  };
  visit({ schema: root.schema, value: form.read(), steps: [] });
  return found;
}

/** A path of the layout: `[]` is any item, `**` anything. */
function toRegExp(path: string): RegExp {
  const parts = path.split("**").map((part) => part.replace(/[[\].{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "u");
}

function formatPattern(steps: Step[]): string {
  const texts = steps.map((step) => {
    if (step.kind === "index") return "[]";
    return step.kind === "key" ? "{}" : `.${step.name}`;
  });
  return texts.join("").slice(1);
}
