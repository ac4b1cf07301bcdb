// Text with known values at hand: long enums, and enums to which AWS may add. The list is in the
// page only while the field has the focus.

import { Leaf } from "../../form/nodes/leaf";
import type { Node } from "../../form/nodes/node";
import { useSignal } from "../signals";
import type { ControlProps } from "../types";
import { textAttributes, typedInto } from "./Text";
import { TextInput } from "./TextInput";

export function rankDatalist(node: Node): number {
  if (!(node instanceof Leaf)) return 0;
  return node.schema.enum || node.hints.suggest ? 1.5 : 0;
}

export function Datalist({ node, attributes }: ControlProps<Leaf>) {
  const focused = useSignal(false);
  const known = node.schema.enum ?? node.hints.suggest ?? [];
  const list = `${attributes.id}-known`;
  return (
    <div
      class="mp-suggest"
      onFocusIn={() => (focused.value = true)}
      onFocusOut={() => (focused.value = false)}
    >
      <TextInput
        typed={typedInto(node)}
        attributes={{ ...attributes, ...textAttributes(node), list }}
      />
      <datalist id={list}>
        {focused.value && known.map((value) => <option key={value} value={value} />)}
      </datalist>
    </div>
  );
}
