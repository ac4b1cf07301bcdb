// An item of a list that is a name and a value, such as a tag: both in one row.

import type { List } from "../model/list";
import type { Struct } from "../model/struct";
import { pathText } from "../path";
import { Any } from "./Any";
import { elementId, shownIssue, useView } from "./context";
import { ItemButtons } from "./ItemButtons";
import { Menu } from "./Menu";
import { useItemItems } from "./menuItems";
import { Note } from "./Note";
import { useRowKeys } from "./rowKeys";
import { Strange } from "./Strange";
import { stateOf } from "./types";

export function Pair({ node }: { node: Struct }) {
  const view = useView();
  const id = elementId(view, node);
  const list = node.place.parent as List;
  const items = list.items.value;
  const members = [...node.members().values()];
  const isBlank = (): boolean => !members.some((member) => member.present.peek());
  const remove = (): void => list.remove(node);
  const onKeyDown = useRowKeys({ owner: list, node, isBlank, remove });
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      class="mp-pair"
      data-path={pathText(node.steps())}
      data-state={stateOf(node)}
      aria-describedby={`${id}-severity ${id}-error`}
      onKeyDown={onKeyDown}
    >
      <legend class="mp-hidden" id={`${id}-legend`}>
        {node.name()}
      </legend>
      {items[0] === node &&
        members.map((member) => (
          <span key={member.id} class="mp-column" aria-hidden="true">
            {member.name()}
          </span>
        ))}
      {members.map((member) => (
        <Any key={member.id} node={member} row />
      ))}
      <ItemButtons list={list} item={node} seen="×" />
      <Menu node={node} items={useItemItems(list, node)} />
      {node.unknown.value.map((member) => (
        <Strange key={member.id} node={member} />
      ))}
      <Note id={id} text="" issue={shownIssue(view.form, node)} />
    </fieldset>
  );
}
