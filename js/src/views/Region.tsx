// A part of the page that has a name of its own, and what Escape closes.

import type { Signal } from "@preact/signals";
import type { ComponentChildren, JSX, Ref } from "preact";
import { usePage } from "../fields/context";
import { closing } from "./Fold";

interface Props extends Omit<JSX.HTMLAttributes<HTMLElement>, "label" | "open"> {
  /** A key of the page's words. */
  label: string;
  class: string;
  /** What Escape closes; without it the region stays. */
  open?: Signal<boolean> | undefined;
  box?: Ref<HTMLElement>;
  children: ComponentChildren;
  [data: `data-${string}`]: unknown;
}

export function Region({ label, open, box, ...attributes }: Props) {
  return (
    <section
      {...attributes}
      ref={box ?? null}
      tabIndex={-1}
      role="region"
      aria-label={usePage()(label)}
      onKeyDown={closing(open, `${attributes.id}`)}
    />
  );
}
