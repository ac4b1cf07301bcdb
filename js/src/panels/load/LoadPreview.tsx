// What would become of the request, before it is replaced: a person decides.

import { usePage, useView } from "../../controls/context";
import { difference } from "../../core/diff";
import type { Json } from "../../core/json";
import { readable } from "../../protocol/decode";
import type { Preview as Found } from "../../protocol/kernel_state";
import { Button } from "../shared/Button";
import { useLater } from "../shared/useDebounced";
import { ChangeTable } from "./Changes";
import { Remarks } from "./ImportNotes";

interface Props {
  id: string;
  found: Found;
  /** The request that it was laid over. */
  before: Json;
  take(over: boolean): void;
  cancel(): void;
}

const COLUMNS = ["changes.member", "changes.kind", "load.here", "load.then"];

export function Preview({ id, found, before, take, cancel }: Props) {
  const page = usePage();
  // A part of a request is most often wanted beside the rest of it.
  const ways = found.part ? (["over", "base"] as const) : (["base", "over"] as const);
  return (
    <div id={id} tabIndex={-1} role="group" aria-labelledby={`${id}-ask`} class="mp-preview">
      <h4 id={`${id}-ask`}>{page("load.ask", { source: found.source })}</h4>
      {ways.map((way) => (
        <Way
          key={way}
          id={`${id}-${way}`}
          way={way}
          before={way === "over" ? before : undefined}
          after={found[way]}
          take={take}
        />
      ))}
      <p class="mp-deed">
        <Button onClick={cancel}>{page("load.cancel")}</Button>
      </p>
      <Remarks notes={found} />
    </div>
  );
}

interface WayProps {
  id: string;
  way: "base" | "over";
  /** What the change is from; undefined is what is in the form at that moment. */
  before: Json | undefined;
  after: string;
  take(over: boolean): void;
}

function Way({ id, way, before, after, take }: WayProps) {
  const { form } = useView();
  const page = usePage();
  const rows = useLater(
    () => difference(before ?? form.read(), readable(after) ?? new Map()),
    after,
  );
  return (
    <>
      <p class="mp-deed">
        <Button aria-describedby={id} onClick={() => take(way === "over")}>
          {page(`load.${way}`)}
        </Button>
        <span id={id}>
          {page(`load.${way}.about`)} {rows && page("load.count", { count: rows.length })}
        </span>
      </p>
      {rows && rows.length > 0 && (
        <details open={way === "base"}>
          <summary>{page(`load.${way}.show`)}</summary>
          <ChangeTable rows={rows} columns={COLUMNS} />
        </details>
      )}
    </>
  );
}
