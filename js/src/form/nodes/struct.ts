// A structure: named members, made one level at a time, and in the order in which they were set.

import { type Signal, signal } from "@preact/signals-core";
import type { Json, JsonObject } from "../../core/json";
import type { Schema } from "../../protocol/schema";
import { Cell } from "../history/cell";
import type { KeywordError } from "../texts";
import { checkProperties } from "../validation/check_value";
import { Container } from "./container";
import type { Node } from "./node";
import { Unknown } from "./unknown";

export class Struct extends Container<JsonObject> {
  readonly #made = signal<Map<string, Node> | undefined>(undefined);
  /** Members that the schema does not know; kept as they came. */
  readonly unknown: Signal<Unknown[]> = new Cell<Unknown[]>(this.formServices.undoHistory, []);
  readonly #order = new Cell<string[]>(this.formServices.undoHistory, [], "names");

  /** Its members by name, in the schema's order; made when first asked for. */
  members(): Map<string, Node> {
    let members = this.#made.peek();
    if (!members) {
      members = new Map();
      const required = new Set(this.schema.required);
      for (const [name, schema] of Object.entries(this.schema.properties ?? {})) {
        members.set(name, this.#make(name, schema, required.has(name)));
      }
      this.#made.value = members;
    }
    this.materialize();
    return members;
  }

  #make(name: string, schema: Schema, required: boolean): Node {
    const step = { kind: "member", name } as const;
    return this.formServices.makeNode(schema, { parent: this, required, step: () => step });
  }

  protected override holds(value: Json): value is JsonObject {
    return value instanceof Map;
  }

  protected override isEmpty(value: JsonObject): boolean {
    return value.size === 0;
  }

  protected override filled(): boolean {
    return this.children().some((child) => child.isPresent.value);
  }

  override children(): Node[] {
    return [...(this.#made.value?.values() ?? []), ...this.unknown.value];
  }

  override child(step: string | number): Node | undefined {
    const known = this.members().get(String(step));
    return known ?? this.unknown.value.find((node) => node.member === step);
  }

  override noteChildOrder(child: Node): void {
    const step = child.parentLink.step();
    if (step?.kind === "member" && !this.#order.peek().includes(step.name)) {
      this.#order.value = [...this.#order.peek(), step.name];
    }
  }

  protected override readChildren(): JsonObject {
    const found: JsonObject = new Map();
    for (const name of this.#order.peek()) {
      const value = this.child(name)?.read();
      if (value !== undefined) found.set(name, value);
    }
    return found;
  }

  protected override reconcileChildren(value: JsonObject, explicit: boolean): void {
    const known = this.members();
    for (const [name, child] of known) {
      const given = value.get(name);
      if (given !== undefined) child.reconcileWith(given, explicit);
      else if (child.isPresent.peek()) child.clear();
    }
    this.unknown.value = [...value]
      .filter(([name]) => !known.has(name))
      .map(([name, given]) => this.#unknownMember(name, given));
    const removed = this.#order.peek().filter((name) => !value.has(name) && known.has(name));
    this.#order.value = [...value.keys(), ...removed];
  }

  #unknownMember(name: string, given: Json): Unknown {
    const node = this.unknown.peek().find((before) => before.member === name);
    const kept = node ?? new Unknown(this.formServices, this, name);
    kept.reconcileWith(given, true);
    return kept;
  }

  removeUnknown(node: Unknown): void {
    this.unknown.value = this.unknown.value.filter((other) => other !== node);
    this.change();
  }

  protected override clearChildren(): void {
    this.unknown.value = [];
    for (const child of this.#made.peek()?.values() ?? [])
      if (child.isPresent.peek()) child.clear();
  }

  protected override verdict(): KeywordError | undefined {
    const { minProperties, maxProperties } = this.schema;
    const counted = minProperties !== undefined || maxProperties !== undefined;
    if (!counted || this.unmaterialized.value) return undefined;
    const count = this.children().filter((child) => child.isPresent.value).length;
    return checkProperties(this.schema, count);
  }
}
