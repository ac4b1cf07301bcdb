import { Leaf } from "../../form/nodes/leaf";
import type { Node } from "../../form/nodes/node";
import { Struct } from "../../form/nodes/struct";

/** Where a person goes on in a new item: the field that the layout names, one that is required,
 * else the first, if it has one. */
export function firstField(item: Node): Node {
  if (!(item instanceof Struct)) return item;
  const members = [...item.members().values()].filter((member) => member instanceof Leaf);
  const named = members.find((member) => member.name() === item.hints.first);
  return named ?? members.find(({ parentLink }) => parentLink.required) ?? members[0] ?? item;
}
