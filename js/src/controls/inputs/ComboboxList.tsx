// The values that a box has found, by family.

import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { useText } from "../context";
import { parseWords } from "../groups/parsePasted";
import type { ComboboxState } from "../later/laterPanels";
import { Option, showCurrent } from "./ComboboxOption";
import { stay } from "./comboboxAttributes";
import { familiesOf, searchFamilies } from "./instanceTypeSearch";

/** A row of the list: what it says, what it adds; a chosen one takes out. */
interface Row {
  label: string;
  values: string[];
  chosen: boolean;
}

export function ComboboxList(props: ComboboxState) {
  const { id, name, known, chosen, text, keys, add, remove, type } = props;
  const t = useText();
  const at = props.at.value;
  const list = useRef<HTMLDivElement>(null);
  const families = useMemo(() => familiesOf(known), [known.length]);
  const groups = useMemo(groupsFor, [text, chosen.join()]);
  const rows = groups.flatMap((group) => group.rows);
  const current = rows[at];

  useLayoutEffect(() => {
    showCurrent(list.current);
  }, [at, groups]);

  function groupsFor(): { name: string; rows: Row[] }[] {
    const there = new Set(chosen);
    const found = searchFamilies(families, text).map(({ name, values, whole }) => {
      const missing = values.filter((value) => !there.has(value));
      const rows = values.map((value) => ({
        label: value,
        values: [value],
        chosen: there.has(value),
      }));
      if (!whole || missing.length < 2) return { name, rows };
      const label = t("pick.all", { family: name, count: missing.length });
      return { name, rows: [{ label, values: missing, chosen: false }, ...rows] };
    });
    const words = parseWords(text);
    if (found.length > 0 || words.length === 0) return found;
    const label = t("pick.as_typed", { values: words.join(", ") });
    return [{ name: "", rows: [{ label, values: words, chosen: false }] }];
  }

  const take = (row: Row): void => {
    if (row.chosen) remove(row.label);
    else add(row.values);
  };
  useLayoutEffect(() => {
    keys.current = ({ key }) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[key];
      if (step) {
        const size = Math.max(rows.length, 1);
        props.at.value = (Math.max(at, step < 0 ? 0 : -1) + step + size) % size;
      } else if (key === "Enter") {
        // Who types a whole value wants it there, also if it is there already.
        if (current && !(current.chosen && current.label === text.trim())) take(current);
        if (text !== "") type(current ? "" : text);
      } else return false;
      return true;
    };
  });
  useLayoutEffect(() => {
    if (props.isEntered.current) keys.current?.({ key: "Enter" } as KeyboardEvent);
  }, []);
  let count = 0;
  return (
    <div
      ref={list}
      id={`${id}-list`}
      class="mp-options"
      role="listbox"
      aria-label={name}
      aria-multiselectable
      onMouseDown={stay}
    >
      {groups.map((group) => (
        <div key={group.name} role="group" aria-label={group.name || name}>
          {group.rows.map((row) => (
            <Option
              key={row.label}
              id={`${id}-${count++}`}
              current={row === current}
              chosen={row.chosen}
              many={row.values.length > 1}
              take={() => {
                props.clicked.current = true;
                take(row);
              }}
            >
              {row.label}
            </Option>
          ))}
        </div>
      ))}
    </div>
  );
}
