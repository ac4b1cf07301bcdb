// Makes rows of what was pasted, unless somebody has typed on meanwhile. What is no list is in the
// field, as any text that is pasted.

import { useLayoutEffect } from "preact/hooks";
import { MapNode } from "../../form/nodes/map";
import { useText, useView } from "../context";
import type { LaterPanels } from "../later/laterPanels";
import { insertText, replaceText } from "./insertText";
import { intoList, intoMap } from "./pasteRows";

export function PastedRows({ node, pasted, end }: LaterPanels["PastedRows"]) {
  const view = useView();
  const t = useText();
  useLayoutEffect(() => {
    end();
    const { field, text, before, now } = pasted;
    if (!field.isConnected || field.value !== now) return;
    const hasFocus = field.matches(":focus");
    if (now !== before) replaceText(field, before);
    const made =
      node instanceof MapNode
        ? intoMap(view, node, field.id, text)
        : intoList(view, node, field.id, text);
    if (!made) insertText(field, text);
    if (made || !hasFocus) view.form.editing = undefined;
    view.flush();
    if (!made) return;
    if (hasFocus) view.focus(made.focus);
    view.announce(t("pasted", { count: made.count }));
  }, []);
  return null;
}
