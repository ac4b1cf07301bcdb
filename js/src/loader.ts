// What anywidget loads: it finds the page's program, which all forms of a kernel share, and unpacks
// its first part. That travels by gzip in a third of its bytes, and is saved so in notebooks.

import { importCode, styleSheet } from "./protocol/import_code";
import { unpack } from "./protocol/unpack";

interface Model {
  get(name: string): unknown;
  on(event: string, callback: () => void): void;
  send(content: unknown): undefined;
  widget_manager: { get_model(id: string): Promise<Model> };
}

interface Form {
  end(): void;
  render(element: Element): () => void;
}

type Program = (model: Model, tables: unknown) => Form;

/** What ipywidgets writes before the id of a widget that another one refers to: IPY_MODEL_. */
const PREFIX = 10;

/** The programs that a page has, by their text: code alone, nothing of a form. Hosts load this module
 * once for each widget, and browsers keep each module until the page is left: without this, a notebook
 * in which forms come and go would only grow. */
const PROGRAMS = Symbol.for("modelpkg-widget programs");

const page = globalThis as { [PROGRAMS]?: Map<string, Promise<Program>> };
// biome-ignore lint/suspicious/noAssignInExpressions: this file is saved with each form
const programs = (page[PROGRAMS] ??= new Map());

/** The program has what this file has: it unpacks and imports its later part. Its style is where
 * anywidget would put it, once for a page. Without it, the form itself has it for anywidget. */
async function imported(code: string, source: Model): Promise<Program> {
  const make = (await importCode(code)) as (...tools: unknown[]) => Program;
  const style = source.get("page_style");
  if (style) document.adoptedStyleSheets.push(styleSheet(await unpack(style)));
  return make(unpack, importCode, styleSheet);
}

/** What holds the program: a widget that all forms share, or the form itself where a kernel knows
 * that its host has no shared ones. Undefined in other hosts that show no widget to another one. */
async function sourceOf(model: Model): Promise<Model | undefined> {
  const shared = model.get("page_program") as string | undefined;
  try {
    return shared ? await model.widget_manager.get_model(shared.slice(PREFIX)) : model;
  } catch {
    return model.get("page_code") ? model : undefined; // another page may have asked for it
  }
}

async function start(model: Model, awaited: Model | Promise<Model>): Promise<Form> {
  const source = await awaited;
  const code = await unpack(source.get("page_code"));
  const known = programs.get(code) ?? imported(code, source);
  programs.set(code, known);
  known.catch(() => programs.delete(code));
  return (await known)(model, JSON.parse(await unpack(source.get("form_data"))));
}

export default () => {
  let form: Promise<Form>;
  return {
    async initialize({ model }: { model: Model }) {
      const source = await sourceOf(model);
      // Hosts hold back what a kernel sends until this has returned: only the display waits for it.
      const sent = (): Promise<Model> =>
        new Promise((done) => model.on("change:page_code", () => done(model)));
      form = start(model, source ?? sent());
      const made = await (source ? form : model.send({ kind: "get_page_program" }));
      return made?.end ?? (async () => (await form).end());
    },
    render: async ({ el }: { el: Element }) => (await form).render(el),
  };
};
