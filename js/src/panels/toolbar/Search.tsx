// A box that finds members by name, description and value. Nothing is looked at before somebody
// types into it, and the list is in the page only while it is open.

import { useRef, useState } from "preact/hooks";
import { useText, useView } from "../../controls/context";
import { comboboxAttributes, Option, stay } from "../../controls/inputs/ComboboxOption";
import { useGoTo } from "../shared/FieldLink";
import { buildSearchIndex, type SearchResult, search } from "./searchIndex";

/** Rows that are shown; one more word finds the others. */
const MOST = 100;

export function Search() {
  const view = useView();
  const t = useText();
  const goTo = useGoTo();
  const [text, setText] = useState("");
  const [found, setFound] = useState<SearchResult[] | undefined>();
  const [at, setAt] = useState(0);
  const places = useRef<SearchResult[]>([]);
  const list = useRef<HTMLDivElement>(null);
  const id = `${view.idPrefix}-search`;
  const shown = found?.slice(0, MOST) ?? [];

  const show = (typed: string): void => {
    setText(typed);
    setAt(0);
    if (!found) places.current = buildSearchIndex(view.form); // as the request is now
    const now = typed.trim() === "" ? undefined : search(places.current, typed);
    setFound(now);
    if (now) view.announce(t("search.found", { count: now.length }));
  };
  const go = (place: SearchResult): void => {
    const node = place.target();
    show("");
    if (!node) return;
    view.form.fold(node).value = true;
    goTo(node);
  };
  const move = (to: number): void => {
    setAt(to);
    list.current?.children[to]?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const current = shown[at];
    if (event.isComposing) return;
    if (step && !found) show(text);
    else if (step && current) move((at + step + shown.length) % shown.length);
    else if (event.key === "Enter" && current) go(current);
    else if (event.key === "Escape") {
      if (found) setFound(undefined);
      else setText("");
    } else return;
    event.preventDefault();
  };

  return (
    <div class="mp-combobox mp-search">
      <input
        id={id}
        type="text"
        {...comboboxAttributes(`${id}-list`, Boolean(found), shown[at] && `${id}-${at}`)}
        aria-label={t("search")}
        aria-keyshortcuts="Control+K"
        placeholder={t("search.how")}
        value={text}
        onInput={(event) => show(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => setFound(undefined)}
      />
      {found && (
        <div class="mp-options">
          <p class="mp-result">{t("search.found", { count: found.length })}</p>
          <div
            ref={list}
            id={`${id}-list`}
            role="listbox"
            aria-label={t("search")}
            onMouseDown={stay}
          >
            {shown.map((place, row) => (
              <Option
                key={place.path}
                id={`${id}-${row}`}
                current={row === at}
                chosen={row === at}
                take={() => go(place)}
              >
                {place.path}
                <span class="mp-description">{place.value || place.about}</span>
              </Option>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
