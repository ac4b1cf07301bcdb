// A page without Jupyter: it loads the bundle as anywidget does, from a blob, and stands in for the
// model and for a kernel that takes every write as it is. The kernel's real half is tested in Python
// and in JupyterLab.

export class Model {
  /** @param shared what another widget holds for all forms; without it the page knows no other. */
  constructor(traits, shared) {
    this.traits = traits;
    this.widget_manager = { get_model: (id) => found(id, shared) };
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
    if (content.kind === "get_page_program") this.tellProgram();
  }
  /** The program with the form itself, as the kernel sends it to a page that finds no shared one. */
  async tellProgram() {
    this.tell({ page_program: null, ...(await programTraits()) });
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

const SHARED = "shared";

/** The model of the widget that holds the program for all forms. */
async function found(id, shared) {
  if (!shared || id !== SHARED) throw new Error("widget model not found");
  return { get: (name) => shared[name] };
}

/** What the widget holds that all forms of a kernel share. */
export async function programTraits() {
  const files = ["tables.json", "widget.js", "widget.css"];
  const [form_data, page_code, page_style] = await Promise.all(files.map(packed));
  return { form_data, page_code, page_style };
}

/** What a form begins with; `text` is its request as JSON. */
export function traitsOf(text) {
  const value = { text, revision: 1, writer: "kernel", seq: 0, exact: true };
  const target = { state: "known", sandbox: true, account: "123456789012", region: "us-east-1" };
  const page_program = `IPY_MODEL_${SHARED}`;
  const program = { page_program, form_data: null, page_code: null, page_style: null };
  return { ...program, value, pending: [], issues: [], status: "editing", arn: "", target };
}

/** What ends the forms and displays that are there. */
export const ends = [];

/** Display one form; `text` is its request as JSON, `window.more` has traits of its own, and
 * `window.isolated` says that the host shows the form no other widget. */
window.display = async (text = "{}", places = ["first"]) => {
  const factory = await bundle();
  const shared = window.isolated ? undefined : await programTraits();
  const model = new Model({ ...traitsOf(text), ...window.more }, shared);
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
