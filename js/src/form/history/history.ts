// Undo and redo of everything: which cells a step has changed, what they held before and after.
//
// A node stays the same object while it is out of the form, with all that it holds: so a step is a
// few references, whatever it took out, and undoing it brings back order, emptiness and marks too.
// Steps are undone in the order in which they were made, whoever made them: a write of the kernel is
// a step like any other, and what it wrote does not go unseen. What a person does ends what could be
// made again; what others do ends it from the first step on that changed the same cells.

import { batch, signal } from "@preact/signals-core";
import type { Cell, Recorder } from "./cell";
import {
  isSame,
  joinPatches,
  keepUnaffected,
  type Patch,
  replayPatch,
  shortenPatch,
} from "./patch";

/** `Where` is what the history leads back to: a node of the form. */
export interface Step<Where> {
  patches: Patch[];
  /** Where it happened; undefined when it was a write of the kernel or of another page. */
  node: Where | undefined;
  /** What it was typed into. */
  typed: Cell<unknown> | undefined;
  at: number;
}

const PAUSE_MS = 1000;

export class History<Where> implements Recorder {
  /** How many steps there are to undo, and to redo. */
  readonly size = signal({ past: 0, future: 0 });
  /** Others have changed what could be made again, since anybody here did something. */
  readonly isOvertaken = signal(false);
  #past: Step<Where>[] = [];
  #future: Step<Where>[] = [];
  readonly #open = new Map<Cell<unknown>, unknown>();
  #transactionDepth = 0;
  /** Changes are not recorded: a node is created, or a step undone. */
  silent = false;
  #sealed = true;

  note(cell: Cell<unknown>): void {
    if (!this.silent && !this.#open.has(cell)) this.#open.set(cell, cell.peek());
  }

  /** Make one step of the changes since the last one; without changes there is none. */
  commit(node?: Where, now = Date.now()): void {
    if (this.#transactionDepth > 0) return;
    const patches = this.#takeOpen();
    if (patches.length === 0) return;
    const cells = patches.map(({ cell }) => cell).filter((cell) => cell.holds === "typing");
    const typed = node && cells.length === 1 ? cells[0] : undefined;
    const last = this.#past.at(-1);
    if (typed && last?.typed === typed && !this.#sealed && now - last.at < PAUSE_MS) {
      last.patches = joinPatches(last.patches, patches);
      last.at = now;
    } else {
      this.seal();
      this.#past.push({ patches, node, typed, at: now });
    }
    const future = node ? [] : keepUnaffected(this.#future, patches);
    this.isOvertaken.value =
      !node && (this.isOvertaken.peek() || future.length < this.#future.length);
    this.#future = future;
    this.#sealed = false;
    if (!typed) this.seal();
    this.#count();
  }

  /** Make one step of all changes of a task; without a node the change is not of this page's user. */
  transact(task: () => void, node?: Where): void {
    this.#transactionDepth += 1;
    try {
      task();
    } finally {
      this.#transactionDepth -= 1;
    }
    this.commit(node);
  }

  /** What a task changes is no step: it says what was there before in another way. */
  silently(task: () => void): void {
    const before = this.silent;
    this.silent = true;
    try {
      task();
    } finally {
      this.silent = before;
    }
  }

  /** What is typed from now on is a step of its own: the field was left. */
  seal(): void {
    if (this.#sealed) return;
    this.#sealed = true;
    const last = this.#past.at(-1);
    if (last) last.patches = last.patches.map(shortenPatch);
  }

  /** Begin here: what was before cannot be undone. */
  clear(): void {
    this.#open.clear();
    this.#past = [];
    this.#future = [];
    this.isOvertaken.value = false;
    this.#count();
  }

  undo(): Step<Where> | undefined {
    return this.#replay(this.#past, this.#future, "before");
  }

  redo(): Step<Where> | undefined {
    return this.#replay(this.#future, this.#past, "after");
  }

  #replay(
    from: Step<Where>[],
    to: Step<Where>[],
    side: "before" | "after",
  ): Step<Where> | undefined {
    this.seal();
    const step = from.pop();
    if (!step) return undefined;
    this.isOvertaken.value = false;
    to.push(step);
    this.silently(() =>
      batch(() => {
        for (const patch of step.patches) patch.cell.value = replayPatch(patch, side);
      }),
    );
    this.#count();
    return step;
  }

  #count(): void {
    this.size.value = { past: this.#past.length, future: this.#future.length };
  }

  #takeOpen(): Patch[] {
    const patches: Patch[] = [];
    for (const [cell, before] of this.#open) {
      const after = cell.peek();
      if (!isSame(before, after)) patches.push({ cell, before, after });
    }
    this.#open.clear();
    return patches;
  }
}
