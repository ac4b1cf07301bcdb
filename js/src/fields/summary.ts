// One line that says what a closed group holds.

import { Leaf } from "../model/leaf";
import type { Node } from "../model/node";
import { Struct } from "../model/struct";

const MOST_PARTS = 3;
const MOST_CHARACTERS = 48;
/** What is left of the beginning of an address: whose it is. Its end says what it is. */
const BEGINNING = 12;

/** The texts of its first members, the required ones before the others; when it has none of its
 * own, those of the groups in it. */
export function summaryOf(node: Node): string {
  const parts: string[] = [];
  for (let level = [node]; level.length > 0 && parts.length === 0; ) {
    const members = level.flatMap(membersOf).filter((member) => member.present.value);
    const leaves = members.filter((member) => member instanceof Leaf);
    const texts = leaves.map(textOf).filter((text) => text !== "");
    parts.push(...texts.slice(0, MOST_PARTS));
    level = members.filter((member) => !(member instanceof Leaf));
  }
  return parts.join(" · ");
}

function membersOf(node: Node): Node[] {
  if (!(node instanceof Struct)) return node.children();
  const members = node.children();
  const isRequired = ({ place }: Node): boolean => place.required;
  return [...members.filter(isRequired), ...members.filter((member) => !isRequired(member))];
}

function textOf(leaf: Leaf): string {
  const text = leaf.text.value.trim();
  if (text.length <= MOST_CHARACTERS) return text;
  const rest = MOST_CHARACTERS - 1;
  if (!leaf.hints.code) return `${text.slice(0, rest)}…`;
  return `${text.slice(0, BEGINNING)}…${text.slice(BEGINNING - rest)}`;
}
