// Undo and redo of everything: which cells a step has changed, what they held before and after.
//
// A node stays the same object while it is out of the form, with all that it holds: so a step is a
// few references, whatever it took out, and undoing it brings back order, emptiness and marks too.
// Steps are undone in the order in which they were made, whoever made them: a write of the kernel is
// a step like any other, and what it wrote does not go unseen. Like any other it ends what could be
// made again.

import { batch, Signal, signal } from "@preact/signals";
import type { Node } from "./node";

/** What a person may undo, held by a node. Its values are replaced, never changed. */
export class Cell<Value> extends Signal<Value> {
  private readonly history: History;
  /** It holds what is typed: keystrokes that follow each other are one step. */
  readonly typed: boolean;

  constructor(history: History, value: Value, typed = false) {
    super(value);
    this.history = history;
    this.typed = typed;
  }

  override get value(): Value {
    return super.value;
  }

  override set value(value: Value) {
    this.history.note(this as Cell<unknown>);
    super.value = value;
  }
}

interface Patch {
  cell: Cell<unknown>;
  before: unknown;
  after: unknown;
}

export interface Step {
  patches: Patch[];
  /** Where it happened; undefined when it was a write of the kernel or of another page. */
  node: Node | undefined;
  /** What it was typed into. */
  typed: Cell<unknown> | undefined;
  at: number;
}

const PAUSE_MS = 1000;

export class History {
  /** How many steps there are to undo, and to redo. */
  readonly size = signal({ past: 0, future: 0 });
  private past: Step[] = [];
  private future: Step[] = [];
  private readonly open = new Map<Cell<unknown>, unknown>();
  private held = 0;
  private replaying = false;
  private sealed = true;

  note(cell: Cell<unknown>): void {
    if (!this.replaying && !this.open.has(cell)) this.open.set(cell, cell.peek());
  }

  /** What was changed since the last step is one; nothing changed is none. */
  commit(node?: Node, now = Date.now()): void {
    if (this.held > 0) return;
    const patches = this.takeOpen();
    if (patches.length === 0) return;
    const cells = patches.map(({ cell }) => cell).filter((cell) => cell.typed);
    const typed = node && cells.length === 1 ? cells[0] : undefined;
    const last = this.past.at(-1);
    if (typed && last?.typed === typed && !this.sealed && now - last.at < PAUSE_MS) {
      last.patches = joined(last.patches, patches);
      last.at = now;
    } else {
      this.past.push({ patches, node, typed, at: now });
    }
    this.future = [];
    this.sealed = false;
    this.count();
  }

  /** All that a task changes is one step, of nobody who sits here. */
  together(task: () => void): void {
    this.held += 1;
    try {
      task();
    } finally {
      this.held -= 1;
    }
    this.commit();
  }

  /** What is typed from now on is a step of its own: the field was left. */
  seal(): void {
    this.sealed = true;
  }

  /** Begin here: what was before cannot be undone. */
  clear(): void {
    this.open.clear();
    this.past = [];
    this.future = [];
    this.count();
  }

  undo(): Step | undefined {
    return this.replay(this.past, this.future, "before");
  }

  redo(): Step | undefined {
    return this.replay(this.future, this.past, "after");
  }

  private replay(from: Step[], to: Step[], side: "before" | "after"): Step | undefined {
    const step = from.pop();
    if (!step) return undefined;
    to.push(step);
    this.replaying = true;
    batch(() => {
      for (const patch of step.patches) patch.cell.value = patch[side];
    });
    this.replaying = false;
    this.sealed = true;
    this.count();
    return step;
  }

  private count(): void {
    this.size.value = { past: this.past.length, future: this.future.length };
  }

  private takeOpen(): Patch[] {
    const patches: Patch[] = [];
    for (const [cell, before] of this.open) {
      const after = cell.peek();
      if (!same(before, after)) patches.push({ cell, before, after });
    }
    this.open.clear();
    return patches;
  }
}

/** Two groups of patches as one: what each cell held first, and what it holds last. */
function joined(first: Patch[], then: Patch[]): Patch[] {
  const made = new Map(first.map((patch) => [patch.cell, patch]));
  for (const patch of then) {
    const known = made.get(patch.cell);
    made.set(patch.cell, known ? { ...patch, before: known.before } : patch);
  }
  return [...made.values()];
}

function same(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((item, at) => item === other[at]);
}
