// What happens to a submission is announced in the order in which it happened, whatever the order in
// which the kernel's traits come and the views show them.

import { effect } from "@preact/signals-core";
import { useEffect } from "preact/hooks";
import type { View } from "../../controls/context";
import type { KernelStore } from "../../host/kernel_store";
import { headlineOf } from "./headline";

export function useStatusAnnouncements(kernel: KernelStore, view: View): void {
  useEffect(() => {
    const announced = ["", ""];
    /** In the order in which they come about. */
    const states = (): string[] => [
      headlineOf(kernel, view.t)?.text ?? "",
      kernel.watchState.value.problem,
    ];
    const announce = (): void => {
      for (const [at, text] of states().entries()) {
        if (text !== announced[at]) view.announce(text);
        announced[at] = text;
      }
    };
    return effect(() => {
      states();
      // The traits of one message come one by one, without a pause. A timer would be too late: on a
      // slow machine the next message, with the next state, may come before it.
      queueMicrotask(announce);
    });
  }, [kernel, view]);
}
