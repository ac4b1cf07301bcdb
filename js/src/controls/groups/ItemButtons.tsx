// What may be done with an item of a list: take it up or down, double it, remove it.

import type { ComponentChildren } from "preact";
import type { List } from "../../form/nodes/list";
import type { Node } from "../../form/nodes/node";
import { elementId, useText, useView } from "../context";
import { IconButton } from "../IconButton";
import { useItemActs } from "./itemActs";
import { RemoveButton } from "./RemoveButton";

interface Props {
  list: List;
  item: Node;
  /** What is seen of "Remove": a cross where there is little room. */
  seen: string;
}

/** Of a longer list these are worth a place of their own. */
const MANY = 4;

/** Up and down: by how much, the button and its words, and the key that does the same. */
const WAYS = [
  [-1, "up", "move_up", "↑", "ArrowUp"],
  [1, "down", "move_down", "↓", "ArrowDown"],
] as const;

export function ItemButtons({ list, item, seen }: Props) {
  const view = useView();
  const t = useText();
  const acts = useItemActs(list, item);
  const items = list.items.value;
  const at = items.indexOf(item);
  const isRow = seen.length === 1;
  const move = (by: 1 | -1): void => {
    acts.move(by);
    const isAtEnd = !items[at + by + by]; // there the same button is gone
    const part = by < 0 === isAtEnd ? "down" : "up";
    view.focus(elementId(view, item, part));
  };
  return (
    <>
      {items.length >= MANY && (
        <span class="mp-move-buttons">
          {WAYS.map(
            ([by, part, does, sign, key]) =>
              items[at + by] && (
                <Icon
                  key={part}
                  node={item}
                  part={part}
                  sign={sign}
                  does={does}
                  keys={`Alt+${key}`}
                  isRow={isRow}
                  onClick={() => move(by)}
                />
              ),
          )}
          <Icon
            node={item}
            part="copy"
            sign={<Copies />}
            does="duplicate"
            isRow={isRow}
            idle={acts.idle}
            onClick={acts.duplicate}
          />
        </span>
      )}
      <RemoveButton
        node={item}
        owner={list}
        among={items}
        label={t("remove", { name: item.name() })}
        seen={seen}
        remove={() => list.remove(item)}
      />
    </>
  );
}

interface IconProps {
  node: Node;
  part: string;
  sign: ComponentChildren;
  /** A key of the page's words. */
  does: string;
  /** The keys that do the same. */
  keys?: string;
  /** The keys suffice: the tab key goes from one row to the next. */
  isRow: boolean;
  /** The id of what says why it does nothing; pressing it says so too. */
  idle?: string | undefined;
  onClick(): void;
}

function Icon({ node, part, sign, does, keys, isRow, idle, onClick }: IconProps) {
  const view = useView();
  const label = useText()(does, { name: node.name() });
  return (
    <IconButton
      id={elementId(view, node, part)}
      sign={sign}
      label={label}
      title={keys ? `${label} (${keys})` : label}
      tabIndex={isRow ? -1 : undefined}
      aria-keyshortcuts={keys}
      aria-disabled={Boolean(idle)}
      aria-describedby={idle}
      onClick={onClick}
    />
  );
}

/** Two sheets, drawn: fonts seldom have such a sign. */
function Copies() {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" fill="none" stroke="currentColor" aria-hidden>
      <rect x="1.5" y="4.5" width="9" height="10" rx="1" />
      <path d="M5 4.5v-3h9.5v10h-4" />
    </svg>
  );
}
