// The element that text is typed into: one line, or a box when the text holds line ends, which an
// <input> would drop in silence.

import type { ComponentProps, RefObject } from "preact";
import { useRef } from "preact/hooks";
import { useComputed } from "../signals";
import { type TextTarget, useTextInput } from "./useTextInput";

interface Props {
  typed: TextTarget;
  attributes: Omit<ComponentProps<"input">, "ref" | "type" | "onInput" | "onBlur">;
  /** Rows of a box that is one from the start; without it one line is the rule. */
  rows?: number;
}

export function TextInput({ typed, attributes, rows }: Props) {
  const { value: hasLineEnds } = useComputed(() => /[\n\r]/.test(typed.text.value));
  const isBox = useRef(false);
  // Once a box, always a box: to exchange the element under somebody's hands would take the focus.
  isBox.current ||= hasLineEnds || rows !== undefined;
  const { ref, onInput, onBlur } = useTextInput(typed, isBox.current);
  const given = { dir: "auto", ...attributes, onInput, onBlur } as object;
  return isBox.current ? (
    <textarea {...given} ref={ref as RefObject<HTMLTextAreaElement>} rows={rows ?? 2} />
  ) : (
    <input {...given} ref={ref as RefObject<HTMLInputElement>} type="text" />
  );
}
