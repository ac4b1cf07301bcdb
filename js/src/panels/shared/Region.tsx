// A part of the page that has a name of its own, and what Escape closes.

import type { Signal } from "@preact/signals-core";
import type { ComponentChildren, JSX, Ref } from "preact";
import { useText } from "../../controls/context";

interface Props extends Omit<JSX.HTMLAttributes<HTMLElement>, "name" | "open"> {
  /** A key of the page's words. */
  name: string;
  class: string;
  /** What Escape closes; without it the region stays. */
  open?: Signal<boolean> | undefined;
  box?: Ref<HTMLElement>;
  children: ComponentChildren;
  [data: `data-${string}`]: unknown;
}

export function Region({ name, open, box, ...attributes }: Props) {
  return (
    <section
      {...attributes}
      ref={box ?? null}
      tabIndex={-1}
      role="region"
      aria-label={useText()(name)}
      onKeyDown={(event) => {
        if (!open || event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        // The focus is back where it was opened.
        const tree = event.currentTarget.getRootNode() as Document | ShadowRoot;
        tree.getElementById(`${attributes.id}-fold`)?.focus();
        open.value = false;
      }}
    />
  );
}
