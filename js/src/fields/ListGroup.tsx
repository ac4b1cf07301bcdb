// A list: rows for scalars, groups for structures.

import { Leaf } from "../model/leaf";
import type { List } from "../model/list";
import type { Node } from "../model/node";
import { Any } from "./Any";
import { CollectionButtons } from "./CollectionButtons";
import { Frame } from "./Frame";
import { useGrowing } from "./growing";
import { ItemButtons } from "./ItemButtons";
import { useRowKeys } from "./rowKeys";

export function ListGroup({ node }: { node: List }) {
  return (
    <Frame node={node} buttons={<CollectionButtons node={node} adds="addItem" />}>
      {useGrowing(node.items.value).map((item) =>
        item instanceof Leaf ? (
          <Row key={item.id} list={node} item={item} />
        ) : (
          <Any key={item.id} node={item} />
        ),
      )}
    </Frame>
  );
}

function Row({ list, item }: { list: List; item: Node }) {
  const isBlank = (): boolean => !item.present.peek();
  const remove = (): void => list.remove(item);
  const onKeyDown = useRowKeys({ owner: list, node: item, isBlank, remove });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field and the buttons in it have the focus
    <div class="mp-row" onKeyDown={onKeyDown}>
      <Any node={item} row />
      <ItemButtons list={list} item={item} seen="×" />
    </div>
  );
}
