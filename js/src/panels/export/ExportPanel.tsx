// The request as text of another tool, made by the kernel at each pause in typing, the lines of the
// field in focus marked.

import { type Signal, untracked } from "@preact/signals-core";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Button } from "../../controls/Button";
import { useText, useView } from "../../controls/context";
import { useSignal, useSignalEffect } from "../../controls/signals";
import { formatPath, type Path } from "../../core/path";
import type { Form } from "../../form/form";
import type { Actions, KernelStore } from "../../host/kernel_store";
import type { ExportAnswer } from "../../protocol/events.generated";
import { CopyButton } from "../shared/CopyableText";
import { PathLink } from "../shared/PathLink";
import { Region } from "../shared/Region";

const PAUSE_MS = 300;
/** Without an answer for so long, what is shown is not to be taken for what is in the form. */
const OLD_MS = 2000;

interface Props {
  id: string;
  open: Signal<boolean>;
  kernel: KernelStore;
  actions: Actions;
}

export function ExportPanel({ id, open, kernel, actions }: Props) {
  const view = useView();
  const t = useText();
  const formats = view.form.tables.layout.exports ?? [];
  const section = useRef<HTMLElement>(null);
  const shown = useRef<HTMLPreElement>(null);
  const format = useSignal(formats[0]);
  const { exported, waiting, old } = useAnswer(id, format, kernel, actions);
  const lines = useMarked(section, exported);
  const { title = "", file = "" } = format.value ?? {};
  const { text = "", gaps = [], problem = "" } = exported.value ?? {};
  const [first, last] = lines.value;
  const rows = text.split(/(?<=\n)/);
  useEffect(() => {
    if (text) view.announce(t("export.ready", { title, count: rows.length }));
  }, [title, !text]);
  useLayoutEffect(() => {
    const mark = shown.current?.querySelector("mark");
    if (mark && shown.current) shown.current.scrollTop = mark.offsetTop - 48;
  }, [first, last, text]);
  return (
    <Region
      box={section}
      id={id}
      name="export"
      aria-busy={waiting.value}
      class="mp-panel mp-export"
      open={open}
    >
      <div class="mp-form-row">
        <label for={`${id}-format`}>{t("export.format")}</label>
        <select
          id={`${id}-format`}
          value={format.value?.id}
          onChange={({ currentTarget }) => {
            format.value = formats[currentTarget.selectedIndex];
          }}
        >
          {formats.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
          ))}
        </select>
        {text && (
          <>
            <CopyButton name={title} text={text} shown={shown} />
            <Button onClick={() => download(text, file)}>
              {t("export.download")}
              <span class="mp-hidden"> {file}</span>
            </Button>
          </>
        )}
      </div>
      {problem && <p class="mp-problem">{problem}</p>}
      {old.value && text && <p class="mp-problem">{t("export.old")}</p>}
      {gaps.length > 0 && (
        <>
          <h4>{t("export.gaps")}</h4>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
          <ul tabIndex={0}>
            {gaps.map(({ path, why }) => (
              <li key={path.join("\n")}>
                <PathLink path={path} /> {why}
              </li>
            ))}
          </ul>
        </>
      )}
      {text ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <pre ref={shown} tabIndex={0} role="region" aria-label={t("export.text", { title })}>
          {rows.slice(0, Math.max(first - 1, 0)).join("")}
          {first > 0 && <mark>{rows.slice(first - 1, last).join("")}</mark>}
          {rows.slice(last).join("")}
        </pre>
      ) : (
        !problem && <p class="mp-muted">{t("export.asking")}</p>
      )}
    </Region>
  );
}

/** Asks at once, then at each pause; what comes late of an earlier question is passed over. */
function useAnswer(
  viewId: string,
  format: Signal<{ id: string } | undefined>,
  kernel: KernelStore,
  actions: Actions,
) {
  const { form } = useView();
  const requested = useSignal(0);
  const exported = useSignal<ExportAnswer | undefined>(undefined);
  const waiting = useSignal(false);
  const old = useSignal(false);
  useSignalEffect(() => {
    if (!waiting.value) return;
    const late = setTimeout(() => (old.value = true), OLD_MS);
    return () => {
      clearTimeout(late);
      old.value = false;
    };
  });
  useSignalEffect(() => {
    const formatId = format.value?.id;
    form.version.value; // another one after each change, whoever made it
    kernel.target.value; // which the text names; it may become known late
    const request = (): void => {
      requested.value += 1;
      waiting.value = true;
      if (!formatId) return;
      const question = { view_id: viewId, request_id: requested.peek() };
      actions.send({ kind: "export", ...question, format: formatId, request: form.text() });
    };
    const later = setTimeout(() => untracked(request), requested.peek() ? PAUSE_MS : 0);
    return () => clearTimeout(later);
  });
  useSignalEffect(() => {
    const given = kernel.event("exported").value;
    if (given?.view_id !== viewId || given.request_id !== requested.peek()) return;
    exported.value = JSON.parse(given.answer);
    waiting.value = false;
  });
  return { exported, waiting, old };
}

/** The first and last line of the field that had the focus last; [0, 0] when it has none. */
function useMarked(section: RefObject<HTMLElement>, exported: Signal<ExportAnswer | undefined>) {
  const { form } = useView();
  const place = useSignal("");
  const lines = useSignal<[number, number]>([0, 0]);
  useEffect(() => {
    const root = section.current?.closest(".modelpkg-form");
    const note = ({ target }: Event): void => {
      const field = target instanceof Element && target.closest("[data-path]");
      if (field) place.value = field.getAttribute("data-path") ?? "";
    };
    root?.addEventListener("focusin", note);
    return () => root?.removeEventListener("focusin", note);
  }, [section, place]);
  useSignalEffect(() => {
    const current = place.value;
    const rows = current ? (exported.value?.lines ?? []) : [];
    const row = untracked(() => rows.find(([path]) => pathIn(form, path) === current));
    const [first, last] = lines.peek();
    const next: [number, number] = row ? [row[1], row[2]] : [0, 0];
    if (next[0] !== first || next[1] !== last) lines.value = next;
  });
  return lines;
}

function pathIn(form: Form, path: Path): string | undefined {
  const node = form.find(path);
  return node && formatPath(node.steps());
}

/** Let the browser save a text as a file. */
export function download(text: string, file: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}
