// What was taken over from an earlier version, each until it is changed or confirmed. A row stays
// when that is done, so that nothing moves under what is being typed.

import { useRef } from "preact/hooks";
import { elementId, usePage, useView } from "../fields/context";
import { equal, stringify } from "../json";
import type { Node } from "../model/node";
import { type Path, pathOf, pathText } from "../path";
import { PlaceLink } from "./PlaceLink";
import type { Actions, KernelState } from "./state";

interface Row {
  node: Node;
  value: string;
}

/** To be made anew for another request. */
export function Carried({ kernel, actions }: { kernel: KernelState; actions: Actions }) {
  const view = useView();
  const page = usePage();
  const { carried } = kernel.loaded.value;
  const rows = useRowsOf(carried);
  const open = rows.filter(({ node }) => carried.some((path) => equal(path, pathOf(node.steps()))));
  const all = `${view.prefix}-all-right`;
  if (rows.length === 0) return null;
  const confirm = (node: Node): void => {
    const at = rows.findIndex((row) => row.node === node);
    const next = [...rows.slice(at + 1), ...rows.slice(0, at)].find((row) => open.includes(row));
    actions.say("confirm", { path: pathOf(node.steps()) });
    view.focus(next ? elementId(view, next.node, "right") : all);
  };
  return (
    <>
      <h4>{page("load.carried")}</h4>
      <p id={all} tabIndex={-1} class="mp-all">
        {open.length === 0 ? (
          page("load.done")
        ) : (
          <button
            type="button"
            class="mp-small"
            onClick={() => {
              actions.say("confirm");
              view.focus(all);
            }}
          >
            {page("load.all", { count: open.length })}
          </button>
        )}
      </p>
      <ul class="mp-carried">
        {rows.map((row) => (
          <li key={row.node.id} data-done={!open.includes(row)}>
            <PlaceLink node={row.node} />
            <code title={row.value}>{row.value}</code>
            {open.includes(row) ? (
              <button
                type="button"
                id={elementId(view, row.node, "right")}
                class="mp-small"
                onClick={() => confirm(row.node)}
              >
                {page("load.right")}
                <span class="mp-hidden"> {pathText(row.node.steps())}</span>
              </button>
            ) : (
              <span>{page("load.seen")}</span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The rows of all that was carried since this was made, with the values of then. */
function useRowsOf(carried: Path[]): Row[] {
  const { form } = useView();
  const known = useRef<Row[]>([]);
  for (const path of carried) {
    const node = form.find(path);
    if (!node || known.current.some((row) => row.node === node)) continue;
    const value = node.read() ?? null;
    known.current.push({ node, value: typeof value === "string" ? value : stringify(value) });
  }
  return known.current;
}
