// The element that text is typed into: one line, or a box when the text holds line ends, which an
// <input> would drop in silence.

import { useComputed } from "@preact/signals";
import type { ComponentProps, RefObject } from "preact";
import { type Typed, useTyping } from "./typing";

interface Props {
  typed: Typed;
  attributes: Omit<ComponentProps<"input">, "ref" | "type" | "onInput" | "onBlur">;
  /** Rows of a box that is one from the start; without it one line is the rule. */
  rows?: number;
}

export function TextBox({ typed, attributes, rows }: Props) {
  const { ref, onInput, onBlur } = useTyping(typed);
  const { value: hasLineEnds } = useComputed(() => /[\n\r]/.test(typed.text.value));
  const given = { ...attributes, onInput, onBlur } as object;
  return rows || hasLineEnds ? (
    <textarea {...given} ref={ref as RefObject<HTMLTextAreaElement>} rows={rows ?? 2} />
  ) : (
    <input {...given} ref={ref as RefObject<HTMLInputElement>} type="text" />
  );
}
