// One document for many tests: to load it, and to make the program anew, takes most of a short test.

import { isAsLoaded } from "./as_loaded.js";
import { ends, moduleUrl } from "./harness.js";

const PROGRAMS = Symbol.for("modelpkg-widget programs");
const { close } = window;
const modules = new Map();
let isNew = false;

/** Ends the forms, and lets the next one begin as in a page that was just loaded: without the later
 * part of its program. Resolves to false when something is not as it was; then load the page. */
window.restore = async () => {
  for (const end of ends.splice(0)) end();
  window.close = close;
  for (const name of ["model", "more"]) delete window[name];
  const programs = window[PROGRAMS] ?? new Map();
  for (const code of programs.keys()) {
    if (!modules.has(code)) modules.set(code, await import(moduleUrl(code)));
    programs.set(code, Promise.resolve(modules.get(code).default()));
  }
  focusBeginning();
  scrollTo(0, 0);
  if (!isQuiet()) await untilQuiet();
  isNew = isAsLoaded();
  return isNew;
};

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
