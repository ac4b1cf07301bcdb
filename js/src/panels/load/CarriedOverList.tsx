// All values that were copied from an earlier version: each is kept or changed here. A row stays when
// that is done, so that nothing moves under what is being typed.

import type { Signal } from "@preact/signals-core";
import { Button } from "../../controls/Button";
import { elementId, useText, useView, type View, ViewContext } from "../../controls/context";
import { NodeControl } from "../../controls/NodeControl";
import { useSignal } from "../../controls/signals";
import { formatPath } from "../../core/path";
import type { CopiedValue } from "../../form/carried_over";
import type { Node } from "../../form/nodes/node";
import { FieldLink } from "../shared/FieldLink";
import { Region } from "../shared/Region";
import { CopiedText, capitalize } from "./CarriedOverNote";

interface Props {
  id: string;
  open: Signal<boolean>;
  /** Creates the package with what is unreviewed; absent where nothing is sent from. */
  create: (() => void) | undefined;
}

export function CarriedOverList({ id, open, create }: Props) {
  const view = useView();
  const t = useText();
  const { review } = view.form;
  const values = review.values.value.filter(({ state }) => state.value !== "gone");
  const left = review.open.value;
  const keptAtOnce = left.filter(({ from }) => !from.individually);
  const end = `${id}-end`;
  const goOn = (from?: CopiedValue): void => {
    const at = from ? values.indexOf(from) : -1;
    const next = [...values.slice(at + 1), ...values.slice(0, at + 1)].find(
      (one) => one !== from && review.open.peek().includes(one),
    );
    view.focus(next ? elementId(view, next.node, "keep") : end);
  };
  return (
    <Region id={id} name="review.list" class="mp-panel mp-review-list" open={open}>
      <h4 id={end} tabIndex={-1}>
        {left.length > 0 ? t("review.left", { count: left.length }) : t("review.done")}
      </h4>
      <p>{t("review.how")}</p>
      <ul>
        {values.map((copied) => (
          <Row
            key={copied.node.id}
            copied={copied}
            keep={() => {
              review.keep([copied]);
              goOn(copied);
            }}
            done={() => goOn(copied)}
          />
        ))}
      </ul>
      {left.length > 0 && (
        <p class="mp-review-all">
          {keptAtOnce.length > 0 && (
            <Button
              aria-describedby={`${id}-each`}
              onClick={() => {
                review.keep(keptAtOnce);
                goOn();
              }}
            >
              {t("review.all", { count: keptAtOnce.length })}
            </Button>
          )}
          {create && (
            <Button
              // The second click of a double one would do it again.
              onClick={(event) => event.detail < 2 && create()}
            >
              {t("review.create", { count: left.length })}
            </Button>
          )}
          {left.length > keptAtOnce.length && (
            <span id={`${id}-each`}>
              {t("review.each", { count: left.length - keptAtOnce.length })}
            </span>
          )}
        </p>
      )}
    </Region>
  );
}

interface RowProps {
  copied: CopiedValue;
  keep(): void;
  /** It is changed: go on with the next one. */
  done(): void;
}

function Row({ copied, keep, done }: RowProps) {
  const view = useView();
  const t = useText();
  const editing = useSignal(false);
  const { node, state } = copied;
  const label = view.form.review.labelOf(copied);
  const inner = `${view.idPrefix}-edit`;
  const name = <span class="mp-hidden"> {formatPath(node.steps())}</span>;
  return (
    <li data-state={state.value}>
      <div class="mp-review-row">
        <p>
          <FieldLink node={node} />
          <Values copied={copied} label={capitalize(label)} />
        </p>
        {state.value !== "open" && (
          <span class="mp-review-state">{t(`review.is.${state.value}`)}</span>
        )}
        {state.value === "open" && (
          <Button id={elementId(view, node, "keep")} onClick={keep}>
            {t("review.keep")}
            {name}
          </Button>
        )}
        <Button
          aria-expanded={editing.value}
          onClick={() => {
            editing.value = !editing.peek();
            if (editing.peek()) view.focus(`${inner}-${node.id}`);
            else done();
          }}
        >
          {t(editing.value ? "review.stop" : "review.change")}
          {name}
        </Button>
      </div>
      {editing.value && <Editor node={node} idPrefix={inner} />}
    </li>
  );
}

/** What it was; of what was changed, what it is now as well. */
function Values({ copied, label }: { copied: CopiedValue; label: string }) {
  return (
    <span>
      {useText()("review.old", { label })} <CopiedText copied={copied} side="before" />
      {copied.state.value === "changed" && (
        <>
          {" → "}
          <CopiedText copied={copied} side="after" />
        </>
      )}
    </span>
  );
}

/** The member's own control once more: what is typed in either stands in both. */
function Editor({ node, idPrefix }: { node: Node; idPrefix: string }) {
  const { review: _, ...outer } = useView();
  const view: View = { ...outer, idPrefix };
  return (
    <ViewContext.Provider value={view}>
      <div class="mp-review-edit">
        <NodeControl node={node} />
      </div>
    </ViewContext.Provider>
  );
}
