// What fields ask of the account, and the answers: one question of a display is open at a time.

import type { Found, ListQuery } from "../../protocol/kernel_state";

export class AccountRequests {
  readonly #viewId: string;
  readonly #send: (content: object) => void;
  #number = 0;
  #take: ((found: Found) => void) | undefined;

  constructor(viewId: string, send: (content: object) => void) {
    this.#viewId = viewId;
    this.#send = send;
  }

  /** Ask, and give the answer to `take`; returns what ends the waiting for it. */
  request(question: ListQuery, take: (found: Found) => void): () => void {
    this.#number += 1;
    this.#take = take;
    this.#send({ ...question, asker: this.#viewId, number: this.#number });
    return () => {
      if (this.#take === take) this.#take = undefined;
    };
  }

  /** Hear an answer; that to an older question, or to another display, is passed over. */
  receive(found: Found | undefined): void {
    if (found?.asker !== this.#viewId || found.number !== this.#number) return;
    const take = this.#take;
    this.#take = undefined;
    take?.(found);
  }
}
