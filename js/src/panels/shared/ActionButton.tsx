// A button, and the sentence that says what it does.

import { Button } from "../../controls/Button";
import { useText, useView } from "../../controls/context";

interface Props {
  /** A key of the page's words. */
  name: string;
  /** Of the sentence. */
  about?: string;
  /** Ids of more that describes it. */
  beside?: string;
  press(): void;
}

export function ActionButton({ name, about = `${name}.about`, beside = "", press }: Props) {
  const view = useView();
  const t = useText();
  const id = `${view.idPrefix}-${name}`;
  return (
    <p class="mp-action">
      <Button
        aria-describedby={`${beside} ${id}`.trim()}
        // The second click of a double one would do it again.
        onClick={(event) => event.detail < 2 && press()}
      >
        {t(name)}
      </Button>
      <span id={id}>{t(about)}</span>
    </p>
  );
}
