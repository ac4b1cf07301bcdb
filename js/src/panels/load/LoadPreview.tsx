// What would become of the request, before it is replaced: a person decides.

import { Button } from "../../controls/Button";
import { useText, useView } from "../../controls/context";
import { diff } from "../../core/diff";
import type { Json } from "../../core/json";
import { tryParse } from "../../protocol/decode";
import type { PreviewResult } from "../../protocol/events.generated";
import { useDebounced } from "../shared/useDebounced";
import { ChangeTable } from "./Changes";
import { ImportNotes } from "./ImportNotes";

interface Props {
  id: string;
  found: PreviewResult;
  /** The request that it was merged into. */
  before: Json;
  take(merge: boolean): void;
  cancel(): void;
}

const COLUMNS = ["changes.member", "changes.kind", "load.here", "load.then"];

export function LoadPreview({ id, found, before, take, cancel }: Props) {
  const t = useText();
  // A part of a request is most often wanted beside the rest of it.
  const ways = found.is_partial ? (["over", "base"] as const) : (["base", "over"] as const);
  return (
    <div id={id} tabIndex={-1} role="group" aria-labelledby={`${id}-ask`} class="mp-preview">
      <h4 id={`${id}-ask`}>{t("load.ask", { source: found.source })}</h4>
      {ways.map((way) => (
        <Way
          key={way}
          id={`${id}-${way}`}
          way={way}
          before={way === "over" ? before : undefined}
          after={way === "over" ? found.merged : found.base}
          take={take}
        />
      ))}
      <p class="mp-action">
        <Button onClick={cancel}>{t("load.cancel")}</Button>
      </p>
      <ImportNotes notes={found} />
    </div>
  );
}

interface WayProps {
  id: string;
  way: "base" | "over";
  /** What the change is from; undefined is what is in the form at that moment. */
  before: Json | undefined;
  after: string;
  take(merge: boolean): void;
}

function Way({ id, way, before, after, take }: WayProps) {
  const { form } = useView();
  const t = useText();
  const rows = useDebounced(() => diff(before ?? form.read(), tryParse(after) ?? new Map()), after);
  return (
    <>
      <p class="mp-action">
        <Button aria-describedby={id} onClick={() => take(way === "over")}>
          {t(`load.${way}`)}
        </Button>
        <span id={id}>
          {t(`load.${way}.about`)} {rows && t("load.count", { count: rows.length })}
        </span>
      </p>
      {rows && rows.length > 0 && (
        <details open={way === "base"}>
          <summary>{t(`load.${way}.show`)}</summary>
          <ChangeTable rows={rows} columns={COLUMNS} />
        </details>
      )}
    </>
  );
}
