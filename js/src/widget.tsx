// What anywidget loads. A factory: hosts may load this module once for many widgets, so that
// nothing that belongs to one of them may live outside of it.

import { render } from "preact";
import { Host, type Model } from "./host";
import { FormView } from "./views/Form";

interface Given {
  model: Model;
  el: HTMLElement;
}

export default () => {
  let host: Host | undefined;
  let displays = 0;

  return {
    initialize({ model }: Pick<Given, "model">) {
      host = new Host(model);
      return () => host?.end();
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
          prefix={`mp${host.writer}-${displays}`}
        />,
        el,
      );
      return () => render(null, el);
    },
  };
};
