// Which members the chosen kind of package has no use for. What is set is never hidden, and stays
// in sight while it is cleared, until somebody removes it or chooses another kind.

import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { PackageKind } from "../contract";
import type { Form } from "../model/form";
import type { Node } from "../model/node";
import { fitsAll } from "../model/rules";
import { readable } from "../wire";

/** What is known of the choice beyond one display. */
export interface Kept {
  readonly kind: Signal<string | undefined>;
  readonly loaded: ReadonlySignal<{ base: string }>;
}

export class Kinds {
  /** The id of a kind, chosen or else guessed; empty shows all members. */
  readonly chosen = computed(() => this.kept.kind.value ?? this.guessed.value);
  /** Of what was loaded, not of what is being typed: nothing goes from under somebody's hands. */
  private readonly guessed = computed((): string => {
    const request = readable(this.kept.loaded.value.base);
    if (!(request instanceof Map)) return "";
    const { tables } = this.form;
    const fits = ({ when, without }: PackageKind): boolean =>
      fitsAll(tables, request, when) && !without.some((name) => request.has(name));
    return tables.layout.kinds?.find(fits)?.id ?? "";
  });
  private readonly form: Form;
  private readonly kept: Kept;
  private readonly keep: (id: string) => void;
  private readonly seen = new Set<string>();
  private readonly shown = signal(0);

  constructor(form: Form, kept: Kept, keep: (id: string) => void) {
    this.form = form;
    this.kept = kept;
    this.keep = keep;
  }

  choose(id: string): void {
    this.seen.clear();
    this.kept.kind.value = id;
    this.keep(id);
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
