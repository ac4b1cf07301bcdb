// What people who cannot see the page hear: one live region, one text after the other, in the order
// in which they came.

import { signal } from "@preact/signals-core";

/** A text stays for this long before the next one, so that no screen reader misses it. */
const HOLD_MS = 500;
/** The region is empty for this long before the same text comes once more. */
const GAP_MS = 50;

export class Announcer {
  /** What the live region holds. */
  readonly text = signal("");
  readonly #queue: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Announce a text; the same one twice within a moment is one. */
  announce(text: string): void {
    const last = this.#queue.at(-1) ?? (this.#timer ? this.text.peek() : "");
    if (text === "" || text === last) return;
    this.#queue.push(text);
    if (!this.#timer) this.#next();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #next(): void {
    this.#timer = undefined;
    const [text] = this.#queue;
    if (text === undefined) return;
    const isRepeated = text === this.text.peek();
    this.text.value = isRepeated ? "" : text;
    if (!isRepeated) this.#queue.shift();
    this.#timer = setTimeout(() => this.#next(), isRepeated ? GAP_MS : HOLD_MS);
  }
}
