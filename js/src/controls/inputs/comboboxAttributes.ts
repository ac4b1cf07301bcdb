// What boxes with a list of their own share: the combobox pattern of WAI-ARIA's guide. The focus
// stays in the box, which hears the keys.

import { PLAIN_TEXT } from "./plainText";

/** The attributes of the box; `active` is the id of the row that Enter takes. */
export function comboboxAttributes(list: string, open: boolean, active: string | undefined) {
  return {
    role: "combobox" as const,
    "aria-expanded": open,
    "aria-controls": open ? list : undefined,
    "aria-autocomplete": "list" as const,
    "aria-activedescendant": active,
    ...PLAIN_TEXT,
  };
}

/** Keep the focus where it is. */
export function stay(event: Event): void {
  event.preventDefault();
}
