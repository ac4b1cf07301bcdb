// A structure: its members, each with the control of its kind.

import type { ComponentChildren } from "preact";
import { List } from "../../form/nodes/list";
import type { Struct } from "../../form/nodes/struct";
import { useText, useView } from "../context";
import { Fieldset } from "../Fieldset";
import { NodeList } from "../NodeList";
import { groupSummary } from "./groupSummary";
import { ItemButtons } from "./ItemButtons";
import { useMoveShortcuts } from "./rowShortcuts";

export function StructGroup({ node }: { node: Struct }) {
  const { parent } = node.parentLink;
  return parent instanceof List ? <Item list={parent} node={node} /> : <Member node={node} />;
}

function Member({ node }: { node: Struct }) {
  const isTop = node.parentLink.parent?.parentLink.parent === undefined;
  const initially = isTop || node.parentLink.required || node.isPresent.value;
  return <Foldable node={node} initially={initially} menu="group" />;
}

function Item({ list, node }: { list: List; node: Struct }) {
  const t = useText();
  return (
    <Foldable
      node={node}
      initially={node.parentLink.required || list.items.peek()[0] === node}
      menu="item"
      buttons={<ItemButtons list={list} item={node} seen={t("remove_short")} />}
    />
  );
}

interface Props {
  node: Struct;
  /** Open until somebody says otherwise. */
  initially: boolean;
  menu: "group" | "item";
  buttons?: ComponentChildren;
}

function Foldable({ node, initially, menu, buttons }: Props) {
  const chosen = useView().form.fold(node);
  const isOpen = chosen.value ?? initially;
  const toggle = (): void => {
    chosen.value = !isOpen;
  };
  return (
    <Fieldset
      node={node}
      open={{ is: isOpen, toggle }}
      summary={() => groupSummary(node)}
      onKeyDown={useMoveShortcuts(node.parentLink.parent, node)}
      menu={menu}
      buttons={buttons}
    >
      <Members node={node} />
    </Fieldset>
  );
}

function Members({ node }: { node: Struct }) {
  const { hides } = useView();
  const members = [...node.members().values()].filter((member) => !hides?.(member));
  return <NodeList nodes={[...members, ...node.unknown.value]} />;
}
