// A structure: its members, each with the control of its kind.

import type { ComponentChildren } from "preact";
import { List } from "../../form/nodes/list";
import type { Struct } from "../../form/nodes/struct";
import { usePage, useView } from "../context";
import { Frame } from "../Fieldset";
import type { MenuItem } from "../Menu";
import { useGroupItems, useItemItems } from "../menuItems";
import { Nodes } from "../NodeList";
import { summaryOf } from "./groupSummary";
import { ItemButtons } from "./ItemButtons";
import { useMoveKeys } from "./rowShortcuts";

export function Group({ node }: { node: Struct }) {
  const { parent } = node.place;
  return parent instanceof List ? <Item list={parent} node={node} /> : <Member node={node} />;
}

function Member({ node }: { node: Struct }) {
  const isTop = node.place.parent?.place.parent === undefined;
  const initially = isTop || node.place.required || node.present.value;
  return <Foldable node={node} initially={initially} menu={useGroupItems(node)} />;
}

function Item({ list, node }: { list: List; node: Struct }) {
  const page = usePage();
  return (
    <Foldable
      node={node}
      initially={node.place.required || list.items.peek()[0] === node}
      menu={useItemItems(list, node)}
      buttons={<ItemButtons list={list} item={node} seen={page("removeShort")} />}
    />
  );
}

interface Props {
  node: Struct;
  /** Open until somebody says otherwise. */
  initially: boolean;
  menu: MenuItem[];
  buttons?: ComponentChildren;
}

function Foldable({ node, initially, menu, buttons }: Props) {
  const chosen = useView().form.fold(node);
  const isOpen = chosen.value ?? initially;
  const toggle = (): void => {
    chosen.value = !isOpen;
  };
  return (
    <Frame
      node={node}
      open={{ is: isOpen, toggle }}
      summary={() => summaryOf(node)}
      onKeyDown={useMoveKeys(node.place.parent, node)}
      menu={menu}
      buttons={buttons}
    >
      <Members node={node} />
    </Frame>
  );
}

function Members({ node }: { node: Struct }) {
  const { hides } = useView();
  const members = [...node.members().values()].filter((member) => !hides?.(member));
  return <Nodes nodes={[...members, ...node.unknown.value]} />;
}
