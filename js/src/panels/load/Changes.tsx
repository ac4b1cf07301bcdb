// What changed since the request was loaded, compared while this is open only.

import type { Signal } from "@preact/signals";
import { usePage, useView } from "../../controls/context";
import { type Change, difference } from "../../core/diff";
import { type Json, stringify } from "../../core/json";
import { type Part, textDiff } from "../../core/text_diff";
import type { KernelState } from "../../host/kernel_store";
import { readable } from "../../protocol/decode";
import { Place, spelled } from "../shared/FieldLink";
import { Region } from "../shared/Region";
import { Marked } from "../shared/TextDiff";
import { useLater } from "../shared/useDebounced";
import { shownAs } from "./CarriedOverNote";

/** Characters of a value that are shown without being asked for. */
const SHORT = 160;
const COLUMNS = ["changes.member", "changes.kind", "changes.before", "changes.after"];
const KINDS = {
  added: "change.added",
  removed: "change.removed",
  changed: "change.changed",
  moved: "change.moved",
};

/** A table of changes, under headings that are keys of the page's words. */
export function ChangeTable({ rows, columns = COLUMNS }: { rows: Change[]; columns?: string[] }) {
  const page = usePage();
  return (
    <table class="mp-changes">
      <thead>
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col">
              {page(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((change) => (
          <Row key={`${change.kind} ${stringify(change.path)}`} change={change} />
        ))}
      </tbody>
    </table>
  );
}

interface Props {
  id: string;
  /** What Escape closes; without it the panel stays. */
  open?: Signal<boolean>;
  kernel: KernelState;
}

export function Changes({ id, open, kernel }: Props) {
  const { form } = useView();
  const page = usePage();
  const { previous, previousSource, ...loaded } = kernel.loaded.value;
  // What is laid over a version is a change of it.
  const base = previous || loaded.base;
  const source = previousSource || loaded.source;
  const changes = useLater(() => difference(readable(base) ?? new Map(), form.read()), base);
  const since = source ? "changes.since" : base ? "changes.sinceLoaded" : "changes.sinceEmpty";
  const rows = changes ?? [];
  return (
    <Region id={id} name="changes" class="mp-panel" open={open}>
      <h4>{page(since, { source })}</h4>
      {changes && rows.length === 0 && <p>{page("changes.none")}</p>}
      {rows.length > 0 && <ChangeTable rows={rows} />}
    </Region>
  );
}

function Row({ change }: { change: Change }) {
  const page = usePage();
  const { kind, path, was, before, after } = change;
  // Where an item stood another one may stand by now.
  const parts = kind === "changed" ? differing(before, after) : undefined;
  const isGone = kind === "removed" && path.some((step) => typeof step === "number");
  return (
    <tr data-kind={kind}>
      <th scope="row">{isGone ? spelled(path) : <Place path={path} />}</th>
      <td>{page(KINDS[kind], { was: spelled(was) })}</td>
      <Value value={before} parts={parts?.before} />
      <Value value={kind === "moved" ? undefined : after} parts={parts?.after} />
    </tr>
  );
}

/** Of a text that became another one, what of it differs. */
function differing(before: Json | undefined, after: Json | undefined) {
  return typeof before === "string" && typeof after === "string"
    ? textDiff(before, after)
    : undefined;
}

interface ValueProps {
  value: Json | undefined;
  /** The value in parts, those that differ marked. */
  parts?: Part[] | undefined;
}

export function Value({ value, parts }: ValueProps) {
  if (value === undefined) return <td />;
  const text = shownAs(value);
  const whole = parts && text !== "" ? <Marked parts={parts} /> : text;
  if (text.length <= SHORT) return <td class="mp-code">{whole}</td>;
  return (
    <td class="mp-code">
      <details>
        <summary>{text.slice(0, SHORT)}…</summary>
        <p>{whole}</p>
      </details>
    </td>
  );
}
