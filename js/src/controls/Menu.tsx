// The menu button of a node: what is rarely done with it. The menu-button pattern of WAI-ARIA's
// guide; the menu is in the page only while it is open.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Node } from "../form/nodes/node";
import { elementId, useText, useView } from "./context";
import { IconButton } from "./IconButton";

export interface MenuItem {
  /** A key of the page's words. */
  does: string;
  /** The id of what says why it does nothing; choosing it says so too. */
  idle?: string | undefined;
  /** May move the focus; else it goes back to the button. */
  act(): void;
}

interface Props {
  node: Node;
  items: MenuItem[];
}

export function Menu({ node, items }: Props) {
  const view = useView();
  const t = useText();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  /** Where the focus goes when it opens: 0 the first item, -1 the last one. */
  const [opened, setOpened] = useState<0 | -1>();
  const isOpen = opened !== undefined && items.length > 0;
  const id = elementId(view, node, "more");
  const entries = (): HTMLElement[] => [
    ...(menu.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? []),
  ];

  const closing = useRef<ReturnType<typeof setTimeout>>();

  useEffect(() => () => clearTimeout(closing.current), []);
  useLayoutEffect(() => {
    if (opened !== undefined) entries().at(opened)?.focus();
  }, [opened]);

  if (items.length === 0) return null;
  const close = (): void => {
    button.current?.focus();
    setOpened(undefined);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!isOpen) {
      if (key === "ArrowDown") setOpened(0);
      else if (key === "ArrowUp") setOpened(-1);
      else return;
    } else if (key === "Tab") {
      close(); // then the key goes on from the button
      return;
    } else if (key === "Escape") close();
    else {
      const next = nextOf(entries(), event.target as HTMLElement, key);
      if (!next) return;
      next.focus();
    }
    event.preventDefault();
    event.stopPropagation(); // the same keys move rows and close panels
  };
  const choose = (item: MenuItem): void => {
    close();
    item.act();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button and the items in it have the focus
    <span
      class="mp-menu"
      data-open={isOpen}
      onKeyDown={onKeyDown}
      onFocusOut={({ relatedTarget, currentTarget }) => {
        if (currentTarget.contains(relatedTarget as Element | null)) return;
        // Once the focus is there: what has it until then is in the menu, and goes with it.
        closing.current = setTimeout(() => setOpened(undefined));
      }}
    >
      <IconButton
        box={button}
        id={id}
        class="mp-icon mp-more"
        sign="⋯"
        label={t("menu", { name: node.name() })}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}-menu` : undefined}
        onClick={() => setOpened(isOpen ? undefined : 0)}
      />
      {isOpen && (
        <div ref={menu} id={`${id}-menu`} class="mp-menu-items" role="menu" aria-labelledby={id}>
          {items.map((item) => (
            <button
              key={item.does}
              type="button"
              role="menuitem"
              tabIndex={-1}
              aria-disabled={Boolean(item.idle)}
              aria-describedby={item.idle}
              onClick={() => choose(item)}
            >
              {t(item.does)}
            </button>
          ))}
        </div>
      )}
    </span>
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
