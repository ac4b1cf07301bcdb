// The rows of a long list come into the page a few at a time: those in sight first.

import { useEffect } from "preact/hooks";
import { afterPaint } from "../afterPaint";
import { useSignal } from "../signals";

/** About a screen of rows. */
const FIRST = 10;
const MORE = 8;

/** Those of the rows that are in the page by now; a row that somebody adds is there at once. */
export function useIncrementalRows<Row>(rows: readonly Row[]): readonly Row[] {
  const most = useSignal(rows.length > FIRST ? FIRST : Number.POSITIVE_INFINITY);
  const shown = most.value;
  const { length } = rows;
  useEffect(() => {
    if (shown === Number.POSITIVE_INFINITY) return;
    const more = (): void => {
      most.value = shown + MORE < length ? shown + MORE : Number.POSITIVE_INFINITY;
    };
    if (shown === FIRST) return afterPaint(more);
    const next = setTimeout(more);
    return () => clearTimeout(next);
  }, [shown, length]);
  return rows.slice(0, shown);
}
