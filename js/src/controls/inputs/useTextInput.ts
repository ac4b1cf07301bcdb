// How typing becomes a change, and when a verdict shows: the one place for both.

import { effect, type ReadonlySignal, type Signal } from "@preact/signals-core";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { MapEntry } from "../../form/nodes/map";
import type { Node } from "../../form/nodes/node";
import { shownIssue, useText, useView } from "../context";
import { sentenceOf } from "../HelpText";

type TextElement = HTMLInputElement | HTMLTextAreaElement;

/** A pause after which a verdict shows though the field was not left: nobody waits for an error
 * that is already certain, and none is shown in the middle of a word. */
const PAUSE_MS = 600;

export interface TextTarget {
  text: ReadonlySignal<string>;
  type(text: string): void;
  isTouched: Signal<boolean>;
  node: Node;
  /** What bears the verdict, where that is not the node: an entry of a map. */
  entry?: MapEntry;
  /** Called when the field is left after something was typed. */
  left?(): void;
}

/** Tie a text control to what it types into; the DOM is touched only when its text differs.
 * `element` identifies the element of the control: another one gets the text again. */
export function useTextInput(
  typed: TextTarget,
  element: unknown,
): {
  ref: RefObject<TextElement>;
  onInput: (event: Event) => void;
  onBlur: () => void;
} {
  const view = useView();
  const ref = useRef<TextElement>(null);
  const t = useText();
  const pause = useRef<ReturnType<typeof setTimeout>>();
  const typedAt = useRef(0);
  const announced = useRef("");

  /** What is wrong is said once, not at each key. */
  const announceIssue = (): void => {
    const issue = shownIssue(view.form, typed.entry ?? typed.node);
    const text = issue ? sentenceOf(issue) : "";
    if (text && text !== announced.current)
      view.announce(t("field.error", { name: typed.node.name(), text }));
    announced.current = text;
  };
  /** One clock for all keys of a burst: to set one for each would cost each of them. */
  const afterPause = (): void => {
    const left = typedAt.current + PAUSE_MS - Date.now();
    pause.current = left > 0 ? setTimeout(afterPause, left) : undefined;
    if (left > 0) return;
    typed.isTouched.value = true;
    announceIssue();
  };

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
      view.form.editing = typed.node;
      typed.type((event.currentTarget as TextElement).value);
      typedAt.current = Date.now();
      pause.current ??= setTimeout(afterPause, PAUSE_MS);
    },
    onBlur: () => {
      clearTimeout(pause.current);
      pause.current = undefined;
      const left = view.form.editing === typed.node;
      if (left) {
        view.form.editing = undefined;
        typed.left?.();
      }
      if (typed.isTouched.peek() || left || typed.text.peek() !== "") typed.isTouched.value = true;
      if (left) announceIssue();
      view.flush();
    },
  };
}
