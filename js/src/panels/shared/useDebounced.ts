// What is worked out of the whole request: not at each keystroke, but when a person pauses.

import { useEffect } from "preact/hooks";
import { useView } from "../../controls/context";
import { useSignal } from "../../controls/signals";

const PAUSE_MS = 300;

/** What `look` found last, looked for again after each change, whoever made it, and when `given` is
 * another one; undefined before. */
export function useDebounced<Found>(look: () => Found, given?: unknown): Found | undefined {
  const { form } = useView();
  const found = useSignal<Found | undefined>(undefined);
  const moment = form.undoHistory.size.value; // another one after each change
  useEffect(() => {
    const again = setTimeout(
      () => {
        found.value = look();
      },
      found.peek() ? PAUSE_MS : 0,
    );
    return () => clearTimeout(again);
  }, [moment, given]);
  return found.value;
}
