// Start from the latest version of a group, and what became of its request: what was left out, and
// what still belongs to that version.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { usePage, useView } from "../fields/context";
import type { Form } from "../model/form";
import { Carried } from "./Carried";
import { Place } from "./PlaceLink";
import type { Actions, KernelState } from "./state";

interface Props {
  id: string;
  kernel: KernelState;
  actions: Actions;
}

export function LoadPanel({ id, kernel, actions }: Props) {
  const { form, announce } = useView();
  const page = usePage();
  const group = useSignal(groupOf(form));
  const { source, base, leftOut, state, problem } = kernel.loaded.value;
  const from = source && page("load.from", { source });
  const says = state === "loading" ? page("load.loading") : state === "failed" ? problem : from;
  useEffect(() => {
    if (says) announce(says);
  }, [says, announce]);
  const load = (): void => {
    const name = group.peek().trim();
    if (kernel.connected.peek() && name) actions.load({ group: name });
    else if (!name) announce(page("load.nameless"));
  };
  return (
    <section id={id} tabIndex={-1} role="region" aria-label={page("load")} class="mp-panel">
      <div class="mp-ask">
        <label for={`${id}-group`}>{page("load.group")}</label>
        <input
          id={`${id}-group`}
          type="text"
          aria-describedby={`${id}-about`}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          value={group}
          onInput={(event) => {
            group.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.isComposing) load();
          }}
        />
        <button type="button" class="mp-small" aria-describedby={`${id}-about`} onClick={load}>
          {page("load.do")}
        </button>
      </div>
      <p id={`${id}-about`} class="mp-muted">
        {page("load.about")}
      </p>
      {says && (
        <p class={state === "failed" ? "mp-problem" : "mp-from"} data-role="loaded">
          {says}
        </p>
      )}
      {leftOut.length > 0 && (
        <>
          <h4>{page("load.leftOut")}</h4>
          <ul>
            {leftOut.map(({ path, why }) => (
              <li key={path.join("\n")}>
                <Place path={path} /> {why}
              </li>
            ))}
          </ul>
        </>
      )}
      {source && <Carried key={base} kernel={kernel} actions={actions} />}
    </section>
  );
}

/** The group that the request names already. */
function groupOf(form: Form): string {
  const name = form.tables.layout.nextVersion?.group;
  const value = name && form.find([name])?.read();
  return typeof value === "string" ? value : "";
}
