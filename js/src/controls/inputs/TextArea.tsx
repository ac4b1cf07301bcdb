// Text that may be long: a box that grows with it.

import { Leaf } from "../../form/nodes/leaf";
import type { Node } from "../../form/nodes/node";
import type { ControlProps } from "../types";
import { textAttributes, typedInto } from "./Text";
import { TextBox } from "./TextInput";

export function testLongText(node: Node): number {
  return node instanceof Leaf && node.hints.control ? 3 : 0;
}

export function LongText({ node, attributes }: ControlProps<Leaf>) {
  const { code } = node.hints;
  return (
    <TextBox
      typed={typedInto(node)}
      rows={2}
      attributes={{
        ...attributes,
        ...textAttributes(node),
        class: code ? "mp-code" : "",
        spellcheck: !code,
      }}
    />
  );
}
