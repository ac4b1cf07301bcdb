// One document for many tests: to load it, and to make the program anew, takes most of a short test.

import { isAsLoaded, PROGRAMS } from "./as_loaded.js";
import { ends, moduleUrl } from "./harness.js";

const { close } = window;
/** What the programs' modules export, by their text. */
const modules = new Map();
let isNew = false;

/** Ends the forms, and lets the next one begin as in a page that was just loaded: without the later
 * part of its program. Resolves to false when something is not as it was; then load the page. */
window.restore = async () => {
  for (const end of ends.splice(0)) await end();
  window.close = close;
  for (const name of ["model", "more", "isolated"]) delete window[name];
  await beginPrograms();
  focusBeginning();
  scrollTo(0, 0);
  if (!isQuiet()) await untilQuiet();
  isNew = hasNoTimers() && isAsLoaded(window[PROGRAMS]?.size);
  return isNew;
};

/** As the loader begins a program; its style is in the page, and its code is known and warm. */
async function beginPrograms() {
  const programs = window[PROGRAMS] ?? new Map();
  for (const code of programs.keys()) {
    if (!modules.has(code)) modules.set(code, await importCode(code));
    programs.set(code, Promise.resolve(modules.get(code)(unpack, importCode, styleSheet)));
  }
}

async function importCode(code) {
  return (await import(moduleUrl(code))).default;
}

function unpack(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

function styleSheet(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

/** The tab key goes on from where the focus was last: let that be the beginning of the page. */
function focusBeginning() {
  getSelection().removeAllRanges();
  const button = document.createElement("button");
  document.body.prepend(button);
  button.focus();
  button.remove();
}

/** Whether the page is as if it was just loaded; only the first who asks may take it. */
window.takeNew = () => {
  const wasNew = isNew;
  isNew = false;
  return wasNew;
};

window.isAsLoaded = isAsLoaded;
