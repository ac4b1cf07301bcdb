// A row of a list under a box.

import type { ComponentChildren } from "preact";

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

/** Bring the row that Enter takes into sight. */
export function showCurrent(list: Element | null): void {
  list?.querySelector('[data-current="true"]')?.scrollIntoView({ block: "nearest" });
}
