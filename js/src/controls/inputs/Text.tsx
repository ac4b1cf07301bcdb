// One line of text, and numbers: what is typed that is no number stays, and is marked.

import type { Leaf } from "../../form/nodes/leaf";
import type { ControlProps } from "../types";
import { PLAIN_TEXT } from "./plainText";
import { TextInput } from "./TextInput";
import type { TextTarget } from "./useTextInput";

export function Text({ node, attributes }: ControlProps<Leaf>) {
  return (
    <TextInput typed={typedInto(node)} attributes={{ ...attributes, ...textAttributes(node) }} />
  );
}

export function typedInto(node: Leaf): TextTarget {
  return { text: node.text, type: (text) => node.type(text), isTouched: node.isTouched, node };
}

/** What controls of text share: no `maxlength` and no `pattern`, those count UTF-16 units. */
export function textAttributes(node: Leaf) {
  const numeric = node.schema.type === "integer";
  return {
    class: node.hints.code ? "mp-code" : numeric ? "mp-number" : "",
    placeholder: node.hints.placeholder ?? "",
    inputMode: numeric ? ("numeric" as const) : ("text" as const),
    ...PLAIN_TEXT,
  };
}
