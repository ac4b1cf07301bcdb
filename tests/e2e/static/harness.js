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
    this.unanswered = 0;
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
    if (this.busy) return;
    this.unanswered += 1;
    setTimeout(() => {
      this.unanswered -= 1;
      this.answer(value);
    });
  }
  answer({ text, writer, seq }) {
    this.assign(text, writer, seq);
  }
  /** What the kernel, or another page by way of it, makes of the request. */
  assign(text, writer = "kernel", seq = 0) {
    this.revision += 1;
    this.set("value", { text, revision: this.revision, writer, seq, exact: true });
  }
  /** The same, by a kernel that has read what the page wrote before. */
  async assignNext(text, writer) {
    while (this.unanswered > 0) await new Promise((done) => setTimeout(done));
    this.assign(text, writer);
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

export function moduleUrl(code) {
  return URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
}

export async function bundle() {
  const text = await (await fetch("loader.js")).text();
  return (await import(moduleUrl(text))).default;
}

/** A file as the kernel packs it. */
export async function packed(name) {
  const text = await (await fetch(name)).text();
  const known = files.get(name);
  if (known?.text === text) return known.view;
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  const view = new DataView(await new Response(stream).arrayBuffer());
  files.set(name, { text, view });
  return view;
}

/** The files as they were packed last: it is the same for all forms, unless a test serves another. */
const files = new Map();

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

/** What ends the forms and displays that are there. */
export const ends = [];

/** Display one form; `text` is its request as JSON, `window.more` has traits of its own. */
window.display = async (text = "{}", places = ["first"]) => {
  const factory = await bundle();
  const model = new Model({ ...(await traitsOf(text)), ...window.more });
  const widget = factory();
  ends.unshift(await widget.initialize({ model }));
  for (const place of places) {
    const el = document.getElementById(place);
    ends.unshift(await widget.render({ model, el }));
  }
  window.model = model;
  window.close = () => {
    for (const end of ends.splice(0)) end();
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
