// What fields ask of the account, and the answers: one question of a display is open at a time.

import type { ListQuery } from "../../controls/context";
import type { Resources } from "../../protocol/events.generated";
import type { ListResources } from "../../protocol/messages.generated";

export class AccountRequests {
  readonly #viewId: string;
  readonly #send: (message: ListResources) => void;
  #number = 0;
  #take: ((found: Resources) => void) | undefined;

  constructor(viewId: string, send: (message: ListResources) => void) {
    this.#viewId = viewId;
    this.#send = send;
  }

  /** Ask, and give the answer to `take`; returns what ends the waiting for it. */
  request(question: ListQuery, take: (found: Resources) => void): () => void {
    this.#number += 1;
    this.#take = take;
    this.#send({
      kind: "list_resources",
      ...question,
      view_id: this.#viewId,
      request_id: this.#number,
    });
    return () => {
      if (this.#take === take) this.#take = undefined;
    };
  }

  /** Hear an answer; that to an older question, or to another display, is passed over. */
  receive(found: Resources | undefined): void {
    if (found?.view_id !== this.#viewId || found.request_id !== this.#number) return;
    const take = this.#take;
    this.#take = undefined;
    take?.(found);
  }
}
