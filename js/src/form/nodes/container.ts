// What structures, lists and maps share: they stand in the request when they are explicit or hold
// something, and keep a value that is not of their kind as it came.
//
// An item of a list, and what is in it, stays the value that it came as until somebody looks into it: a
// request of thousands of members costs what is seen of it.

import { batch, computed, type Signal, signal } from "@preact/signals";
import { equal, type Json, type JsonObject } from "../../core/json";
import { isRight } from "../validation/validate";
import { Node } from "./node";

export abstract class Container<Kind extends Json[] | JsonObject> extends Node {
  /** Whether a value is of this kind. */
  protected abstract holds(value: Json): value is Kind;
  protected abstract isEmpty(value: Kind): boolean;
  /** Whether a child stands in the request. */
  protected abstract filled(): boolean;
  protected abstract readChildren(): Kind;
  protected abstract adoptChildren(value: Kind, explicit: boolean): void;
  protected abstract clearChildren(): void;

  /** The value, as long as nothing was made of it; nothing in it is wrong. */
  protected readonly asleep: Signal<Kind | undefined> = signal(undefined);

  /** Whether a value that it is made with can wait. */
  protected waits(value: Kind): boolean {
    const { history, tables } = this.shared;
    return history.silent && isRight(tables, this.schema, value);
  }

  /** Make what its value says already: no step that could be undone. */
  protected wake(): void {
    const value = this.asleep.peek();
    if (!value) return;
    batch(() => {
      this.asleep.value = undefined;
      this.shared.history.silently(() => this.adoptChildren(value, true));
    });
  }

  override readonly present = computed(
    () => this.explicit.value || this.foreign.value !== undefined || this.filled(),
  );

  override parts(): Node[] {
    this.wake();
    return this.children();
  }

  override read(): Json | undefined {
    if (this.foreign.value !== undefined) return this.foreign.value;
    if (!this.present.value) return undefined;
    return this.asleep.value ?? this.readChildren();
  }

  override load(value: Json, explicit: boolean): void {
    this.clear();
    this.adopt(value, explicit);
  }

  override adopt(value: Json, explicit: boolean): void {
    const asleep = this.asleep.peek();
    if (asleep && equal(asleep, value)) return;
    this.wake();
    this.touched.value = true;
    if (!this.holds(value)) {
      this.clear();
      this.foreign.value = value;
      return;
    }
    this.foreign.value = undefined;
    this.explicit.value ||= explicit || this.isEmpty(value);
    if (this.waits(value)) {
      this.shared.texts.set(value, undefined);
      this.asleep.value = value;
    } else this.adoptChildren(value, explicit);
  }

  override clear(): void {
    this.wake();
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
