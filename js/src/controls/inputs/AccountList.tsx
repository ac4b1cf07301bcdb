// What the account has, under the box of a field: in the page only while it is open.

import { useLayoutEffect, useRef } from "preact/hooks";
import type { Leaf } from "../../form/nodes/leaf";
import type { Suggestion } from "../../protocol/events.generated";
import { useText } from "../context";
import type { LaterPanels } from "../later/laterPanels";
import { Option, showCurrent } from "./ComboboxOption";
import { stay } from "./comboboxAttributes";
import { rowsOf, useAccountList } from "./useAccountList";

/** A list that opens in a pause may come under a pointer that is about to press what it covers: for so
 * long the press goes through it. */
const UNSEEN_MS = 300;

export function AccountList({ node, id, begin, acts, active }: LaterPanels["AccountList"]) {
  const t = useText();
  const listing = useAccountList(node);
  const list = useRef<HTMLDivElement>(null);
  const { shown } = listing;
  const at = shown?.at ?? -1;
  const isOpen = shown !== undefined && rowsOf(shown) > 0;

  useLayoutEffect(() => {
    showCurrent(list.current);
  }, [shown]);
  useLayoutEffect(() => {
    if (!list.current) return;
    const { dataset } = list.current;
    dataset.unseen = "true";
    const clock = setTimeout(() => {
      delete dataset.unseen;
    }, UNSEEN_MS);
    return () => clearTimeout(clock);
  }, [shown === undefined]);

  const press = ({ key }: KeyboardEvent): boolean => {
    if (key === "ArrowDown" && !shown) listing.open(0);
    else if (key === "ArrowDown") listing.move(1);
    else if (key === "ArrowUp" && shown) listing.move(-1);
    else if (key === "Escape" && shown) listing.close();
    else if (key === "Enter" && at >= 0) listing.take(at);
    else return false;
    return true;
  };
  const toggle = (): void => {
    if (shown) listing.close();
    else listing.open();
  };
  useLayoutEffect(() => {
    acts.current = { press, typed: listing.typed, toggle };
    active.value = isOpen ? (at >= 0 ? `${id}-${at}` : "") : undefined;
  });
  useLayoutEffect(() => {
    if (begin === "typed") listing.typed();
    else listing.open(begin === "entered" ? 0 : -1);
    return () => {
      acts.current = null;
      active.value = undefined;
    };
  }, []);

  if (!shown) return null;
  const rows = shown.things.map((thing) => <Row key={thing.value} {...{ thing, node }} />);
  if (shown.more) rows.push(<span key="\n">{t("account.more")}</span>);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it keeps the focus in the box
    <div ref={list} class="mp-options" onMouseDown={stay}>
      {isOpen && (
        <div id={id} role="listbox" aria-label={t("account.list")}>
          {rows.map((row, number) => (
            <Option
              key={row.key}
              id={`${id}-${number}`}
              current={number === at}
              chosen={number === at}
              many={number === shown.things.length}
              take={() => listing.take(number)}
            >
              {row}
            </Option>
          ))}
        </div>
      )}
      <p>{shown.says}</p>
    </div>
  );
}

/** A value without the way to it that stands in the field already, pale as far as it was typed, and
 * what else is known of it. */
function Row({ thing, node }: { thing: Suggestion; node: Leaf }) {
  const t = useText();
  const { value, details } = thing;
  const text = node.text.peek();
  const typed = value.startsWith(text) ? text.length : 0;
  const way = text.slice(0, typed).lastIndexOf("/") + 1;
  return (
    <>
      <span class="mp-muted">{(way > 0 ? "…/" : "") + value.slice(way, typed)}</span>
      {value.slice(typed)}{" "}
      <span class="mp-known">
        {details.map(([word, of]) => t(`seen.${word}`, { value: of })).join(" · ")}
      </span>
    </>
  );
}
