// Says whether the page is as it was when it was loaded, so that one document serves many tests: to
// load it, and to make its programs anew, takes most of a short test. What a test has patched, added
// or left running is found here; such a document is loaded again.

/** How many listeners the whole page has, by what it is asked to add and to remove. */
let listeners = 0;
{
  const isShared = (target) =>
    [window, document, document.documentElement, document.body].includes(target ?? window);
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (name, callback, options) {
    if (isShared(this)) {
      listeners += 1;
      if (options?.once) add.call(this ?? window, name, () => (listeners -= 1), options);
    }
    add.call(this ?? window, name, callback, options);
  };
  EventTarget.prototype.removeEventListener = function (...given) {
    if (isShared(this)) listeners -= 1;
    remove.apply(this ?? window, given);
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
  for (const key of Object.getOwnPropertyNames(window)) {
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

const elements = () => [...document.querySelectorAll("*")].map((one) => one.cloneNode().outerHTML);
const state = (programs) => [
  listeners,
  document.adoptedStyleSheets.length - programs, // each has a style of its own
  localStorage.length,
  sessionStorage.length,
  location.href,
  ...elements(),
  ...reachable(),
];

let loaded;
/** The first call remembers what it is like. `programs` have come since then. */
export function isAsLoaded(programs = 0) {
  const now = state(programs);
  loaded ??= now;
  return now.length === loaded.length && now.every((part, at) => Object.is(part, loaded[at]));
}
