// A list: rows for scalars, groups for structures.

import { Leaf } from "../model/leaf";
import type { List } from "../model/list";
import type { Node } from "../model/node";
import { Any } from "./Any";
import { elementId, usePage, useView } from "./context";
import { Frame, GroupButton } from "./Frame";

export function ListGroup({ node }: { node: List }) {
  const view = useView();

  const add = () => {
    const item = node.add();
    view.form.fold(item).value = true;
    view.flush();
    view.focus(elementId(view, item));
  };
  return (
    <Frame
      node={node}
      buttons={
        <>
          <GroupButton node={node} does="addItem" onClick={add} />
          {node.present.value ? (
            <GroupButton node={node} does="unset" onClick={() => node.unset()} />
          ) : (
            <GroupButton node={node} does="setEmpty" onClick={() => node.setExplicit()} />
          )}
        </>
      }
    >
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
  const view = useView();
  const page = usePage();
  const name = item.name();
  return (
    <div class="mp-row">
      <Any node={item} row />
      <button
        type="button"
        class="mp-icon"
        aria-label={page("remove", { name })}
        aria-describedby={elementId(view, list, "legend")}
        title={page("remove", { name })}
        onClick={() => {
          list.remove(item);
          view.flush();
        }}
      >
        ×
      </button>
    </div>
  );
}
