// Whether the box for a whole list is open: the menu of the list opens it.

import { useState } from "preact/hooks";
import type { List } from "../../form/nodes/list";
import type { MapNode } from "../../form/nodes/map";
import { elementId, useView } from "../context";
import type { PasteBoxState } from "../later/laterPanels";

export function usePasteBox(node: List | MapNode, add?: (text: string) => boolean): PasteBoxState {
  const view = useView();
  const [isOpen, setOpen] = useState(false);
  return {
    isOpen,
    add,
    open: () => {
      setOpen(true);
      view.focus(elementId(view, node, "paste"));
    },
    close: () => {
      setOpen(false);
      view.focus(elementId(view, node, "more"));
    },
  };
}
