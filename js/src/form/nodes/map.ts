// A map: entries in order, each with a name and a value. An entry without a name, with one that stands
// before, or without a value is pending: counted as an error, kept, never sent.

import { computed, type Signal, signal } from "@preact/signals-core";
import { type Json, type JsonObject, jsonEqual, stringify } from "../../core/json";
import { type Step, toPath } from "../../core/path";
import type { Issue } from "../../protocol/form_data";
import type { Pending } from "../../protocol/traits.generated";
import { Cell } from "../history/cell";
import { resolve } from "../schema";
import { type KeywordError, toIssue } from "../texts";
import { checkKey, checkProperties } from "../validation/check_value";
import { Container, insertAfter } from "./container";
import { Leaf } from "./leaf";
import type { Node } from "./node";

/** The code of an entry with a name and no value. */
export const NO_VALUE = "value.required";

export class MapEntry {
  readonly map: MapNode;
  readonly name: Signal<string>;
  readonly isTouched: Signal<boolean>;
  readonly value: Node;
  /** Loaded with the name "": JSON can hold that one, so it is no entry without a name. */
  readonly #namedEmpty: boolean;

  constructor(dict: MapNode, make: (step: () => Step) => Node, name = "", loaded = false) {
    this.map = dict;
    this.name = new Cell(dict.formServices.undoHistory, name, "typing");
    this.#namedEmpty = loaded && name === "";
    this.isTouched = signal(loaded);
    this.value = make(() => ({ kind: "key", name: this.name.value }));
    // A list or a structure is sent empty as well; a text only where somebody says so.
    if (!(this.value instanceof Leaf)) this.value.isExplicit.value = true;
  }

  rename(name: string): void {
    this.name.value = name;
    this.value.kernelIssues.value = [];
    this.map.change();
  }

  /** Why it cannot stand in the request; undefined when it does. */
  readonly pending = computed(() => {
    if (this.name.value === "" && !this.#namedEmpty) return "key.required";
    if (this.map.first(this.name.value) !== this) return "key.uniqueItems";
    return this.value.isPresent.value ? undefined : NO_VALUE;
  });

  /** Neither name nor value: a row that waits to be filled in. */
  readonly blank = computed(() => this.pending.value === "key.required" && !this.#filled());

  #filled(): boolean {
    return (
      this.value.isPresent.value && !(this.value instanceof Leaf && this.value.text.value === "")
    );
  }

  readonly finding = computed((): KeywordError | undefined => {
    if (this.blank.value) return undefined;
    const code = this.pending.value;
    const made = { shape: this.map.names.title ?? "", values: {} };
    const takesEmpty = this.value instanceof Leaf && this.value.takesEmpty;
    if (code === NO_VALUE && takesEmpty) return { ...made, code, variant: "empty" };
    if (code) return { ...made, code };
    return checkKey(this.map.formServices.tables, this.map.names, this.name.value);
  });

  readonly issues = computed((): Issue[] => {
    const found = this.finding.value;
    const own = found
      ? [toIssue(this.map.formServices.tables.words, found, this.value.steps())]
      : [];
    return this.pending.value ? own : [...own, ...this.value.issues.value];
  });

  readonly errorCount = computed((): number => {
    const own = this.finding.value ? 1 : 0;
    return this.pending.value ? own : own + this.value.errorCount.value;
  });

  readonly missingCount = computed((): number => {
    const code = this.pending.value;
    if (code) return code === NO_VALUE && this.value.isMissing ? 1 : 0;
    return this.value.missingCount.value;
  });

  readonly visited = computed(() => this.isTouched.value || this.value.visited.value);
}

export class MapNode extends Container<JsonObject> {
  /** Its entries, as far as somebody has looked into it. */
  readonly made: Signal<MapEntry[]> = new Cell<MapEntry[]>(this.formServices.undoHistory, []);
  readonly names = resolve(this.formServices.tables, this.schema.propertyNames ?? {});

  get entries(): Signal<MapEntry[]> {
    this.materialize();
    return this.made;
  }

  readonly #firsts = computed(() => {
    const firsts = new Map<string, MapEntry>();
    for (const entry of this.made.value) {
      if (!firsts.has(entry.name.value)) firsts.set(entry.name.value, entry);
    }
    return firsts;
  });

  first(name: string): MapEntry | undefined {
    this.materialize();
    return this.#firsts.value.get(name);
  }

  /** The entries that stand in the request. */
  readonly sent = computed(() => this.made.value.filter((entry) => !entry.pending.value));

  protected override holds(value: Json): value is JsonObject {
    return value instanceof Map;
  }

  protected override isEmpty(value: JsonObject): boolean {
    return value.size === 0;
  }

  protected override filled(): boolean {
    return (this.unmaterialized.value?.size ?? this.sent.value.length) > 0;
  }

  protected override counted(): MapEntry[] {
    return this.made.value;
  }

  #make(name?: string): MapEntry {
    const schema = this.schema.additionalProperties || {};
    const makeValue = (step: () => Step): Node =>
      this.formServices.makeNode(schema, { parent: this, required: false, step });
    return new MapEntry(this, makeValue, name, name !== undefined);
  }

  /** Add an entry without a name, behind that of a value or at the end. */
  add(after?: Node): MapEntry {
    const entry = this.#make();
    const entries = this.entries.value;
    const before = entries.find(({ value }) => value === after);
    this.entries.value = insertAfter(entries, entry, before);
    this.change();
    return entry;
  }

  remove(entry: MapEntry): void {
    this.entries.value = this.entries.value.filter((other) => other !== entry);
    this.change();
  }

  override child(step: string | number): Node | undefined {
    return this.first(String(step))?.value;
  }

  override children(): Node[] {
    return this.made.value.map((entry) => entry.value);
  }

  protected override readChildren(): JsonObject {
    const found: JsonObject = new Map();
    for (const entry of this.sent.value) found.set(entry.name.value, entry.value.read() ?? null);
    return found;
  }

  pending(): Pending[] {
    const path = toPath(this.steps());
    const found: Pending[] = [];
    for (const entry of this.made.value) {
      const code = entry.pending.value;
      if (code && !entry.blank.value) {
        found.push({ path, key: entry.name.value, text: textOf(entry.value), code });
      }
    }
    return found;
  }

  /** Take the entries that another page could not send either; `before` are the ones known: of
   * these, none is added again that is in the request by now. */
  reconcilePending(after: Pending[], before: Pending[]): void {
    if (this.unmaterialized.peek() && after.length === 0) return;
    // One without a value may have got it here meanwhile.
    const is = (entry: MapEntry, { key, text, code }: Pending): boolean =>
      key === entry.name.peek() && (code === NO_VALUE || text === textOf(entry.value));
    const has = (list: Pending[], entry: MapEntry): boolean => list.some((one) => is(entry, one));
    const kept = this.entries
      .peek()
      .filter((entry) => !entry.pending.peek() || has(after, entry) || !has(before, entry));
    const added = after
      .filter((one) => {
        const known = before.some(({ key, text }) => key === one.key && text === one.text);
        const may = (entry: MapEntry) => known || one.code === NO_VALUE || entry.pending.peek();
        return !kept.some((entry) => may(entry) && is(entry, one));
      })
      .map(({ key, text }) => {
        const entry = this.#make();
        entry.isTouched.value = true;
        entry.name.value = key;
        if (entry.value instanceof Leaf) entry.value.text.value = text;
        return entry;
      });
    if (added.length > 0 || kept.length !== this.entries.peek().length) {
      this.entries.value = [...kept, ...added];
    }
  }

  protected override reconcileChildren(value: JsonObject): void {
    if (jsonEqual(this.read(), value)) return;
    const waiting = this.entries.peek().filter((entry) => entry.pending.peek());
    const after = [...value].map(([name, given]) => {
      const entry = this.first(name);
      const known = entry && entry.pending.peek() !== "key.required" ? entry : this.#make(name);
      known.value.reconcileWith(given, true);
      return known;
    });
    this.entries.value = [...after, ...waiting.filter((entry) => !after.includes(entry))];
  }

  protected override clearChildren(): void {
    this.entries.value = [];
  }

  protected override verdict(): KeywordError | undefined {
    return checkProperties(this.schema, this.unmaterialized.value?.size ?? this.sent.value.length);
  }
}

function textOf(node: Node): string {
  return node instanceof Leaf ? node.text.value : stringify(node.read() ?? null);
}
