// The first part of the page's program: what a form needs to be shown and typed in. Whoever calls it
// has the forms of one page made of one program, which share the later part; nothing that belongs to
// a form or a page may live outside of these functions.

import { render } from "preact";
import type { Later } from "./controls/later/laterPanels";
import { sanitizeAllText } from "./controls/sanitizeText";
import { followSignals } from "./controls/signals";
import { LaterPart } from "./host/later_part";
import type { Model } from "./host/model";
import { Host } from "./host/sync";
import { FormView } from "./panels/FormView";
import type { Tables } from "./protocol/form_data";

sanitizeAllText();
followSignals();

/** The later part imports the first one by this name: see build/parts.mjs. */
const FIRST_PART = "modelpkg-widget-first-part";

/** Of the loader: so the program does not have them a second time. */
type Unpack = (packed: Uint8Array) => Promise<string>;
type ImportCode = (code: string) => Promise<unknown>;
type StyleSheet = (text: string) => CSSStyleSheet;

/** @param all the later part, where it comes with the first one. */
export default (unpack: Unpack, importCode: ImportCode, styleSheet: StyleSheet, all?: Later) => {
  const later = new LaterPart(async (packed) => {
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    const code = (await unpack(bytes)).replace(FIRST_PART, import.meta.url);
    const made = (await importCode(code)) as Omit<Later, "style"> & { style: string };
    return { ...made, style: styleSheet(made.style) };
  }, all);
  return (model: Model, tables: Tables) => {
    const host = new Host(model, tables);
    const stop = later.follow(host.kernel);
    let displays = 0;

    return {
      end() {
        stop();
        host.end();
      },
      render(element: Element) {
        const { form, kernel, writer } = host;
        displays += 1;
        render(
          <FormView
            form={form}
            kernel={kernel}
            actions={host}
            later={later}
            idPrefix={`mp${writer}-${displays}`}
          />,
          element,
        );
        return () => render(null, element);
      },
    };
  };
};
