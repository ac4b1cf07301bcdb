// What anywidget loads. A factory: hosts may load this module once for many widgets, so that
// nothing that belongs to one of them may live outside of it.

import { render } from "preact";
import { sanitizeAllText } from "./controls/sanitizeText";
import type { Model } from "./host/model";
import { Host } from "./host/sync";
import { FormView } from "./panels/FormView";
import { unpack } from "./protocol/unpack";

interface Given {
  model: Model;
  el: HTMLElement;
}

sanitizeAllText();

export default () => {
  let host: Host | undefined;
  let displays = 0;

  return {
    async initialize({ model }: Pick<Given, "model">) {
      const made = new Host(model, await unpack(model.get("form_data")));
      host = made;
      return () => made.end();
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
          idPrefix={`mp${host.writer}-${displays}`}
        />,
        el,
      );
      return () => render(null, el);
    },
  };
};
