// A text to take away: shown whole, with a button that copies it.

import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import { Button } from "../../controls/Button";
import { useText, useView } from "../../controls/context";
import { useSignal } from "../../controls/signals";

const SHOWN_MS = 2000;

interface Props {
  /** What it is, as the button says it: "Copy the {name}". */
  name: string;
  text: string;
  /** How tests and assistive technology find the text. */
  hook: string;
}

export function CopyableText({ name, text, hook }: Props) {
  const shown = useRef<HTMLElement>(null);
  return (
    <div class="mp-copyable-text">
      <code ref={shown} data-role={hook}>
        {text}
      </code>
      <CopyButton name={name} text={text} shown={shown} />
    </div>
  );
}

interface ButtonProps {
  name: string;
  text: string;
  /** What is selected when the browser does not let it be copied. */
  shown: RefObject<HTMLElement>;
}

export function CopyButton({ name, text, shown }: ButtonProps) {
  const view = useView();
  const t = useText();
  const done = useSignal(false);
  const copy = async (): Promise<void> => {
    if (await copied(text)) {
      done.value = true;
      setTimeout(() => (done.value = false), SHOWN_MS);
      view.announce(t("copied"));
    } else {
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      view.announce(t("selected"));
    }
  };
  return (
    <Button onClick={copy}>
      {t(done.value ? "copied" : "copy")}
      <span class="mp-hidden"> {name}</span>
    </Button>
  );
}

/** Whether the browser let it be copied; on a page without TLS it does not. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
