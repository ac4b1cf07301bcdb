// Any JSON as text: for a kind of value that botocore does not have today, for members that it does
// not know, and for a value of the wrong kind, until it is fixed.

import { type Signal, signal } from "@preact/signals-core";
import { useMemo } from "preact/hooks";
import { formatJson } from "../../core/format_json";
import { stringify } from "../../core/json";
import { Leaf } from "../../form/nodes/leaf";
import type { Node } from "../../form/nodes/node";
import { AnyJson, parseOrText } from "../../form/nodes/unknown";
import type { ControlProps } from "../types";
import { TextInput } from "./TextInput";
import type { TextTarget } from "./useTextInput";

export function rankJsonValue(node: Node): number {
  return node instanceof Leaf ? 0 : 9;
}

export function JsonValue({ node, attributes }: ControlProps) {
  const typed = useMemo(() => typedInto(node), [node]);
  return (
    <TextInput
      typed={typed}
      rows={3}
      attributes={{ ...attributes, class: "mp-code", spellcheck: false }}
    />
  );
}

function typedInto(node: Node): TextTarget {
  const { isTouched } = node;
  if (node instanceof AnyJson) {
    return { text: node.text, type: (text: string) => node.type(text), isTouched, node };
  }
  const mistyped = node.mistypedValue.peek();
  const text: Signal<string> = signal(
    mistyped === undefined ? "" : formatJson(stringify(mistyped)),
  );
  const type = (typed: string): void => {
    text.value = typed;
    node.mistypedValue.value = parseOrText(typed) ?? "";
    node.change();
  };
  // Not before the field is left: real controls would take the focus from under somebody's hands.
  const left = (): void => {
    const value = parseOrText(text.peek());
    if (value === undefined) {
      node.unset();
      return;
    }
    node.load(value, true);
    node.change();
  };
  return { text, type, left, isTouched, node };
}
