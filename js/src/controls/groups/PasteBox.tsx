// A box for a whole list, opened by the menu of the list: each line becomes a row.

import { useRef } from "preact/hooks";
import { Leaf } from "../../form/nodes/leaf";
import type { List } from "../../form/nodes/list";
import { MapNode } from "../../form/nodes/map";
import { Button } from "../Button";
import { elementId, useText, useView, type View } from "../context";
import type { LaterPanels } from "../later/laterPanels";
import { useSignal } from "../signals";
import { parseLines } from "./parsePasted";
import { intoList, intoMap } from "./pasteRows";

export function PasteBox({ node, pasting }: LaterPanels["PasteBox"]) {
  const view = useView();
  const t = useText();
  const box = useRef<HTMLTextAreaElement>(null);
  const problem = useSignal("");
  const id = elementId(view, node, "paste");
  const add = (): void => {
    const text = box.current?.value ?? "";
    const count = pasting.add ? Number(pasting.add(text)) : pasteInto(view, node, text);
    if (count > 0) {
      view.flush();
      if (!pasting.add) view.announce(t("pasted", { count }));
      pasting.close();
      return;
    }
    problem.value = t("paste.none");
    view.announce(problem.value);
    box.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is in it has the focus
    <div
      class="mp-paste"
      onPaste={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        pasting.close();
      }}
    >
      <label for={id}>{t("paste.label", { name: node.name() })}</label>
      <textarea ref={box} id={id} rows={4} class="mp-code" aria-describedby={`${id}-none`} />
      <span id={`${id}-none`} class="mp-error">
        {problem.value}
      </span>
      <span class="mp-paste-buttons">
        <Button onClick={add}>{t("paste.add")}</Button>
        <Button onClick={pasting.close}>{t("paste.cancel")}</Button>
      </span>
    </div>
  );
}

/** Add what a text lists at the end of a list or a map; returns how many rows came of it. */
function pasteInto(view: View, node: List | MapNode, text: string): number {
  if (node instanceof MapNode) {
    const entry = node.add();
    const pasted = intoMap(view, node, elementId(view, entry.value, "name"), text);
    if (!pasted) node.remove(entry);
    return pasted?.count ?? 0;
  }
  const item = node.add();
  const pasted = intoList(view, node, elementId(view, item), text);
  const [line] = item instanceof Leaf ? parseLines(text) : [];
  if (!pasted && line !== undefined && item instanceof Leaf) item.type(line);
  else if (!pasted) node.remove(item);
  return pasted?.count ?? (line === undefined ? 0 : 1);
}
