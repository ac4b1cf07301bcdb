// VS Code's own widget manager over a kernel of a Jupyter server, as VS Code's Jupyter extension uses
// it: a real kernel connection, requirejs, and the scripts that packages put into `nbextensions`.

import { KernelManager, ServerConnection } from "@jupyterlab/services";
import { activate } from "@vscode/jupyter-ipywidgets8";

const VIEW = "application/vnd.jupyter.widget-view+json";
const token = new URLSearchParams(location.search).get("token");

/** What the manager said, of which failures are the errors of a widget. */
window.failures = [];

/** Tell requirejs where a module is: the extension reads it from the package's `extension.js`. */
const scriptLoader = {
  widgetsRegisteredInRequireJs: new Set(),
  errorHandler: (name, module, version, error) =>
    window.failures.push(`${name} of ${module} ${version}: ${error}`),
  successHandler: () => {},
  loadWidgetScript: async (module) => {
    window.requirejs.config({ paths: { [module]: `/static/nbextensions/${module}/index` } });
  },
};

/** Start a kernel, and the manager of its widgets. */
window.connect = async () => {
  const serverSettings = ServerConnection.makeSettings({
    baseUrl: location.origin,
    wsUrl: location.origin.replace("http", "ws"),
    token,
    appendToken: true,
  });
  window.kernel = await new KernelManager({ serverSettings }).startNew();
  activate();
  window.vscIPyWidgets8.load();
  const place = document.getElementById("output");
  const manager = new window.vscIPyWidgets.WidgetManager(
    window.kernel,
    place,
    scriptLoader,
    () => {},
  );
  window.manager = manager;
};

/** Run code, and show the widget that it displays; what it has printed. */
window.run = async (code) => {
  let text = "";
  const shown = [];
  const future = window.kernel.requestExecute({ code });
  future.onIOPub = ({ header, content }) => {
    if (header.msg_type === "stream") text += content.text;
    if (header.msg_type === "error") text += content.traceback.join("\n");
    if (header.msg_type === "display_data") {
      const id = content.data[VIEW]?.model_id;
      if (id) shown.push(show(id));
    }
  };
  await future.done;
  await Promise.all(shown);
  return text.trim();
};

async function show(id) {
  const node = document.getElementById("output").appendChild(document.createElement("div"));
  const model = await window.manager.get_model(id);
  const view = await window.manager.create_view(model, { el: node });
  await window.manager.display_view(undefined, view, { node });
}

window.ready = true;
