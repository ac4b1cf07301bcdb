// An item of a list that is a name and a value, such as a tag: both in one row.

import { formatPath } from "../../core/path";
import type { List } from "../../form/nodes/list";
import type { Struct } from "../../form/nodes/struct";
import { elementId, shownIssue, useView } from "../context";
import { HelpText, helpTextIds } from "../HelpText";
import { Menu } from "../Menu";
import { NodeControl } from "../NodeControl";
import { stateOf } from "../types";
import { ItemButtons } from "./ItemButtons";
import { useRowShortcuts } from "./rowShortcuts";
import { UnknownMember } from "./UnknownMember";

export function KeyValueRow({ node }: { node: Struct }) {
  const view = useView();
  const id = elementId(view, node);
  const list = node.parentLink.parent as List;
  const items = list.items.value;
  const members = [...node.members().values()];
  const isBlank = (): boolean => !members.some((member) => member.isPresent.peek());
  const remove = (): void => list.remove(node);
  const onKeyDown = useRowShortcuts({ owner: list, node, isBlank, remove });
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      class="mp-key-value"
      data-path={formatPath(node.steps())}
      data-state={stateOf(node)}
      aria-describedby={helpTextIds(id, true)}
      onKeyDown={onKeyDown}
    >
      <legend class="mp-hidden" id={`${id}-legend`}>
        {node.name()}
      </legend>
      {items[0] === node &&
        members.map((member) => (
          <span key={member.id} class="mp-column" aria-hidden>
            {member.name()}
          </span>
        ))}
      {members.map((member) => (
        <NodeControl key={member.id} node={member} row />
      ))}
      <ItemButtons list={list} item={node} seen="×" />
      <Menu node={node} kind="item" />
      {node.unknown.value.map((member) => (
        <UnknownMember key={member.id} node={member} />
      ))}
      <HelpText id={id} text="" issue={shownIssue(view.form, node)} />
    </fieldset>
  );
}
