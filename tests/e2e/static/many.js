// A host that loads the module once for all widgets, as marimo does, and puts each where it is asked
// to: into the page, or into a shadow root under a reset of all styles.

import { bundle, Model, programTraits, traitsOf } from "./harness.js";

const RESET = `
  *, ::before, ::after { box-sizing: border-box; margin: 0; padding: 0; border: 0 solid; }
  button, input, select, textarea { font: inherit; color: inherit; background: transparent; }
  button, select { text-transform: none; }
  h1, h2, h3, h4, h5, h6 { font-size: inherit; font-weight: inherit; }
  ol, ul { list-style: none; }
  a { color: inherit; text-decoration: inherit; }
  b, strong { font-weight: bolder; }
  img, svg { display: block; }
`;

const factory = bundle();
/** Each form holds the program itself: marimo closes what a cell made when it runs again. */
const program = programTraits();
const forms = [];

/** Where a form is put. */
async function place(shadow) {
  const host = document.body.appendChild(document.createElement("div"));
  if (!shadow) return host;
  const root = host.attachShadow({ mode: "open" });
  const reset = new CSSStyleSheet();
  reset.replaceSync(RESET);
  root.adoptedStyleSheets = [reset];
  const link = document.createElement("link");
  Object.assign(link, { rel: "stylesheet", href: "widget.css" });
  const loaded = new Promise((done) => link.addEventListener("load", done, { once: true }));
  root.append(link);
  await loaded;
  return root.appendChild(document.createElement("div"));
}

/** Display one more form. */
window.put = async (text, shadow = false) => {
  const model = new Model({
    ...traitsOf(text),
    page_program: null,
    ...(await program),
    page_style: null, // marimo puts `_css` there, as `place` does
  });
  const widget = (await factory)();
  const end = await widget.initialize({ model });
  const el = await place(shadow);
  const close = await widget.render({ model, el });
  forms.push({ model, el, close, end });
};

/** Close all forms as a host does; returns how many listeners their models still have. */
window.closeAll = () => {
  let left = 0;
  for (const { model, el, close, end } of forms.splice(0)) {
    close();
    end();
    (el.getRootNode().host ?? el).remove();
    for (const listeners of model.listeners.values()) left += listeners.length;
  }
  return left;
};

/** What a form may never change: names of the page's own, and what stands outside of forms. */
window.surroundings = () => ({
  window: Object.getOwnPropertyNames(window).filter((name) => !/^\d+$/.test(name)),
  document: Object.getOwnPropertyNames(document),
  root: document.documentElement.outerHTML.replace(/<body[\s\S]*/, ""),
  body: [...document.body.attributes].map(({ name, value }) => `${name}=${value}`),
  inBody: document.body.childElementCount - forms.length,
  sheets: document.adoptedStyleSheets.length,
  stored: localStorage.length + sessionStorage.length,
  prototypes: [Object, Array, Element, HTMLElement, Event, Promise].map(
    ({ prototype }) => Reflect.ownKeys(prototype).length,
  ),
});

window.written = (at) => forms[at].model.writes.at(-1)?.value.text;
