// Where a request is to come from: the name of what AWS has, a text that is pasted, or a file.

import type { Signal } from "@preact/signals-core";
import { useMemo } from "preact/hooks";
import { Button } from "../../controls/Button";
import { useText, useView, type View, ViewContext } from "../../controls/context";
import { AccountCombobox } from "../../controls/inputs/AccountCombobox";
import { PLAIN_TEXT } from "../../controls/inputs/plainText";
import { useSignal } from "../../controls/signals";
import type { Preview } from "../../protocol/messages.generated";
import { loadField, loadFields, loadSources, type Source } from "./loadFields";

/** Characters of a text, or bytes of a file, that are sent to the kernel. */
const MOST = 1_000_000;
export type LoadQuery = Pick<Preview, "source" | "text" | "file">;

interface Props {
  id: string;
  source: Signal<Source>;
  /** The name of the group that the request names already. */
  group: string;
  request(from: LoadQuery): void;
  /** Say why nothing is asked for. */
  refuse(why: string): void;
}

export function LoadSource({ id, source, group, request, refuse }: Props) {
  const t = useText();
  const view = useView();
  const pasted = useSignal("");
  const fields = useMemo(() => {
    const made = loadFields(view.form.tables);
    loadField(made, "group")?.reconcileWith(group, true);
    return made;
  }, [view]);
  const inner = useMemo<View>(() => ({ ...view, form: fields, flush: () => {} }), [view, fields]);
  const sources = loadSources(view.form.tables);
  const kind = source.value;
  const field = `${id}-what`;
  const node = loadField(fields, kind);
  const send = (text: string, file = ""): void => {
    if (text.trim() === "") refuse(t("load.nothing"));
    else if (text.length > MOST) refuse(t("load.large"));
    else request({ source: kind, text: kind === "text" ? text : text.trim(), file });
  };
  const load = (): void => send(node ? node.text.peek() : pasted.peek());
  const choose = async (input: HTMLInputElement): Promise<void> => {
    const file = input.files?.[0];
    if (!file) return;
    if (file.size > MOST) refuse(t("load.large"));
    else {
      try {
        send(await file.text(), file.name);
      } catch {
        refuse(t("load.unreadable", { name: file.name }));
      }
    }
    input.value = ""; // the same file may be chosen again
  };
  return (
    <>
      <div class="mp-form-row">
        {sources[1] && (
          <div class="mp-labelled">
            <label for={`${id}-source`}>{t("load.source")}</label>
            <select
              id={`${id}-source`}
              value={kind}
              onChange={(event) => {
                source.value = event.currentTarget.value as Source;
              }}
            >
              {sources.map((name) => (
                <option key={name} value={name}>
                  {t(`load.source.${name}`)}
                </option>
              ))}
            </select>
          </div>
        )}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the box in it has the focus */}
        <div
          class="mp-labelled"
          data-wide={!node}
          onKeyDown={(event) => {
            // Enter that chose a row of the list has already been handled.
            const isEnter = event.key === "Enter" && !event.isComposing;
            if (node && isEnter && !event.defaultPrevented) load();
          }}
        >
          <label for={field}>{t(`load.${kind}`)}</label>
          {node ? (
            <ViewContext.Provider value={inner}>
              <AccountCombobox
                key={kind}
                node={node}
                attributes={{
                  id: field,
                  "aria-describedby": `${id}-about`,
                  "aria-invalid": false,
                  "aria-required": true,
                }}
              />
            </ViewContext.Provider>
          ) : (
            <textarea
              id={field}
              aria-describedby={`${id}-about`}
              {...PLAIN_TEXT}
              rows={5}
              value={pasted.value}
              onInput={(event) => {
                pasted.value = event.currentTarget.value;
              }}
            />
          )}
        </div>
        <Button aria-describedby={`${id}-about`} onClick={load}>
          {t("load.do")}
        </Button>
        {kind === "text" && (
          <label>
            {t("load.file")}{" "}
            <input
              type="file"
              id={`${id}-file`}
              onChange={(event) => {
                view.flush();
                void choose(event.currentTarget);
              }}
            />
          </label>
        )}
      </div>
      <p id={`${id}-about`} class="mp-muted">
        {t(`load.about.${kind}`)}
      </p>
    </>
  );
}
