// The chosen values of a list, in the order of the request. One of them is in the order of the tab
// key, the arrow keys reach the others.

import { formatPath } from "../../core/path";
import type { List } from "../../form/nodes/list";
import type { Node } from "../../form/nodes/node";
import { elementId, shownIssue, useText, useView } from "../context";
import { moveItem } from "../groups/itemActs";
import { itemText } from "../groups/setItems";
import { helpTextIds, Says } from "../HelpText";

interface Props {
  list: List;
  /** The id of the box that the focus goes to when no chip is left. */
  box: string;
}

export function Chips({ list, box }: Props) {
  const view = useView();
  const items = list.sent();
  const remove = (item: Node): void => {
    const at = items.indexOf(item);
    const next = items[at + 1] ?? items[at - 1];
    list.remove(item);
    view.flush();
    view.focus(next ? elementId(view, next) : box);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const buttons = [...(event.currentTarget as Element).querySelectorAll("button")];
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const last = buttons.length - 1;
    const item = items[at];
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key] as 1 | -1 | undefined;
    if (item && by && event.altKey) {
      event.preventDefault();
      if (moveItem(view, list, item, by)) view.focus(elementId(view, item));
      return;
    }
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (to !== undefined) buttons[Math.min(Math.max(to, 0), last)]?.focus();
    else if (item && (event.key === "Delete" || event.key === "Backspace")) remove(item);
    else return;
    event.preventDefault();
  };
  return (
    <ul class="mp-chips" onKeyDown={onKeyDown}>
      {items.map((item, at) => (
        <Chip
          key={item.id}
          item={item}
          reachable={at === items.length - 1}
          remove={() => remove(item)}
        />
      ))}
    </ul>
  );
}

function Chip(props: { item: Node; reachable: boolean; remove(): void }) {
  const { item, reachable, remove } = props;
  const view = useView();
  const t = useText();
  const id = elementId(view, item);
  // Chosen, not being typed: what is wrong with it shows at once.
  const issue = shownIssue(view.form, item) ?? item.issues.value[0];
  return (
    <li data-path={formatPath(item.steps())} data-severity={issue?.severity}>
      <span class="mp-chip">
        <span id={`${id}-text`}>{itemText(item) || t("empty_text")}</span>
        <button
          type="button"
          id={id}
          tabIndex={reachable ? 0 : -1}
          aria-label={t("remove", { name: item.name() })}
          aria-describedby={`${id}-text ${helpTextIds(id, true)}`}
          onClick={remove}
        >
          ×
        </button>
      </span>
      <Says id={id} issue={issue} />
    </li>
  );
}
