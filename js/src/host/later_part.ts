// The part of the page's program that comes from the kernel when something of it is first needed: once for
// all forms of a page that run the same program.

import { effect, signal } from "@preact/signals-core";
import type { KernelStore } from "./kernel_store";

/** A form that waits for what another one has asked for asks its own kernel after so long: the other
 * kernel may be busy, or not be there any more. */
const AGAIN_MS = 2000;

export class LaterPart<Content extends object> {
  /** What came; undefined before. */
  readonly content = signal<Content | undefined>(undefined);
  /** What came is no program. */
  readonly hasFailed = signal(false);
  readonly #read: (code: string) => Promise<Content>;
  #requestedAt = 0;
  #isReading = false;

  /**
   * @param read makes the content of what the kernel sends.
   * @param content where it is there from the beginning.
   */
  constructor(read: (code: string) => Promise<Content>, content?: Content) {
    this.#read = read;
    this.content.value = content;
  }

  /** Request it, unless it is here or another form has just requested it; returns a function that cancels. */
  request(send: () => void): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (): void => {
      if (this.content.peek()) return;
      const wait = this.#requestedAt + AGAIN_MS - Date.now();
      if (wait > 0) timer = setTimeout(ask, wait);
      else {
        this.#requestedAt = Date.now();
        send();
      }
    };
    ask();
    return () => clearTimeout(timer);
  }

  /** Receive the part from a kernel; returns a function that stops. */
  follow(kernel: KernelStore): () => void {
    const event = kernel.event("page_part");
    return effect(() => void this.receive(event.value?.code));
  }

  /** Take what a kernel has sent; what comes a second time is passed over. */
  async receive(code: string | undefined): Promise<void> {
    if (!code || this.content.peek() || this.#isReading) return;
    this.#isReading = true;
    this.hasFailed.value = false;
    try {
      this.content.value = await this.#read(code);
    } catch {
      this.hasFailed.value = true;
      this.#requestedAt = 0;
    } finally {
      this.#isReading = false;
    }
  }
}
