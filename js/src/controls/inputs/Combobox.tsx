// A box that finds values by family and size, and the list of what it found, which is in the page
// only while it is open. What is typed stays until it is added or taken out.

import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { useText } from "../context";
import { parseWords } from "../groups/parsePasted";
import { comboboxAttributes, Option, showCurrent, stay } from "./ComboboxOption";
import { familiesOf, searchFamilies } from "./instanceTypeSearch";

interface Props {
  id: string;
  /** The name of the list. */
  name: string;
  known: readonly string[];
  chosen: readonly string[];
  /** What the last deed came to. */
  status: string;
  describedBy: string;
  add(values: readonly string[]): void;
  /** Take out a value, or the last one. */
  remove(value: string | undefined): void;
}

/** A row of the list: what it says, what it adds; a chosen one takes out. */
interface Row {
  label: string;
  values: string[];
  chosen: boolean;
}

export function Combobox(props: Props) {
  const { id, name, known, chosen, add } = props;
  const t = useText();
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const list = useRef<HTMLDivElement>(null);
  const clicked = useRef(false); // what was typed has found something
  const families = useMemo(() => familiesOf(known), [known]);
  const groups = useMemo(() => (open ? groupsFor() : []), [open, text, chosen.join()]);
  const rows = groups.flatMap((group) => group.rows);
  const current = open ? rows[at] : undefined;

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

  const type = (typed: string): void => {
    setText(typed);
    setOpen(typed !== "");
    setAt(typed === "" ? -1 : 0);
    clicked.current = false;
  };
  const take = (row: Row): void => {
    if (row.chosen) props.remove(row.label);
    else add(row.values);
  };
  const close = (): void => {
    setOpen(false);
    setAt(-1);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const box = event.currentTarget as HTMLInputElement;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const size = Math.max(rows.length, 1);
      setOpen(true);
      setAt(open ? (Math.max(at, step < 0 ? 0 : -1) + step + size) % size : 0);
    } else if (event.key === "Enter") {
      // Who types a whole value wants it there, also if it is there already.
      if (current && !(current.chosen && current.label === text.trim())) take(current);
      if (text !== "") type(current ? "" : text);
    } else if (event.key === "Escape") {
      if (!open) setText("");
      close();
    } else if (event.key === "Backspace" && text === "") {
      props.remove(undefined);
    } else if (event.key === "ArrowLeft" && box.selectionEnd === 0) {
      const chips = box.closest("fieldset")?.querySelectorAll<HTMLElement>(".mp-chips button");
      chips?.[chips.length - 1]?.focus();
    } else return;
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent): void => {
    const words = parseWords(event.clipboardData?.getData("text/plain") ?? "");
    if (words.length < 2) return;
    event.preventDefault();
    add(words);
  };
  const onBlur = (): void => {
    close();
    if (known.includes(text)) add([text]);
    else if (!clicked.current) return;
    setText("");
  };
  let count = 0;

  return (
    <div class="mp-combobox">
      <input
        id={id}
        type="text"
        {...comboboxAttributes(`${id}-list`, open, current && `${id}-${at}`)}
        aria-label={t("pick", { name })}
        aria-describedby={`${props.describedBy} ${id}-said`}
        placeholder={t("pick.how")}
        value={text}
        onInput={(event) => type(event.currentTarget.value)}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={onBlur}
      />
      <p id={`${id}-said`} class="mp-result">
        {text !== "" && !open ? t("pick.waits", { text }) : props.status}
      </p>
      {open && (
        <div
          ref={list}
          id={`${id}-list`}
          class="mp-options"
          role="listbox"
          aria-label={name}
          aria-multiselectable="true"
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
                    clicked.current = true;
                    take(row);
                  }}
                >
                  {row.label}
                </Option>
              ))}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
