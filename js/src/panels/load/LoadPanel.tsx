// Start from what there is: what it would change, and, when it is loaded, what was left out or
// repaired, and what is still to be looked at.

import { type Signal, untracked, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { usePage, useView } from "../../controls/context";
import { equal, type Json } from "../../core/json";
import type { Form } from "../../form/form";
import type { Actions, KernelState } from "../../host/kernel_store";
import { readable } from "../../protocol/decode";
import type { Preview as Found } from "../../protocol/kernel_state";
import { Button } from "../shared/Button";
import { Region } from "../shared/Region";
import { Remarks } from "./ImportNotes";
import { Preview } from "./LoadPreview";
import { LoadSource, type Source } from "./LoadSource";

interface Props {
  id: string;
  /** What Escape closes; without it the panel stays. */
  open?: Signal<boolean>;
  kernel: KernelState;
  actions: Actions;
}

export function LoadPanel({ id, open, kernel, actions }: Props) {
  const { form, announce, focus } = useView();
  const page = usePage();
  const kind = useSignal<Source>("group");
  /** What was asked for last; 0 when nothing is awaited or asked. */
  const asked = useSignal(0);
  const found = useSignal<Found | undefined>(undefined);
  const refused = useSignal("");
  /** The request when it was asked, which the kernel answers for; and what was taken of it last. */
  const before = useRef<Json>(null);
  const taken = useRef(0);
  const panel = useRef<HTMLElement>(null);
  const loaded = kernel.loaded.value;
  const { source, state } = loaded;
  const awaited = asked.value > 0 && !found.value;
  const isBusy = awaited || state === "loading";
  const problem = refused.value || (state === "failed" ? loaded.problem : "");
  const wait = page(kind.value === "text" ? "load.reading" : "load.loading");
  const says = isBusy ? wait : problem || (source && page("load.from", { source }));
  useEffect(() => {
    if (says) announce(says);
  }, [says, announce]);
  useSignalEffect(() => {
    const told = kernel.said<Found>("preview").value;
    // Else what is typed beside it would ask for the preview, and the focus, once more.
    if (told?.asker === id) untracked(() => hear(told));
  });

  function hear(told: Found): void {
    const { number } = told;
    if (told.problem && (number === asked.peek() || number === taken.current)) {
      end();
      refused.value = told.problem;
    } else if (number !== asked.peek() || found.peek()?.number === number) return;
    else if (isUnsent(form, kernel, told)) {
      found.value = told;
      // Somebody may have gone on to type elsewhere while the kernel was reading.
      const tree = panel.current?.getRootNode() as Document | ShadowRoot | undefined;
      if (panel.current?.contains(tree?.activeElement ?? null)) focus(`${id}-preview`);
      else announce(page("load.ask", { source: told.source }));
    } else take(told, false);
  }

  function ask(from: object): void {
    if (!kernel.connected.peek()) return;
    refused.value = "";
    found.value = undefined;
    asked.value = Date.now();
    before.current = form.read();
    actions.say("preview", { ...from, asker: id, number: asked.peek() });
  }

  function take({ number, source: from }: Found, over: boolean): void {
    actions.say("take", { asker: id, number, over });
    end();
    taken.current = number;
    announce(page("load.from", { source: from }));
  }

  function end(): void {
    asked.value = 0;
    found.value = undefined;
  }

  return (
    <Region box={panel} id={id} name="load" class="mp-panel" open={open}>
      <LoadSource
        id={id}
        source={kind}
        group={groupOf(form)}
        ask={ask}
        refuse={(why) => {
          end();
          refused.value = why;
          announce(why);
        }}
      />
      {says && (
        <p class={problem && !isBusy ? "mp-problem" : "mp-from"} data-role="loaded">
          {says}
        </p>
      )}
      {found.value ? (
        <Preview
          id={`${id}-preview`}
          found={found.value}
          before={before.current}
          take={(over) => {
            if (found.value) take(found.value, over);
            focus(id);
          }}
          cancel={() => {
            end();
            announce(page("load.cancelled"));
            focus(`${id}-what`);
          }}
        />
      ) : (
        <>
          <Remarks notes={loaded} />
          {source && <ToReview />}
        </>
      )}
    </Region>
  );
}

/** The way to the list of values that were copied and are unreviewed. */
function ToReview() {
  const { form, openReview } = useView();
  const page = usePage();
  const count = form.reviewCount.value;
  if (count === 0 || !openReview) return null;
  return (
    <p>
      <Button onClick={openReview}>{page("load.review", { count })}</Button>
    </p>
  );
}

/** Whether the form holds what somebody has made and not sent, which would be replaced. */
function isUnsent(form: Form, kernel: KernelState, { part }: Found): boolean {
  const value = form.read();
  if (form.pending.peek().length > 0) return true;
  if (value instanceof Map && value.size === 0) return false;
  const base = readable(kernel.loaded.peek().base);
  const isKnown = kernel.status.peek() === "created" || (base !== undefined && equal(value, base));
  return part || !isKnown;
}

/** The group that the request names already. */
function groupOf(form: Form): string {
  const name = form.tables.layout.nextVersion?.group;
  const value = name && form.find([name])?.read();
  return typeof value === "string" ? value : "";
}
