// A list: its items keep their identity when others come, go or move.

import type { Signal } from "@preact/signals-core";
import type { Json } from "../../core/json";
import { matchItems } from "../../core/list_alignment";
import { Cell } from "../history/cell";
import { isSame } from "../history/patch";
import type { KeywordError } from "../texts";
import { checkItems } from "../validation/check_value";
import { Container, insertAfter } from "./container";
import { Leaf } from "./leaf";
import type { Node } from "./node";

export class List extends Container<Json[]> {
  readonly items: Signal<Node[]> = new Cell<Node[]>(this.formServices.undoHistory, []);

  protected override holds(value: Json): value is Json[] {
    return Array.isArray(value);
  }

  protected override isEmpty(value: Json[]): boolean {
    return value.length === 0;
  }

  protected override filled(): boolean {
    return this.items.value.some((item) => item.isPresent.value);
  }

  #make(): Node {
    const place = {
      parent: this,
      required: false,
      step: () => ({ kind: "index", at: Math.max(0, this.items.value.indexOf(node)) }) as const,
    };
    // The place speaks of the node that is being made: its hints do not depend on the position.
    let node: Node = this;
    node = this.formServices.makeNode(this.schema.items ?? {}, place);
    return node;
  }

  /** Add a fresh item, behind another or at the end: a row of a scalar is not yet in the value, a
   * structure is, empty. */
  add(after?: Node): Node {
    const item = this.#make();
    if (!(item instanceof Leaf)) item.isExplicit.value = true;
    this.items.value = insertAfter(this.items.value, item, after);
    this.change();
    return item;
  }

  /** Add an item that is equal to one, behind it. */
  duplicate(item: Node): Node {
    const copy = this.#madeOf(item.read() ?? null);
    this.items.value = insertAfter(this.items.value, copy, item);
    this.change();
    return copy;
  }

  /** Let an item change places with its neighbour; false when it is the last one that way. */
  move(item: Node, by: 1 | -1): boolean {
    const items = [...this.items.value];
    const at = items.indexOf(item);
    const other = items[at + by];
    if (!other) return false;
    items[at + by] = item;
    items[at] = other;
    this.items.value = items;
    this.change();
    return true;
  }

  remove(item: Node): void {
    this.items.value = this.items.value.filter((other) => other !== item);
    this.change();
  }

  override child(step: string | number): Node | undefined {
    return this.sent()[Number(step)];
  }

  /** The items that stand in the value. */
  sent(): Node[] {
    return this.items.value.filter((item) => item.isPresent.value);
  }

  override children(): Node[] {
    return this.items.value;
  }

  protected override readChildren(): Json[] {
    return this.sent().map((item) => item.read() ?? null);
  }

  protected override reconcileChildren(value: Json[], explicit: boolean): void {
    const before = this.sent();
    const fresh = this.items.peek().filter((item) => !item.isPresent.peek());
    const after = pair(before, value).map((known, at) => known ?? this.#madeOf(value[at] ?? null));
    const kept = fresh.filter((item) => !after.includes(item));
    if (!isSame([...after, ...kept], this.items.peek())) this.items.value = [...after, ...kept];
    for (const [at, item] of after.entries()) item.reconcileWith(value[at] ?? null, explicit);
  }

  #madeOf(value: Json): Node {
    const item = this.#make();
    this.formServices.undoHistory.silently(() => item.load(value, true));
    return item;
  }

  protected override isDeferrable(): boolean {
    return false;
  }

  protected override clearChildren(): void {
    this.items.value = [];
  }

  protected override verdict(): KeywordError | undefined {
    return checkItems(this.schema, this.sent().length);
  }
}

/** For each new value the item that stays for it. */
function pair(before: Node[], after: Json[]): (Node | undefined)[] {
  const paired: (Node | undefined)[] = after.map(() => undefined);
  const places = matchItems(
    before.map((item) => item.read() ?? null),
    after,
  );
  for (const [at, place] of places.entries()) if (place >= 0) paired[place] = before[at];
  return paired;
}
