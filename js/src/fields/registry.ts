// Which control serves which node: the highest rank wins. A new control is one file and one line.

import type { ComponentType } from "preact";
import type { Node } from "../model/node";
import { Choice, testChoice } from "./Choice";
import type { ControlProps } from "./Field";
import { LongText, testLongText } from "./LongText";
import { RawJson, testRawJson } from "./RawJson";
import { Suggest, testSuggest } from "./Suggest";
import { Text } from "./Text";

/** The rank of a control for a node; 0 means that it does not serve it. */
export type Test = (node: Node) => number;

// biome-ignore lint/suspicious/noExplicitAny: each control takes the kind of node that its test admits
const CONTROLS: [ComponentType<ControlProps<any>>, Test][] = [
  [Text, () => 1],
  [LongText, testLongText],
  [Choice, testChoice],
  [Suggest, testSuggest],
  [RawJson, testRawJson],
];

export function controlFor(node: Node): ComponentType<ControlProps> {
  let [best, highest] = [CONTROLS[0]?.[0] ?? Text, 0];
  for (const [control, test] of CONTROLS) {
    const rank = test(node);
    if (rank > highest) [best, highest] = [control, rank];
  }
  return best as ComponentType<ControlProps>;
}
