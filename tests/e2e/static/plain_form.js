// A plain model of what the form should hold: what is set, and whether by a button, by loading, or
// by typing alone. No signals, no history, no identity; each step is a copy of the whole.

"use strict";

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
