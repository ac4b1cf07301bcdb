// The one place that knows which node serves which kind of schema.

import type { Schema } from "../../protocol/schema";
import { nodeKind, resolve } from "../schema";
import { Leaf } from "./leaf";
import { List } from "./list";
import { MapNode } from "./map";
import type { FormServices, Node, ParentLink } from "./node";
import { Struct } from "./struct";
import { AnyJson } from "./unknown";

export function makeNode(shared: FormServices, given: Schema, place: ParentLink): Node {
  const schema = resolve(shared.tables, given);
  switch (nodeKind(schema)) {
    case "struct":
      return new Struct(shared, schema, place);
    case "list":
      return new List(shared, schema, place);
    case "map":
      return new MapNode(shared, schema, place);
    case "any":
      return new AnyJson(shared, schema, place);
    default:
      return new Leaf(shared, schema, place);
  }
}
