// What a person may undo: a signal that tells the history before it changes.

import { Signal } from "@preact/signals-core";

/** What has to know that a cell is about to change. */
export interface Recorder {
  note(cell: Cell<unknown>): void;
}

/** What a person may undo, held by a node. Its values are replaced, never changed. */
export class Cell<Value> extends Signal<Value> {
  readonly #history: Recorder;
  /** What is typed: keystrokes that follow each other are one step. Or names in an order, each
   * once, into which others may have put theirs meanwhile. */
  readonly holds: "typing" | "names" | undefined;

  constructor(history: Recorder, value: Value, holds?: "typing" | "names") {
    super(value);
    this.#history = history;
    this.holds = holds;
  }

  override get value(): Value {
    return super.value;
  }

  override set value(value: Value) {
    this.#history.note(this as Cell<unknown>);
    super.value = value;
  }
}
