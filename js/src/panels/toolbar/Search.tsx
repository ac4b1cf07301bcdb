// A box that finds members by name, description and value. Nothing is looked at before somebody
// types into it, and the list, which is in the later part, is in the page only while it is open.

import { useRef } from "preact/hooks";
import { useText, useView } from "../../controls/context";
import { comboboxAttributes } from "../../controls/inputs/comboboxAttributes";
import { LaterContent, WaitingBox } from "../../controls/later/LaterContent";
import type { ListKeys } from "../../controls/later/laterPanels";
import { useSignal } from "../../controls/signals";

export function Search() {
  const view = useView();
  const t = useText();
  const text = useSignal("");
  const open = useSignal(false);
  const active = useSignal<string>();
  const keys: ListKeys = useRef(null);
  const isEntered = useRef(false);
  const id = `${view.idPrefix}-search`;
  const isOpen = open.value;

  const show = (typed: string): void => {
    text.value = typed;
    open.value = typed.trim() !== "";
    isEntered.current = false;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, isComposing } = event;
    if (isComposing) return;
    if (isOpen && keys.current?.(event)) {
      // the list has taken it
    } else if (key === "Enter" && isOpen) isEntered.current = true;
    else if (key === "ArrowDown" || key === "ArrowUp") show(text.value);
    else if (key === "Escape") {
      if (isOpen) open.value = false;
      else text.value = "";
    } else return;
    event.preventDefault();
  };

  return (
    <div class="mp-combobox mp-search">
      <input
        id={id}
        type="text"
        {...comboboxAttributes(`${id}-list`, isOpen, isOpen ? active.value : undefined)}
        aria-label={t("search")}
        aria-keyshortcuts="Control+K"
        placeholder={t("search.how")}
        value={text.value}
        onInput={(event) => show(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => (open.value = false)}
      />
      {isOpen && (
        <LaterContent
          panel="SearchResults"
          props={{ id, text: text.value, keys, isEntered, active, end: () => show("") }}
          meanwhile={<WaitingBox id={`${id}-list`} class="mp-options" />}
        />
      )}
    </div>
  );
}
