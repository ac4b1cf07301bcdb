// A box that finds values by family and size. What it finds is in a list of the later part, which is
// in the page only while it is open. What is typed stays until it is added or taken out.

import { useRef } from "preact/hooks";
import { useText } from "../context";
import { parseWords } from "../groups/parsePasted";
import { LaterContent, WaitingBox } from "../later/LaterContent";
import type { ComboboxState, ListKeys } from "../later/laterPanels";
import { useSignal } from "../signals";
import { comboboxAttributes } from "./comboboxAttributes";

interface Props extends Pick<ComboboxState, "id" | "name" | "known" | "chosen" | "add" | "remove"> {
  /** The result of the last action. */
  status: string;
  describedBy: string;
}

export function Combobox({ status, describedBy, ...props }: Props) {
  const { id, name, known, add, remove } = props;
  const t = useText();
  const typed = useSignal("");
  const isOpen = useSignal(false);
  const at = useSignal(-1);
  const text = typed.value;
  const open = isOpen.value;
  const keys: ListKeys = useRef(null);
  const clicked = useRef(false);
  const isEntered = useRef(false);

  const type = (now: string): void => {
    typed.value = now;
    isOpen.value = now !== "";
    at.value = now === "" ? -1 : 0;
    clicked.current = false;
    isEntered.current = false;
  };
  const close = (): void => {
    isOpen.value = false;
    at.value = -1;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const box = event.currentTarget as HTMLInputElement;
    const { key } = event;
    if (open && keys.current?.(event)) {
      // the list has taken it
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      isOpen.value = true;
      at.value = 0;
    } else if (key === "Enter") {
      const isWhole = known.includes(text.trim());
      if (open && isWhole) add([text.trim()]);
      if (isWhole || !open) type(open ? "" : text);
      else isEntered.current = true;
    } else if (key === "Escape") {
      if (!open) typed.value = "";
      close();
    } else if (key === "Backspace" && text === "") {
      remove(undefined);
    } else if (key === "ArrowLeft" && box.selectionEnd === 0) {
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
    typed.value = "";
  };

  return (
    <div class="mp-combobox">
      <input
        id={id}
        type="text"
        {...comboboxAttributes(
          `${id}-list`,
          open,
          open && at.value >= 0 ? `${id}-${at.value}` : undefined,
        )}
        aria-label={t("pick", { name })}
        aria-describedby={`${describedBy} ${id}-said`}
        placeholder={t("pick.how")}
        value={text}
        onInput={(event) => type(event.currentTarget.value)}
        onClick={() => (isOpen.value = true)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={onBlur}
      />
      <p id={`${id}-said`} class="mp-result">
        {text !== "" && !open ? t("pick.waits", { text }) : status}
      </p>
      {open && (
        <LaterContent
          panel="ComboboxList"
          props={{
            ...props,
            text,
            at,
            keys,
            isEntered,
            type,
            clicked,
          }}
          meanwhile={<WaitingBox id={`${id}-list`} class="mp-options" />}
        />
      )}
    </div>
  );
}
