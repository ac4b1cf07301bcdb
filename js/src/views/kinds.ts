// Which members the chosen kind of package has no use for. What is set is never hidden, and stays
// in sight while it is cleared, until somebody removes it or chooses another kind.

import { signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Form } from "../model/form";
import type { Node } from "../model/node";

export class Kinds {
  /** The id of a kind; empty shows all members. */
  readonly chosen = signal("");
  private readonly form: Form;
  private readonly seen = new Set<string>();
  private readonly shown = signal(0);

  constructor(form: Form) {
    this.form = form;
  }

  choose(id: string): void {
    this.seen.clear();
    this.chosen.value = id;
    this.outside(); // what is set now counts as seen, whether it is looked at or not
  }

  hides(node: Node): boolean {
    this.shown.value; // follows what is shown all the same
    const name = node.name();
    if (!this.without().includes(name)) return false;
    if (node.present.value) this.seen.add(name);
    return !this.seen.has(name);
  }

  /** Show a place that somebody wants to go to. */
  show(node: Node): void {
    const step = node.steps()[0];
    if (node.shared !== this.form || step?.kind !== "member") return;
    this.seen.add(step.name);
    this.shown.value += 1;
  }

  remove(node: Node): void {
    this.seen.delete(node.name());
    node.unset();
    this.shown.value += 1;
  }

  /** The members that do not apply, in two: those out of sight, and those that are there. */
  outside(): { hidden: Node[]; there: Node[] } {
    const nodes = this.without().flatMap((name) => this.form.find([name]) ?? []);
    return {
      hidden: nodes.filter((node) => this.hides(node)),
      there: nodes.filter((node) => !this.hides(node)),
    };
  }

  private without(): string[] {
    const kinds = this.form.tables.layout.kinds ?? [];
    return kinds.find(({ id }) => id === this.chosen.value)?.without ?? [];
  }
}

export const KindsContext = createContext<Kinds | undefined>(undefined);

export function useKinds(): Kinds {
  const kinds = useContext(KindsContext);
  if (!kinds) throw new Error("A view stands outside of a form.");
  return kinds;
}
