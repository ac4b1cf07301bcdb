// Says whether the page is as it was when it was loaded, so that one document serves many tests: to
// load it, and to make its programs anew, takes most of a short test. What a test has patched, added
// or left listening is found here, and its timers in timers.js; such a document is loaded again. Not
// found: observers, frames that were asked for, and listeners of parts such as `matchMedia`.

export const PROGRAMS = Symbol.for("modelpkg-widget programs");

/** What listens to the whole page: target, name and callback of each. */
const listeners = [];
{
  const isShared = (target) =>
    [window, document, document.documentElement, document.body].includes(target);
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  const at = (...row) => listeners.findIndex((one) => one.every((part, i) => part === row[i]));
  const forget = (...row) => {
    const found = at(...row);
    if (found >= 0) listeners.splice(found, 1);
  };
  EventTarget.prototype.addEventListener = function (name, callback, options) {
    const target = this ?? window;
    if (isShared(target) && at(target, name, callback) < 0) {
      listeners.push([target, name, callback]);
      if (options?.once) add.call(target, name, () => forget(target, name, callback), options);
    }
    add.call(target, name, callback, options);
  };
  EventTarget.prototype.removeEventListener = function (name, callback, options) {
    forget(this ?? window, name, callback);
    remove.call(this ?? window, name, callback, options);
  };
}

const properties = (object, found) => {
  for (const key of Reflect.ownKeys(object)) {
    const { value, get, set } = Object.getOwnPropertyDescriptor(object, key);
    found.push(key, get ?? value, set);
  }
};

/** What scripts can reach and patch: the names of the page, and what belongs to each of them. */
function reachable() {
  const found = [];
  for (const key of Reflect.ownKeys(window)) {
    if (key === PROGRAMS) continue;
    const { value, get, set } = Object.getOwnPropertyDescriptor(window, key);
    found.push(key, get ?? value, set);
    if (Object(value) !== value || value === window || value instanceof Node) continue;
    properties(value, found);
    if (value.prototype) properties(value.prototype, found);
  }
  for (const object of [document, navigator, history, performance, crypto, visualViewport])
    properties(object, found);
  return found;
}

const state = (programs) => [
  listeners.length,
  document.adoptedStyleSheets.length - programs, // each has a style of its own
  localStorage.length,
  sessionStorage.length,
  location.href,
  document.documentElement.outerHTML,
  ...reachable(),
];

let loaded;
/** The first call remembers what it is like. `programs` have come since then. */
export function isAsLoaded(programs = 0) {
  const now = state(programs);
  loaded ??= now;
  return now.length === loaded.length && now.every((part, at) => Object.is(part, loaded[at]));
}
