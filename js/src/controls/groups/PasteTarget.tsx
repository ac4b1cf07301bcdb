// Where several rows can be pasted at once.

import type { ComponentChildren } from "preact";
import type { List } from "../../form/nodes/list";
import { MapNode } from "../../form/nodes/map";
import { useText, useView } from "../context";
import { intoList, intoMap } from "./pasteRows";

export function PasteTarget({
  node,
  children,
}: {
  node: List | MapNode;
  children: ComponentChildren;
}) {
  const view = useView();
  const t = useText();
  const onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const { id } = event.target as Element;
    const pasted =
      node instanceof MapNode ? intoMap(view, node, id, text) : intoList(view, node, id, text);
    if (!pasted) return;
    event.preventDefault();
    view.flush();
    view.focus(pasted.focus);
    view.announce(t("pasted", { count: pasted.count }));
  };
  return (
    <div class="mp-pasting" onPaste={onPaste}>
      {children}
    </div>
  );
}
