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

/** What a cell held; of a text or a list the stretch alone that differs, which begins at `at`. As
 * long as somebody types the whole is kept, because the stretch may still grow. */
interface Patch {
  cell: Cell<unknown>;
  before: unknown;
  after: unknown;
  at?: number;
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
      this.seal();
      this.past.push({ patches, node, typed, at: now });
    }
    this.future = [];
    this.sealed = false;
    if (!typed) this.seal();
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
    if (this.sealed) return;
    this.sealed = true;
    const last = this.past.at(-1);
    if (last) last.patches = last.patches.map(shortened);
  }

  /** Characters, references and other values that all steps hold: what the history costs. */
  weight(): number {
    const patches = [...this.past, ...this.future].flatMap((step) => step.patches);
    return patches.reduce((sum, { before, after }) => sum + sizeOf(before) + sizeOf(after), 0);
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
    this.seal();
    const step = from.pop();
    if (!step) return undefined;
    to.push(step);
    this.replaying = true;
    batch(() => {
      for (const patch of step.patches) patch.cell.value = replayed(patch, side);
    });
    this.replaying = false;
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

type Row = string | unknown[];

function isRow(value: unknown): value is Row {
  return typeof value === "string" || Array.isArray(value);
}

function sizeOf(value: unknown): number {
  return isRow(value) ? value.length : 1;
}

/** The patch without what both ends have in common: a step holds what differs, and no copy. */
function shortened(patch: Patch): Patch {
  const { before, after } = patch;
  const fits = isRow(before) && isRow(after) && typeof before === typeof after;
  if (!fits || patch.at !== undefined) return patch;
  const most = Math.min(before.length, after.length);
  let at = 0;
  while (at < most && before[at] === after[at]) at += 1;
  let rest = 0;
  while (rest < most - at && before.at(-1 - rest) === after.at(-1 - rest)) rest += 1;
  const cut = (row: Row): Row => row.slice(at, row.length - rest);
  return { ...patch, at, before: cut(before), after: cut(after) };
}

/** What the cell is to hold: steps come in their order, so it holds the other side now. */
function replayed({ cell, at, ...patch }: Patch, side: "before" | "after"): unknown {
  if (at === undefined) return patch[side];
  const now = cell.peek() as Row;
  const gone = patch[side === "before" ? "after" : "before"] as Row;
  const come = patch[side] as Row;
  const [head, tail] = [now.slice(0, at), now.slice(at + gone.length)];
  return typeof now === "string" ? `${head}${come}${tail}` : [...head, ...come, ...tail];
}
