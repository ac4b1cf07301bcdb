// The buttons of a list and of a map: add one, unset all, or send it empty.

import type { Dict } from "../model/dict";
import type { List } from "../model/list";
import { GroupButton } from "./Frame";

interface Props {
  node: List | Dict;
  /** A key of the page's words: "addItem" or "addEntry". */
  adds: string;
  add(): void;
}

export function CollectionButtons({ node, adds, add }: Props) {
  return (
    <>
      <GroupButton node={node} does={adds} part="add" onClick={add} />
      {node.present.value ? (
        <GroupButton node={node} does="unset" onClick={() => node.unset()} />
      ) : (
        <GroupButton node={node} does="setEmpty" part="unset" onClick={() => node.setExplicit()} />
      )}
    </>
  );
}
