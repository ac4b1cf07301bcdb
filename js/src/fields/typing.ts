// How typing becomes a change, and when a verdict shows: the one place for both.

import { effect, type ReadonlySignal, type Signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Node } from "../model/node";
import { useView } from "./context";

type TextElement = HTMLInputElement | HTMLTextAreaElement;

/** A pause after which a verdict shows though the field was not left: nobody waits for an error
 * that is already certain, and nobody is told of one in the middle of a word. */
const PAUSE_MS = 600;

export interface Typed {
  text: ReadonlySignal<string>;
  type(text: string): void;
  touched: Signal<boolean>;
  node: Node;
  /** Called when the field is left after something was typed. */
  left?(): void;
}

/** Tie a text control to what it types into; the DOM is touched only when its text differs.
 * `element` tells which element the control is: another one is given the text anew. */
export function useTyping(
  typed: Typed,
  element: unknown,
): {
  ref: RefObject<TextElement>;
  onInput: (event: Event) => void;
  onBlur: () => void;
} {
  const view = useView();
  const ref = useRef<TextElement>(null);
  const pause = useRef<ReturnType<typeof setTimeout>>();

  useLayoutEffect(
    () =>
      effect(() => {
        const text = typed.text.value;
        if (ref.current && ref.current.value !== text) ref.current.value = text;
      }),
    [typed.text, element],
  );
  useEffect(() => () => clearTimeout(pause.current), []);

  return {
    ref,
    onInput: (event) => {
      view.form.typing = typed.node;
      typed.type((event.currentTarget as TextElement).value);
      clearTimeout(pause.current);
      if (!typed.touched.peek()) {
        pause.current = setTimeout(() => {
          typed.touched.value = true;
        }, PAUSE_MS);
      }
    },
    onBlur: () => {
      clearTimeout(pause.current);
      const left = view.form.typing === typed.node;
      if (left) {
        view.form.typing = undefined;
        typed.left?.();
      }
      if (typed.touched.peek() || left || typed.text.peek() !== "") typed.touched.value = true;
      view.flush();
    },
  };
}
