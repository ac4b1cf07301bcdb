// What needs a second, deliberate act before it is sent; modelpkg_widget/deliberate.py finds the
// same, by the same rows of the layout. tests/cases/deliberate.json holds the two together.

import { pathOf, type Step } from "../../core/path";
import type { Form } from "../form";
import type { Node } from "../nodes/node";
import { type Part, partsOf } from "../schema_walk";

export interface Asked {
  node: Node;
  /** What the person says by it. */
  says: string;
}

export function deliberate(form: Form): Asked[] {
  const { tables, root } = form;
  const rows = (tables.layout.deliberate ?? []).map((row) => ({ ...row, form: formOf(row.path) }));
  const found: Asked[] = [];
  const look = (part: Part): void => {
    for (const { equals, says, form: fits } of rows) {
      if (part.value !== equals || !fits.test(spelled(part.steps))) continue;
      const node = form.find(pathOf(part.steps));
      if (node) found.push({ node, says });
    }
    for (const inner of partsOf(tables, part)) look(inner);
  };
  look({ schema: root.schema, value: form.read(), steps: [] });
  return found;
}

/** A path of the layout: `[]` is any item, `**` anything. */
function formOf(path: string): RegExp {
  const parts = path.split("**").map((part) => part.replace(/[[\].{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "u");
}

function spelled(steps: Step[]): string {
  const texts = steps.map((step) => {
    if (step.kind === "index") return "[]";
    return step.kind === "key" ? "{}" : `.${step.name}`;
  });
  return texts.join("").slice(1);
}
