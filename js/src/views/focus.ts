// Where the focus goes when what had it goes away.

import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** When this element goes and holds the focus, the focus goes to the region around it: the nearest
 * element with a `tabIndex` of -1. */
export function useFocusHandedOn(element: RefObject<HTMLElement>): void {
  useLayoutEffect(() => {
    const going = element.current;
    return () => {
      const tree = going?.getRootNode() as Document | ShadowRoot | undefined;
      if (!tree?.activeElement || !going?.contains(tree.activeElement)) return;
      going.parentElement?.closest<HTMLElement>('[tabindex="-1"]')?.focus({ preventScroll: true });
    };
  }, []);
}
