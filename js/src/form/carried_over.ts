// Values that were copied from an earlier version and that nobody has kept or changed yet. The page
// finds them by itself, so that they are right beside a busy kernel: each is bound to its node when
// the request is loaded, so that items that move keep theirs.

import { batch, computed, type ReadonlySignal, signal } from "@preact/signals-core";
import { type Json, jsonEqual } from "../core/json";
import { type Path, toPath } from "../core/path";
import type { Issue } from "../protocol/form_data";
import type { LoadedState } from "../protocol/traits.generated";
import { Cell } from "./history/cell";
import type { History } from "./history/history";
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
  /** Where it stood in the request that was loaded; undefined when only the kernel knows. */
  base_path: Path | undefined;
  /** It is kept by itself, not by "Keep all". */
  individually: boolean;
  /** What it was copied from, such as "version 6 of churn"; empty: what all were loaded from. */
  label: string;
  value: Json;
  /** It is no value of the past, which counts only where it comes back. */
  isLast: boolean;
}

/** One copied value. */
export class CopiedValue {
  readonly node: Node;
  readonly from: Readonly<Origin>;
  /** A person keeps it; a step of undo. */
  readonly kept: Cell<boolean>;
  /** Whether the kernel knows it as kept, or will when it has read what was sent. */
  isKeptInKernel = false;

  constructor(node: Node, from: Origin, kept: Cell<boolean>) {
    this.node = node;
    this.from = from;
    this.kept = kept;
  }

  get value(): Json {
    return this.from.value;
  }

  readonly state: ReadonlySignal<ReviewState> = computed(() => {
    const now = isAttached(this.node) ? this.node.read() : undefined;
    if (now === undefined) return "gone";
    if (!jsonEqual(now, this.value)) return this.from.isLast ? "changed" : "gone";
    return this.kept.value ? "kept" : "open";
  });

  isOpen(): boolean {
    return this.state.peek() === "open";
  }

  /** Whether it is the value of a mark. */
  isOf({ base_path, value }: ReviewMark): boolean {
    return jsonEqual(this.from.base_path ?? [], base_path) && jsonEqual(this.value, value);
  }
}

/** What holds the copied values: the request of a form. */
interface ValueSource {
  readonly undoHistory: History<Node>;
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
  readonly open = computed(() =>
    this.values.value.filter((one) => one.state.value === "open" && this.at(one.node) === one),
  );

  /** The kernel calls something unreviewed that the page does not. */
  readonly isRefused = computed(() => this.open.value.some(({ from }) => !from.base_path));

  /** The copied value at a node: of several the one that says the most. */
  at(node: Node): CopiedValue | undefined {
    const all = this.values.value.filter((one) => one.node === node);
    const of = (state: ReviewState) => all.find((one) => one.state.value === state);
    return of("kept") ?? of("open") ?? of("changed");
  }

  /** What a value was copied from, in words. */
  labelOf({ from }: CopiedValue): string {
    return from.label || this.#source.value;
  }

  /** How many unreviewed values there are at and in a node. */
  countIn(node: Node): number {
    return this.open.value.filter((one) => one.node.lineage().includes(node)).length;
  }

  /** Keep open values as they are: one step of undo. */
  keep(values: readonly CopiedValue[]): void {
    const { undoHistory: history } = this.#form;
    const nodes = new Set(values.map(({ node }) => node));
    // Several may stand at one node, one of each request that was loaded.
    const kept = this.values.peek().filter((one) => nodes.has(one.node) && one.isOpen());
    history.seal();
    batch(() =>
      history.transact(() => {
        for (const one of kept) one.kept.value = true;
      }, kept[0]?.node),
    );
  }

  /** What the kernel does not know of yet, and whether it is kept: from now on it counts as sent. */
  takeUnsent(): { kept: boolean; path: Path; value: Json }[] {
    return this.values.value.flatMap((one) => {
      const kept = one.kept.value;
      if (kept === one.isKeptInKernel) return [];
      one.isKeptInKernel = kept;
      return [{ kept, path: toPath(one.node.steps()), value: one.value }];
    });
  }

  /** Bind what was copied to its nodes; what is bound already stays, wherever it has moved. */
  bind({ base, source, marks, review, reviewed }: LoadedState): void {
    const before = this.#base === base ? this.#bound.peek() : [];
    const isFresh = marks.some((mark) => !before.some((one) => one.isOf(mark)));
    const places = isFresh ? locate(marks, this.#form.read()) : [];
    this.#base = base;
    this.#source.value = source;
    this.#bound.value = marks.flatMap((mark, at): CopiedValue[] => {
      const isSame = (row: ReviewMark) =>
        jsonEqual(row.base_path, mark.base_path) && jsonEqual(row.value, mark.value);
      const row = review.find(isSame) ?? reviewed.find(isSame);
      const path = places[at] ?? row?.path ?? mark.base_path;
      const known = before.find((one) => one.isOf(mark));
      const node = known ? undefined : this.#form.find(path);
      const origin = { ...mark, label: row?.label ?? "", isLast: row !== undefined };
      const one = known ?? (node && this.#copied(node, origin));
      if (one) this.#applyKept(one, mark.kept);
      return one ? [one] : [];
    });
  }

  #copied(node: Node, origin: Origin): CopiedValue {
    return new CopiedValue(node, origin, new Cell(this.#form.undoHistory, false));
  }

  /** What the kernel says is kept, or is not any more: no step. */
  #applyKept(one: CopiedValue, isKept: boolean): void {
    one.isKeptInKernel = isKept;
    this.#form.undoHistory.silently(() => {
      one.kept.value = isKept;
    });
  }

  /** Take what the kernel calls unreviewed, which the page may have bound to nothing. */
  applyKernelIssues(issues: Issue[]): void {
    const before = this.#reportedByKernel.peek();
    const reported = issues.flatMap(({ path }): CopiedValue[] => {
      const node = this.#form.find(path);
      const value = node?.read();
      if (!node || value === undefined) return [];
      const known = before.find((one) => one.node === node && jsonEqual(one.value, value));
      const row = { base_path: undefined, individually: true, label: "", value, isLast: true };
      return [known ?? this.#copied(node, row)];
    });
    // What was kept is reported no more, and may be taken back.
    const kept = before.filter((one) => one.state.peek() === "kept" && !reported.includes(one));
    this.#reportedByKernel.value = [...reported, ...kept];
  }

  /** What was kept, for a kernel that might not know it. */
  kept(): { path: Path; value: Json }[] {
    return this.values
      .peek()
      .filter(({ state }) => state.peek() === "kept")
      .map(({ node, value }) => ({ path: toPath(node.steps()), value }));
  }
}

/** Whether a node is still in the form: one that was removed keeps its parent. */
function isAttached(node: Node): boolean {
  return node.lineage().every((one) => one.parentLink.parent?.children().includes(one) ?? true);
}
