// Which control serves which node: the highest rank wins. A new control is one file and one line.

import type { ComponentType } from "preact";
import { Dict } from "../model/dict";
import { List } from "../model/list";
import type { Node } from "../model/node";
import { Struct } from "../model/struct";
import { Choice, testChoice } from "./Choice";
import { FromAccount, testFromAccount } from "./FromAccount";
import { Group } from "./Group";
import { JsonText, testJsonText } from "./JsonText";
import { ListGroup } from "./ListGroup";
import { LongText, testLongText } from "./LongText";
import { MapGroup } from "./MapGroup";
import { Pair } from "./Pair";
import { PickMany, testPickMany } from "./PickMany";
import { testPair } from "./pairs";
import { RawJson, testRawJson } from "./RawJson";
import { Suggest, testSuggest } from "./Suggest";
import { Text } from "./Text";
import type { ControlProps } from "./types";

/** The rank of a control for a node; 0 means that it does not serve it. */
export type Test = (node: Node) => number;

// biome-ignore lint/suspicious/noExplicitAny: each control takes the kind of node that its test admits
type Row = [ComponentType<any>, Test];

const CONTROLS: Row[] = [
  [Text, () => 1],
  [LongText, testLongText],
  [JsonText, testJsonText],
  [Choice, testChoice],
  [Suggest, testSuggest],
  [FromAccount, testFromAccount],
  [RawJson, testRawJson],
];

/** Those of nodes that hold others; they bring a frame of their own. */
const GROUPS: Row[] = [
  [Group, (node) => (node instanceof Struct ? 1 : 0)],
  [ListGroup, (node) => (node instanceof List ? 1 : 0)],
  [MapGroup, (node) => (node instanceof Dict ? 1 : 0)],
  [Pair, testPair],
  [PickMany, testPickMany],
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
