// What changed since the request was loaded, compared while this is open only.

import type { Signal } from "@preact/signals-core";
import { useText, useView } from "../../controls/context";
import { type Change, diff } from "../../core/diff";
import { type Json, stringify } from "../../core/json";
import { type Part, textDiff } from "../../core/text_diff";
import type { KernelStore } from "../../host/kernel_store";
import { tryParse } from "../../protocol/decode";
import { formatPlainPath, PathLink } from "../shared/PathLink";
import { Region } from "../shared/Region";
import { TextDiff } from "../shared/TextDiff";
import { useDebounced } from "../shared/useDebounced";
import { displayText } from "./CarriedOverNote";

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
  const t = useText();
  return (
    <table class="mp-changes">
      <thead>
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col">
              {t(name)}
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
  kernel: KernelStore;
}

export function Changes({ id, open, kernel }: Props) {
  const { form } = useView();
  const t = useText();
  const { previous, previous_source, ...loaded } = kernel.loaded.value;
  // What was merged into a version is a change of it.
  const base = previous || loaded.base;
  const source = previous_source || loaded.source;
  const changes = useDebounced(() => diff(tryParse(base) ?? new Map(), form.read()), base);
  const since = source ? "changes.since" : base ? "changes.since_loaded" : "changes.since_empty";
  const rows = changes ?? [];
  return (
    <Region id={id} name="changes" class="mp-panel" open={open}>
      <h4>{t(since, { source })}</h4>
      {changes && rows.length === 0 && <p>{t("changes.none")}</p>}
      {rows.length > 0 && <ChangeTable rows={rows} />}
    </Region>
  );
}

function Row({ change }: { change: Change }) {
  const t = useText();
  const { kind, path, was, before, after } = change;
  const parts = kind === "changed" ? differing(before, after) : undefined;
  // Another item may be at the path of an item that was removed: no link leads there.
  const isRemoved = kind === "removed" && path.some((step) => typeof step === "number");
  return (
    <tr data-kind={kind}>
      <th scope="row">{isRemoved ? formatPlainPath(path) : <PathLink path={path} />}</th>
      <td>{t(KINDS[kind], { was: formatPlainPath(was) })}</td>
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
  const text = displayText(value);
  const whole = parts && text !== "" ? <TextDiff parts={parts} /> : text;
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
