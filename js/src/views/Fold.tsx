// A button that opens and closes what stands beside it.

import type { Signal } from "@preact/signals";

interface Props {
  open: Signal<boolean>;
  /** The id of what it opens. */
  controls: string;
  label: string;
}

export function Fold({ open, controls, label }: Props) {
  return (
    <button
      type="button"
      class="mp-small mp-tool"
      aria-expanded={open.value}
      aria-controls={open.value ? controls : undefined}
      onClick={() => {
        open.value = !open.value;
      }}
    >
      {label}
    </button>
  );
}
