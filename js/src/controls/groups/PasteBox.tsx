// A box for a whole list, opened by the menu of the list: each line becomes a row.

import { useRef, useState } from "preact/hooks";
import { Button } from "../Button";
import { elementId, useText, useView } from "../context";
import type { LaterPanels } from "../later/laterPanels";
import { pasteInto } from "./pasteRows";

export function PasteBox({ node, pasting }: LaterPanels["PasteBox"]) {
  const view = useView();
  const t = useText();
  const box = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState("");
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
    setProblem(t("paste.none"));
    view.announce(t("paste.none"));
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
        {problem}
      </span>
      <span class="mp-paste-buttons">
        <Button onClick={add}>{t("paste.add")}</Button>
        <Button onClick={pasting.close}>{t("paste.cancel")}</Button>
      </span>
    </div>
  );
}
