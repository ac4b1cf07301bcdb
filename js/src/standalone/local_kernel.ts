// What a page without a kernel does itself of what it would ask a kernel: read JSON, and look up the
// documentation. Everything else of a kernel is not offered: see modelpkg_widget/standalone/tables.py.

import { findJsonError } from "../core/format_json";
import { parse, stringify } from "../core/json";
import type { Path } from "../core/path";
import { formatText } from "../form/texts";
import { tryParse } from "../protocol/decode";
import type { PreviewResult } from "../protocol/events.generated";
import type { Words } from "../protocol/form_data";
import type { ApplyPreview, Message, Preview } from "../protocol/messages.generated";
import type { LocalModel } from "./local_model";
import { overlay } from "./overlay";

type Read = Pick<PreviewResult, "problem" | "source" | "base" | "merged">;

const NOTHING = { problem: "", source: "", base: "", merged: "" };

export class LocalKernel {
  readonly #words: Words["page"];
  readonly #documentation: (path: Path) => string;
  /** The last text that was read, which can be loaded. */
  #preview: PreviewResult | undefined;

  /** @param documentation returns all that AWS says of a member. */
  constructor({ page }: Words, documentation: (path: Path) => string) {
    this.#words = page;
    this.#documentation = documentation;
  }

  receive(message: Message, model: LocalModel): void {
    const { kind } = message;
    if (kind === "preview") this.#read(message, model);
    else if (kind === "apply_preview") this.#load(message, model);
    else if (kind === "get_documentation") {
      const { path } = message;
      model.sendEvent({ kind: "documentation", path, text: this.#documentation(path) });
    }
  }

  #read({ view_id, request_id, text, file }: Preview, model: LocalModel): void {
    const source = file || this.#text("standalone.pasted");
    const notes = { is_partial: false, omitted: [], coerced: [], unresolved: [] };
    const read = this.#readRequest(text, source, model.text());
    this.#preview = { kind: "preview", view_id, request_id, ...notes, ...read };
    model.sendEvent(this.#preview);
  }

  #readRequest(text: string, source: string, current: string): Read {
    const place = findJsonError(text);
    if (place) return { ...NOTHING, problem: this.#text("standalone.not_json", place) };
    const value = parse(text);
    if (!(value instanceof Map))
      return { ...NOTHING, problem: this.#text("standalone.not_request") };
    const merged = overlay(tryParse(current) ?? new Map(), value);
    return { problem: "", source, base: stringify(value), merged: stringify(merged) };
  }

  #load({ view_id, request_id, merge }: ApplyPreview, model: LocalModel): void {
    const found = this.#preview;
    if (!found || found.view_id !== view_id || found.request_id !== request_id) return;
    const { source } = found;
    const base = merge ? found.merged : found.base;
    const previous = merge ? model.text() : "";
    if (!merge) model.set("pending", []);
    model.assign(base);
    model.publish({ loaded: { base, source, previous } });
  }

  #text(key: string, values: Record<string, string | number> = {}): string {
    return formatText(this.#words[key] ?? key, values);
  }
}
