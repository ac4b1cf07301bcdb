// JSON in a string: formatted for reading when it comes from elsewhere, or is pasted whole. The
// node keeps the original text until its content is another.

import { useRef } from "preact/hooks";
import { formatJson } from "../../core/format_json";
import { Leaf } from "../../form/nodes/leaf";
import type { Node } from "../../form/nodes/node";
import { useComputed } from "../signals";
import type { ControlProps } from "../types";
import { textAttributes, typedInto } from "./Text";
import { TextInput } from "./TextInput";

export function rankJsonString(node: Node): number {
  return node instanceof Leaf && node.hints.control === "json" ? 4 : 0;
}

export function JsonString({ node, attributes }: ControlProps<Leaf>) {
  // What is being typed stays as it is typed.
  const typed = useRef<string>();
  const text = useComputed(() => {
    const now = node.text.value;
    return now === typed.current ? now : formatJson(now);
  });
  const type = (now: string): void => {
    const isPaste = node.text.peek() === "" && now.length > 1;
    typed.current = isPaste ? undefined : now;
    node.type(now);
  };
  return (
    <TextInput
      typed={{ ...typedInto(node), text, type }}
      rows={3}
      attributes={{
        ...attributes,
        ...textAttributes(node),
        class: "mp-code",
      }}
    />
  );
}
