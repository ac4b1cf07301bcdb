// What structures, lists and maps share: they stand in the request when they are explicit or hold
// something, and keep a value that is not of their kind as it came.

import { computed } from "@preact/signals";
import type { Json } from "../json";
import { Node } from "./node";

export abstract class Container<Kind extends Json> extends Node {
  /** Whether a value is of this kind. */
  protected abstract holds(value: Json): value is Kind;
  protected abstract isEmpty(value: Kind): boolean;
  /** Whether a child stands in the request. */
  protected abstract filled(): boolean;
  protected abstract readChildren(): Kind;
  protected abstract adoptChildren(value: Kind, explicit: boolean): void;
  protected abstract clearChildren(): void;

  override readonly present = computed(
    () => this.explicit.value || this.foreign.value !== undefined || this.filled(),
  );

  override read(): Json | undefined {
    if (this.foreign.value !== undefined) return this.foreign.value;
    return this.present.value ? this.readChildren() : undefined;
  }

  override load(value: Json, explicit: boolean): void {
    this.clear();
    this.adopt(value, explicit);
  }

  override adopt(value: Json, explicit: boolean): void {
    if (!this.holds(value)) {
      this.clear();
      this.foreign.value = value;
      return;
    }
    this.foreign.value = undefined;
    this.explicit.value ||= explicit || this.isEmpty(value);
    this.adoptChildren(value, explicit);
  }

  override clear(): void {
    this.told.value = [];
    this.explicit.value = false;
    this.foreign.value = undefined;
    this.clearChildren();
  }
}

/** The row with one more behind another, or at the end. */
export function inserted<Item>(row: readonly Item[], item: Item, after?: Item): Item[] {
  const at = after === undefined ? -1 : row.indexOf(after);
  return at < 0 ? [...row, item] : [...row.slice(0, at + 1), item, ...row.slice(at + 1)];
}
