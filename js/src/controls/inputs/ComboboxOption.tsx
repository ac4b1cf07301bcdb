// What a box with a list of its own shares with the others: the combobox pattern of WAI-ARIA's guide.
// The focus stays in the box, which hears the keys.

import type { ComponentChildren } from "preact";

/** The attributes of the box; `active` is the id of the row that Enter takes. */
export function comboboxAttributes(list: string, open: boolean, active: string | undefined) {
  return {
    role: "combobox" as const,
    "aria-expanded": open,
    "aria-controls": open ? list : undefined,
    "aria-autocomplete": "list" as const,
    "aria-activedescendant": active,
    autocomplete: "off",
    autocapitalize: "off" as const,
    spellcheck: false,
  };
}

interface Props {
  id: string;
  /** It is the one that Enter takes. */
  current: boolean;
  chosen: boolean;
  /** It stands for several. */
  many?: boolean;
  take(): void;
  children: ComponentChildren;
}

export function Option({ id, current, chosen, many, take, children }: Props) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box has the focus, and hears the keys
    <div
      tabIndex={-1}
      id={id}
      role="option"
      aria-selected={chosen}
      data-current={current}
      data-many={many}
      onClick={take}
    >
      {children}
    </div>
  );
}

/** Keep the focus where it is. */
export function stay(event: Event): void {
  event.preventDefault();
}

/** Bring the row that Enter takes into sight. */
export function showCurrent(list: Element | null): void {
  list?.querySelector('[data-current="true"]')?.scrollIntoView({ block: "nearest" });
}
