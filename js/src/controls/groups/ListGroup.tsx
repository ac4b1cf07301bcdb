// A list: rows for scalars, groups for structures.

import { Leaf } from "../../form/nodes/leaf";
import type { List } from "../../form/nodes/list";
import type { Node } from "../../form/nodes/node";
import { resolve } from "../../form/schema";
import { Fieldset } from "../Fieldset";
import { Menu } from "../Menu";
import { NodeControl } from "../NodeControl";
import { CollectionFooter } from "./CollectionFooter";
import { ItemButtons } from "./ItemButtons";
import { useIncrementalRows } from "./incrementalRows";
import { isKeyValue } from "./keyValue";
import { usePasteBox } from "./pasteBoxState";
import { useRowShortcuts } from "./rowShortcuts";

export function ListGroup({ node }: { node: List }) {
  const pasting = usePasteBox(node);
  return (
    <Fieldset
      node={node}
      flat={isFlat(node)}
      menu="collection"
      paste={isFlat(node) ? pasting.open : undefined}
      foot={<CollectionFooter node={node} adds="add_item" pasting={pasting} />}
    >
      {useIncrementalRows(node.items.value).map((item) =>
        item instanceof Leaf ? (
          <Row key={item.id} list={node} item={item} />
        ) : (
          <NodeControl key={item.id} node={item} />
        ),
      )}
    </Fieldset>
  );
}

/** Its rows are single texts or pairs, which stand beside its name; structures need the whole width. */
function isFlat(list: List): boolean {
  const { tables } = list.formServices;
  const items = resolve(tables, list.schema.items ?? {});
  return items.type !== "object" || isKeyValue(tables, items);
}

function Row({ list, item }: { list: List; item: Node }) {
  const isBlank = (): boolean => !item.isPresent.peek();
  const remove = (): void => list.remove(item);
  const onKeyDown = useRowShortcuts({ owner: list, node: item, isBlank, remove });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field and the buttons in it have the focus
    <div class="mp-row" onKeyDown={onKeyDown}>
      <NodeControl node={item} row />
      <ItemButtons list={list} item={item} seen="×" />
      <Menu node={item} kind="item" />
    </div>
  );
}
