// What may be done with an item of a list: take it up or down, double it, remove it.

import type { ComponentChildren } from "preact";
import type { List } from "../model/list";
import type { Node } from "../model/node";
import { elementId, usePage, useView } from "./context";
import { firstField } from "./firstField";
import { Remove } from "./Remove";

interface Props {
  list: List;
  item: Node;
  /** What is seen of "Remove": a cross where there is little room. */
  seen: string;
}

export function ItemButtons({ list, item, seen }: Props) {
  const view = useView();
  const page = usePage();
  const items = list.items.value;
  const at = items.indexOf(item);
  const move = (by: 1 | -1): void => {
    list.move(item, by);
    view.flush();
    view.announce(page("moved", { name: item.name() }));
    const atEnd = by < 0 ? at + by === 0 : at + by === items.length - 1;
    const part = by < 0 === atEnd ? "down" : "up"; // at the end the same button is gone
    view.focus(elementId(view, item, part));
  };
  const duplicate = (): void => {
    const copy = list.duplicate(item);
    view.form.fold(copy).value = true;
    view.flush();
    view.focus(elementId(view, firstField(copy)));
  };
  return (
    <>
      {at > 0 && <Icon node={item} part="up" sign="↑" does="moveUp" onClick={() => move(-1)} />}
      {at < items.length - 1 && (
        <Icon node={item} part="down" sign="↓" does="moveDown" onClick={() => move(1)} />
      )}
      <Icon node={item} part="copy" sign={<Copies />} does="duplicate" onClick={duplicate} />
      <Remove
        node={item}
        owner={list}
        among={items}
        label={page("remove", { name: item.name() })}
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
  onClick(): void;
}

function Icon({ node, part, sign, does, onClick }: IconProps) {
  const view = useView();
  const label = usePage()(does, { name: node.name() });
  return (
    <button
      type="button"
      id={elementId(view, node, part)}
      class="mp-icon"
      title={label}
      onClick={onClick}
    >
      <span aria-hidden="true">{sign}</span>
      <span class="mp-hidden">{label}</span>
    </button>
  );
}

/** Two sheets, drawn: fonts seldom have such a sign. */
function Copies() {
  return (
    <svg
      viewBox="0 0 16 16"
      width="14"
      height="14"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
    >
      <rect x="1.5" y="4.5" width="9" height="10" rx="1" />
      <path d="M5 4.5v-3h9.5v10h-4" />
    </svg>
  );
}
