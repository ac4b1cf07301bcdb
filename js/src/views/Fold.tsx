// A button that opens and closes what stands elsewhere, and what Escape does there.

import type { Signal } from "@preact/signals";

interface Props {
  open: Signal<boolean>;
  /** The id of what it opens. */
  controls: string;
  label: string;
  isBad?: boolean;
}

export function Fold({ open, controls, label, isBad = false }: Props) {
  return (
    <button
      type="button"
      id={`${controls}-fold`}
      class={isBad ? "mp-small mp-tool mp-bad" : "mp-small mp-tool"}
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

/** For what a fold opened: Escape closes it, and the focus is back where it was opened. */
export function closing(open: Signal<boolean> | undefined, controls: string) {
  return (event: KeyboardEvent): void => {
    if (!open || event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    const tree = (event.currentTarget as Element).getRootNode() as Document | ShadowRoot;
    tree.getElementById(`${controls}-fold`)?.focus();
    open.value = false;
  };
}
