// The one place that knows which node serves which kind of schema.

import type { Schema } from "../../protocol/form_data";
import { kindOf, resolve } from "../schema";
import { Leaf } from "./leaf";
import { List } from "./list";
import { Dict } from "./map";
import type { Node, Place, Shared } from "./node";
import { Struct } from "./struct";
import { AnyJson } from "./unknown";

export function makeNode(shared: Shared, given: Schema, place: Place): Node {
  const schema = resolve(shared.tables, given);
  switch (kindOf(schema)) {
    case "struct":
      return new Struct(shared, schema, place);
    case "list":
      return new List(shared, schema, place);
    case "map":
      return new Dict(shared, schema, place);
    case "any":
      return new AnyJson(shared, schema, place);
    default:
      return new Leaf(shared, schema, place);
  }
}
