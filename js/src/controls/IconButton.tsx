// A button of which a sign is seen and a whole sentence is heard.

import type { ButtonHTMLAttributes, ComponentChildren, Ref } from "preact";

interface Props extends ButtonHTMLAttributes {
  box?: Ref<HTMLButtonElement>;
  sign: ComponentChildren;
  label: string;
}

/** Named by an attribute: a list has several in each row, and a hidden text of each is laid out and
 * painted at each key. */
export function IconButton({ box, sign, label, ...attributes }: Props) {
  return (
    <button
      ref={box ?? null}
      type="button"
      class="mp-icon"
      title={label}
      aria-label={label}
      {...attributes}
    >
      {sign}
    </button>
  );
}
