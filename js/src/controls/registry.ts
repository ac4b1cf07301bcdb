// Which control serves which node: the highest rank wins. A new control is one file and one line.

import type { ComponentType } from "preact";
import { List } from "../form/nodes/list";
import { MapNode } from "../form/nodes/map";
import type { Node } from "../form/nodes/node";
import { Struct } from "../form/nodes/struct";
import { KeyValueRow } from "./groups/KeyValueRow";
import { testKeyValue } from "./groups/keyValue";
import { ListGroup } from "./groups/ListGroup";
import { MapGroup } from "./groups/MapGroup";
import { StructGroup } from "./groups/StructGroup";
import { AccountCombobox, testAccountCombobox } from "./inputs/AccountCombobox";
import { Datalist, testDatalist } from "./inputs/Datalist";
import { JsonString, testJsonString } from "./inputs/JsonString";
import { JsonValue, testJsonValue } from "./inputs/JsonValue";
import { MultiSelect, testMultiSelect } from "./inputs/MultiSelect";
import { Select, testSelect } from "./inputs/Select";
import { Text } from "./inputs/Text";
import { TextArea, testTextArea } from "./inputs/TextArea";
import type { ControlProps } from "./types";

/** The rank of a control for a node; 0 means that it does not serve it. */
export type Test = (node: Node) => number;

// biome-ignore lint/suspicious/noExplicitAny: each control takes the kind of node that its test admits
type Row = [ComponentType<any>, Test];

const CONTROLS: Row[] = [
  [Text, () => 1],
  [TextArea, testTextArea],
  [JsonString, testJsonString],
  [Select, testSelect],
  [Datalist, testDatalist],
  [AccountCombobox, testAccountCombobox],
  [JsonValue, testJsonValue],
];

/** Those of nodes that hold others; they bring a frame of their own. */
const GROUPS: Row[] = [
  [StructGroup, (node) => (node instanceof Struct ? 1 : 0)],
  [ListGroup, (node) => (node instanceof List ? 1 : 0)],
  [MapGroup, (node) => (node instanceof MapNode ? 1 : 0)],
  [KeyValueRow, testKeyValue],
  [MultiSelect, testMultiSelect],
];

export function controlFor(node: Node): ComponentType<ControlProps> {
  return bestOf(CONTROLS, node) as ComponentType<ControlProps>;
}

/** Undefined for a node without children. */
export function groupFor(node: Node): ComponentType<{ node: Node }> | undefined {
  return bestOf(GROUPS, node);
}

function bestOf(rows: Row[], node: Node): Row[0] | undefined {
  let best: Row[0] | undefined;
  let highest = 0;
  for (const [control, test] of rows) {
    const rank = test(node);
    if (rank > highest) [best, highest] = [control, rank];
  }
  return best;
}
