// A button that shows a sign; screen readers read a whole sentence.

import type { ButtonHTMLAttributes, ComponentChildren, Ref } from "preact";

interface Props extends ButtonHTMLAttributes {
  box?: Ref<HTMLButtonElement>;
  sign: ComponentChildren;
  label: string;
}

export function IconButton({ box, sign, label, ...attributes }: Props) {
  return (
    <button ref={box ?? null} type="button" class="mp-icon" title={label} {...attributes}>
      <span aria-hidden>{sign}</span>
      <span class="mp-hidden">{label}</span>
    </button>
  );
}
