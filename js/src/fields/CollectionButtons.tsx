// The buttons of a list and of a map: add one, unset all, or send it empty.

import type { Dict } from "../model/dict";
import type { List } from "../model/list";
import { elementId, usePage, useView } from "./context";
import { GroupButton } from "./Frame";

interface Props {
  node: List | Dict;
  /** A key of the page's words: "addItem" or "addEntry". */
  adds: string;
  add(): void;
}

export function CollectionButtons({ node, adds, add }: Props) {
  const view = useView();
  const page = usePage();
  const { maxItems, maxProperties } = node.schema;
  const most = maxItems ?? maxProperties ?? Number.POSITIVE_INFINITY;
  const isFull = node.children().length >= most;
  const why = page("full", { most });
  const whyId = elementId(view, node, "full");
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
      {isFull && (
        <span id={whyId} class="mp-full">
          {why}
        </span>
      )}
      <GroupButton
        node={node}
        does={adds}
        part="add"
        idle={isFull ? whyId : undefined}
        onClick={isFull ? () => view.announce(why) : add}
      />
      {node.present.value ? (
        <GroupButton node={node} does="unset" onClick={unset} />
      ) : (
        <GroupButton node={node} does="setEmpty" part="unset" onClick={setEmpty} />
      )}
    </>
  );
}
