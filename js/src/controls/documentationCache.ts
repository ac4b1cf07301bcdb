// What AWS says of members, asked of the kernel once for each; the table is too long to be sent whole.

import { type Signal, signal } from "@preact/signals-core";
import type { Path } from "../core/path";

export class DocumentationCache {
  readonly #request: (path: Path) => void;
  readonly #known = new Map<string, Signal<string | undefined>>();

  constructor(request: (path: Path) => void) {
    this.#request = request;
  }

  /** The text, or undefined until it is there; reads a signal. */
  of(path: Path): string | undefined {
    const key = JSON.stringify(path);
    const known = this.#known.get(key);
    if (known) return known.value;
    const text = signal<string | undefined>(undefined);
    this.#known.set(key, text);
    this.#request(path);
    return text.value;
  }

  receive(documented: { path: Path; text: string } | undefined): void {
    const known = this.#known.get(JSON.stringify(documented?.path));
    if (known) known.value = documented?.text;
  }
}
