// A text that names something in the account at hand: what is there is offered in a list under the
// box, which is in the page only while it is open, and nothing is taken unasked.

import { useLayoutEffect, useRef } from "preact/hooks";
import { Leaf } from "../../form/nodes/leaf";
import type { Node } from "../../form/nodes/node";
import type { Suggestion } from "../../protocol/events.generated";
import { Button } from "../Button";
import { useText } from "../context";
import type { ControlProps } from "../types";
import { Option, showCurrent } from "./ComboboxOption";
import { comboboxAttributes, stay } from "./comboboxAttributes";
import { textAttributes, typedInto } from "./Text";
import { TextInput } from "./TextInput";
import { rowsOf, useAccountList } from "./useAccountList";

/** A list that opens in a pause may come under a pointer that is about to press what it covers: for so
 * long the press goes through it. */
const UNSEEN_MS = 300;

export function rankAccountCombobox(node: Node): number {
  return node instanceof Leaf && node.hints.account ? 2 : 0;
}

export function AccountCombobox({ node, attributes }: ControlProps<Leaf>) {
  const t = useText();
  const listing = useAccountList(node);
  const whole = useRef<HTMLDivElement>(null);
  const { shown } = listing;
  const id = `${attributes.id}-list`;
  const at = shown?.at ?? -1;
  const open = shown !== undefined && rowsOf(shown) > 0;
  const box = comboboxAttributes(id, open, open && at >= 0 ? `${id}-${at}` : undefined);

  useLayoutEffect(() => {
    showCurrent(whole.current);
  }, [shown]);

  useLayoutEffect(() => {
    const list = whole.current?.querySelector<HTMLElement>(".mp-options");
    if (!list) return;
    list.dataset.unseen = "true";
    const clock = setTimeout(() => {
      delete list.dataset.unseen;
    }, UNSEEN_MS);
    return () => clearTimeout(clock);
  }, [shown === undefined]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, target, isComposing } = event;
    if (isComposing || !(target instanceof HTMLInputElement)) return; // arrows move in a box of lines
    if (key === "ArrowDown" && !shown) listing.open(0);
    else if (key === "ArrowDown") listing.move(1);
    else if (key === "ArrowUp" && shown) listing.move(-1);
    else if (key === "Escape" && shown) listing.close();
    else if (key === "Enter" && at >= 0) listing.take(at);
    else return;
    event.preventDefault();
  };
  const onClick = (): void => {
    whole.current?.querySelector<HTMLElement>("input, textarea")?.focus();
    if (shown) listing.close();
    else listing.open();
  };
  const rows = shown?.things.map((thing) => <Row key={thing.value} {...{ thing, node }} />) ?? [];
  if (shown?.more) rows.push(<span key="\n">{t("account.more")}</span>);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the box in it has the focus
    <div
      ref={whole}
      class="mp-account"
      onInput={listing.typed}
      onKeyDown={onKeyDown}
      onFocusOut={listing.close}
    >
      <TextInput
        typed={typedInto(node)}
        attributes={{
          ...attributes,
          ...box,
          ...textAttributes(node),
        }}
      />
      <Button
        tabIndex={-1}
        aria-expanded={open}
        aria-controls={box["aria-controls"]}
        onMouseDown={stay}
        onClick={onClick}
      >
        <span class="mp-hidden">{t("account.open", { name: node.name() })}</span>
      </Button>
      {shown && (
        // biome-ignore lint/a11y/noStaticElementInteractions: it keeps the focus in the box
        <div class="mp-options" onMouseDown={stay}>
          {open && (
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
      )}
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
