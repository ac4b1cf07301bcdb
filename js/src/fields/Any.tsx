// Any node: a group, a list, a map or a field.

import { Dict } from "../model/dict";
import { List } from "../model/list";
import type { Node } from "../model/node";
import { Struct } from "../model/struct";
import { Field } from "./Field";
import { Group } from "./Group";
import { ListGroup } from "./ListGroup";
import { MapGroup } from "./MapGroup";

export function Any({ node, row = false }: { node: Node; row?: boolean }) {
  if (
    node.foreign.value !== undefined &&
    !(node instanceof Struct && node.place.parent === undefined)
  )
    return <Field node={node} row={row} />;
  if (node instanceof Struct) return <Group node={node} />;
  if (node instanceof List) return <ListGroup node={node} />;
  if (node instanceof Dict) return <MapGroup node={node} />;
  return <Field node={node} row={row} />;
}
