import { Leaf } from "../model/leaf";
import type { Node } from "../model/node";
import { Struct } from "../model/struct";

/** Where a person goes on in a new item: its first field, if it has one. */
export function firstField(item: Node): Node {
  if (!(item instanceof Struct)) return item;
  return [...item.members().values()].find((member) => member instanceof Leaf) ?? item;
}
