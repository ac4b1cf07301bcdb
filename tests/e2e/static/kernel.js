// A page over a real kernel: it speaks Jupyter's message protocol with a server's websocket and shows
// the forms that the kernel displays, as a notebook would, with nothing of a notebook around them.

const VIEW = "application/vnd.jupyter.widget-view+json";
const session = crypto.randomUUID();

/** One widget of the kernel, as anywidget hands it to the page's program. */
class Model {
  constructor(kernel, id, state) {
    Object.assign(this, { kernel, id, state, changed: new Set(), listeners: new Map() });
    this.widget_manager = { get_model: (other) => kernel.get_model(other) };
  }
  get(name) {
    return this.state[name];
  }
  set(name, value) {
    this.state[name] = value;
    this.changed.add(name);
    this.emit(`change:${name}`);
  }
  save_changes() {
    const state = Object.fromEntries([...this.changed].map((name) => [name, this.state[name]]));
    this.changed.clear();
    this.message({ method: "update", state, buffer_paths: [] });
  }
  send(content) {
    this.message({ method: "custom", content });
  }
  message(data) {
    if (this.ended) throw new Error("The kernel has closed this widget.");
    this.kernel.send("comm_msg", { comm_id: this.id, data });
  }
  hear({ method, state, content }) {
    if (method === "custom") this.emit("msg:custom", content);
    if (method !== "update") return; // an echo of what this page wrote, its only one
    Object.assign(this.state, state);
    for (const name of Object.keys(state)) this.emit(`change:${name}`);
  }
  on(event, callback) {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), callback]);
  }
  off(event, callback) {
    const kept = (this.listeners.get(event) ?? []).filter((one) => one !== callback);
    this.listeners.set(event, kept);
  }
  emit(event, ...given) {
    for (const callback of this.listeners.get(event) ?? []) callback(...given);
  }
}

/** A message of the websocket: JSON, or with buffers behind a table of offsets. */
async function parsed(data) {
  if (typeof data === "string") return { buffers: [], ...JSON.parse(data) };
  const bytes = await data.arrayBuffer();
  const view = new DataView(bytes);
  const offsets = Array.from({ length: view.getUint32(0) }, (_, at) => view.getUint32(4 * at + 4));
  const parts = offsets.map((from, at) => bytes.slice(from, offsets[at + 1]));
  const [json, ...buffers] = parts;
  return { ...JSON.parse(new TextDecoder().decode(json)), buffers };
}

/** Put buffers where their paths say. */
function filled({ state, buffer_paths: paths = [], ...rest }, buffers) {
  paths.forEach((path, at) => {
    const last = path.at(-1);
    const place = path.slice(0, -1).reduce((value, step) => value[step], state);
    place[last] = new DataView(buffers[at]);
  });
  return { ...rest, state };
}

class Kernel {
  constructor(socket) {
    this.socket = socket;
    this.models = new Map();
    this.runs = new Map();
    this.displayed = undefined;
    let before = Promise.resolve();
    socket.onmessage = ({ data }) => {
      before = before.then(async () => this.hear(await parsed(data)));
    };
  }
  async get_model(id) {
    const known = this.models.get(id);
    if (!known || window.isolated) throw new Error("widget model not found");
    return known;
  }
  /** Learn of the widgets that the kernel has, as JupyterLab does when a page is loaded. */
  restore() {
    const comm_id = crypto.randomUUID();
    const restored = new Promise((done) => {
      this.control = { comm_id, done };
    });
    const target_name = "jupyter.widget.control";
    this.send("comm_open", { comm_id, target_name, data: {} }, { version: "1.0.0" });
    this.send("comm_msg", { comm_id, data: { method: "request_states" } });
    return restored;
  }
  addRestored(data, buffers) {
    const { state: states } = filled({ ...data, state: data.states }, buffers);
    for (const [id, { state }] of Object.entries(states))
      this.models.set(id, new Model(this, id, state));
  }
  send(type, content, metadata = {}) {
    const id = crypto.randomUUID();
    const header = { msg_id: id, msg_type: type, session, username: "", version: "5.3", date: "" };
    const message = { channel: "shell", header, parent_header: {}, metadata, content };
    this.socket.send(JSON.stringify({ ...message, buffers: [] }));
    return id;
  }
  /** Run code; what it has printed, when it has ended. */
  run(code) {
    const options = { silent: false, store_history: false, user_expressions: {} };
    const id = this.send("execute_request", { code, ...options, allow_stdin: false });
    return new Promise((done, failed) => this.runs.set(id, { text: "", done, failed }));
  }
  hear({ header, parent_header: parent, content, buffers }) {
    const run = this.runs.get(parent.msg_id);
    switch (header.msg_type) {
      case "comm_open":
        if (content.target_name === "jupyter.widget")
          this.models.set(
            content.comm_id,
            new Model(this, content.comm_id, filled(content.data, buffers).state),
          );
        return;
      case "comm_msg": {
        const { data } = content;
        if (content.comm_id === this.control?.comm_id) {
          this.addRestored(data, buffers);
          this.control.done();
          return;
        }
        const known = this.models.get(content.comm_id);
        known?.hear(data.state ? filled(data, buffers) : data);
        return;
      }
      case "comm_close": {
        if (content.comm_id === this.control?.comm_id) this.control.done(); // no widget was made yet
        const known = this.models.get(content.comm_id);
        if (known) known.ended = true;
        return;
      }
      case "display_data":
        this.displayed = content.data[VIEW]?.model_id ?? this.displayed;
        return;
      case "stream":
        if (run && content.name === "stdout") run.text += content.text;
        return;
      case "error":
        run?.failed(new Error(content.traceback.join("\n")));
        return;
      case "status": // not the reply, which overtakes what the cell puts out
        if (content.execution_state === "idle") run?.done(run.text);
    }
  }
}

const token = new URLSearchParams(location.search).get("token");

/** Start a kernel, or connect to one that runs. */
window.connect = async (id) => {
  const known =
    id ||
    (await (await fetch(`/api/kernels?token=${token}`, { method: "POST", body: "{}" })).json()).id;
  const socket = new WebSocket(
    `ws://${location.host}/api/kernels/${known}/channels?session_id=${session}&token=${token}`,
  );
  await new Promise((done, failed) => {
    socket.onopen = done;
    socket.onerror = failed;
  });
  window.kernel = new Kernel(socket);
  if (id) await window.kernel.restore();
  return known;
};

/** What shows the form that the kernel displayed last. */
async function shower() {
  const model = window.kernel.models.get(window.kernel.displayed);
  const loader = URL.createObjectURL(new Blob([model.get("_esm")], { type: "text/javascript" }));
  const widget = (await import(loader)).default();
  return async (el) => {
    const end = await widget.initialize({ model });
    const displayed = await widget.render({ model, el });
    return () => {
      displayed();
      end();
    };
  };
}

/** Show the form that the kernel displayed last, instead of the one before. */
async function showLast() {
  const show = await shower();
  await window.closeForm?.();
  window.closeForm = await show(document.getElementById("form"));
}

/** Run code that displays a form, and show that instead of the last one. */
window.show = async (code) => {
  const text = await window.kernel.run(code);
  await showLast();
  return text;
};

/** Run code that displays a form, and show that below the others. */
window.showBelow = async (code) => {
  const text = await window.kernel.run(code);
  const show = await shower();
  await show(document.body.appendChild(document.createElement("div")));
  return text;
};

/** Cells that were run, by number: whether one still runs, and what it has printed. */
window.cells = {};

/** Run a cell; a form that it displays takes the place of the last one. */
window.runCell = async (at, code) => {
  window.cells[at] = { running: true, text: "" };
  const before = window.kernel.displayed;
  const text = await window.kernel.run(code);
  if (window.kernel.displayed !== before) await showLast();
  window.cells[at] = { running: false, text: text.trim() };
};

window.ready = true;
