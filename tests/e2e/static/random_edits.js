// Each kind of edit, on the page and on the plain model beside it.

"use strict";

const DESCRIPTION = "ModelPackageDescription";
const TYPES = "InferenceSpecification.SupportedContentTypes";
const CONTAINERS = "InferenceSpecification.Containers";
const MAP = "CustomerMetadataProperties";
const steps = (path) => path.split(".").map((name) => (node) => node.members[name]);
const nodeAt = (root, path) => steps(path).reduce((node, step) => step(node), root);

/** A text that is cleared is unset, whatever made it. */
function typed(node, text) {
  node.text = text;
  if (text === "") node.set = false;
}

/** Whether a list has as many items as AWS allows; the form says so instead of adding one. */
const isFull = (label, items) => items.length >= ({ Containers: 15, Tags: 50 }[label] ?? Infinity);

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
    if (isFull(label, node.items)) return;
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
    if (isFull("Containers", items)) return;
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
  /** The kernel writes one member. What can be made again still can be, up to the first step that wrote
   * the same member. */
  async kernel() {
    await settled();
    const domain = this.word();
    const value = read(this.plain.now);
    const { future, now } = this.plain;
    const written = (root) => root.members.Domain.text;
    const firstLost = future.findLastIndex(
      (root, at) => written(root) !== written(future[at + 1] ?? now),
    );
    value.Domain = domain;
    window.model.assign(JSON.stringify(value));
    this.plain.step((root) => take(root, value), true);
    this.plain.future = future.slice(firstLost + 1);
    const names = Object.keys(value);
    for (const root of this.plain.future) {
      Object.assign(root.members.Domain, { text: domain, set: true });
      // What the kernel names comes first from now on, what it leaves out behind it.
      root.order = [...names, ...root.order.filter((name) => !names.includes(name))];
    }
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
