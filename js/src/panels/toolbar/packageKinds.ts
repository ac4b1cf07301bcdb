// Which members the kind of package has no use for. What is set is never hidden, and stays in sight
// while it is cleared, until somebody removes it or chooses another kind.

import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Json } from "../../core/json";
import type { Form } from "../../form/form";
import { Leaf } from "../../form/nodes/leaf";
import type { Node } from "../../form/nodes/node";
import { hintPath } from "../../form/schema";
import { KIND_CODE, kindRows, packageKind } from "../../form/validation/kind_rules";
import { fitsAll, runRules } from "../../form/validation/rules";
import { tryParse } from "../../protocol/decode";
import type { PackageKind } from "../../protocol/form_data";

/** What is known of the request beyond one display. */
export interface Kept {
  readonly loaded: ReadonlySignal<{ base: string }>;
}

export class PackageKinds {
  /** The id of a kind, chosen or else guessed; empty shows all members. */
  readonly shown = computed(() => this.#form.choice.id.value ?? this.#guessed.value);
  /** The paths of the members that do not apply, as the layout spells them. */
  readonly #without = computed(() => {
    const kind = packageKind(this.#form.tables, this.shown.value);
    return new Set(kind?.without.map(({ path }) => path));
  });
  /** Of what was loaded, not of what is being typed: nothing goes from under somebody's hands. */
  readonly #loaded = computed((): PackageKind | undefined => {
    const request = tryParse(this.#kept.loaded.value.base);
    if (!(request instanceof Map)) return undefined;
    return this.#form.tables.layout.kinds?.find((kind) => this.#fits(kind, request));
  });
  /** A guess ends where the request says something else. */
  readonly #guessed = computed((): string => {
    const kind = this.#loaded.value;
    return kind && !this.#contradicts(kind) ? kind.id : "";
  });
  readonly #form: Form;
  readonly #kept: Kept;
  readonly #seen = new Set<Node>();
  readonly #changes = signal(0);

  constructor(form: Form, kept: Kept) {
    this.#form = form;
    this.#kept = kept;
  }

  /** Choose a kind; returns the members that were set and unset for it. */
  choose(id: string): { set: Node[]; unset: Node[] } {
    this.#seen.clear();
    const changed = this.#form.choice.choose(id);
    this.outside(); // what is set now counts as seen, whether it is looked at or not
    return changed;
  }

  hides(node: Node): boolean {
    this.#changes.value; // follows what is shown all the same
    const without = this.#without.value;
    if (without.size === 0 || !without.has(hintPath(node.steps()))) return false;
    if (node.isPresent.value) this.#seen.add(node);
    return !this.#seen.has(node);
  }

  /** Show a place that somebody wants to go to. */
  show(node: Node): void {
    if (node.formServices !== this.#form) return;
    for (const one of node.lineage()) this.#seen.add(one);
    this.#changes.value += 1;
  }

  remove(node: Node): void {
    this.#seen.delete(node);
    node.unset();
    this.#changes.value += 1;
  }

  /** The members of the request that do not apply, in two: those out of sight, and those that are
   * there. */
  outside(): { hidden: Node[]; there: Node[] } {
    const names = [...this.#without.value].filter((path) => !path.includes("."));
    const nodes = names.flatMap((name) => this.#form.find([name]) ?? []);
    return {
      hidden: nodes.filter((node) => this.hides(node)),
      there: nodes.filter((node) => !this.hides(node)),
    };
  }

  /** The members that are set although the kind that was chosen forbids what stands there. */
  forbidden(): Node[] {
    const is = ({ isPresent, ruleIssues }: Node): boolean =>
      isPresent.value && ruleIssues.value.some(({ issue }) => issue.code === KIND_CODE);
    return this.outside().there.filter(is);
  }

  #fits(kind: PackageKind, request: Json): boolean {
    const { tables } = this.#form;
    const rows = kindRows(tables, kind).filter(({ operator }) => operator !== "needs");
    return fitsAll(tables, request, kind.when) && runRules(tables, request, rows).length === 0;
  }

  #contradicts({ sets, without }: PackageKind): boolean {
    return (
      sets.some(({ path, value }) => this.#textAt(path) !== String(value)) ||
      without.some(({ path, equals }) => {
        if (path.includes(".")) return false;
        const node = this.#form.find([path]);
        const isSet = node?.isPresent.value === true;
        return isSet && (equals === undefined || this.#textAt(path) === String(equals));
      })
    );
  }

  #textAt(path: string): string | undefined {
    const node = this.#form.find(path.split("."));
    return node instanceof Leaf ? node.text.value : undefined;
  }
}
