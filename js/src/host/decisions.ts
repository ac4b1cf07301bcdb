// What a person decides and can undo beside the value: which kind of package it is, and which copied
// values are kept. The kernel is notified each time, also where undo or redo brings an earlier one back.

import { effect, untracked } from "@preact/signals-core";
import { plain } from "../core/json";
import type { CarriedOverValues } from "../form/carried_over";
import type { KindChoice } from "../form/kind_choice";
import type { Message } from "../protocol/messages.generated";
import type { KernelStore } from "./kernel_store";

type Send = (message: Message) => void;

/** Keep page and kernel at the same package kind; returns a function that stops. */
export function syncKind(choice: KindChoice, kernel: KernelStore, send: Send): () => void {
  let known = kernel.kind.peek();
  const fromKernel = effect(() => {
    known = kernel.kind.value;
    untracked(() => choice.reconcileWith(known));
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

/** Send the kernel which copied values are kept, and which no longer; returns a function that stops. */
export function syncReview(review: CarriedOverValues, send: Send): () => void {
  return effect(() => {
    for (const { kept, path, value } of review.takeUnsent())
      untracked(() => send({ kind: kept ? "confirm" : "unconfirm", path, value: plain(value) }));
  });
}
