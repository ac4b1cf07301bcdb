// What may come once people see the first of it.

/** Time enough for two frames. */
const PAINT_MS = 50;

/** Do something when what is in the page by now is painted, in a window out of sight as well; returns
 * what ends that. */
export function afterPaint(task: () => void): () => void {
  const timer = setTimeout(task, PAINT_MS);
  return () => clearTimeout(timer);
}
