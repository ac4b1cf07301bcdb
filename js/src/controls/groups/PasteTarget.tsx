// Where several rows can be pasted at once. What is one plain line is pasted by the browser, as ever.
// The later part takes another text apart; until it is there, the text stands in the field as the
// browser would have pasted it.

import type { ComponentChildren } from "preact";
import type { List } from "../../form/nodes/list";
import { MapNode } from "../../form/nodes/map";
import { useView } from "../context";
import { LaterContent, Waiting } from "../later/LaterContent";
import type { PastedText } from "../later/laterPanels";
import { useSignal } from "../signals";
import { insertText } from "./insertText";

/** Two lines, or the begin of a list or a dict. */
const SEVERAL = /\S\s*[\r\n]\s*\S|^\s*[[{(]/;
/** Of a name and a value. */
const PAIR = /[=,\t]/;

export function PasteTarget({
  node,
  children,
}: {
  node: List | MapNode;
  children: ComponentChildren;
}) {
  const { later } = useView();
  const pasted = useSignal<PastedText>();
  const onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const field = event.target as HTMLInputElement;
    const row = field.closest(".mp-row, .mp-key-value, .mp-entry");
    if (event.defaultPrevented || row?.closest(".mp-pasting") !== event.currentTarget) return;
    const before = field.value;
    const isFresh = before === "";
    const mayBePair = isFresh && !row.matches(".mp-row") && PAIR.test(text);
    const takes = node instanceof MapNode ? isFresh && field.id.endsWith("-name") : true;
    if (!takes || field.tagName !== "INPUT" || !(mayBePair || SEVERAL.test(text))) return;
    event.preventDefault();
    if (!later.part.content.peek()) insertText(field, text);
    pasted.value = { field, text, before, now: field.value };
  };
  return (
    <div class="mp-pasting" onPaste={onPaste}>
      {children}
      {pasted.value && (
        <LaterContent
          panel="PastedRows"
          props={{ node, pasted: pasted.value, end: () => (pasted.value = undefined) }}
          meanwhile={<Waiting awaits="later.pasting" />}
        />
      )}
    </div>
  );
}
