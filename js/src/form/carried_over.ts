// Values that were copied from an earlier version and that nobody has kept or changed yet. The page
// finds them by itself, so that they are right beside a busy kernel: each is bound to its node when
// the request is loaded, so that items that move keep theirs.

import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Json, jsonEqual } from "../core/json";
import { type Path, toPath } from "../core/path";
import type { Issue } from "../protocol/form_data";
import type { Loaded } from "../protocol/kernel_state";
import type { Node } from "./nodes/node";
import { locate, type ReviewMark } from "./review_marks";

/** The code of the kernel's issues of such values; they are no problems, but counted by themselves. */
export const CARRIED = "carried";
/** The code of a request that is equal to the one that it was made from. */
export const IDENTICAL = "identical";

/** `gone`: the value is in the request no more. */
export type ReviewState = "open" | "kept" | "changed" | "gone";

/** Where a value was copied to and what from; all else of it follows. */
interface Origin {
  basePath: Path | undefined;
  individually: boolean;
  label: string;
  value: Json;
  /** It is no value of the past, which counts only where it comes back. */
  isLast: boolean;
}

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
  readonly #isLast: boolean;

  constructor(node: Node, origin: Origin) {
    this.node = node;
    this.basePath = origin.basePath;
    this.individually = origin.individually;
    this.label = origin.label;
    this.value = origin.value;
    this.#isLast = origin.isLast;
  }

  readonly state: ReadonlySignal<ReviewState> = computed(() => {
    const now = isAttached(this.node) ? this.node.read() : undefined;
    if (now === undefined) return "gone";
    if (!jsonEqual(now, this.value)) return this.#isLast ? "changed" : "gone";
    return this.kept.value ? "kept" : "open";
  });

  /** Whether it is the value of a mark. */
  isOf({ basePath, value }: ReviewMark): boolean {
    return jsonEqual(this.basePath ?? [], basePath) && jsonEqual(this.value, value);
  }
}

/** What holds the copied values: the request of a form. */
interface ValueSource {
  read(): Json;
  find(path: Path): Node | undefined;
}

export class CarriedOverValues {
  readonly #form: ValueSource;
  #base = "";
  /** What the request was loaded from, in words. */
  readonly #source = signal("");
  readonly #bound = signal<readonly CopiedValue[]>([]);
  /** What the kernel calls unreviewed and the page knows nothing of. */
  readonly #reportedByKernel = signal<readonly CopiedValue[]>([]);

  constructor(form: ValueSource) {
    this.#form = form;
  }

  readonly values = computed((): readonly CopiedValue[] => {
    const known = this.#bound.value;
    const more = this.#reportedByKernel.value.filter(
      ({ node }) => !known.some((one) => one.node === node),
    );
    return [...known, ...more];
  });

  /** The unreviewed ones, one for each place. */
  readonly open = computed(() => {
    const places = new Map<Node, CopiedValue>();
    const all = this.values.value.filter(({ node }) => !this.#isKept(node));
    for (const one of all) {
      if (one.state.value === "open" && !places.has(one.node)) places.set(one.node, one);
    }
    return [...places.values()];
  });

  /** The kernel calls something unreviewed that the page does not. */
  readonly isRefused = computed(() => this.open.value.some(({ basePath }) => !basePath));

  /** The copied value at a node: of several the one that says the most. */
  at(node: Node): CopiedValue | undefined {
    const all = this.values.value.filter((one) => one.node === node);
    const of = (state: ReviewState) => all.find((one) => one.state.value === state);
    return of("kept") ?? of("open") ?? of("changed");
  }

  #isKept(node: Node): boolean {
    return this.values.value.some((one) => one.node === node && one.state.value === "kept");
  }

  /** What a value was copied from, in words. */
  labelOf({ label }: CopiedValue): string {
    return label || this.#source.value;
  }

  /** How many unreviewed values there are at and in a node. */
  countIn(node: Node): number {
    return this.open.value.filter((one) => one.node.line().includes(node)).length;
  }

  /** Bind what was copied to its nodes; what is bound already stays, wherever it has moved. */
  bind({ base, source, marks, review, reviewed }: Loaded): void {
    const before = this.#base === base ? this.#bound.peek() : [];
    const isFresh = marks.some((mark) => !before.some((one) => one.isOf(mark)));
    const places = isFresh ? locate(marks, this.#form.read()) : [];
    this.#base = base;
    this.#source.value = source;
    this.#bound.value = marks.flatMap((mark, at): CopiedValue[] => {
      const isSame = (row: ReviewMark) =>
        jsonEqual(row.basePath, mark.basePath) && jsonEqual(row.value, mark.value);
      const row = review.find(isSame) ?? reviewed.find(isSame);
      const path = places[at] ?? row?.path ?? mark.basePath;
      const known = before.find((one) => one.isOf(mark));
      const node = known ? undefined : this.#form.find(path);
      const origin = { ...mark, label: row?.label ?? "", isLast: row !== undefined };
      const one = known ?? (node && new CopiedValue(node, origin));
      if (one && mark.kept) one.kept.value = true;
      return one ? [one] : [];
    });
  }

  /** Take what the kernel calls unreviewed, which the page may have bound to nothing. */
  applyKernelIssues(issues: Issue[]): void {
    const before = this.#reportedByKernel.peek();
    this.#reportedByKernel.value = issues.flatMap(({ path }): CopiedValue[] => {
      const node = this.#form.find(path);
      const value = node?.read();
      if (!node || value === undefined) return [];
      const known = before.find((one) => one.node === node && jsonEqual(one.value, value));
      const row = { basePath: undefined, individually: true, label: "", value, isLast: true };
      return [known ?? new CopiedValue(node, row)];
    });
  }

  /** What was kept, for a kernel that may not have heard of it. */
  kept(): { path: Path; value: Json }[] {
    return this.values
      .peek()
      .filter(({ state }) => state.peek() === "kept")
      .map(({ node, value }) => ({ path: toPath(node.steps()), value }));
  }
}

/** Whether a node is still in the form: one that was removed keeps its parent. */
function isAttached(node: Node): boolean {
  return node.line().every((one) => one.parentLink.parent?.children().includes(one) ?? true);
}
