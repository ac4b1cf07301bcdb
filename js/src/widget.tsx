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
import { moduleUrl } from "./protocol/import_code";
import { unpack, unzipped } from "./protocol/unpack";

interface Given {
  model: Model;
  el: HTMLElement;
}

sanitizeAllText();
followSignals();

/** The later part imports the first one by this name: see build/esbuild.mjs. */
const FIRST_PART = "modelpkg-widget-first-part";

async function importLater(packed: string): Promise<Later> {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const code = await unzipped(bytes).text();
  const url = moduleUrl(code.replace(FIRST_PART, import.meta.url));
  try {
    const { panels, style } = (await import(url)).default;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    return { panels, style: sheet };
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** @param all the later part, where it comes with the first one. */
export default (all?: Later) => {
  const later = new LaterPart(importLater, all);
  return () => {
    let host: Host | undefined;
    let displays = 0;

    return {
      async initialize({ model }: Pick<Given, "model">) {
        const made = new Host(model, await unpack(model.get("form_data")));
        const stop = later.follow(made.kernel);
        host = made;
        return () => {
          stop();
          made.end();
        };
      },
      render({ el }: Given) {
        if (!host) return undefined;
        const { form, kernel } = host;
        displays += 1;
        render(
          <FormView
            form={form}
            kernel={kernel}
            actions={host}
            later={later}
            idPrefix={`mp${host.writer}-${displays}`}
          />,
          el,
        );
        return () => render(null, el);
      },
    };
  };
};
