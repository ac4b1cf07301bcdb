// A structure: its members, each with the control of its kind.

import { List } from "../model/list";
import type { Struct } from "../model/struct";
import { Any } from "./Any";
import { usePage, useView } from "./context";
import { Frame, GroupButton } from "./Frame";
import { ItemButtons } from "./ItemButtons";
import { useMoveKeys } from "./rowKeys";
import { Strange } from "./Strange";
import { summaryOf } from "./summary";

export function Group({ node }: { node: Struct }) {
  const view = useView();
  const page = usePage();
  const { parent } = node.place;
  const inList = parent instanceof List;
  const topLevel = parent?.place.parent === undefined;
  const first = parent instanceof List && parent.items.peek()[0] === node;
  const chosen = view.form.fold(node);
  const initially = topLevel || node.place.required || first || (!inList && node.present.value);
  const isOpen = chosen.value ?? initially;

  const set = () => {
    node.setExplicit();
    chosen.value = true;
    view.flush();
  };
  const unset = () => {
    node.unset();
    view.flush();
    view.announce(page("unsetDone", { name: node.name() }));
  };
  return (
    <Frame
      node={node}
      open={{
        is: isOpen,
        toggle: () => {
          chosen.value = !isOpen;
        },
      }}
      summary={() => summaryOf(node)}
      onKeyDown={useMoveKeys(parent, node)}
      buttons={
        inList ? (
          <ItemButtons list={parent} item={node} seen={page("removeShort")} />
        ) : node.present.value ? (
          <GroupButton node={node} does="unset" onClick={unset} />
        ) : (
          <GroupButton node={node} does="set" part="unset" onClick={set} />
        )
      }
    >
      <Members node={node} />
    </Frame>
  );
}

function Members({ node }: { node: Struct }) {
  const { hides } = useView();
  const members = [...node.members().values()].filter((member) => !hides?.(member));
  return (
    <>
      {members.map((member) => (
        <Any key={member.id} node={member} />
      ))}
      {node.unknown.value.map((member) => (
        <Strange key={member.id} node={member} />
      ))}
    </>
  );
}
