// Which item of one list is which of another; modelpkg_widget/align.py does the same.

import { type Json, stringify } from "../json";

/** Pairs of items that are compared at the most; longer lists are aligned from both ends only. */
const MOST = 1_000_000;

/** For each item of `base` its place in `other`, or -1: equal ones first, in order; between two of
 * those, changed ones by their position. */
export function align(base: readonly Json[], other: readonly Json[]): number[] {
  if (base.length === 0) return [];
  const [one, two] = [base.map(stringify), other.map(stringify)];
  const partner = new Array<number>(base.length).fill(-1);
  let start = 0;
  while (start < one.length && start < two.length && one[start] === two[start]) {
    partner[start] = start;
    start += 1;
  }
  let [end, otherEnd] = [one.length, two.length];
  while (end > start && otherEnd > start && one[end - 1] === two[otherEnd - 1]) {
    end -= 1;
    otherEnd -= 1;
    partner[end] = otherEnd;
  }
  common(one.slice(start, end), two.slice(start, otherEnd)).forEach(([here, there]) => {
    partner[start + here] = start + there;
  });
  pairGaps(partner, other.length);
  return partner;
}

/** The longest common subsequence, as pairs of places. */
function common(one: string[], two: string[]): [number, number][] {
  if (one.length * two.length > MOST) return [];
  const lengths = Array.from({ length: one.length + 1 }, () => new Uint32Array(two.length + 1));
  const at = (here: number, there: number): number => lengths[here]?.[there] ?? 0;
  for (let here = one.length - 1; here >= 0; here -= 1) {
    const row = lengths[here] as Uint32Array;
    for (let there = two.length - 1; there >= 0; there -= 1) {
      row[there] =
        one[here] === two[there]
          ? at(here + 1, there + 1) + 1
          : Math.max(at(here + 1, there), at(here, there + 1));
    }
  }
  const pairs: [number, number][] = [];
  let [here, there] = [0, 0];
  while (here < one.length && there < two.length) {
    if (one[here] === two[there]) {
      pairs.push([here, there]);
      here += 1;
      there += 1;
    } else if (at(here + 1, there) >= at(here, there + 1)) here += 1;
    else there += 1;
  }
  return pairs;
}

function pairGaps(partner: number[], otherLength: number): void {
  let [from, otherFrom] = [0, 0];
  for (let at = 0; at <= partner.length; at += 1) {
    const anchor = at === partner.length ? otherLength : (partner[at] ?? -1);
    if (anchor < 0) continue;
    for (let step = 0; from + step < at && otherFrom + step < anchor; step += 1) {
      partner[from + step] = otherFrom + step;
    }
    from = at + 1;
    otherFrom = anchor + 1;
  }
}
