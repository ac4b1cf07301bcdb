// The form: one tree of nodes, who is typing in it, and what is wrong with it. No DOM.

import { batch, computed, type Signal, signal } from "@preact/signals";
import { equal, type Json, RawNumber, stringifyOnce, type Texts } from "../core/json";
import { put, swap } from "../core/merge";
import { type Path, pathOf } from "../core/path";
import type { Issue, Pending, Schema, Tables } from "../protocol/form_data";
import { CARRIED, IDENTICAL, Reviewing } from "./carried_over";
import { History, type Step } from "./history/history";
import { Choice } from "./kind_choice";
import { makeNode } from "./nodes/factory";
import { List } from "./nodes/list";
import { Dict, type Entry } from "./nodes/map";
import { isError, type Node, type Place, type Shared } from "./nodes/node";
import { sectionOf } from "./schema";
import { KIND_CODE } from "./validation/kind_rules";
import { Ruling } from "./validation/rule_runner";

/** An issue and what it speaks of; without a node it speaks of the whole request. */
export interface Problem {
  issue: Issue;
  node: Node | undefined;
}

export class Form implements Shared {
  readonly tables: Tables;
  readonly root: Node;
  /** Counts a person's changes. */
  readonly version = signal(0);
  /** A submission was tried: all verdicts show. */
  readonly tried = signal(false);
  /** A submission was stopped by errors, and nothing was changed since. */
  readonly stopped = signal(false);
  /** Open sections by their id. */
  readonly sections = signal<ReadonlySet<string>>(new Set());
  /** What the kernel said of no member that is here. */
  readonly toldOfNone = signal<Issue[]>([]);
  readonly rules: Ruling = new Ruling(this);
  readonly review: Reviewing = new Reviewing(this);
  /** What the kernel says of one that is equal to its origin. */
  readonly identical = signal<{ says: string; request: Json } | undefined>(undefined);
  readonly history = new History<Node>();
  /** The kind of package that was chosen. */
  readonly choice: Choice = new Choice(this);
  readonly texts: Texts = new WeakMap();
  readonly makeNode = (schema: Schema, place: Place): Node => makeNode(this, schema, place);
  #typedInto: Node | undefined;
  #ids = 0;
  #toldNodes: Node[] = [];
  readonly #folds = new WeakMap<Node, Signal<boolean | undefined>>();

  constructor(tables: Tables) {
    this.tables = tables;
    this.root = this.makeNode(tables.schema, {
      parent: undefined,
      required: false,
      step: () => undefined,
    });
    this.root.explicit.value = true;
    const open = tables.layout.sections.filter((section) => section.open);
    this.sections.value = new Set(open.map((section) => section.id));
    this.rules.now();
  }

  /** The node that has the focus and was changed since; nobody else may write over it. */
  get typing(): Node | undefined {
    return this.#typedInto;
  }

  set typing(node: Node | undefined) {
    if (node !== this.#typedInto) this.history.seal();
    this.#typedInto = node;
  }

  unreviewedIn(node: Node): number {
    return this.review.countIn(node);
  }

  nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  changed(node: Node): void {
    if (this.root !== node) this.root.explicit.value = true;
    this.history.commit(node);
    this.toldOfNone.value = [];
    this.stopped.value = false;
    this.version.value += 1;
    this.rules.soon();
  }

  /** Whether a person has opened or closed a group; undefined: as it comes. */
  fold(node: Node): Signal<boolean | undefined> {
    const known = this.#folds.get(node) ?? signal<boolean | undefined>(undefined);
    this.#folds.set(node, known);
    return known;
  }

  /** Open all that a node stands in. */
  reveal(node: Node): void {
    for (const one of node.line().slice(1)) this.fold(one).value = true;
    const section = sectionOf(this.tables.layout, node.topMember().name());
    this.sections.value = new Set([...this.sections.value, section]);
  }

  toggleSection(id: string): void {
    const open = new Set(this.sections.value);
    if (!open.delete(id)) open.add(id);
    this.sections.value = open;
  }

  /** The request as it would be sent. */
  read(): Json {
    const value = this.root.read(); // null is a value, though not one that AWS takes
    return value === undefined ? new Map() : value;
  }

  /** The request as JSON text. */
  text(): string {
    return stringifyOnce(this.read(), this.texts);
  }

  /** Take a value from elsewhere; what is equal keeps its nodes, its focus, its state. */
  adopt(value: Json, explicit: boolean): void {
    batch(() => {
      this.begin(value, explicit);
      this.rules.now();
    });
    this.history.commit();
  }

  /** Take the value that a display begins with: what the rules say of it may come after the rest. */
  begin(value: Json, explicit: boolean): void {
    batch(() => {
      this.root.adopt(value, explicit);
      this.root.explicit.value = true;
      this.stopped.value = false;
    });
    this.rules.soon();
  }

  /** Take the last step back, or make it again; returns where it was. */
  undo(): Step<Node> | undefined {
    return this.#replayed(this.history.undo());
  }

  redo(): Step<Node> | undefined {
    return this.#replayed(this.history.redo());
  }

  #replayed(step: Step<Node> | undefined): Step<Node> | undefined {
    if (!step) return undefined;
    this.typing = undefined;
    this.toldOfNone.value = [];
    this.stopped.value = false;
    this.version.value += 1;
    this.rules.now();
    return step;
  }

  /** The request with a mark where somebody is typing, so that a merge takes that place for
   * changed, wherever it comes to stand; `finish` puts the text back. */
  readTyping(): { value: Json; finish(merged: Json): Json } {
    const value = this.read();
    const typed = this.typing?.read();
    if (!this.typing || typed === undefined) return { value, finish: (merged) => merged };
    const path = sentPath(this.typing);
    return { value: put(value, path, TYPING), finish: (merged) => swap(merged, TYPING, typed) };
  }

  readonly pending = computed((): Pending[] => {
    const found: Pending[] = [];
    walk(this.root, (node) => {
      if (node instanceof Dict) found.push(...node.pending());
    });
    return found;
  });

  adoptPending(after: Pending[], before: Pending[]): void {
    const at = (list: Pending[], dict: Dict): Pending[] => {
      const path = pathOf(dict.steps());
      return list.filter((pending) => equal(pending.path, path));
    };
    batch(() => {
      for (const { path } of after) this.find(path);
      walk(this.root, (node) => {
        if (node instanceof Dict) node.adoptPending(at(after, node), at(before, node));
      });
    });
  }

  /** What the rules and the kernel said of no member that is here. */
  readonly #ofNone = computed(() => [...this.rules.ofNone.value, ...this.toldOfNone.value]);

  readonly errorCount = computed(
    () => this.root.errorCount.value + this.#ofNone.value.filter(isError).length,
  );

  /** Values that were copied from an earlier version and that nobody has kept or changed. */
  readonly reviewCount = computed(() => this.review.open.value.length);
  /** How many of the errors only ask for what nobody has come to yet; none once it was tried. */
  readonly missingCount = computed(() => this.root.missingCount.value);

  /** All problems: those of the whole request, then as the sections show their places. */
  readonly problems = computed((): Problem[] => {
    const found: Problem[] = [];
    for (const issue of this.#ofNone.value) found.push({ issue, node: undefined });
    const visit = (node: Node, entry?: Entry): void => {
      for (const issue of (entry ?? node).issues.value) found.push({ issue, node });
    };
    if (this.root.foreign.value !== undefined) visit(this.root);
    for (const member of this.#inSections()) walk(member, visit);
    return found;
  });

  /** Whether boto3 itself would send the request as it is, whatever else is wrong with it. */
  readonly sendable = computed(() => {
    if (this.pending.value.length > 0) return false;
    const errors = this.problems.value.filter(({ issue }) => issue.severity === "error");
    return !errors.some(({ issue }) => this.tables.boto.includes(issue.code));
  });

  /** The members of the request as the sections show them. */
  #inSections(): Node[] {
    const { sections } = this.tables.layout;
    const rank = new Map(sections.flatMap(({ members }) => members).map((name, at) => [name, at]));
    const place = (node: Node): number => rank.get(node.name()) ?? rank.size;
    return [...this.root.children()].sort((one, other) => place(one) - place(other));
  }

  /** The node at a path of the value; makes the nodes on the way. */
  find(path: readonly (string | number)[]): Node | undefined {
    let node: Node | undefined = this.root;
    for (const step of path) node = node?.child(step);
    return node;
  }

  /** Take what the kernel says; it shows at once, until the node that it speaks of changes. */
  tell(all: Issue[]): void {
    const issues = all.filter(({ code }) => code !== CARRIED && code !== IDENTICAL);
    batch(() => {
      const identical = all.find(({ code }) => code === IDENTICAL);
      this.identical.value = identical && { says: identical.message, request: this.read() };
      this.review.tell(all.filter(({ code }) => code === CARRIED));
      for (const node of this.#toldNodes) node.told.value = [];
      this.#toldNodes = [];
      this.toldOfNone.value = [];
      for (const issue of issues) {
        const node = issue.path.length > 0 ? this.find(issue.path) : undefined;
        if (!node) {
          this.toldOfNone.value = [...this.toldOfNone.value, issue];
          continue;
        }
        node.told.value = [...node.told.value, issue];
        this.#toldNodes.push(node);
      }
    });
  }
}

/** The first member that the kind of package requires and that stands first among what is wrong. */
export function firstNeed(form: Form): Node | undefined {
  const errors = form.problems.peek().filter(({ issue }) => issue.severity === "error");
  const first = errors[0];
  return first?.issue.code === KIND_CODE ? first.node : undefined;
}

/** Stands for what is being typed: equal to no JSON value. */
const TYPING = new RawNumber("typing");

/** Where a node stands in the value, in which rows that are not filled in do not count. */
function sentPath(node: Node): Path {
  const { parent } = node.place;
  if (!parent) return [];
  const [step] = pathOf(node.steps().slice(-1));
  const at = parent instanceof List ? parent.sent().indexOf(node) : step;
  return at === undefined ? sentPath(parent) : [...sentPath(parent), at];
}

/** Visit all nodes; the value of a map's entry comes with its entry, whose issues hold its own. */
export function walk(node: Node, visit: (node: Node, entry?: Entry) => void): void {
  visit(node);
  if (node instanceof Dict) {
    for (const entry of node.made.value) {
      visit(entry.value, entry);
      for (const child of entry.value.children()) walk(child, visit);
    }
  } else {
    for (const child of node.children()) walk(child, visit);
  }
}
