// How much is left to do: the same count wherever it stands, in the bar, sections, steps and groups.

import type { Form } from "./form";
import type { Node } from "./nodes/node";

/** Reads signals where they are read. */
export interface Counts {
  /** Errors, but for what is only missing; after a try to send all of them. */
  fix: number;
  /** What nobody has come to yet. */
  fill: number;
  /** Copied values that nobody has kept or changed. */
  review: number;
}

export function countsOf(nodes: readonly Node[]): Counts {
  const sum = (count: (node: Node) => number): number =>
    nodes.reduce((total, node) => total + count(node), 0);
  const fill = sum((node) => node.missingCount.value);
  return {
    fix: sum((node) => node.errorCount.value) - fill,
    fill,
    review: sum((node) => node.reviewCount),
  };
}

/** Those of the whole form, with what is wrong at no member that is here. */
export function countsOfAll(form: Form): Counts {
  const fill = form.missingCount.value;
  return { fix: form.errorCount.value - fill, fill, review: form.reviewCount.value };
}
