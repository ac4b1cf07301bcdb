// A panel of the later part of the program. Until that part arrives, its region is there and says
// what it waits for.

import type { Signal } from "@preact/signals";
import { LaterContent, Waiting } from "../../controls/later/LaterContent";
import type { LaterPanels } from "../../controls/later/laterPanels";
import { Region } from "./Region";

interface Props<Name extends keyof LaterPanels> {
  panel: Name;
  props: LaterPanels[Name] & { id: string; open?: Signal<boolean> };
  /** What it is called while it is awaited: a key of the page's words. */
  name: string;
}

export function LaterPanel<Name extends keyof LaterPanels>({ panel, props, name }: Props<Name>) {
  return (
    <LaterContent
      panel={panel}
      props={props}
      meanwhile={
        <Region id={props.id} name={name} class="mp-panel" open={props.open} aria-busy>
          <Waiting />
        </Region>
      }
    />
  );
}
