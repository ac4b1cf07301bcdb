// What the search has found, under its box.

import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { useText, useView } from "../../controls/context";
import { Option } from "../../controls/inputs/ComboboxOption";
import { stay } from "../../controls/inputs/comboboxAttributes";
import type { LaterPanels } from "../../controls/later/laterPanels";
import { useSignal } from "../../controls/signals";
import { useAnnouncement } from "../../controls/useAnnouncement";
import { goTo } from "../shared/FieldLink";
import { buildSearchIndex, type SearchResult, search } from "./searchIndex";

/** Rows that are shown; one more word finds the others. */
const MOST = 100;

export function SearchResults(props: LaterPanels["SearchResults"]) {
  const { id, text, keys, isEntered, active, end } = props;
  const view = useView();
  const t = useText();
  const places = useMemo(() => buildSearchIndex(view.form), [view]); // as it is when it opens
  const found = useMemo(() => search(places, text), [places, text]);
  const shown = found.slice(0, MOST);
  const row = useSignal(0);
  const at = row.value;
  const list = useRef<HTMLDivElement>(null);
  const says = t("search.found", { count: found.length });
  useAnnouncement(says, text);
  useLayoutEffect(() => {
    row.value = 0;
  }, [text]);

  const go = (place: SearchResult): void => {
    const node = place.target();
    end();
    if (!node) return;
    view.form.fold(node).value = true;
    goTo(view, node);
  };
  const take = ({ key }: KeyboardEvent): boolean => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    const current = shown[at];
    if (step && current) {
      const to = (at + step + shown.length) % shown.length;
      row.value = to;
      list.current?.children[to]?.scrollIntoView({ block: "nearest" });
    } else if (key === "Enter" && current) go(current);
    else return Boolean(step);
    return true;
  };
  useLayoutEffect(() => {
    keys.current = take;
    active.value = shown[at] && `${id}-${at}`;
  });
  useEffect(() => {
    const [first] = shown;
    if (isEntered.current && first) go(first);
  }, []);

  return (
    <div class="mp-options">
      <p class="mp-result">{says}</p>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={t("search")} onMouseDown={stay}>
        {shown.map((place, number) => (
          <Option
            key={place.path}
            id={`${id}-${number}`}
            current={number === at}
            chosen={number === at}
            take={() => go(place)}
          >
            {place.path}
            <span class="mp-description">{place.value || place.about}</span>
          </Option>
        ))}
      </div>
    </div>
  );
}
