// How a kept signal gets back from what it is to what it was: the difference alone, no copy.

import type { Kept } from "./kept";

/** A stretch of a text or a list: `came` is to go, `lost` comes back in its place. */
interface Stretch {
  at: number;
  lost: string | readonly unknown[];
  came: string | readonly unknown[];
  /** What stands before it in a list; undefined at its start. */
  behind: unknown;
}

export interface Patch {
  kept: Kept<unknown>;
  stretch?: Stretch;
  /** For what is neither a text nor a list. */
  was?: unknown;
}

/** The patch from `after` back to `before`; undefined when there is no difference. */
export function patchOf(kept: Kept<unknown>, before: unknown, after: unknown): Patch | undefined {
  if (before === after) return undefined;
  const isText = typeof before === "string" && typeof after === "string";
  if (isText) return { kept, stretch: between(before, after) };
  if (!(Array.isArray(before) && Array.isArray(after))) return { kept, was: before };
  const stretch = between(before, after);
  return stretch.lost.length + stretch.came.length > 0 ? { kept, stretch } : undefined;
}

function between<Kind extends string | readonly unknown[]>(before: Kind, after: Kind): Stretch {
  const shorter = Math.min(before.length, after.length);
  let at = 0;
  while (at < shorter && before[at] === after[at]) at += 1;
  let rest = 0;
  while (
    rest < shorter - at &&
    before[before.length - 1 - rest] === after[after.length - 1 - rest]
  ) {
    rest += 1;
  }
  const cut = (of: Kind): Kind => of.slice(at, of.length - rest) as Kind;
  return { at, lost: cut(before), came: cut(after), behind: after[at - 1] };
}

/** Characters and items that a patch holds, which is what it costs. */
export function weight({ stretch }: Patch): number {
  return stretch ? stretch.lost.length + stretch.came.length : 1;
}

/** Undo a patch on exactly what it was made of. */
export function revert({ kept, stretch, was }: Patch): void {
  const now = kept.peek();
  if (!stretch) kept.value = was;
  else if (typeof now === "string") {
    const { at, came, lost } = stretch;
    kept.value = now.slice(0, at) + lost + now.slice(at + came.length);
  } else {
    const list = [...(now as unknown[])];
    list.splice(stretch.at, stretch.came.length, ...stretch.lost);
    kept.value = list;
  }
}

/** Undo a patch on a list that others have changed since: items are known by identity, so those of
 * others stay where they are, and so do the ones that `stays` speaks for. */
export function revertAmong({ kept, stretch }: Patch, stays: (item: unknown) => boolean): void {
  if (!stretch) return;
  const { at, behind } = stretch;
  const [lost, came] = [new Set(stretch.lost), new Set(stretch.came)];
  const now = kept.peek() as unknown[];
  const list = now.filter((item) => !came.has(item) || (!lost.has(item) && stays(item)));
  const place = behind === undefined ? 0 : list.indexOf(behind) + 1 || Math.min(at, list.length);
  list.splice(place, 0, ...[...lost].filter((item) => !list.includes(item)));
  kept.value = list;
}
