// Text that may be long or hold line ends: a box that grows with it.

import type { RefObject } from "preact";
import { Leaf } from "../model/leaf";
import type { Node } from "../model/node";
import type { ControlProps } from "./Field";
import { textAttributes } from "./Text";
import { useTyping } from "./typing";

export function testLongText(node: Node): number {
  if (!(node instanceof Leaf)) return 0;
  if (node.hints.control) return 3;
  // An <input> would drop line ends in silence.
  return /[\n\r]/.test(node.text.value) ? 5 : 0;
}

export function LongText({ node, attributes }: ControlProps<Leaf>) {
  const { ref, onInput, onBlur } = useTyping({
    text: node.text,
    type: (text) => node.type(text),
    touched: node.touched,
    node,
  });
  const json = node.hints.control === "json";
  return (
    <textarea
      {...attributes}
      {...textAttributes(node)}
      class={json || node.hints.code ? "mp-long mp-code" : "mp-long"}
      spellcheck={!json}
      ref={ref as RefObject<HTMLTextAreaElement>}
      rows={json ? 3 : 2}
      onInput={onInput}
      onBlur={onBlur}
    />
  );
}
