// Which characters of a text differ from another one: words are compared, and within one word that
// became another what both begin and end with is left out.

import { commonSubsequence, ends } from "./common_subsequence";

export interface Part {
  text: string;
  differs: boolean;
}

/** Pairs of words that are compared at the most; of longer texts the middle counts as changed. */
const MOST = 250_000;
const WORDS = /[\p{L}\p{N}]+|[^\p{L}\p{N}]/gu;

/** The parts of two texts, each text whole when its parts are joined. */
export function textDiff(before: string, after: string): { before: Part[]; after: Part[] } {
  const [one, two] = [wordsOf(before), wordsOf(after)];
  const [left, right] = [new Parts(), new Parts()];
  let [here, there] = [0, 0];
  for (const [nextHere, nextThere] of [
    ...commonSubsequence(one, two, MOST),
    [one.length, two.length] as const,
  ]) {
    change(left, right, one.slice(here, nextHere), two.slice(there, nextThere));
    left.add(one[nextHere] ?? "", false);
    right.add(two[nextThere] ?? "", false);
    [here, there] = [nextHere + 1, nextThere + 1];
  }
  return { before: left.parts, after: right.parts };
}

function wordsOf(text: string): string[] {
  return text.match(WORDS) ?? [];
}

/** A word that became one other word differs only where it does. */
function change(left: Parts, right: Parts, one: string[], two: string[]): void {
  const [was, is] = [[...one.join("")], [...two.join("")]];
  const [start, end] = one.length === 1 && two.length === 1 ? around(was, is) : [0, 0];
  for (const [parts, text] of [
    [left, was],
    [right, is],
  ] as const) {
    parts.add(text.slice(0, start).join(""), false);
    parts.add(text.slice(start, text.length - end).join(""), true);
    parts.add(text.slice(text.length - end).join(""), false);
  }
}

/** How many characters two words begin and end with alike; few are a coincidence, and count as none. */
function around(one: string[], two: string[]): [number, number] {
  const [start, end] = ends(one, two);
  return 2 * (start + end) >= Math.min(one.length, two.length) ? [start, end] : [0, 0];
}

class Parts {
  readonly parts: Part[] = [];

  add(text: string, differs: boolean): void {
    const last = this.parts.at(-1);
    if (text === "") return;
    if (last?.differs === differs) last.text += text;
    else this.parts.push({ text, differs });
  }
}
