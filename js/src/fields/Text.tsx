// One line of text, and numbers: what is typed that is no number stays, and is marked.

import type { RefObject } from "preact";
import type { Leaf } from "../model/leaf";
import type { ControlProps } from "./Field";
import { useTyping } from "./typing";

export function Text({ node, attributes }: ControlProps<Leaf>) {
  const { ref, onInput, onBlur } = useTyping({
    text: node.text,
    type: (text) => node.type(text),
    touched: node.touched,
    node,
  });
  return (
    <input
      {...attributes}
      {...textAttributes(node)}
      ref={ref as RefObject<HTMLInputElement>}
      type="text"
      onInput={onInput}
      onBlur={onBlur}
    />
  );
}

/** What controls of text share: no `maxlength` and no `pattern`, those count UTF-16 units. */
export function textAttributes(node: Leaf) {
  const numeric = node.schema.type === "integer";
  return {
    class: node.hints.code ? "mp-code" : numeric ? "mp-number" : "",
    placeholder: node.hints.placeholder ?? "",
    inputMode: numeric ? ("numeric" as const) : ("text" as const),
    autocomplete: "off",
    autocapitalize: "off" as const,
    spellcheck: !(node.hints.code || numeric),
  };
}
