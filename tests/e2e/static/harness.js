// A page without Jupyter: it loads the bundle as anywidget does, from a blob, and stands in for the
// model and for a kernel that takes every write as it is. The kernel's real half is tested in Python
// and in JupyterLab.

export class Model {
  constructor(traits) {
    this.traits = traits;
    this.listeners = new Map();
    this.sent = [];
    this.writes = [];
    this.revision = traits.value.revision;
    this.busy = false;
  }
  get(name) {
    return this.traits[name];
  }
  set(name, value) {
    this.traits[name] = value;
    this.emit(`change:${name}`);
  }
  save_changes() {
    const { value, pending } = this.traits;
    this.writes.push({ value, pending });
    if (!this.busy) setTimeout(() => this.answer(value));
  }
  answer({ text, writer, seq }) {
    this.assign(text, writer, seq);
  }
  /** What the kernel, or another page by way of it, makes of the request. */
  assign(text, writer = "kernel", seq = 0) {
    this.revision += 1;
    this.set("value", { text, revision: this.revision, writer, seq, exact: true });
  }
  /** What the kernel says of several traits at once, as one message brings them. */
  tell(traits) {
    Object.assign(this.traits, traits);
    for (const name of Object.keys(traits)) this.emit(`change:${name}`);
  }
  /** What the kernel says that is no trait. */
  say(content) {
    this.emit("msg:custom", content);
  }
  send(content) {
    this.sent.push(content);
    if (this.busy) return;
    setTimeout(() => this.set("last_ack", content.id));
    if (content.kind === "get_page_part") this.sayLater();
  }
  /** The later part of the program, as the kernel sends it. */
  async sayLater() {
    this.say({ kind: "page_part", code: base64(await packed("later.js")) });
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

export async function bundle() {
  const text = await (await fetch("loader.js")).text();
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  return (await import(url)).default;
}

/** A file as the kernel packs it. */
export async function packed(name) {
  const stream = (await fetch(name)).body.pipeThrough(new CompressionStream("gzip"));
  return new DataView(await new Response(stream).arrayBuffer());
}

function base64(view) {
  const bytes = new Uint8Array(view.buffer);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** What a form begins with; `text` is its request as JSON. */
export async function traitsOf(text) {
  const [form_data, page_code] = await Promise.all(["tables.json", "widget.js"].map(packed));
  const value = { text, revision: 1, writer: "kernel", seq: 0, exact: true };
  const target = { state: "known", sandbox: true, account: "123456789012", region: "us-east-1" };
  return { form_data, page_code, value, pending: [], issues: [], status: "editing", arn: "", target };
}

/** Display one form; `text` is its request as JSON, `window.more` has traits of its own. */
window.display = async (text = "{}", places = ["first"]) => {
  const factory = await bundle();
  const model = new Model({ ...(await traitsOf(text)), ...window.more });
  const widget = factory();
  const end = await widget.initialize({ model });
  const displays = [];
  for (const place of places) {
    const el = document.getElementById(place);
    displays.push(await widget.render({ model, el }));
  }
  window.model = model;
  window.close = () => {
    for (const display of displays) display();
    end();
  };
};

/** The request as the page last wrote it. */
window.written = () => window.model.writes.at(-1)?.value.text;
/** Whether the policy of this page forbids to make code of text. */
window.evalForbidden = () => {
  try {
    return !new Function("return true")();
  } catch (error) {
    return error instanceof EvalError;
  }
};

window.ready = true;
