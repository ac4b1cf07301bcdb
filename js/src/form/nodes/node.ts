// The base of every node of the form: unset, implied or explicit; its place; what is wrong with it.
// A node is not its path: it stays the same object when its neighbours come and go.

import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Json, Texts } from "../../core/json";
import type { Step } from "../../core/path";
import type { Hints, Issue, Schema, Tables } from "../../protocol/form_data";
import { Cell } from "../history/cell";
import type { History } from "../history/history";
import { hintsFor } from "../schema";
import { type Finding, say } from "../texts";
import { checkScalar, missing } from "../validation/keywords";
import { KIND_CODE } from "../validation/kind_rules";

/** What the nodes of one form share. */
export interface Shared {
  tables: Tables;
  history: History<Node>;
  /** Values that nodes keep as they came, with their text once it was written. */
  texts: Texts;
  /** A submission was tried: all verdicts show. */
  readonly tried: ReadonlySignal<boolean>;
  /** Called after each change by a person. */
  changed(node: Node): void;
  nextId(): number;
  /** The node for a value of a schema; handed in, so that no kind of node imports all others. */
  makeNode(schema: Schema, place: Place): Node;
  /** How many values at and in a node nobody has reviewed; reads a signal. */
  unreviewedIn(node: Node): number;
}

/** What a rule says of a node, and the other nodes that it speaks of. */
export interface Ruled {
  issue: Issue;
  concerned: Node[];
}

/** Where a node stands in its parent. */
export interface Place {
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
  readonly shared: Shared;
  readonly schema: Schema;
  readonly place: Place;
  readonly hints: Hints;
  readonly id: number;
  /** Loaded, or set by a button: stays when it is cleared. */
  readonly explicit: Signal<boolean>;
  /** A value that this kind of node has no place for; kept, shown, sent back as it came. */
  readonly foreign: Signal<Json | undefined>;
  /** It was left once: from now on its verdict shows live. */
  readonly touched: Signal<boolean> = signal(false);
  /** What the kernel said of it; gone when it changes. */
  readonly told: Signal<Issue[]> = signal([]);
  /** What the rules said of it when they were last run. */
  readonly ruled: Signal<Ruled[]> = signal([]);

  constructor(shared: Shared, schema: Schema, place: Place) {
    this.shared = shared;
    this.schema = schema;
    this.place = place;
    this.id = shared.nextId();
    this.explicit = new Cell<boolean>(shared.history, false);
    this.foreign = new Cell<Json | undefined>(shared.history, undefined);
    this.hints = hintsFor(shared.tables, schema, this.steps());
  }

  /** It stands in the request, whether typed, implied by a child, or made explicit. */
  abstract readonly present: ReadonlySignal<boolean>;
  /** Its value as it would be sent. */
  abstract read(): Json | undefined;
  /** Take a value; order and emptiness are kept as they come. */
  abstract load(value: Json, explicit: boolean): void;
  /** Take a value that came from elsewhere, leaving alone what is equal. */
  abstract adopt(value: Json, explicit: boolean): void;
  abstract clear(): void;
  /** The nodes in it, as far as there are any. */
  abstract children(): Node[];

  /** The nodes of all that it holds, made where nobody had looked into it. */
  parts(): Node[] {
    return this.children();
  }

  /** What is wrong with a value that is present and of its own kind. */
  protected abstract verdict(): Finding | undefined;

  /** The child that a step of a path leads to. */
  child(_step: string | number): Node | undefined {
    return undefined;
  }

  readonly finding: ReadonlySignal<Finding | undefined> = computed(() => {
    const { tables } = this.shared;
    if (this.foreign.value !== undefined)
      return checkScalar(tables, this.schema, this.foreign.value);
    if (this.present.value) return this.verdict();
    const { parent, required } = this.place;
    return required && parent?.present.value ? missing(parent.schema) : undefined;
  });

  /** Its own issues: the page's verdict, that of the rules, and what the kernel said. */
  readonly issues: ReadonlySignal<Issue[]> = computed(() => {
    const found = this.finding.value;
    const own = found ? [say(this.shared.tables.words, found, this.steps())] : [];
    return [...own, ...this.#ofRules(), ...this.told.value];
  });

  /** What the rules say of it. Where the schema says that it holds too few, the kind says no more. */
  #ofRules(): Issue[] {
    const isShort = this.finding.value?.code === "minItems";
    const issues = this.ruled.value.map(({ issue }) => issue);
    return isShort ? issues.filter(({ code }) => code !== KIND_CODE) : issues;
  }

  /** It or something in it was left once. */
  readonly visited: ReadonlySignal<boolean> = computed(
    () => this.touched.value || this.counted().some((one) => one.visited.value),
  );

  /** What in it counts: its children, in a map its entries. */
  protected counted(): Counted[] {
    return this.children();
  }

  /** A conflict of several places, one of which was left once: it shows at each. What the chosen
   * kind forbids shows at once. What is missing waits until somebody was there, or tried to submit. */
  readonly conflict: ReadonlySignal<Issue | undefined> = computed(() => {
    if (!this.present.value) return undefined;
    const here = this.ruled.value.find(
      ({ issue, concerned }) =>
        issue.code === KIND_CODE || [this, ...concerned].some((node) => node.visited.value),
    );
    return here?.issue;
  });

  readonly errorCount: ReadonlySignal<number> = computed(() => {
    let count = [...this.told.value, ...this.#ofRules(), this.finding.value].filter(isError).length;
    for (const one of this.counted()) count += one.errorCount.value;
    return count;
  });

  /** How many values at and in it were copied from an earlier version and are unreviewed. */
  get reviewCount(): number {
    return this.shared.unreviewedIn(this);
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
    return !(this.present.value || this.touched.value || this.shared.tried.value);
  }

  /** It, what it stands in, and so on up to the request. */
  line(): Node[] {
    return [this, ...(this.place.parent?.line() ?? [])];
  }

  /** The member of the request in which it stands. */
  topMember(): Node {
    return this.line().at(-2) ?? this;
  }

  steps(): Step[] {
    const step = this.place.step();
    const before = this.place.parent?.steps() ?? [];
    return step ? [...before, step] : before;
  }

  /** Its name for people: the member's, or "Containers item 2". */
  name(): string {
    const step = this.place.step();
    if (!step) return this.shared.tables.words.labels.request;
    return step.kind === "index"
      ? `${this.place.parent?.name() ?? ""} item ${step.at + 1}`
      : step.name;
  }

  /** Set it as it is: it stays in the request even when it is empty. */
  setExplicit(): void {
    this.#deed(() => {
      this.explicit.value = true;
    });
  }

  unset(): void {
    this.#deed(() => this.clear());
  }

  /** A step of its own, whatever was typed right before or is typed right after. */
  #deed(task: () => void): void {
    this.shared.history.seal();
    task();
    this.change();
    this.shared.history.seal();
  }

  change(): void {
    if (this.told.value.length > 0) this.told.value = [];
    for (const node of this.line()) node.noteOrder();
    this.shared.changed(this);
  }

  /** A structure remembers the order in which its members were set. */
  protected noteOrder(): void {
    const { parent } = this.place;
    if (this.present.peek()) parent?.remember(this);
  }

  remember(_child: Node): void {}
}

export function isError(what: { severity?: string } | undefined): boolean {
  return what !== undefined && (what.severity ?? "error") === "error";
}
