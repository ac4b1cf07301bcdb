// A walk at random through the form, by real events on real elements, beside a plain model of what
// the form should hold: no signals, no history, no identity; each step is a copy of the whole.

"use strict";

/** The same seed gives the same walk (Park and Miller's minimal standard generator). */
function dice(seed) {
  let state = seed;
  const roll = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return (values) => values[Math.floor(roll() * values.length)];
}

// ---- the plain model: what is set, and whether by a button, by loading, or by typing alone

const KINDS = {
  ModelPackageName: "text",
  ModelPackageDescription: "text",
  Domain: "text",
  Tags: ["list", { Key: "text", Value: "text" }],
  InferenceSpecification: {
    Containers: ["list", { Image: "text", ProductId: "text" }],
    SupportedContentTypes: ["list", "text"],
  },
  CustomerMetadataProperties: "map",
};
let ids = 0;

function fresh(kind) {
  const node = { id: (ids += 1), kind, set: false };
  if (kind === "text") return { ...node, text: "" };
  if (kind === "map" || Array.isArray(kind)) return { ...node, items: [] };
  const members = Object.entries(kind).map(([name, of]) => [name, fresh(of)]);
  return { ...node, order: [], members: Object.fromEntries(members) };
}

const isText = (node) => node.kind === "text";
const isMap = (node) => node.kind === "map";
const isRow = (node) => Array.isArray(node.items);

function children(node) {
  if (isText(node)) return [];
  return isRow(node) ? node.items : Object.values(node.members);
}

/** The entries of a map that can be sent: those with a value and a name that is there for the first
 * time. */
function sent(map) {
  const names = map.items.map(({ name }) => name);
  const isSent = ({ name, text }, at) => name && text && names.indexOf(name) === at;
  return map.items.filter(isSent);
}

function isThere(node) {
  if (isText(node)) return node.set || node.text !== "";
  if (isMap(node)) return node.set || sent(node).length > 0;
  return node.set || children(node).some(isThere);
}

function read(node) {
  if (isText(node)) return node.text;
  if (isMap(node)) return Object.fromEntries(sent(node).map(({ name, text }) => [name, text]));
  if (isRow(node)) return node.items.filter(isThere).map(read);
  const names = node.order.filter((name) => isThere(node.members[name]));
  return Object.fromEntries(names.map((name) => [name, read(node.members[name])]));
}

function clear(node) {
  node.set = false;
  if (isText(node)) node.text = "";
  else if (isRow(node)) node.items = [];
  else for (const child of Object.values(node.members)) if (isThere(child)) clear(child);
}

/** Remember on the way down to what was changed which members are set by now. */
function note(root, path) {
  root.set = true;
  const way = [root];
  for (const step of path) way.push(step(way.at(-1)));
  for (const node of way) {
    for (const [name, child] of Object.entries(node.members ?? {})) {
      if (way.includes(child) && isThere(child) && !node.order.includes(name)) node.order.push(name);
    }
  }
}

/** Take a value as one from elsewhere is taken. */
function take(node, value) {
  if (isText(node)) {
    if (isThere(node) && node.text === value) return;
    Object.assign(node, { text: value, set: true });
    return;
  }
  node.set = true;
  if (isMap(node)) {
    if (JSON.stringify(read(node)) === JSON.stringify(value)) return;
    const waiting = node.items.filter((entry) => !sent(node).includes(entry));
    const taken = Object.entries(value).map(([name, text]) => ({ id: (ids += 1), name, text }));
    node.items = [...taken, ...waiting];
  } else if (isRow(node)) {
    const there = node.items.filter(isThere);
    const blank = node.items.filter((item) => !isThere(item));
    const same = JSON.stringify(there.map(read)) === JSON.stringify(value);
    const items = same ? there : value.map(() => fresh(node.kind[1]));
    items.forEach((item, at) => take(item, value[at]));
    node.items = [...items, ...blank];
  } else {
    for (const [name, child] of Object.entries(node.members)) {
      if (name in value) take(child, value[name]);
      else if (isThere(child)) clear(child);
    }
    const gone = node.order.filter((name) => !(name in value));
    node.order = [...Object.keys(value), ...gone];
  }
}

class Plain {
  constructor(request) {
    this.now = fresh(KINDS);
    take(this.now, request);
    this.past = [];
    this.future = [];
  }
  text(root = this.now) {
    return JSON.stringify(read(root));
  }
  /** One step: a copy of what was, unless nothing has changed. */
  step(task, keepsFuture = false) {
    const before = structuredClone(this.now);
    task(this.now);
    if (JSON.stringify(before) === JSON.stringify(this.now)) return;
    this.past.push(before);
    if (!keepsFuture) this.future = [];
  }
  undo() {
    if (this.past.length === 0) return;
    this.future.push(this.now);
    this.now = this.past.pop();
  }
  redo() {
    if (this.future.length === 0) return;
    this.past.push(this.now);
    this.now = this.future.pop();
  }
}

// ---- hands: what a person does to the page

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

const DESCRIPTION = "ModelPackageDescription";

/** A text that is cleared is unset, whatever made it. */
function typed(node, text) {
  node.text = text;
  if (text === "") node.set = false;
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
  await settled();
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

// ---- the deeds, each on the page and on the plain model

const TYPES = "InferenceSpecification.SupportedContentTypes";
const CONTAINERS = "InferenceSpecification.Containers";
const MAP = "CustomerMetadataProperties";
const steps = (path) => path.split(".").map((name) => (node) => node.members[name]);
const nodeAt = (root, path) => steps(path).reduce((node, step) => step(node), root);

class Walk {
  constructor(seed, request) {
    this.any = dice(seed);
    this.plain = new Plain(request);
    this.words = 0;
  }
  word() {
    this.words += 1;
    return `w${this.words}`;
  }
  list() {
    const path = this.any(["Tags", CONTAINERS, TYPES]);
    const node = nodeAt(this.plain.now, path);
    const index = node.items.length > 0 ? this.any([...node.items.keys()]) : -1;
    return { path, node, index, label: path.split(".").at(-1) };
  }
  change(path, task) {
    this.plain.step((root) => {
      task(nodeAt(root, path));
      note(root, steps(path));
    });
  }

  async type() {
    const path = this.any(["ModelPackageName", "ModelPackageDescription"]);
    const text = this.any([this.word(), this.word(), ""]);
    await type(boxes(path)[0], text);
    if (nodeAt(this.plain.now, path).text !== text)
      this.change(path, (node) => typed(node, text));
  }
  async typeInItem() {
    const { path, node, index, label } = this.list();
    if (index < 0) return this.add();
    const text = this.any([this.word(), this.word(), this.word(), ""]);
    const item = node.items[index];
    const member = isText(item) ? "" : this.any(Object.keys(item.members));
    const before = isText(item) ? item.text : item.members[member].text;
    if (label === "Containers") await unfold(`${path}[${index}]`);
    const boxesHere = this.rowBoxes(path, index);
    const box = isText(item)
      ? boxesHere[0]
      : at(`${path}[${index}].${member}`).querySelector("input, textarea");
    await type(box, text);
    if (before === text) return;
    const way = [...steps(path), (list) => list.items[index]];
    if (member) way.push((struct) => struct.members[member]);
    this.plain.step((root) => {
      typed(
        way.reduce((one, step) => step(one), root),
        text,
      );
      note(root, way);
    });
  }
  /** Rows that are not filled in have the path of another: they are told apart by their order. */
  rowBoxes(path, index) {
    const rows = at(path).querySelectorAll(
      ":scope > .mp-body > :is(.mp-row, .mp-key-value, .mp-group, .mp-pasting)",
    );
    return [...rows[index].querySelectorAll("input, textarea")];
  }
  async add() {
    const { path, node, index, label } = this.list();
    const byKey = index >= 0 && label === "SupportedContentTypes" && isThere(node.items[index]);
    if (byKey) {
      this.rowBoxes(path, index)[0].focus();
      key("Enter");
    } else await press(`Add ${label} item`);
    this.change(path, (list) => {
      const item = fresh(list.kind[1]);
      if (!isText(item)) item.set = true;
      list.items.splice(byKey ? index + 1 : list.items.length, 0, item);
    });
  }
  async remove() {
    const { path, index, label } = this.list();
    if (index < 0) return;
    await press(`Remove ${label} item ${index + 1}`);
    this.change(path, (list) => list.items.splice(index, 1));
  }
  async move() {
    const { path, node, index, label } = this.list();
    const by = this.any([-1, 1]);
    if (index < 0 || !node.items[index + by]) return;
    if (this.any([true, false])) {
      await press(`Move ${label} item ${index + 1} ${by < 0 ? "up" : "down"}`);
    } else {
      button(`Remove ${label} item ${index + 1}`).focus();
      key(by < 0 ? "ArrowUp" : "ArrowDown", { altKey: true });
    }
    this.change(path, ({ items }) => {
      [items[index], items[index + by]] = [items[index + by], items[index]];
    });
  }
  async duplicate() {
    const { items } = nodeAt(this.plain.now, CONTAINERS);
    if (items.length === 0) return;
    const index = this.any([...items.keys()]);
    await press(`Duplicate Containers item ${index + 1}`);
    if (items.length >= 15) return; // it is said that no more may be
    this.change(CONTAINERS, (list) => {
      const copy = fresh(list.kind[1]);
      take(copy, read(list.items[index]));
      list.items.splice(index + 1, 0, copy);
    });
  }
  async set() {
    const path = this.any(["InferenceSpecification", DESCRIPTION, MAP, "Tags", TYPES]);
    if (isThere(nodeAt(this.plain.now, path))) return;
    const name = path.split(".").at(-1);
    if (path === DESCRIPTION) await press(`Send ${name} empty`);
    else await press(path === "InferenceSpecification" ? `Set ${name}` : `Set ${name} to empty`);
    this.change(path, (node) => (node.set = true));
  }
  async unset() {
    const path = this.any(["InferenceSpecification", MAP, "Tags", TYPES, CONTAINERS]);
    if (!isThere(nodeAt(this.plain.now, path))) return;
    await press(`Unset ${path.split(".").at(-1)}`);
    this.change(path, clear);
  }
  async entry() {
    const { items } = nodeAt(this.plain.now, MAP);
    const index = items.length > 0 ? this.any([...items.keys()]) : -1;
    const what = index < 0 ? "add" : this.any(["add", "name", "name", "value", "remove"]);
    const rows = at(MAP).querySelectorAll(".mp-entry");
    if (what === "add") {
      await press(`Add ${MAP} entry`);
      this.change(MAP, (map) => map.items.push({ id: (ids += 1), name: "", text: "" }));
    } else if (what === "remove") {
      await press(`Remove ${MAP} entry ${index + 1}`);
      this.change(MAP, (map) => map.items.splice(index, 1));
    } else {
      const text = what === "name" ? this.any(["a", "b", "__proto", this.word(), ""]) : this.word();
      const [name, value] = rows[index].querySelectorAll("input, textarea");
      await type(what === "name" ? name : value, text);
      const member = what === "name" ? "name" : "text";
      if (items[index][member] !== text)
        this.change(MAP, (map) => (map.items[index][member] = text));
    }
  }
  async paste() {
    const { path, node, index } = this.list();
    if (index < 0 || path === CONTAINERS) return;
    if (node.items.some((item) => !isThere(item))) return; // where a blank row goes then is not said
    if (node.items.length > 40) return;
    const words = [this.word(), this.word()];
    const values = path === TYPES ? words : words.map((Key) => ({ Key, Value: `v${Key}` }));
    const lines = path === TYPES ? words : values.map(({ Key, Value }) => `${Key}\t${Value}`);
    const item = node.items[index];
    if (path === "Tags" && !Object.values(item.members).some(isThere)) return;
    await paste(this.rowBoxes(path, index)[0], lines.join("\n"));
    this.change(path, (list) => {
      const made = values.map((value) => {
        const one = fresh(list.kind[1]);
        take(one, value);
        return one;
      });
      const wasSet = list.set;
      list.items.forEach((one) => take(one, read(one)));
      list.set = wasSet;
      list.items.splice(index + 1, 0, ...made);
    });
  }
  async undo() {
    if (this.any([true, false])) await press("Undo");
    else key("z", { ctrlKey: true });
    this.plain.undo();
  }
  async redo() {
    if (this.any([true, false])) await press("Redo");
    else key("z", { ctrlKey: true, shiftKey: true });
    this.plain.redo();
  }
  /** The kernel writes one member; what can be made again elsewhere still can be. */
  async kernel() {
    await settled();
    const domain = this.word();
    const value = read(this.plain.now);
    window.model.assign(JSON.stringify({ ...value, Domain: domain }));
    this.plain.step((root) => take(root, { ...value, Domain: domain }), true);
    this.plain.future.forEach((root) => {
      Object.assign(root.members.Domain, { text: domain, set: true });
    });
  }
  /** Another request altogether. */
  async load() {
    if (this.plain.future.length > 0) return;
    await settled();
    const rows = this.any([[], [1], [1, 2, 3]]);
    const request = {
      ModelPackageName: this.word(),
      Domain: this.word(),
      InferenceSpecification: {
        Containers: rows.map(() => ({ Image: this.word() })),
        SupportedContentTypes: rows.map(() => this.word()),
      },
      Tags: rows.map(() => ({ Key: this.word(), Value: this.word() })),
      CustomerMetadataProperties: { [this.word()]: this.word() },
    };
    window.model.assign(JSON.stringify(request));
    this.plain.step((root) => take(root, request));
  }
}

const DEEDS = [
  ...["type", "type", "typeInItem", "typeInItem", "typeInItem", "add", "add", "remove", "move"],
  ...["duplicate", "set", "unset", "entry", "entry", "entry", "paste", "kernel", "load"],
  ...["undo", "undo", "redo", "redo", "redo"],
];

/** What the form holds as it was last written, or assigned, whichever came last. */
const held = () => window.model.traits.value.text;

/** Until something of the form has the focus: it may be given with the next frame. */
async function focused() {
  for (let wait = 0; wait < 20; wait += 1) {
    if (form().contains(document.activeElement)) return true;
    await new Promise((done) => setTimeout(done, 10));
  }
  return false;
}

/** Until the form has written what it should hold; most is written at once. */
async function written(text) {
  for (let wait = 0; wait < 60 && held() !== text; wait += 1) {
    await new Promise((done) => setTimeout(done, 10));
  }
  return held() === text;
}

/** Walk; returns what went wrong first, with the deeds before it, or what was done. */
window.walk = async (seed, count, request) => {
  const walk = new Walk(seed, request);
  const told = [];
  const done = {};
  const start = walk.plain.text();
  const wrong = async (what) => {
    const text = walk.plain.text();
    const trail = { seed, after: told.length, last: told.slice(-12), held: held(), plain: text };
    if (!(await focused())) return { wrong: "the focus fell to the body", ...trail };
    return (await written(text)) ? undefined : { wrong: what, ...trail, held: held() };
  };
  button("Undo").focus();
  for (let at = 0; at < count; at += 1) {
    const deed = walk.any(DEEDS);
    told.push(deed);
    done[deed] = (done[deed] ?? 0) + 1;
    try {
      await walk[deed]();
    } catch (error) {
      return { ...(await wrong("thrown")), wrong: String(error.stack), told: told.slice(-5) };
    }
    await turn();
    await turn();
    const found = await wrong("the value is another");
    if (found) return found;
  }
  while (walk.plain.future.length > 0) walk.plain.redo();
  for (let at = 0; at < count; at += 1) key("y", { ctrlKey: true });
  await turn();
  await turn();
  const end = walk.plain.text();
  if (!(await written(end))) return await wrong("redo all is not the end");
  for (let at = 0; at <= count; at += 1) key("z", { ctrlKey: true });
  await turn();
  await turn();
  if (!(await written(start))) return { wrong: "undo all is not the start", held: held(), start };
  for (let at = 0; at <= count; at += 1) key("y", { ctrlKey: true });
  await turn();
  await turn();
  if (!(await written(end))) return { wrong: "redo all is not the end", held: held(), end };
  if (!(await focused())) return { wrong: "the focus fell to the body at the end" };
  return { done };
};
