// What every view and field of one displayed form shares.

import { type ComponentChildren, type ComponentType, createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Form } from "../form/form";
import type { Counts } from "../form/issue_counts";
import { type MapEntry, NO_VALUE } from "../form/nodes/map";
import type { Node } from "../form/nodes/node";
import { formatText } from "../form/texts";
import type { Issue } from "../protocol/form_data";
import type { Target } from "../protocol/traits.generated";
import type { LaterView } from "./later/laterPanels";
import type { ControlProps } from "./types";

/** One display of a form; a form may be displayed several times on a page. */
export interface View {
  form: Form;
  /** Makes element ids that no other display has. */
  idPrefix: string;
  /** The control of a node. It is handed in, because groups show controls and are themselves some. */
  controlFor(node: Node): ComponentType<ControlProps>;
  /** What shows a node with all that it holds; undefined for a node without children. */
  groupFor(node: Node): ComponentType<{ node: Node }> | undefined;
  /** A text of the page, by its key in the one table of words. */
  t(key: string, values?: Record<string, string | number>): string;
  /** Send what is there now, not at the next pause. */
  flush(): void;
  /** Focus an element of this display once the next render has made it. */
  focus(id: string): void;
  /** Where a submission goes to; reads a signal. */
  target(): Target;
  /** What asks whether a value that was carried over still holds, beside the field; reads signals.
   * Absent in a form that is not the main one. */
  review?(node: Node): ComponentChildren;
  /** Show the list of values to review. */
  openReview?(): void;
  /** Bring into sight what no section or step shows; returns what is to have the focus. */
  uncover(node: Node): Node;
  /** Whether a member has no place in the kind of package, and nothing stands there; reads signals. */
  hides?(node: Node): boolean;
  /** Say something to people who cannot see the page. */
  announce(text: string): void;
  later: LaterView;
}

export const ViewContext = createContext({} as View);

export function useView(): View {
  return useContext(ViewContext);
}

/** A string of the page from the one table of words. */
export function useText(): View["t"] {
  return useView().t;
}

/** Makes what fills the page's words with values. */
export function createTranslator({ tables }: Form): View["t"] {
  const { page } = tables.words;
  return (key, values = {}) => formatText(page[key] ?? key, values);
}

/** The words of each count. */
export const COUNTS = { fix: "to_fix", fill: "to_fill", review: "to_review" } as const;

/** Counts in words, as far as there is something to count. */
export function countText(page: View["t"], counts: Partial<Counts>): string {
  const names = Object.keys(COUNTS) as (keyof Counts)[];
  return names
    .flatMap((of) => (counts[of] ? page(COUNTS[of], { count: counts[of] }) : []))
    .join(", ");
}

export function elementId(view: View, node: Node, part = ""): string {
  return `${view.idPrefix}-${node.id}${part && `-${part}`}`;
}

/** The issue to show: what the kernel reported at once, our own verdict once the place was left, that
 * of a rule once another place was left that it speaks of. */
export function shownIssue(form: Form, what: Node | MapEntry): Issue | undefined {
  const node = "map" in what ? what.value : what;
  const fromKernel = node.kernelIssues.value[0];
  if (fromKernel) return fromKernel;
  const left = what === node ? what.isTouched.value : what.visited.value;
  if (!left && !form.submitAttempted.value) return node.conflict.value;
  const issue = what.issues.value[0];
  return issue?.code === NO_VALUE && node.isMissing ? undefined : issue; // what is missing waits
}
