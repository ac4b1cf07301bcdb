// A list: rows for scalars, groups for structures.

import { Leaf } from "../../form/nodes/leaf";
import type { List } from "../../form/nodes/list";
import type { Node } from "../../form/nodes/node";
import { resolve } from "../../form/schema";
import { Frame } from "../Fieldset";
import { Menu } from "../Menu";
import { useCollectionItems, useItemItems } from "../menuItems";
import { Any } from "../NodeControl";
import { CollectionFoot } from "./CollectionFooter";
import { ItemButtons } from "./ItemButtons";
import { useGrowing } from "./incrementalRows";
import { isPair } from "./keyValue";
import { usePasting } from "./PasteBox";
import { useRowKeys } from "./rowShortcuts";

export function ListGroup({ node }: { node: List }) {
  const pasting = usePasting(node);
  return (
    <Frame
      node={node}
      flat={isFlat(node)}
      menu={useCollectionItems(node, isFlat(node) ? pasting.open : undefined)}
      foot={<CollectionFoot node={node} adds="addItem" pasting={pasting} />}
    >
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

/** Its rows are single texts or pairs, which stand beside its name; structures need the whole width. */
function isFlat(list: List): boolean {
  const { tables } = list.shared;
  const items = resolve(tables, list.schema.items ?? {});
  return items.type !== "object" || isPair(tables, items);
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
      <Menu node={item} items={useItemItems(list, item)} />
    </div>
  );
}
