// Undo and redo. Each change that a person makes is a step, and so is each write of the kernel or
// of another page; a step holds the differences alone, and knows the nodes by identity.
//
// The rule where several write: steps are undone in the order in which they came, so undoing always
// meets exactly what the step had left. What was undone may be redone even though somebody else
// wrote meanwhile, which no person's own change allows. Then what they changed stays: a value that
// they wrote is left alone together with the rest of its node, an item in which they changed
// something is not removed, a group in which they did keeps its mark, and what they removed is not
// written to. Lists are merged by the identity of their items. What could not be redone is said.

import { batch, type Signal, signal } from "@preact/signals";
import type { Kept } from "./kept";
import type { Node } from "./node";
import { type Patch, patchOf, revert, revertAmong } from "./patch";

/** A pause in typing that ends a step. */
const PAUSE_MS = 1000;

/** What was done, to say it: `did` is a key of the page's words, "did.remove" without "did.". */
export interface Deed {
  did: string;
  node: Node;
  /** The name of the node before it was done. */
  name: string;
}

export interface Step {
  deed: Deed;
  patches: Patch[];
  /** The number of writes from elsewhere when it was undone; what came later is not ours to undo. */
  since: number;
}

/** What became of an attempt. */
export interface Outcome {
  deed: Deed;
  result: "all" | "part" | "nothing";
}

type Changes = Map<Kept<unknown>, unknown>;

export class History {
  /** What the next undo or redo is about. */
  readonly undoes: Signal<Deed | undefined> = signal(undefined);
  readonly redoes: Signal<Deed | undefined> = signal(undefined);
  /** Steps that can be undone, the last one last; without the one that is being typed. */
  readonly done: Step[] = [];
  private readonly undone: Step[] = [];
  /** What was changed since the last step, and what it was before. */
  private fresh: Changes = new Map();
  private typed: { key: unknown; deed: Deed; changes: Changes; at: number } | undefined;
  private key: unknown;
  private acting = false;
  /** The number of writes from elsewhere. */
  private strangers = 0;
  private readonly visits = new WeakMap<Node, number>();
  /** What the last write from elsewhere became, for what else comes with it. */
  private taken: Step | "start" | undefined;
  private readonly stirred: () => void;

  /** `stirred` is called after an undo or a redo. */
  constructor(stirred: () => void) {
    this.stirred = stirred;
  }

  note(kept: Kept<unknown>, before: unknown): void {
    if (!this.fresh.has(kept)) this.fresh.set(kept, before);
  }

  /** What is there now is where the history begins. */
  begin(): void {
    this.done.length = 0;
    this.undone.length = 0;
    this.fresh = new Map();
    this.typed = undefined;
    this.taken = "start";
    this.tell();
  }

  /** Typing in one place is one step, until a pause, another change, or `rest`. */
  type(key: unknown, run: () => void): void {
    this.key = key;
    run();
    this.key = undefined;
  }

  /** The place was left in which somebody typed. */
  rest(): void {
    if (!this.typed) return;
    const { deed, changes } = this.typed;
    this.typed = undefined;
    const step = this.stepOf(deed, changes, this.fresh);
    if (step.patches.length > 0) this.done.push(step);
    this.tell();
  }

  /** Several changes as one step. */
  act(did: string, node: Node, run: () => void): void {
    const deed = { did, node, name: node.name() };
    this.acting = true;
    batch(run);
    this.acting = false;
    this.commit(deed);
  }

  /** A person's change is complete. */
  commit(deed: Deed): void {
    if (this.acting || this.fresh.size === 0) return;
    this.taken = undefined;
    this.undone.length = 0;
    const now = Date.now();
    const { typed, key } = this;
    if (typed && typed.key === key && now - typed.at <= PAUSE_MS) {
      for (const [kept, before] of this.fresh) {
        if (!typed.changes.has(kept)) typed.changes.set(kept, before);
      }
      typed.at = now;
    } else {
      this.rest();
      if (key === undefined) this.push(deed);
      else this.typed = { key, deed, changes: this.fresh, at: now };
    }
    this.fresh = new Map();
    this.tell();
  }

  /** Something came from elsewhere. `alike`: the request is the same, only marks may have changed,
   * which is no step that anybody could see. `joins`: it belongs to what came before it. */
  take(alike: boolean, joins: boolean, root: Node): void {
    const before = joins ? this.taken : undefined;
    if (before === "start") return this.begin();
    if (alike) this.absorb(this.done.at(-1));
    else {
      this.rest();
      this.strangers += 1;
      for (const [kept] of this.fresh) this.mark(kept);
      if (before && before === this.done.at(-1)) this.absorb(before);
      else if (this.fresh.size > 0) {
        this.push(deedOf([...this.fresh.keys()].map((kept) => kept.node), root));
      }
    }
    this.taken = before ?? (alike ? undefined : this.done.at(-1));
    this.fresh = new Map();
    this.tell();
  }

  undo(): Outcome | undefined {
    return this.travel(this.done, this.undone);
  }

  redo(): Outcome | undefined {
    return this.travel(this.undone, this.done);
  }

  private travel(from: Step[], to: Step[]): Outcome | undefined {
    this.rest();
    if (this.fresh.size > 0) this.absorb(this.done.at(-1));
    this.fresh = new Map();
    this.taken = undefined;
    const step = from.pop();
    if (!step) return undefined;
    const { deed } = step;
    const left = batch(() => {
      const skipped = this.strangers > step.since ? this.merge(step) : exactly(step);
      for (const { node } of this.fresh.keys()) if (node.told.peek().length > 0) node.told.value = [];
      return skipped;
    });
    const result = this.fresh.size === 0 ? "nothing" : left > 0 ? "part" : "all";
    if (result !== "nothing") {
      const since = to === this.done ? Number.POSITIVE_INFINITY : this.strangers;
      to.push({ ...this.stepOf(deed, this.fresh), since });
    }
    this.fresh = new Map();
    this.tell();
    this.stirred();
    return { deed, result };
  }

  /** Revert what nobody else has changed since; returns how much was left alone. */
  private merge({ patches, since }: Step): number {
    const theirs = (node: Node): boolean => (this.visits.get(node) ?? 0) > since;
    const stays = (item: unknown): boolean => {
      const node = item instanceof Object && "value" in item ? item.value : item;
      return theirs(node as Node);
    };
    const isMark = ({ kept }: Patch): boolean => kept === kept.node.explicit;
    const barred = new Set<Node>();
    for (const { kept } of patches) if (kept.stranger > since && !isList(kept)) barred.add(kept.node);
    let left = 0;
    const back = [...patches].reverse();
    for (const patch of back.filter(({ kept }) => isList(kept))) {
      revertAmong(patch, stays);
      left += (patch.stretch?.came as unknown[]).filter(
        (item) => !patch.stretch?.lost.includes(item as never) && stays(item),
      ).length;
    }
    for (const patch of back.filter(({ kept }) => !isList(kept))) {
      const { node } = patch.kept;
      const unmarks = isMark(patch) && patch.was === false && theirs(node);
      if (barred.has(node) || unmarks || !isThere(node)) left += 1;
      else revert(patch);
    }
    return left;
  }

  /** A write from elsewhere has changed it, and with it what it stands in. A mark alone is nobody's
   * work: the writes that only mark are not seen. */
  private mark(kept: Kept<unknown>): void {
    if (kept !== kept.node.explicit) kept.stranger = this.strangers;
    for (let at: Node | undefined = kept.node; at; at = at.place.parent) {
      this.visits.set(at, this.strangers);
    }
  }

  private push(deed: Deed): void {
    const step = this.stepOf(deed, this.fresh);
    if (step.patches.length > 0) this.done.push(step);
  }

  private absorb(step: Step | undefined): void {
    if (this.typed) {
      for (const [kept, before] of this.fresh) {
        if (!this.typed.changes.has(kept)) this.typed.changes.set(kept, before);
      }
    } else step?.patches.push(...this.stepOf(step.deed, this.fresh).patches);
  }

  /** The step back from what is there now, or was before `later` changes. */
  private stepOf(deed: Deed, changes: Changes, later: Changes = new Map()): Step {
    const patches = [...changes].flatMap(([kept, before]) => {
      const after = later.has(kept) ? later.get(kept) : kept.peek();
      return patchOf(kept, before, after) ?? [];
    });
    return { deed, patches, since: Number.POSITIVE_INFINITY };
  }

  private tell(): void {
    this.undoes.value = (this.typed ?? this.done.at(-1))?.deed;
    this.redoes.value = this.undone.at(-1)?.deed;
  }
}

function exactly({ patches }: Step): number {
  for (const patch of [...patches].reverse()) revert(patch);
  return 0;
}

function isList(kept: Kept<unknown>): boolean {
  return Array.isArray(kept.peek());
}

/** Whether a node stands in the form, and not in an item that was taken out of it. */
export function isThere(node: Node): boolean {
  for (let at = node; at.place.parent; at = at.place.parent) {
    if (!at.place.parent.children().includes(at)) return false;
  }
  return true;
}

/** Speaks of the one thing that was changed, or of what all of it stands in. */
function deedOf(nodes: Node[], root: Node): Deed {
  const changed = [...new Set(nodes)];
  const shared = lines(changed).reduce((one, other) => one.filter((node) => other.includes(node)));
  const about = shared.at(-1) ?? root;
  const node = about === root ? (changed.find((one) => one !== root) ?? root) : about;
  return { did: "elsewhere", node, name: about.name() };
}

/** For each node, what it stands in and itself, outermost first. */
function lines(nodes: Node[]): Node[][] {
  return nodes.map((node) => {
    const line: Node[] = [];
    for (let at: Node | undefined = node; at; at = at.place.parent) line.unshift(at);
    return line;
  });
}
