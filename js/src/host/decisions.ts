// What a person decides and can undo beside the value: which kind of package it is, and which copied
// values are kept. The kernel is told each time, also where undo or redo brings an earlier one back.

import { effect, untracked } from "@preact/signals";
import { plain } from "../core/json";
import type { CarriedOverValues } from "../form/carried_over";
import type { KindChoice } from "../form/kind_choice";
import type { Message } from "../protocol/messages.generated";
import type { LoadedState } from "../protocol/traits.generated";
import type { KernelStore } from "./kernel_store";

/** Sends a message; returns the id by which the kernel acknowledges it. */
type Send = (message: Message) => string;

/** Keep the choice of a kind in step; returns what ends that. */
export function syncKind(choice: KindChoice, kernel: KernelStore, send: Send): () => void {
  let known = kernel.kind.peek();
  const fromKernel = effect(() => {
    known = kernel.kind.value;
    untracked(() => choice.reconcile(known));
  });
  const toKernel = effect(() => {
    const id = choice.id.value;
    if (id === known) return;
    known = id;
    untracked(() => send({ kind: "set_package_kind", package_kind: id ?? null }));
  });
  return () => {
    fromKernel();
    toKernel();
  };
}

/** Tells the kernel which copied values are kept, and which are not any more. */
export class ReviewSync {
  readonly end: () => void;
  readonly #review: CarriedOverValues;
  #lastMessage = "";

  constructor(review: CarriedOverValues, send: Send) {
    this.#review = review;
    this.end = effect(() => {
      const untold = review.takeUntold();
      untracked(() => {
        for (const { kept, path, value } of untold) {
          review.awaitKernel();
          const kind = kept ? "confirm" : "unconfirm";
          this.#lastMessage = send({ kind, path, value: plain(value) });
        }
      });
    });
  }

  /** The kernel has acknowledged a message, after all that it had to say of it. */
  applyAcknowledgement(id: unknown, loaded: LoadedState): void {
    if (id && id === this.#lastMessage) this.#review.applyAnswer(loaded);
  }
}
