// Whether the box for a whole list is open: the menu of the list opens it.

import type { List } from "../../form/nodes/list";
import type { MapNode } from "../../form/nodes/map";
import { elementId, useView } from "../context";
import type { PasteBoxState } from "../later/laterPanels";
import { useSignal } from "../signals";

export function usePasteBox(node: List | MapNode, add?: (text: string) => boolean): PasteBoxState {
  const view = useView();
  const isOpen = useSignal(false);
  return {
    isOpen: isOpen.value,
    add,
    open: () => {
      isOpen.value = true;
      view.focus(elementId(view, node, "paste"));
    },
    close: () => {
      isOpen.value = false;
      view.focus(elementId(view, node, "more"));
    },
  };
}
