// The buttons of a list and of a map: add one, unset all, or send it empty.

import type { Dict } from "../model/dict";
import type { List } from "../model/list";
import { useAdding } from "./adding";
import { elementId, usePage, useView } from "./context";
import { GroupButton } from "./Frame";

interface Props {
  node: List | Dict;
  /** A key of the page's words: "addItem" or "addEntry". */
  adds: string;
  /** Where values are added by other means: what leads there. */
  add?(): void;
}

export function CollectionButtons({ node, adds, add }: Props) {
  const view = useView();
  const page = usePage();
  const { most, full, add: addFresh } = useAdding(node);
  const count = node.children().length;
  const isFull = full() !== "";
  const countId = elementId(view, node, "count");
  const unset = (): void => {
    node.unset();
    view.flush();
    view.announce(page("unsetDone", { name: node.name() }));
  };
  const setEmpty = (): void => {
    node.setExplicit();
    view.flush();
  };
  return (
    <>
      {count > 0 && (
        <span id={countId} class="mp-count">
          {full() || (Number.isFinite(most) ? page("countOf", { count, most }) : count)}
        </span>
      )}
      <GroupButton
        node={node}
        does={adds}
        part="add"
        idle={isFull ? countId : undefined}
        onClick={() => (add ?? addFresh)()}
      />
      {node.present.value ? (
        <GroupButton node={node} does="unset" onClick={unset} />
      ) : (
        <GroupButton node={node} does="setEmpty" part="unset" onClick={setEmpty} />
      )}
    </>
  );
}
