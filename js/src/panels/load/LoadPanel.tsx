// Start from what there is: what it would change, and, when it is loaded, what was left out or
// repaired, and what is still to be looked at.

import { type Signal, untracked } from "@preact/signals-core";
import { useRef } from "preact/hooks";
import { Button } from "../../controls/Button";
import { useText, useView } from "../../controls/context";
import { useSignal, useSignalEffect } from "../../controls/signals";
import { useAnnouncement } from "../../controls/useAnnouncement";
import { type Json, jsonEqual } from "../../core/json";
import type { Form } from "../../form/form";
import type { Actions, KernelStore } from "../../host/kernel_store";
import { tryParse } from "../../protocol/decode";
import type { PreviewResult } from "../../protocol/events.generated";
import { Region } from "../shared/Region";
import { ImportNotes } from "./ImportNotes";
import { LoadPreview } from "./LoadPreview";
import { type LoadQuery, LoadSource } from "./LoadSource";
import { loadSources, type Source } from "./loadFields";

interface Props {
  id: string;
  /** What Escape closes; without it the panel stays. */
  open?: Signal<boolean>;
  kernel: KernelStore;
  actions: Actions;
}

export function LoadPanel({ id, open, kernel, actions }: Props) {
  const { form, announce, focus } = useView();
  const t = useText();
  const kind = useSignal(loadSources(form.tables)[0] as Source);
  /** What was asked for last; 0 when nothing is awaited or asked. */
  const requested = useSignal(0);
  const found = useSignal<PreviewResult | undefined>(undefined);
  const refused = useSignal("");
  /** The request when it was asked, which the kernel answers for; and what was taken of it last. */
  const before = useRef<Json>(null);
  const taken = useRef(0);
  const panel = useRef<HTMLElement>(null);
  const loaded = kernel.loaded.value;
  const { source, state } = loaded;
  const awaited = requested.value > 0 && !found.value;
  const isBusy = awaited || state === "loading";
  const problem = refused.value || (state === "failed" ? loaded.problem : "");
  const wait = t(kind.value === "text" ? "load.reading" : "load.loading");
  const says = isBusy ? wait : problem || (source && t("load.from", { source }));
  useAnnouncement(says);
  useSignalEffect(() => {
    const preview = kernel.event("preview").value;
    // Else what is typed beside it would ask for the preview, and the focus, once more.
    if (preview?.view_id === id) untracked(() => receive(preview));
  });

  function receive(preview: PreviewResult): void {
    const { request_id: number } = preview;
    if (preview.problem && (number === requested.peek() || number === taken.current)) {
      end();
      refused.value = preview.problem;
    } else if (number !== requested.peek() || found.peek()?.request_id === number) return;
    else if (isUnsent(form, kernel, preview)) {
      found.value = preview;
      // Somebody may have gone on to type elsewhere while the kernel was reading.
      const tree = panel.current?.getRootNode() as Document | ShadowRoot | undefined;
      if (panel.current?.contains(tree?.activeElement ?? null)) focus(`${id}-preview`);
      else announce(t("load.ask", { source: preview.source }));
    } else take(preview, false);
  }

  function request(from: LoadQuery): void {
    if (!kernel.isAlive.peek()) return;
    refused.value = "";
    found.value = undefined;
    requested.value = Date.now();
    before.current = form.read();
    actions.send({ kind: "preview", ...from, view_id: id, request_id: requested.peek() });
  }

  function take({ request_id, source: from }: PreviewResult, merge: boolean): void {
    actions.send({ kind: "apply_preview", view_id: id, request_id, merge });
    end();
    taken.current = request_id;
    announce(t("load.from", { source: from }));
  }

  function end(): void {
    requested.value = 0;
    found.value = undefined;
  }

  return (
    <Region box={panel} id={id} name="load" class="mp-panel" open={open}>
      <LoadSource
        id={id}
        source={kind}
        group={groupOf(form)}
        request={request}
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
        <LoadPreview
          id={`${id}-preview`}
          found={found.value}
          before={before.current}
          take={(merge) => {
            if (found.value) take(found.value, merge);
            focus(id);
          }}
          cancel={() => {
            end();
            announce(t("load.cancelled"));
            focus(`${id}-what`);
          }}
        />
      ) : (
        <>
          <ImportNotes notes={loaded} />
          {source && <ToReview />}
        </>
      )}
    </Region>
  );
}

/** The way to the list of values that were copied and are unreviewed. */
function ToReview() {
  const { form, openReview } = useView();
  const t = useText();
  const count = form.reviewCount.value;
  if (count === 0 || !openReview) return null;
  return (
    <p>
      <Button onClick={openReview}>{t("load.review", { count })}</Button>
    </p>
  );
}

/** Whether the form holds what somebody has made and not sent, which would be replaced. */
function isUnsent(form: Form, kernel: KernelStore, { is_partial }: PreviewResult): boolean {
  const value = form.read();
  if (form.pending.peek().length > 0) return true;
  if (value instanceof Map && value.size === 0) return false;
  const base = tryParse(kernel.loaded.peek().base);
  const isKnown =
    kernel.status.peek() === "created" || (base !== undefined && jsonEqual(value, base));
  return is_partial || !isKnown;
}

/** The group that the request names already. */
function groupOf(form: Form): string {
  const name = form.tables.layout.next_version?.group;
  const value = name && form.find([name])?.read();
  return typeof value === "string" ? value : "";
}
