// What stands below the rows of a list or a map: how many there are, what adds one, and the box that
// a list is pasted into.

import type { List } from "../../form/nodes/list";
import type { Dict } from "../../form/nodes/map";
import { elementId, usePage, useView } from "../context";
import { GroupButton } from "../Fieldset";
import { useAdding } from "./addItem";
import { PasteBox, type Pasting } from "./PasteBox";

interface Props {
  node: List | Dict;
  /** A key of the page's words: "addItem" or "addEntry"; absent where a box of its own adds. */
  adds?: string;
  pasting: Pasting;
}

export function CollectionFoot({ node, adds, pasting }: Props) {
  const view = useView();
  const page = usePage();
  const { most, full, add } = useAdding(node);
  const count = node.children().length;
  const isFull = full() !== "";
  const countId = elementId(view, node, "count");
  return (
    <div class="mp-foot">
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
          {full() || page("countOf", { count, most })}
        </span>
      )}
      {pasting.isOpen && <PasteBox node={node} pasting={pasting} />}
    </div>
  );
}
