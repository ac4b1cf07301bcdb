// Which control serves which node: the highest rank wins. A new control is one file and one line.

import type { ComponentType } from "preact";
import { List } from "../form/nodes/list";
import { MapNode } from "../form/nodes/map";
import type { Node } from "../form/nodes/node";
import { Struct } from "../form/nodes/struct";
import { KeyValueRow } from "./groups/KeyValueRow";
import { rankKeyValue } from "./groups/keyValue";
import { ListGroup } from "./groups/ListGroup";
import { MapGroup } from "./groups/MapGroup";
import { StructGroup } from "./groups/StructGroup";
import { AccountCombobox, rankAccountCombobox } from "./inputs/AccountCombobox";
import { Datalist, rankDatalist } from "./inputs/Datalist";
import { JsonString, rankJsonString } from "./inputs/JsonString";
import { JsonValue, rankJsonValue } from "./inputs/JsonValue";
import { MultiSelect, rankMultiSelect } from "./inputs/MultiSelect";
import { rankSelect, Select } from "./inputs/Select";
import { Text } from "./inputs/Text";
import { rankTextArea, TextArea } from "./inputs/TextArea";
import type { ControlProps } from "./types";

/** The rank of a control for a node; 0 means that it does not serve it. */
export type Rank = (node: Node) => number;

// biome-ignore lint/suspicious/noExplicitAny: each control takes the kind of node that its rank is for
type Row = [ComponentType<any>, Rank];

const CONTROLS: Row[] = [
  [Text, () => 1],
  [TextArea, rankTextArea],
  [JsonString, rankJsonString],
  [Select, rankSelect],
  [Datalist, rankDatalist],
  [AccountCombobox, rankAccountCombobox],
  [JsonValue, rankJsonValue],
];

/** Those of nodes that hold others; they bring a frame of their own. */
const GROUPS: Row[] = [
  [StructGroup, (node) => (node instanceof Struct ? 1 : 0)],
  [ListGroup, (node) => (node instanceof List ? 1 : 0)],
  [MapGroup, (node) => (node instanceof MapNode ? 1 : 0)],
  [KeyValueRow, rankKeyValue],
  [MultiSelect, rankMultiSelect],
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
  for (const [control, rankOf] of rows) {
    const rank = rankOf(node);
    if (rank > highest) [best, highest] = [control, rank];
  }
  return best;
}
