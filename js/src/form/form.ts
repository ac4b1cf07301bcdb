// The form: one tree of nodes, who is typing in it, and what is wrong with it.

import { batch, computed, type Signal, signal } from "@preact/signals-core";
import { type Json, jsonEqual, RawNumber, stringifyOnce, type Texts } from "../core/json";
import { replaceValue, setPath } from "../core/merge";
import { type Path, toPath } from "../core/path";
import type { Issue, Tables } from "../protocol/form_data";
import type { Schema } from "../protocol/schema";
import type { Pending } from "../protocol/traits.generated";
import { CARRIED, CarriedOverValues, IDENTICAL } from "./carried_over";
import { History, type Step } from "./history/history";
import { KindChoice } from "./kind_choice";
import { makeNode } from "./nodes/factory";
import { List } from "./nodes/list";
import { type MapEntry, MapNode } from "./nodes/map";
import { type FormServices, isError, type Node, type ParentLink } from "./nodes/node";
import { walkNodes } from "./nodes/walk";
import { sectionOf } from "./schema";
import { KIND_CODE } from "./validation/kind_rules";
import { RuleRunner } from "./validation/rule_runner";

/** An issue and what it speaks of; without a node the whole request. */
export interface Problem {
  issue: Issue;
  node: Node | undefined;
}

export class Form implements FormServices {
  readonly tables: Tables;
  readonly root: Node;
  /** Counts a person's changes. */
  readonly version = signal(0);
  /** A submission was tried: all verdicts show. */
  readonly submitAttempted = signal(false);
  /** A submission was stopped by errors, and nothing was changed since. */
  readonly blocked = signal(false);
  /** Open sections by their id. */
  readonly sections = signal<ReadonlySet<string>>(new Set());
  /** What the kernel said of no member that is here. */
  readonly unlocatedIssues = signal<Issue[]>([]);
  readonly rules: RuleRunner = new RuleRunner(this);
  readonly review: CarriedOverValues = new CarriedOverValues(this);
  /** What the kernel says of one that is equal to its origin. */
  readonly identical = signal<{ says: string; request: Json } | undefined>(undefined);
  readonly undoHistory = new History<Node>();
  readonly choice: KindChoice = new KindChoice(this);
  readonly texts: Texts = new WeakMap();
  unchecked: FormServices["unchecked"];
  readonly makeNode = (schema: Schema, place: ParentLink): Node => makeNode(this, schema, place);
  #editing: Node | undefined;
  #ids = 0;
  #nodesWithKernelIssues: Node[] = [];
  readonly #folds = new WeakMap<Node, Signal<boolean | undefined>>();

  /** @param isAwaited a value comes at once: the rules need not be run before. */
  constructor(tables: Tables, isAwaited = false) {
    this.tables = tables;
    this.root = this.makeNode(tables.schema, {
      parent: undefined,
      required: false,
      step: () => undefined,
    });
    this.root.isExplicit.value = true;
    const open = tables.layout.sections.filter((section) => section.open);
    this.sections.value = new Set(open.map((section) => section.id));
    if (!isAwaited) this.rules.run();
  }

  /** The node that has the focus and was changed since; nobody else may write over it. */
  get editing(): Node | undefined {
    return this.#editing;
  }

  set editing(node: Node | undefined) {
    if (node !== this.#editing) this.undoHistory.seal();
    this.#editing = node;
  }

  unreviewedIn(node: Node): number {
    return this.review.countIn(node);
  }

  nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  changed(node: Node): void {
    if (this.root !== node) this.root.isExplicit.value = true;
    this.undoHistory.commit(node);
    this.unlocatedIssues.value = [];
    this.blocked.value = false;
    this.version.value += 1;
    this.rules.schedule();
  }

  /** Whether a person has opened or closed a group; undefined: as it comes. */
  fold(node: Node): Signal<boolean | undefined> {
    const known = this.#folds.get(node) ?? signal<boolean | undefined>(undefined);
    this.#folds.set(node, known);
    return known;
  }

  /** Open all that a node stands in. */
  reveal(node: Node): void {
    for (const one of node.lineage().slice(1)) this.fold(one).value = true;
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

  /** Check what a display began with, as far as nobody has looked into it. */
  checkValues(): void {
    const { unchecked = [] } = this;
    this.unchecked = undefined;
    for (const node of unchecked) node.checkValue();
  }

  /** The request as JSON text. */
  text(): string {
    return stringifyOnce(this.read(), this.texts);
  }

  /** Take a value from elsewhere; what is equal keeps its nodes, its focus, its state. */
  reconcileWith(value: Json, explicit: boolean): void {
    batch(() => {
      this.checkValues(); // what stays equal is not looked into again
      this.#take(value, explicit);
      this.rules.run();
    });
    this.undoHistory.commit();
  }

  /** Take the value that a display begins with: what is wrong with it may come later. */
  initialize(value: Json, explicit: boolean): void {
    this.unchecked = [];
    if (explicit) this.undoHistory.silently(() => this.#take(value, true));
    else this.#take(value, false);
    this.rules.postpone();
  }

  #take(value: Json, explicit: boolean): void {
    batch(() => {
      this.root.reconcileWith(value, explicit);
      this.root.isExplicit.value = true;
      this.blocked.value = false;
    });
  }

  /** Take the last step back, or make it again; returns where it was. */
  undo(): Step<Node> | undefined {
    return this.#replayed(this.undoHistory.undo());
  }

  redo(): Step<Node> | undefined {
    return this.#replayed(this.undoHistory.redo());
  }

  #replayed(step: Step<Node> | undefined): Step<Node> | undefined {
    if (!step) return undefined;
    this.editing = undefined;
    this.unlocatedIssues.value = [];
    this.blocked.value = false;
    this.version.value += 1;
    this.rules.run();
    return step;
  }

  /** The request with a mark where somebody is typing, so that a merge takes that place for
   * changed, wherever it comes to stand; `finish` puts the text back. */
  readEditing(): { value: Json; finish(merged: Json): Json } {
    const value = this.read();
    const typed = this.editing?.read();
    if (!this.editing || typed === undefined) return { value, finish: (merged) => merged };
    const marked = setPath(value, submittedPath(this.editing), EDITING);
    return { value: marked, finish: (merged) => replaceValue(merged, EDITING, typed) };
  }

  readonly pending = computed((): Pending[] => {
    const found: Pending[] = [];
    walkNodes(this.root, (node) => {
      if (node instanceof MapNode) found.push(...node.pending());
    });
    return found;
  });

  reconcilePending(after: Pending[], before: Pending[]): void {
    const at = (list: Pending[], dict: MapNode): Pending[] => {
      const path = toPath(dict.steps());
      return list.filter((pending) => jsonEqual(pending.path, path));
    };
    batch(() => {
      for (const { path } of after) this.find(path);
      walkNodes(this.root, (node) => {
        if (node instanceof MapNode) node.reconcilePending(at(after, node), at(before, node));
      });
    });
  }

  /** What the rules and the kernel said of no member that is here. */
  readonly #unlocated = computed(() => [
    ...this.rules.unlocatedIssues.value,
    ...this.unlocatedIssues.value,
  ]);

  readonly errorCount = computed(
    () => this.root.errorCount.value + this.#unlocated.value.filter(isError).length,
  );

  /** Values of an earlier version that nobody has kept or changed. */
  readonly reviewCount = computed(() => this.review.open.value.length);
  /** How many of the errors only ask for what nobody has come to yet; none once it was tried. */
  readonly missingCount = computed(() => this.root.missingCount.value);

  /** All problems: those of the whole request, then as the sections show their places. */
  readonly problems = computed((): Problem[] => {
    const found: Problem[] = [];
    for (const issue of this.#unlocated.value) found.push({ issue, node: undefined });
    const visit = (node: Node, entry?: MapEntry): void => {
      for (const issue of (entry ?? node).issues.value) found.push({ issue, node });
    };
    if (this.root.mistypedValue.value !== undefined) visit(this.root);
    for (const member of this.#inSections()) walkNodes(member, visit);
    return found;
  });

  /** Whether boto3 itself would send the request as it is, whatever else is wrong with it. */
  readonly sendable = computed(() => {
    if (this.pending.value.length > 0) return false;
    const errors = this.problems.value.map(({ issue }) => issue).filter(isError);
    return !errors.some(({ code }) => this.tables.boto.includes(code));
  });

  /** The members of the request as the sections show them. */
  #inSections(): Node[] {
    const { sections } = this.tables.layout;
    const rank = new Map(sections.flatMap(({ members }) => members).map((name, at) => [name, at]));
    const place = (node: Node): number => rank.get(node.name()) ?? rank.size;
    return [...this.root.children()].sort((one, other) => place(one) - place(other));
  }

  /** The node at a path of the value. Creates the nodes on the way if they don't exist yet. */
  find(path: readonly (string | number)[]): Node | undefined {
    let node: Node | undefined = this.root;
    for (const step of path) node = node?.child(step);
    return node;
  }

  /** Take what the kernel says; it shows at once, until the node that it speaks of changes. */
  applyKernelIssues(all: Issue[]): void {
    const issues = all.filter(({ code }) => code !== CARRIED && code !== IDENTICAL);
    batch(() => {
      const identical = all.find(({ code }) => code === IDENTICAL);
      this.identical.value = identical && { says: identical.message, request: this.read() };
      this.review.applyKernelIssues(all.filter(({ code }) => code === CARRIED));
      for (const node of this.#nodesWithKernelIssues) node.kernelIssues.value = [];
      this.#nodesWithKernelIssues = [];
      this.unlocatedIssues.value = [];
      for (const issue of issues) {
        const node = issue.path.length > 0 ? this.find(issue.path) : undefined;
        if (!node) {
          this.unlocatedIssues.value = [...this.unlocatedIssues.value, issue];
          continue;
        }
        node.kernelIssues.value = [...node.kernelIssues.value, issue];
        this.#nodesWithKernelIssues.push(node);
      }
    });
  }
}

/** The first member that the kind of package requires and that stands first among what is wrong. */
export function firstMissingForKind(form: Form): Node | undefined {
  const errors = form.problems.peek().filter(({ issue }) => issue.severity === "error");
  const first = errors[0];
  return first?.issue.code === KIND_CODE ? first.node : undefined;
}

/** What is being typed: equal to no JSON value. */
const EDITING = new RawNumber("typing");

/** Where a node stands in the value, in which rows that are not filled in do not count. */
function submittedPath(node: Node): Path {
  const { parent } = node.parentLink;
  if (!parent) return [];
  const [step] = toPath(node.steps().slice(-1));
  const at = parent instanceof List ? parent.sent().indexOf(node) : step;
  return at === undefined ? submittedPath(parent) : [...submittedPath(parent), at];
}
