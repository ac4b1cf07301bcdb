// A panel that a button opens, of the later part of the program. Until that part arrives, its region
// is there and says what it waits for.

import type { Signal } from "@preact/signals-core";
import { useView } from "../../controls/context";
import { LaterContent, Waiting } from "../../controls/later/LaterContent";
import type { OpenedPanels } from "../../controls/later/laterPanels";
import type { Actions, KernelStore } from "../../host/kernel_store";
import { Region } from "./Region";

interface Props {
  name: keyof OpenedPanels;
  open: Signal<boolean>;
  kernel: KernelStore;
  actions: Actions;
}

export function LaterPanel({ name, open, kernel, actions }: Props) {
  const id = `${useView().idPrefix}-${name}`;
  if (!open.value) return null;
  return (
    <LaterContent
      panel={name}
      props={{ id, open, kernel, actions }}
      meanwhile={
        <Region id={id} name={name} class="mp-panel" open={open} aria-busy>
          <Waiting />
        </Region>
      }
    />
  );
}
