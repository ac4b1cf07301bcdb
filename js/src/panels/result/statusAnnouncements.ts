// What happens to a submission is announced in the order in which it happened, whatever the order in
// which the kernel's traits come and the views show them.

import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { View } from "../../controls/context";
import type { KernelState } from "../../host/kernel_store";
import { headlineOf } from "./headline";

export function useStates(kernel: KernelState, view: View): void {
  useEffect(() => {
    const said = ["", ""];
    let soon: ReturnType<typeof setTimeout> | undefined;
    /** In the order in which they come about. */
    const states = (): string[] => [
      headlineOf(kernel, view.page)?.text ?? "",
      kernel.progress.value.problem,
    ];
    const announce = (): void => {
      soon = undefined;
      for (const [at, text] of states().entries()) {
        if (text !== said[at]) view.announce(text);
        said[at] = text;
      }
    };
    const end = effect(() => {
      states();
      soon ??= setTimeout(announce); // traits of one message come one by one
    });
    return () => {
      clearTimeout(soon);
      end();
    };
  }, [kernel, view]);
}
