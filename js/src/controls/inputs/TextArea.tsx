// Text that may be long: a box that grows with it.

import { Leaf } from "../../form/nodes/leaf";
import type { Node } from "../../form/nodes/node";
import type { ControlProps } from "../types";
import { textAttributes, typedInto } from "./Text";
import { TextInput } from "./TextInput";

export function rankTextArea(node: Node): number {
  return node instanceof Leaf && node.hints.control ? 3 : 0;
}

export function TextArea({ node, attributes }: ControlProps<Leaf>) {
  const { code } = node.hints;
  return (
    <TextInput
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
