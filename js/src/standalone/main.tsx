// The form as a page of its own, without a kernel: modelpkg_widget/standalone/document.py writes this
// program, its style and its data into one HTML file.

import { effect, untracked } from "@preact/signals-core";
import { render } from "preact";
import type { Later } from "../controls/later/laterPanels";
import { sanitizeAllText } from "../controls/sanitizeText";
import { followSignals } from "../controls/signals";
import { LaterPart } from "../host/later_part";
import { Host } from "../host/sync";
import { FormView } from "../panels/FormView";
import { PANELS } from "../panels/later";
import type { Tables } from "../protocol/form_data";
import type { Schema } from "../protocol/schema";
import { LocalKernel } from "./local_kernel";
import { type GivenTraits, LocalModel } from "./local_model";
import { RequestPanel } from "./RequestPanel";

interface PageData {
  tables: Tables;
  /** The request to start from, as JSON. */
  request: string;
  traits: GivenTraits;
}

/** A schema with all that AWS says of it, where that is more than a sentence. */
type Documented = Schema & { "x-documentation"?: string };

function start(): void {
  const data: PageData = JSON.parse(element("form-data").textContent ?? "");
  const { tables, request, traits } = data;
  const kernel = new LocalKernel(tables.words, (path) => {
    const schema: Documented | undefined = host.form.find(path)?.schema;
    return schema?.["x-documentation"] ?? "";
  });
  const model = new LocalModel(request, traits, (message, from) => kernel.receive(message, from));
  const host: Host = new Host(model, tables);
  const { form } = host;
  /** The request that a person has elsewhere: as it was loaded, copied or downloaded. */
  let saved = "";
  const save = (): void => {
    saved = form.text();
  };
  effect(() => {
    if (!host.kernel.loaded.value.previous) untracked(save);
  });
  addEventListener("beforeunload", (event) => {
    if (form.text() !== saved) event.preventDefault();
  });

  sanitizeAllText();
  followSignals();
  const later = new LaterPart<Later>(() => Promise.reject(), { panels: PANELS });
  render(
    <FormView form={form} kernel={host.kernel} actions={host} later={later} idPrefix="mp" />,
    element("form"),
  );
  render(<RequestPanel form={form} onTake={save} />, element("request"));
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element "${id}".`);
  return found;
}

start();
