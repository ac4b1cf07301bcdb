// Which kind of package somebody chose: choosing sets what the kind fixes, leaving unsets that again,
// and both are one step of undo, which brings the choice back too.

import { batch, computed } from "@preact/signals-core";
import type { Path } from "../core/path";
import type { PackageKind, Tables } from "../protocol/form_data";
import { Cell } from "./history/cell";
import type { History, Step } from "./history/history";
import { Leaf } from "./nodes/leaf";
import type { Node } from "./nodes/node";
import { packageKind } from "./validation/kind_rules";

interface Chosen {
  id: string;
  /** What the choice itself has set. */
  set: Leaf[];
}

/** What a choice changes: the request of a form. */
interface Request {
  readonly tables: Tables;
  readonly undoHistory: History<Node>;
  readonly root: Node;
  readonly rules: { run(): void };
  find(path: Path): Node | undefined;
}

export class KindChoice {
  /** The id of the kind; empty is any kind, undefined: nobody chose. */
  readonly id = computed(() => this.#chosen.value?.id);
  /** What the choice has set and nobody has changed since. */
  readonly held = computed(() => this.#left(this.#chosen.value));
  readonly #form: Request;
  readonly #chosen: Cell<Chosen | undefined>;

  constructor(form: Request) {
    this.#form = form;
    this.#chosen = new Cell<Chosen | undefined>(form.undoHistory, undefined);
  }

  /** Choose a kind; returns the members that were set and unset for it. */
  choose(id: string): { set: Leaf[]; unset: Leaf[] } {
    const { undoHistory: history, root } = this.#form;
    const before = this.#chosen.peek();
    const fixed = this.#fixed(id);
    const unset = this.#left(before).filter((leaf) => !fixed.has(leaf));
    const set = [...fixed].filter(([leaf, text]) => leaf.text.peek() !== text);
    history.seal();
    batch(() => {
      history.transact(
        () => {
          for (const leaf of unset) leaf.unset();
          for (const [leaf, text] of set) leaf.type(text);
          for (const leaf of fixed.keys()) leaf.isTouched.value = true;
          const kept = (before?.set ?? []).filter((leaf) => fixed.has(leaf));
          const now = [...kept, ...set.map(([leaf]) => leaf)];
          this.#chosen.value = { id, set: [...new Set(now)] };
        },
        set[0]?.[0] ?? unset[0] ?? root,
      );
      history.seal();
      this.#form.rules.run();
    });
    return { set: set.map(([leaf]) => leaf), unset };
  }

  /** Take the kind that was chosen elsewhere or earlier: no step. What it fixes counts as set by the
   * choice, because nobody knows better any more. */
  reconcileWith(id: string | undefined): void {
    if (id === this.#chosen.peek()?.id) return;
    this.#keep(id === undefined ? undefined : { id, set: [...this.#fixed(id).keys()] });
  }

  /** Take the kind that the request shows already: no step, and leaving it unsets nothing. */
  settle(id: string): void {
    if (this.#chosen.peek() === undefined) this.#keep({ id, set: [] });
  }

  /** Whether a step of undo was a choice. */
  isIn({ patches }: Step<unknown>): boolean {
    return patches.some(({ cell }) => cell === (this.#chosen as Cell<unknown>));
  }

  #keep(chosen: Chosen | undefined): void {
    this.#form.undoHistory.silently(() => {
      this.#chosen.value = chosen;
    });
    this.#form.rules.run();
  }

  #left(chosen: Chosen | undefined): Leaf[] {
    if (!chosen) return [];
    const fixed = this.#fixed(chosen.id);
    return chosen.set.filter((leaf) => leaf.text.value === fixed.get(leaf));
  }

  /** The members that a kind fixes, and the text of each. */
  #fixed(id: string): Map<Leaf, string> {
    const { sets = [] }: Partial<PackageKind> = packageKind(this.#form.tables, id) ?? {};
    return new Map(
      sets.flatMap(({ path, value }): [Leaf, string][] => {
        const node = this.#form.find(path.split("."));
        return node instanceof Leaf ? [[node, String(value)]] : [];
      }),
    );
  }
}
