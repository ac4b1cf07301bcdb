// The base of every node of the form: unset, implied or explicit; its place; what is wrong with it.
// A node is not its path: it stays the same object when its neighbours come and go.

import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { type Json, jsonEqual, type Texts } from "../../core/json";
import type { Step } from "../../core/path";
import type { Hints, Issue, Tables } from "../../protocol/form_data";
import type { Schema } from "../../protocol/schema";
import { Cell } from "../history/cell";
import type { History } from "../history/history";
import { hintsFor } from "../schema";
import { type KeywordError, toIssue } from "../texts";
import { checkScalar, missing } from "../validation/check_value";
import { KIND_CODE } from "../validation/kind_rules";

/** What the nodes of one form share. */
export interface FormServices {
  tables: Tables;
  undoHistory: History<Node>;
  /** Values that nodes keep as they came, with their text once it was written. */
  texts: Texts;
  /** Whether a node keeps its value as it came, to be checked later; undefined once all is checked. */
  unchecked: { checkValue(): void }[] | undefined;
  /** A submission was tried: all verdicts show. */
  readonly submitAttempted: ReadonlySignal<boolean>;
  /** Called after each change by a person. */
  changed(node: Node): void;
  nextId(): number;
  /** The node for a value of a schema; handed in, so that no kind of node imports all others. */
  makeNode(schema: Schema, place: ParentLink): Node;
  /** How many values at and in a node nobody has reviewed; reads a signal. */
  unreviewedIn(node: Node): number;
}

/** What a rule says of a node, and the other nodes that it speaks of. */
export interface RuleIssue {
  issue: Issue;
  concerned: Node[];
}

/** Where a node stands in its parent. */
export interface ParentLink {
  parent: Node | undefined;
  /** The parent's schema requires it. */
  required: boolean;
  /** The step from the parent to it; reads signals, so that it follows moves. */
  step(): Step | undefined;
}

/** What counts in a node by itself. */
export interface Counted {
  readonly visited: ReadonlySignal<boolean>;
  readonly errorCount: ReadonlySignal<number>;
  readonly missingCount: ReadonlySignal<number>;
}

export abstract class Node {
  readonly formServices: FormServices;
  readonly schema: Schema;
  readonly parentLink: ParentLink;
  readonly hints: Hints;
  readonly id: number;
  /** Loaded, or set by a button: stays when it is cleared. */
  readonly isExplicit: Signal<boolean>;
  /** A value that this kind of node has no place for; kept, shown, sent back as it came. */
  readonly mistypedValue: Signal<Json | undefined>;
  /** It was left once: from now on its verdict shows live. */
  readonly isTouched: Signal<boolean> = signal(false);
  /** What the kernel said of it; gone when it changes. */
  readonly kernelIssues: Signal<Issue[]> = signal([]);
  /** What the rules said of it when they were last run. */
  readonly ruleIssues: Signal<RuleIssue[]> = signal([]);

  constructor(shared: FormServices, schema: Schema, place: ParentLink) {
    this.formServices = shared;
    this.schema = schema;
    this.parentLink = place;
    this.id = shared.nextId();
    this.isExplicit = new Cell<boolean>(shared.undoHistory, false);
    this.mistypedValue = new Cell<Json | undefined>(shared.undoHistory, undefined);
    this.hints = hintsFor(shared.tables, schema, this.steps());
  }

  /** It stands in the request, whether typed, implied by a child, or made explicit. */
  abstract readonly isPresent: ReadonlySignal<boolean>;
  /** Its value as it would be sent. */
  abstract read(): Json | undefined;
  /** Take a value; order and emptiness are kept as they come. */
  abstract load(value: Json, explicit: boolean): void;
  /** Take a value that came from elsewhere, leaving alone what is equal. */
  reconcileWith(value: Json, explicit: boolean): void {
    if (!jsonEqual(this.read(), value)) this.load(value, explicit);
  }

  clear(): void {
    this.kernelIssues.value = [];
    this.isExplicit.value = false;
    this.mistypedValue.value = undefined;
  }

  /** The nodes in it, as far as there are any. */
  children(): Node[] {
    return [];
  }

  /** The nodes of all that it holds, made where nobody had looked into it. */
  parts(): Node[] {
    return this.children();
  }

  /** What is wrong with a value that is present and of its own kind. */
  protected verdict(): KeywordError | undefined {
    return undefined;
  }

  /** The child that a step of a path leads to. */
  child(_step: string | number): Node | undefined {
    return undefined;
  }

  readonly finding: ReadonlySignal<KeywordError | undefined> = computed(() => {
    const { tables } = this.formServices;
    if (this.mistypedValue.value !== undefined)
      return checkScalar(tables, this.schema, this.mistypedValue.value);
    if (this.isPresent.value) return this.verdict();
    const { parent, required } = this.parentLink;
    // A value of another kind has no place for members.
    return required && parent?.isPresent.value && parent.mistypedValue.value === undefined
      ? missing(parent.schema)
      : undefined;
  });

  /** Its own issues: the page's verdict, that of the rules, and what the kernel said. */
  readonly issues: ReadonlySignal<Issue[]> = computed(() => {
    const found = this.finding.value;
    const own = found ? [toIssue(this.formServices.tables.words, found, this.steps())] : [];
    return [...own, ...this.#ofRules(), ...this.kernelIssues.value];
  });

  /** What the rules say of it. Where the schema says that it holds too few, the kind says no more. */
  #ofRules(): Issue[] {
    const isShort = this.finding.value?.code === "minItems";
    const issues = this.ruleIssues.value.map(({ issue }) => issue);
    return isShort ? issues.filter(({ code }) => code !== KIND_CODE) : issues;
  }

  /** It or something in it was left once. */
  readonly visited: ReadonlySignal<boolean> = computed(
    () => this.isTouched.value || this.counted().some((one) => one.visited.value),
  );

  /** What in it counts: its children, in a map its entries. */
  protected counted(): Counted[] {
    return this.children();
  }

  /** A conflict of several places, one of which was left once: it shows at each. What the chosen
   * kind forbids shows at once. What is missing waits until somebody was there, or tried to submit. */
  readonly conflict: ReadonlySignal<Issue | undefined> = computed(() => {
    if (!this.isPresent.value) return undefined;
    const here = this.ruleIssues.value.find(
      ({ issue, concerned }) =>
        issue.code === KIND_CODE || [this, ...concerned].some((node) => node.visited.value),
    );
    return here?.issue;
  });

  readonly errorCount: ReadonlySignal<number> = computed(() => {
    let count = [...this.kernelIssues.value, ...this.#ofRules(), this.finding.value].filter(
      isError,
    ).length;
    for (const one of this.counted()) count += one.errorCount.value;
    return count;
  });

  /** How many values at and in it were copied from an earlier version and are unreviewed. */
  get reviewCount(): number {
    return this.formServices.unreviewedIn(this);
  }

  /** Of its errors those that only say that something is not filled in yet, where nobody has been
   * and nothing was tried: they are work to do, not mistakes. */
  readonly missingCount: ReadonlySignal<number> = computed(() => {
    let count = this.isMissing
      ? [...this.#ofRules(), this.finding.value].filter(isError).length
      : 0;
    for (const one of this.counted()) count += one.missingCount.value;
    return count;
  });

  /** Nothing stands here, and nobody was here: what is wrong with it is that it is to be filled in. */
  get isMissing(): boolean {
    return !(
      this.isPresent.value ||
      this.isTouched.value ||
      this.formServices.submitAttempted.value
    );
  }

  /** The node and its ancestors, up to the request. */
  lineage(): Node[] {
    return [this, ...(this.parentLink.parent?.lineage() ?? [])];
  }

  /** The member of the request in which it stands. */
  topMember(): Node {
    return this.lineage().at(-2) ?? this;
  }

  steps(): Step[] {
    const step = this.parentLink.step();
    const before = this.parentLink.parent?.steps() ?? [];
    return step ? [...before, step] : before;
  }

  /** Its name for people: the member's, or "Containers item 2". */
  name(): string {
    const step = this.parentLink.step();
    if (!step) return this.formServices.tables.words.labels.request;
    return step.kind === "index"
      ? `${this.parentLink.parent?.name() ?? ""} item ${step.at + 1}`
      : step.name;
  }

  /** Set it as it is: it stays in the request even when it is empty. */
  setExplicit(): void {
    this.#undoStep(() => {
      this.isExplicit.value = true;
    });
  }

  unset(): void {
    this.#undoStep(() => this.clear());
  }

  /** A step of its own, whatever was typed right before or is typed right after. */
  #undoStep(task: () => void): void {
    this.formServices.undoHistory.seal();
    task();
    this.change();
    this.formServices.undoHistory.seal();
  }

  change(): void {
    if (this.kernelIssues.value.length > 0) this.kernelIssues.value = [];
    for (const node of this.lineage()) node.noteOrder();
    this.formServices.changed(this);
  }

  /** A structure remembers the order in which its members were set. */
  protected noteOrder(): void {
    const { parent } = this.parentLink;
    if (this.isPresent.peek()) parent?.noteChildOrder(this);
  }

  noteChildOrder(_child: Node): void {}
}

export function isError(what: { severity?: string } | undefined): boolean {
  return what !== undefined && (what.severity ?? "error") === "error";
}
