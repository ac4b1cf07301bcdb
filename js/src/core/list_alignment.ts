// Which item of one list is which of another; modelpkg_widget/request/list_alignment.py does the
// same.

import { commonSubsequence } from "./common_subsequence";
import { type Json, stringify } from "./json";

/** Pairs of items that are compared at the most; longer lists are aligned from both ends only. */
const MOST = 1_000_000;

/** For each item of `base` its place in `other`, or -1: equal ones first, in order; between two of
 * those, changed ones by their position. */
export function matchItems(base: readonly Json[], other: readonly Json[]): number[] {
  if (base.length === 0) return [];
  const [one, two] = [base.map(stringify), other.map(stringify)];
  const partner = new Array<number>(base.length).fill(-1);
  for (const [here, there] of commonSubsequence(one, two, MOST)) partner[here] = there;
  pairGaps(partner, other.length);
  return partner;
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
