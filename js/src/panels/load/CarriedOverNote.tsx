// Under a field whose value was copied from an earlier version: whether somebody has kept it.

import { Button } from "../../controls/Button";
import { elementId, useText, useView } from "../../controls/context";
import { LaterContent } from "../../controls/later/LaterContent";
import { type Json, stringify } from "../../core/json";
import { formatPath } from "../../core/path";
import type { CopiedValue } from "../../form/carried_over";
import type { Node } from "../../form/nodes/node";

export function CarriedOverNote({ node }: { node: Node }) {
  const view = useView();
  const t = useText();
  const { review } = view.form;
  const copied = review.at(node);
  const state = copied?.state.value;
  if (!copied || !state || state === "gone") return null;
  const label = review.labelOf(copied);
  return (
    <div class="mp-copied" data-role="review" data-state={state}>
      {state === "open" && (
        <>
          <span>{t("review.ask", { label })}</span>
          <Button
            onClick={() => {
              review.keep([copied]);
              view.focus(elementId(view, node)); // the button goes
            }}
          >
            {t("review.keep")}
            <span class="mp-hidden"> {formatPath(node.steps())}</span>
          </Button>
        </>
      )}
      {state === "kept" && <span>{t("review.kept", { label })}</span>}
      {state === "changed" && <Was copied={copied} label={capitalize(label)} />}
    </div>
  );
}

/** What the value was before it was changed. */
function Was({ copied, label }: { copied: CopiedValue; label: string }) {
  const [before, after] = useText()("review.was", { label, value: "\n" }).split("\n");
  return (
    <span>
      {before}
      <CopiedText copied={copied} side="before" />
      {after}
    </span>
  );
}

interface TextProps {
  copied: CopiedValue;
  side: "before" | "after";
}

/** What was copied, or what it is now; of what was changed, where they differ, once the later part is
 * there. */
export function CopiedText({ copied, side }: TextProps) {
  const texts = { before: displayText(copied.value), after: displayText(copied.node.read()) };
  return (
    <code>
      {copied.state.value === "changed" ? (
        <LaterContent panel="ComparedText" props={{ ...texts, side }} meanwhile={texts[side]} />
      ) : (
        texts[side]
      )}
    </code>
  );
}

/** A value as people read it. */
export function displayText(value: Json | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" && value !== "" ? value : stringify(value);
}

export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
