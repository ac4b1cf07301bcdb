// A button that opens and closes what stands elsewhere, and what Escape does there.

import type { Signal } from "@preact/signals-core";
import { Button } from "../../controls/Button";
import { useView } from "../../controls/context";

interface Props {
  open: Signal<boolean>;
  /** What it opens has the id of it in this display. */
  name: string;
  /** Empty where the host does not offer what it opens: then there is no button. */
  label: string;
  /** What it counts is "error", or "due" to be looked at. */
  tone?: "error" | "due" | undefined;
  hook?: string;
  /** What a press does instead. */
  press?(): void;
}

export function Disclosure({ open, name, label, tone, hook, press }: Props) {
  const controls = `${useView().idPrefix}-${name}`;
  return (
    label && (
      <Button
        id={`${controls}-fold`}
        class={tone ? `mp-small mp-tool mp-${tone}` : "mp-small mp-tool"}
        data-role={hook}
        aria-expanded={open.value}
        aria-controls={open.value ? controls : undefined}
        onClick={() => {
          if (press) press();
          else open.value = !open.value;
        }}
      >
        {label}
      </Button>
    )
  );
}
