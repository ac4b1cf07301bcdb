// What a menu shows while it is open.

import { useLayoutEffect, useRef } from "preact/hooks";
import type { List } from "../../form/nodes/list";
import { useText, useView } from "../context";
import { useItemActs } from "../groups/itemActs";
import { hasModifier } from "../groups/rowShortcuts";
import type { LaterPanels } from "./laterPanels";
import { itemsOf, itemsOfItem, type MenuItem } from "./nodeActions";

type Props = LaterPanels["MenuItems"];

export function MenuItems(props: Props) {
  return props.kind === "item" ? <ItemMenu {...props} /> : <OtherMenu {...props} />;
}

function ItemMenu(props: Props) {
  const { node } = props;
  const acts = useItemActs(node.parentLink.parent as List, node);
  return <Items {...props} items={itemsOfItem(useView(), node, acts)} />;
}

function OtherMenu(props: Props) {
  return <Items {...props} items={itemsOf(useView(), props)} />;
}

function Items({ id, start, close, items }: Props & { items: MenuItem[] }) {
  const t = useText();
  const menu = useRef<HTMLDivElement>(null);
  const entries = (): HTMLElement[] => [
    ...(menu.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? []),
  ];
  useLayoutEffect(() => entries().at(start)?.focus(), [start]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (hasModifier(event)) return;
    const next = nextOf(entries(), event.target as HTMLElement, event.key);
    if (!next) return;
    next.focus();
    event.preventDefault();
    event.stopPropagation(); // the same keys move rows and close panels
  };
  return (
    <div
      ref={menu}
      id={`${id}-menu`}
      class="mp-menu-items"
      role="menu"
      tabIndex={-1}
      aria-labelledby={id}
      onKeyDown={onKeyDown}
    >
      {items.map((item) => (
        <button
          key={item.does}
          type="button"
          role="menuitem"
          tabIndex={-1}
          aria-disabled={Boolean(item.idle)}
          aria-describedby={item.idle}
          onClick={() => {
            close();
            item.act();
          }}
        >
          {t(item.does)}
        </button>
      ))}
    </div>
  );
}

/** The item that a key leads to: an arrow, an end, or the next one that begins with a letter. */
function nextOf(items: HTMLElement[], at: HTMLElement, key: string): HTMLElement | undefined {
  const place = items.indexOf(at);
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (step) return items[(place + step + items.length) % items.length];
  if (key === "Home") return items[0];
  if (key === "End") return items.at(-1);
  if (key.length !== 1 || key === " ") return undefined;
  const turned = [...items.slice(place + 1), ...items.slice(0, place + 1)];
  return turned.find((one) => one.textContent?.toLowerCase().startsWith(key.toLowerCase()));
}
