// What one step changed in one cell: how it is kept small, taken back and made again, and whether it
// can still be made again when others have changed something.

import { ends } from "../../core/common_subsequence";
import type { Cell } from "./cell";

/** What a cell held; of a text or a list the stretch alone that differs, which begins at `at`. As
 * long as somebody types the whole is kept, because the stretch may still grow. */
export interface Patch {
  cell: Cell<unknown>;
  before: unknown;
  after: unknown;
  at?: number;
}

/** Two groups of patches as one: what each cell held first, and what it holds last. */
export function joinPatches(first: Patch[], then: Patch[]): Patch[] {
  const made = new Map(first.map((patch) => [patch.cell, patch]));
  for (const patch of then) {
    const known = made.get(patch.cell);
    made.set(patch.cell, known ? { ...patch, before: known.before } : patch);
  }
  return [...made.values()];
}

export function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((item, at) => item === other[at]);
}

type Row = string | unknown[];

function isRow(value: unknown): value is Row {
  return typeof value === "string" || Array.isArray(value);
}

/** The patch without what both ends have in common: a step holds what differs, and no copy. */
export function shortenPatch(patch: Patch): Patch {
  const { before, after } = patch;
  const fits = isRow(before) && isRow(after) && typeof before === typeof after;
  if (!fits || patch.at !== undefined) return patch;
  const [at, rest] = ends(before, after);
  const cut = (row: Row): Row => row.slice(at, row.length - rest);
  return { ...patch, at, before: cut(before), after: cut(after) };
}

/** What the cell is to hold: steps come in their order, so it holds the other side now. */
export function replayPatch({ cell, at, ...patch }: Patch, side: "before" | "after"): unknown {
  if (at === undefined) return patch[side];
  const now = cell.peek() as Row;
  const removed = patch[side === "before" ? "after" : "before"] as Row;
  const inserted = patch[side] as Row;
  const [head, tail] = [now.slice(0, at), now.slice(at + removed.length)];
  return typeof now === "string" ? `${head}${inserted}${tail}` : [...head, ...inserted, ...tail];
}

/** Of steps that could be made again, the next one last: those that can still be, after others have
 * made `patches`. What changed the same cell goes, and all that came after it. */
export function keepUnaffected<Step extends { patches: Patch[] }>(
  future: readonly Step[],
  patches: readonly Patch[],
): Step[] {
  const now = new Map(patches.map(({ cell, after }) => [cell, after]));
  const kept: Step[] = [];
  for (const step of [...future].reverse()) {
    const moved = step.patches.map((patch) => beside(patch, now));
    if (!moved.every((patch) => patch !== undefined)) break;
    kept.unshift({ ...step, patches: moved });
  }
  return kept;
}

/** The patch on what a cell holds by now; undefined when it does not fit there. Names that are put
 * into an order fit in, wherever the others stand. */
function beside(patch: Patch, now: Map<Cell<unknown>, unknown>): Patch | undefined {
  const { cell } = patch;
  if (!now.has(cell)) return patch;
  const { at, before, after } = shortenPatch(patch);
  const names = now.get(cell);
  if (cell.holds !== "names" || !Array.isArray(names) || !Array.isArray(after)) return undefined;
  if (
    at === undefined ||
    (before as unknown[]).length > 0 ||
    after.some((name) => names.includes(name))
  )
    return undefined;
  now.set(cell, [...names, ...after]);
  return { cell, before, after, at: Math.min(at, names.length) };
}
