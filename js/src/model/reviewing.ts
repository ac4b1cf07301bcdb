// Values that were copied from an earlier version and that nobody has kept or changed yet. The page
// finds them by itself, so that they are right beside a busy kernel: each is bound to its node when
// the request is loaded, so that items that move keep theirs.

import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Issue } from "../contract";
import { equal, type Json } from "../json";
import { type Path, pathOf } from "../path";
import type { Loaded } from "../told";
import { readable } from "../wire";
import { followed } from "./difference";
import type { Form } from "./form";
import type { Node } from "./node";

/** The code of the kernel's issues of such values; they are no problems, but counted by themselves. */
export const CARRIED = "carried";
/** The code of a request that is equal to the one that it was made from. */
export const IDENTICAL = "identical";

/** `gone`: the value is in the request no more. */
export type ReviewState = "open" | "kept" | "changed" | "gone";

/** One copied value. */
export class CopiedValue {
  readonly node: Node;
  /** Where it stood in the request that was loaded; undefined when only the kernel knows. */
  readonly basePath: Path | undefined;
  /** It is kept by itself, not by "Keep all". */
  readonly individually: boolean;
  /** What it was copied from, such as "version 6 of churn"; empty: what all were loaded from. */
  readonly label: string;
  readonly value: Json;
  readonly kept: Signal<boolean> = signal(false);

  constructor(node: Node, row: Omit<CopiedValue, "node" | "kept" | "state" | "isOpen">) {
    this.node = node;
    this.basePath = row.basePath;
    this.individually = row.individually;
    this.label = row.label;
    this.value = row.value;
  }

  readonly state: ReadonlySignal<ReviewState> = computed(() => {
    const now = isAttached(this.node) ? this.node.read() : undefined;
    if (now === undefined) return "gone";
    if (!equal(now, this.value)) return "changed";
    return this.kept.value ? "kept" : "open";
  });

  get isOpen(): boolean {
    return this.state.value === "open";
  }
}

export class Reviewing {
  private readonly form: Form;
  private base = "";
  /** What the request was loaded from, in words. */
  private readonly source = signal("");
  private readonly bound = signal<readonly CopiedValue[]>([]);
  /** What the kernel calls unreviewed and the page knows nothing of. */
  private readonly told = signal<readonly CopiedValue[]>([]);

  constructor(form: Form) {
    this.form = form;
  }

  readonly values = computed((): readonly CopiedValue[] => {
    const known = this.bound.value;
    const more = this.told.value.filter(({ node }) => !known.some((one) => one.node === node));
    return [...known, ...more];
  });

  readonly open = computed(() => this.values.value.filter((one) => one.isOpen));

  /** The kernel calls something unreviewed that the page does not. */
  readonly isRefused = computed(() => this.open.value.some(({ basePath }) => !basePath));

  /** The copied value at a node. */
  at(node: Node): CopiedValue | undefined {
    return this.values.value.find((one) => one.node === node);
  }

  /** What a value was copied from, in words. */
  labelOf({ label }: CopiedValue): string {
    return label || this.source.value;
  }

  /** How many unreviewed values there are at and in a node. */
  countIn(node: Node): number {
    return this.open.value.filter((one) => isIn(one.node, node)).length;
  }

  /** Bind what was copied to its nodes; what is bound already stays, wherever it has moved. */
  take({ base, source, marks, review, reviewed }: Loaded): void {
    const before = this.base === base ? this.bound.peek() : [];
    const known = (path: Path) => before.find((one) => equal(one.basePath ?? [], path));
    this.base = base;
    this.source.value = source;
    const fresh = marks.some(({ basePath }) => !known(basePath));
    const start = fresh ? readable(base) : undefined;
    const now = this.form.read();
    const values = marks.flatMap(({ basePath, individually }): CopiedValue[] => {
      const one = known(basePath);
      if (one) return [one];
      const found = start === undefined ? undefined : followed(start, now, basePath);
      const node = found && this.form.find(found.path);
      if (!found || !node) return [];
      const label = review.find((row) => equal(row.basePath, basePath))?.label ?? "";
      return [new CopiedValue(node, { basePath, individually, label, value: found.before })];
    });
    for (const { basePath, act } of reviewed) {
      const one = values.find((value) => equal(value.basePath ?? [], basePath));
      if (one && act === "kept") one.kept.value = true;
    }
    this.bound.value = values;
  }

  /** Take what the kernel calls unreviewed, which the page may have bound to nothing. */
  tell(issues: Issue[]): void {
    const before = this.told.peek();
    this.told.value = issues.flatMap(({ path }): CopiedValue[] => {
      const node = this.form.find(path);
      const value = node?.read();
      if (!node || value === undefined) return [];
      const known = before.find((one) => one.node === node && equal(one.value, value));
      const row = { basePath: undefined, individually: true, label: "", value };
      return [known ?? new CopiedValue(node, row)];
    });
  }

  /** What was kept, for a kernel that may not have heard of it. */
  kept(): { path: Path; value: Json }[] {
    return this.values
      .peek()
      .filter(({ state }) => state.peek() === "kept")
      .map(({ node, value }) => ({ path: pathOf(node.steps()), value }));
  }
}

function isIn(node: Node, outer: Node): boolean {
  for (let at: Node | undefined = node; at; at = at.place.parent) if (at === outer) return true;
  return false;
}

/** Whether a node is still in the form: one that was removed keeps its parent. */
function isAttached(node: Node): boolean {
  for (let at = node; at.place.parent; at = at.place.parent) {
    if (!at.place.parent.children().includes(at)) return false;
  }
  return true;
}
