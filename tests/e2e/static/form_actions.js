// What a person does to the page: real events on real elements.

"use strict";

const turn = () => new Promise((done) => setTimeout(done));
const form = () => document.querySelector(".modelpkg-form");
const at = (path) => document.querySelector(`[data-path='${path}']`);
const boxes = (path) => [...at(path).querySelectorAll("input, textarea")];

function named(name) {
  return [...form().querySelectorAll("button")].find((one) => {
    const seen = [...one.childNodes].filter((part) => part.ariaHidden !== "true");
    return seen.map((part) => part.textContent).join("") === name;
  });
}

function button(name) {
  const found = named(name);
  if (!found) throw new Error(`no button ${name}`);
  return found;
}

/** What stands in the menu of a node when it is not a button of its own. */
const IN_MENU = [
  [/^(Unset|Duplicate) (.+)$/, (_, item, name) => [name, item]],
  [/^Set (.+) to empty$/, (_, name) => [name, "Set to empty"]],
  [/^Send (.+) empty$/, (_, name) => [name, "Send empty text"]],
  [/^Set (.+)$/, (_, name) => [name, "Set"]],
  [/^Move (.+) (up|down)$/, (_, name, way) => [name, `Move ${way}`]],
];

async function press(name) {
  const seen = named(name);
  const [pattern_, to] = IN_MENU.find(([pattern]) => pattern.test(name)) ?? [];
  if (seen || !pattern_) {
    const found = seen ?? button(name);
    found.focus();
    found.click();
    return;
  }
  const [node, item] = to(...pattern_.exec(name));
  const more = button(`More actions for ${node}`);
  more.focus();
  more.click();
  do await settled();
  while (form().querySelector('[data-role="awaited"]'));
  const items = [...form().querySelectorAll('[role="menuitem"]')];
  const found = items.find((one) => one.textContent === item);
  if (!found) throw new Error(`no ${item} in the menu of ${node}`);
  found.click();
}

function key(name, more = {}) {
  const event = { key: name, bubbles: true, cancelable: true, composed: true, ...more };
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", event));
}

/** Type over what stands in a box, or take it out, as the browser's own editing does, and leave. */
async function type(box, text) {
  box.focus();
  box.select();
  document.execCommand(text === "" ? "delete" : "insertText", false, text);
  await turn();
  button("Undo").focus();
}

async function paste(box, text) {
  box.focus();
  const data = new DataTransfer();
  data.setData("text/plain", text);
  box.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
  );
  await turn();
}

/** What was written is answered: the stand-in for the kernel lays no write over another. */
async function settled() {
  await turn();
  await turn();
}

async function unfold(path) {
  const fold = at(path)?.querySelector(":scope > legend > .mp-disclosure");
  if (fold?.ariaExpanded === "false") fold.click();
  await turn();
}
