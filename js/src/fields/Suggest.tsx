// Text with known values at hand: long enums, and enums to which AWS may add. The list is in the
// page only while the field has the focus.

import type { RefObject } from "preact";
import { useState } from "preact/hooks";
import { Leaf } from "../model/leaf";
import type { Node } from "../model/node";
import type { ControlProps } from "./Field";
import { textAttributes } from "./Text";
import { useTyping } from "./typing";

export function testSuggest(node: Node): number {
  if (!(node instanceof Leaf)) return 0;
  return node.schema.enum || node.hints.suggest ? 1.5 : 0;
}

export function Suggest({ node, attributes }: ControlProps<Leaf>) {
  const [focused, setFocused] = useState(false);
  const { ref, onInput, onBlur } = useTyping({
    text: node.text,
    type: (text) => node.type(text),
    touched: node.touched,
    node,
  });
  const known = node.schema.enum ?? node.hints.suggest ?? [];
  const listId = `${attributes.id}-known`;
  return (
    <>
      <input
        {...attributes}
        {...textAttributes(node)}
        spellcheck={false}
        ref={ref as RefObject<HTMLInputElement>}
        type="text"
        list={listId}
        onInput={onInput}
        onFocus={() => setFocused(true)}
        onBlur={() => {
          setFocused(false);
          onBlur();
        }}
      />
      <datalist id={listId}>
        {focused && known.map((value) => <option key={value} value={value} />)}
      </datalist>
    </>
  );
}
