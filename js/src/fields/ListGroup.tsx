// A list: rows for scalars, groups for structures.

import { Leaf } from "../model/leaf";
import type { List } from "../model/list";
import type { Node } from "../model/node";
import { Any } from "./Any";
import { CollectionButtons } from "./CollectionButtons";
import { elementId, usePage, useView } from "./context";
import { Frame } from "./Frame";
import { firstField } from "./firstField";
import { Remove } from "./Remove";

export function ListGroup({ node }: { node: List }) {
  const view = useView();

  const add = () => {
    const item = node.add();
    view.form.fold(item).value = true;
    view.flush();
    view.focus(elementId(view, firstField(item)));
  };
  return (
    <Frame node={node} buttons={<CollectionButtons node={node} adds="addItem" add={add} />}>
      {node.items.value.map((item) =>
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
  const page = usePage();
  return (
    <div class="mp-row">
      <Any node={item} row />
      <Remove
        node={item}
        owner={list}
        among={list.items.value}
        label={page("remove", { name: item.name() })}
        seen="×"
        remove={() => list.remove(item)}
      />
    </div>
  );
}
