// A signal that belongs to the request: the history keeps what it was before each change, whoever
// changes it and by whatever way, so that no change can be made that could not be undone.

import { Signal } from "@preact/signals";
import type { Node } from "./node";

/** An entry of a map stands for the node of its value. */
type Owner = Node | { value: Node };

export class Kept<Kind> extends Signal<Kind> {
  private readonly owner: Owner;
  /** The number of the last write from elsewhere that changed it; 0 when there was none. */
  stranger = 0;

  constructor(owner: Owner, value: Kind) {
    super(value);
    this.owner = owner;
  }

  get node(): Node {
    return "value" in this.owner ? this.owner.value : this.owner;
  }

  override get value(): Kind {
    return super.value;
  }

  override set value(next: Kind) {
    const before = this.peek();
    if (next === before) return;
    super.value = next;
    this.node.shared.history.note(this as Kept<unknown>, before);
  }
}
