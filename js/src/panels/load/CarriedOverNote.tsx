// Under a field whose value was copied from an earlier version: whether somebody has kept it.

import { elementId, usePage, useView } from "../../controls/context";
import { type Json, stringify } from "../../core/json";
import { pathText } from "../../core/path";
import { textDiff } from "../../core/text_diff";
import type { CopiedValue } from "../../form/carried_over";
import type { Node } from "../../form/nodes/node";
import { Button } from "../shared/Button";
import { Marked } from "../shared/TextDiff";

interface Props {
  node: Node;
  keep(value: CopiedValue): void;
}

export function ReviewNote({ node, keep }: Props) {
  const view = useView();
  const page = usePage();
  const copied = view.form.review.at(node);
  const state = copied?.state.value;
  if (!copied || !state || state === "gone") return null;
  const label = view.form.review.labelOf(copied);
  return (
    <div class="mp-copied" data-role="review" data-state={state}>
      {state === "open" && (
        <>
          <span>{page("review.ask", { label })}</span>
          <Button
            onClick={() => {
              keep(copied);
              view.focus(elementId(view, node)); // the button goes
            }}
          >
            {page("review.keep")}
            <span class="mp-hidden"> {pathText(node.steps())}</span>
          </Button>
        </>
      )}
      {state === "kept" && <span>{page("review.kept", { label })}</span>}
      {state === "changed" && <Was copied={copied} label={capital(label)} />}
    </div>
  );
}

/** What the value was before it was changed. */
function Was({ copied, label }: { copied: CopiedValue; label: string }) {
  const [before, after] = usePage()("review.was", { label, value: "\n" }).split("\n");
  const { before: parts } = textDiff(shownAs(copied.value), shownAs(copied.node.read()));
  return (
    <span>
      {before}
      <code>
        <Marked parts={parts} />
      </code>
      {after}
    </span>
  );
}

/** A value as people read it. */
export function shownAs(value: Json | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" && value !== "" ? value : stringify(value);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
