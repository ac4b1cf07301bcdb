// What stands below the rows of a list or a map: how many there are, what adds one, and the box that
// a list is pasted into.

import type { List } from "../../form/nodes/list";
import type { MapNode } from "../../form/nodes/map";
import { elementId, useText, useView } from "../context";
import { GroupButton } from "../Fieldset";
import { LaterContent } from "../later/LaterContent";
import type { PasteBoxState } from "../later/laterPanels";
import { useAddItem } from "./addItem";

interface Props {
  node: List | MapNode;
  /** A key of the page's words: "add_item" or "add_entry"; absent where a box of its own adds. */
  adds?: string;
  pasting: PasteBoxState;
}

export function CollectionFooter({ node, adds, pasting }: Props) {
  const view = useView();
  const t = useText();
  const { most, full, add } = useAddItem(node);
  const count = node.children().length;
  const isFull = full() !== "";
  const countId = elementId(view, node, "count");
  return (
    <div class="mp-footer">
      {adds && (
        <GroupButton
          node={node}
          does={adds}
          part="add"
          idle={isFull ? countId : undefined}
          onClick={() => add()}
        />
      )}
      {count > 0 && Number.isFinite(most) && (
        <span id={countId} class="mp-count">
          {full() || t("count_of", { count, most })}
        </span>
      )}
      {pasting.isOpen && <LaterContent panel="PasteBox" props={{ node, pasting }} />}
    </div>
  );
}
