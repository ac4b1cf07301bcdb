// What needs a second, deliberate act before it is sent; modelpkg_widget/deliberate.py finds the
// same, by the same rows of the layout. tests/cases/deliberate.json holds the two together.

import type { Step } from "../path";
import { type Form, walk } from "./form";
import { Leaf } from "./leaf";
import type { Node } from "./node";

export interface Asked {
  node: Node;
  /** What the person says by it. */
  says: string;
}

export function deliberate({ tables, root }: Form): Asked[] {
  const rows = (tables.layout.deliberate ?? []).map((row) => ({ ...row, form: formOf(row.path) }));
  const found: Asked[] = [];
  walk(root, (node) => {
    if (!(node instanceof Leaf) || !node.present.peek()) return;
    const value = node.read();
    for (const { equals, says, form } of rows)
      if (value === equals && form.test(spelled(node.steps()))) found.push({ node, says });
  });
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
