// The name that was most likely meant, when one is not known; the kernel decides alike.

import { ends } from "../../core/common_subsequence";

const LONGEST = 80;
/** Characters of a name that may be the beginning or the end of the one that was meant. */
const SHORTEST_PART = 6;

/** The known name that a name was most likely meant to be; of two that are as near, the first. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const searched = flat(name);
  if (!searched.length || [...name].length > LONGEST) return undefined;
  const rows = known.map((one) => ({ one, flat: flat(one) }));
  let best: string | undefined;
  let limit = Math.min(4, Math.floor(searched.length / 4));
  for (const row of rows) {
    const found = difference(searched, row.flat, limit);
    if (found > limit) continue;
    best = row.one;
    limit = found - 1;
  }
  if (best !== undefined) return best;
  const parts = rows.filter((row) => isPart(searched, row.flat) || isPart(row.flat, searched));
  return parts.length === 1 ? parts[0]?.one : undefined;
}

function flat(name: string): string[] {
  return [...name.replace(/[-_ ]/gu, "").toLowerCase()];
}

function isPart(short: string[], long: string[]): boolean {
  if (short.length < SHORTEST_PART) return false;
  const [one, other] = [short.join(""), long.join("")];
  return other.startsWith(one) || other.endsWith(one);
}

/** How many characters differ between the common beginning and the common end. */
function difference(one: string[], other: string[], limit: number): number {
  const longest = Math.max(one.length, other.length);
  const shortest = Math.min(one.length, other.length);
  if (longest - shortest > limit) return limit + 1;
  const [begin, end] = ends(one, other);
  return longest - begin - end;
}
