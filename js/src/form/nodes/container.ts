// What structures, lists and maps share: they stand in the request when they are explicit or hold
// something, and keep a value that is not of their kind as it came.
//
// An item of a list, and a member of the request that a display begins with, stays the value that it
// came as until somebody looks into it: a request of thousands of members costs what is seen of it.

import { batch, computed, type Signal, signal } from "@preact/signals-core";
import { type Json, type JsonObject, jsonEqual } from "../../core/json";
import { isValid } from "../validation/check_nested";
import { Node } from "./node";

export abstract class Container<Kind extends Json[] | JsonObject> extends Node {
  /** Whether a value is of this kind. */
  protected abstract holds(value: Json): value is Kind;
  protected abstract isEmpty(value: Kind): boolean;
  /** Whether a child stands in the request. */
  protected abstract filled(): boolean;
  protected abstract readChildren(): Kind;
  protected abstract reconcileChildren(value: Kind, explicit: boolean): void;
  protected abstract clearChildren(): void;

  /** The value, as long as nothing was made of it; nothing in it is wrong, once it is checked. */
  protected readonly unmaterialized: Signal<Kind | undefined> = signal(undefined);

  /** Whether a value that it is made with can wait. */
  protected isDeferrable(value: Kind): boolean {
    const { undoHistory: history, tables, unchecked } = this.formServices;
    if (!history.silent || !this.parentLink.parent || this.children().length > 0) return false;
    unchecked?.push(this);
    return unchecked !== undefined || isValid(tables, this.schema, value);
  }

  /** Look into a value that came unchecked, if something in it is wrong. */
  checkValue(): void {
    const value = this.unmaterialized.peek();
    if (value && !isValid(this.formServices.tables, this.schema, value)) this.materialize();
  }

  /** Make what its value says already: no step that could be undone. */
  protected materialize(): void {
    const value = this.unmaterialized.peek();
    if (!value) return;
    batch(() => {
      this.unmaterialized.value = undefined;
      this.formServices.undoHistory.silently(() => this.reconcileChildren(value, true));
    });
  }

  override readonly isPresent = computed(
    () => this.isExplicit.value || this.mistypedValue.value !== undefined || this.filled(),
  );

  override parts(): Node[] {
    this.materialize();
    return this.children();
  }

  override read(): Json | undefined {
    if (this.mistypedValue.value !== undefined) return this.mistypedValue.value;
    if (!this.isPresent.value) return undefined;
    return this.unmaterialized.value ?? this.readChildren();
  }

  override load(value: Json, explicit: boolean): void {
    this.clear();
    this.reconcileWith(value, explicit);
  }

  override reconcileWith(value: Json, explicit: boolean): void {
    const waiting = this.unmaterialized.peek();
    if (waiting && jsonEqual(waiting, value)) return;
    this.materialize();
    this.isTouched.value = true;
    if (!this.holds(value)) {
      this.clear();
      this.mistypedValue.value = value;
      return;
    }
    this.mistypedValue.value = undefined;
    this.isExplicit.value ||= explicit || this.isEmpty(value);
    if (this.isDeferrable(value)) {
      this.formServices.texts.set(value, undefined);
      this.unmaterialized.value = value;
    } else this.reconcileChildren(value, explicit);
  }

  override clear(): void {
    this.materialize();
    super.clear();
    this.clearChildren();
  }
}

/** The row with one more behind another, or at the end. */
export function insertAfter<Item>(row: readonly Item[], item: Item, after?: Item): Item[] {
  const at = after === undefined ? -1 : row.indexOf(after);
  return at < 0 ? [...row, item] : [...row.slice(0, at + 1), item, ...row.slice(at + 1)];
}
