// Where a person is in a guide: the table says which steps there are, the request how each stands.

import { computed, type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Guide, GuideState, GuideStep, Need } from "../contract";
import { type Form, walk } from "../model/form";
import { Leaf } from "../model/leaf";
import type { Node } from "../model/node";
import { pathOf } from "../path";
import type { KernelState } from "./state";

export type Standing = "none" | "problems" | "ready" | "done";

export class Walk {
  readonly guided: Signal<boolean>;
  /** The guide that somebody chose, or that fits what the request holds. */
  readonly guide = computed((): Guide | undefined => {
    const { guides = [] } = this.form.tables;
    const chosen = guides.find(({ id }) => id === this.chosen.value);
    return chosen ?? guides.find(({ fits }) => this.holds(fits));
  });
  readonly steps = computed(() => this.guide.value?.steps ?? []);
  /** The number of the step that shows; the first where it is not known. */
  readonly at = computed(() => {
    const at = this.steps.value.findIndex(({ id }) => id === this.step.value);
    return Math.max(0, at);
  });
  private readonly chosen: Signal<string>;
  private readonly step: Signal<string>;
  private readonly form: Form;
  private readonly tell: (state: GuideState) => void;

  constructor(form: Form, start: GuideState, tell: (state: GuideState) => void) {
    this.form = form;
    this.tell = tell;
    this.guided = signal(start.mode === "guided");
    this.chosen = signal(start.guide);
    this.step = signal(start.step);
  }

  choose(id: string): void {
    this.chosen.value = id;
    this.step.value = "";
    this.told();
  }

  go(id: string): void {
    this.chosen.value = this.guide.peek()?.id ?? "";
    this.step.value = id;
    this.look();
    this.told();
  }

  /** What the list of steps counts shows at its place, too; what is missing waits. */
  private look(): void {
    const step = this.steps.peek()[this.at.peek()];
    for (const node of step ? this.nodes(step) : [])
      walk(node, (one) => {
        if (one.present.peek()) one.touched.value = true;
      });
  }

  /** Show the guide or the full form; where somebody was in the guide stays. */
  turn(guided: boolean): void {
    this.guided.value = guided;
    this.told();
  }

  private told(): void {
    const mode = this.guided.peek() ? "guided" : "full";
    this.tell({ mode, guide: this.chosen.peek(), step: this.step.peek() });
  }

  /** Bring into sight what somebody wants to go to; returns what is to have the focus. */
  lead(node: Node): Node {
    if (!this.guided.peek() || node.shared !== this.form) return node;
    const path = pathOf(node.steps());
    for (const { id, members = [] } of this.steps.peek()) {
      const member = members.map((text) => text.split(".")).find((one) => meet(one, path));
      if (!member) continue;
      this.go(id);
      // A step shows no group that several steps share, but what stands in it.
      return path.length < member.length ? (this.shown(member.join(".")) ?? node) : node;
    }
    this.turn(false);
    return node;
  }

  /** The node of a member; where something stands that has no place for it, that. */
  private shown(member: string): Node | undefined {
    let node: Node | undefined = this.form.root;
    for (const name of member.split(".")) {
      if (!node || node.foreign.value !== undefined) break;
      node = node.child(name);
    }
    return node;
  }

  nodes({ members = [] }: GuideStep): Node[] {
    return [...new Set(members.flatMap((member) => this.shown(member) ?? []))];
  }

  /** The groups that hold what a step shows and that no step shows as a whole. */
  around(step: GuideStep): Node[] {
    const parents = this.nodes(step).flatMap(({ place }) => place.parent ?? []);
    return [...new Set(parents)].filter((node) => node.place.parent);
  }

  private holds({ path, equals }: Need): boolean {
    const node = this.shown(path);
    if (!node?.present.value) return false;
    return equals === undefined || (node instanceof Leaf && node.text.value === equals);
  }

  /** How a step stands, and how many problems it has. */
  standing(step: GuideStep, kernel: KernelState): { is: Standing; count: number } {
    const created = kernel.status.value === "created";
    const { status } = kernel.package.value;
    const told = (is: Standing, count = 0) => ({ is, count });
    const { view, needs = [] } = step;
    if (view === "follow" || view === "next") {
      if (!kernel.arn.value || status !== "Completed")
        return status === "Failed" && view === "follow"
          ? told("problems", 1)
          : told(kernel.arn.value && view === "follow" ? "ready" : "none");
      return told(view === "follow" ? "done" : "ready");
    }
    if (view === "preflight") {
      const { state, findings } = kernel.checked.value;
      const failed = findings.filter((finding) => finding.state === "failed").length;
      if (failed > 0) return told("problems", failed);
      return told(state === "known" && !findings.some(({ old }) => old) ? "done" : "none");
    }
    if (view === "load") return told(kernel.loaded.value.source ? "done" : "none");
    const nodes = this.nodes(step);
    const whole = nodes.length === 0;
    const begun = (whole ? this.form.root.children() : nodes).some((node) => node.present.value);
    if (!begun && !this.form.tried.value) return told("none");
    const missing = needs.filter((need) => !this.holds(need) && !this.errors(need));
    const own = this.around(step).flatMap((node) => node.issues.value);
    const count = whole
      ? this.form.errorCount.value
      : nodes.reduce((sum, node) => sum + node.errorCount.value, missing.length) +
        own.filter(({ severity }) => severity === "error").length;
    if (count > 0) return told("problems", count);
    return told(created ? "done" : begun ? "ready" : "none");
  }

  private errors({ path }: Need): number {
    return this.shown(path)?.errorCount.value ?? 0;
  }
}

/** Whether one of two places stands in the other, or they are the same. */
function meet(one: (string | number)[], other: (string | number)[]): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length).every((step, at) => step === other[at]);
}

export const WalkContext = createContext<Walk | undefined>(undefined);

export function useWalk(): Walk {
  const walk = useContext(WalkContext);
  if (!walk) throw new Error("A view stands outside of a form.");
  return walk;
}
