// What the guide shows: the table says which steps there are, the request how each stands.

import { useMemo } from "preact/hooks";
import { useView } from "../../controls/context";
import { toPath } from "../../core/path";
import type { Form } from "../../form/form";
import { countsOf, countsOfAll } from "../../form/issue_counts";
import { isError, type Node } from "../../form/nodes/node";
import { walkNodes } from "../../form/nodes/walk";
import type { KernelStore } from "../../host/kernel_store";
import type { Guide, GuideStep } from "../../protocol/form_data";
import type { PreflightState } from "../../protocol/traits.generated";
import type { PackageKinds } from "../toolbar/packageKinds";
import { type GuidePosition, useGuidePosition } from "./guidePosition";

export type StepStatus = "none" | "missing" | "problems" | "warning" | "ready" | "done";

export interface StepState {
  is: StepStatus;
  /** How many problems it has, or how much is missing. */
  count: number;
}

/** Holds nothing itself: each view makes one of its own. */
export class WizardState {
  readonly position: GuidePosition;
  readonly #form: Form;
  readonly #kinds: PackageKinds;

  constructor(form: Form, kinds: PackageKinds, position: GuidePosition) {
    this.#form = form;
    this.#kinds = kinds;
    this.position = position;
  }

  /** Choose a guide, and with it the kind of package; returns the members that changed for it. */
  choose({ kind }: Guide): ReturnType<PackageKinds["choose"]> {
    const changed = this.#kinds.choose(kind);
    this.position.step.value = "";
    this.position.save();
    return changed;
  }

  /** Whoever goes on in a guide that only fits the request has chosen it. */
  go(id: string): void {
    const guide = this.position.guide.peek();
    if (guide) this.#form.choice.settle(guide.kind);
    this.position.step.value = id;
    this.#markVisited();
    this.position.save();
  }

  /** What the list of steps counts shows at its place, too; what is missing waits. */
  #markVisited(): void {
    const { steps, at } = this.position;
    const step = steps.peek()[at.peek()];
    for (const node of step ? this.nodes(step) : [])
      walkNodes(node, (one) => {
        if (one.isPresent.peek()) one.isTouched.value = true;
      });
  }

  /** Bring into sight what somebody wants to go to; returns what is to have the focus. */
  navigate(node: Node): Node {
    const path = toPath(node.steps());
    const steps = this.position.steps.peek();
    for (const { id, members = [] } of steps) {
      const member = members.map((text) => text.split(".")).find((one) => meet(one, path));
      if (!member) continue;
      this.go(id);
      // A step shows no group that several steps share, but what stands in it.
      return path.length < member.length ? (this.#shownNode(member.join(".")) ?? node) : node;
    }
    const [first] = steps;
    if (first && this.outside(first).includes(node)) this.go(first.id);
    else this.position.leave(node);
    return node;
  }

  /** The node of a member; where something stands that has no place for it, that. */
  #shownNode(member: string): Node | undefined {
    let node: Node | undefined = this.#form.root;
    for (const name of member.split(".")) {
      if (!node || node.mistypedValue.value !== undefined) break;
      node = node.child(name);
    }
    return node;
  }

  /** What a step shows; members that the kind has no use for only while they are set. */
  nodes({ members = [] }: GuideStep): Node[] {
    const nodes = [...new Set(members.flatMap((member) => this.#shownNode(member) ?? []))];
    return nodes.filter((node) => !this.#kinds.hides(node));
  }

  /** What is set although the kind forbids it, in the step that says what is made. */
  outside({ view }: GuideStep): Node[] {
    return view === "guides" ? this.#kinds.forbidden() : [];
  }

  /** The groups that hold what a step shows and that no step shows as a whole. */
  around(step: GuideStep): Node[] {
    const parents = this.nodes(step).flatMap(({ parentLink }) => parentLink.parent ?? []);
    return [...new Set(parents)].filter((node) => node.parentLink.parent);
  }

  /** How a step stands. */
  standing(step: GuideStep, kernel: KernelStore): StepState {
    const { view } = step;
    if (view === "follow" || view === "next") return followed(view, kernel);
    if (view === "preflight") return checked(kernel.preflightReport.value);
    if (view === "rehearsal") return rehearsed(kernel);
    if (view === "load") return { is: kernel.loaded.value.source ? "done" : "none", count: 0 };
    const stands = this.#filled(step);
    if (stands.count > 0) return stands;
    if (kernel.status.value === "created") return { is: "done", count: 0 };
    // What nobody has looked up is no reason not to send, and is not ready either.
    if (view === "send" && checked(kernel.preflightReport.value).is !== "done")
      return { is: "warning", count: 0 };
    return stands;
  }

  /** How many copied values in what a step shows nobody has kept or changed. */
  toReview(step: GuideStep): number {
    if (step.view === "review" || step.view === "send") return this.#form.reviewCount.value;
    return this.nodes(step).reduce((sum, node) => sum + node.reviewCount, 0);
  }

  /** How far what a step shows is filled in, once it is checked; a step without members stands for
   * the whole form. */
  #filled(step: GuideStep): StepState {
    if (!this.#form.rules.isDone.value) return { is: "none", count: 0 };
    const nodes = [...this.nodes(step), ...this.outside(step)];
    const whole = nodes.length === 0;
    const { fix, fill } = whole ? countsOfAll(this.#form) : countsOf(nodes);
    const around = this.around(step).flatMap((node) => node.issues.value);
    const wrong = fix + (whole ? 0 : around.filter(isError).length);
    if (wrong > 0) return { is: "problems", count: wrong };
    if (fill > 0) return { is: "missing", count: fill };
    const shown = whole ? this.#form.root.children() : nodes;
    return { is: shown.some((node) => node.isPresent.value) ? "ready" : "none", count: 0 };
  }
}

function followed(view: "follow" | "next", kernel: KernelStore): StepState {
  const { ModelPackageStatus: status } = kernel.package.value;
  const arn = kernel.arn.value;
  const state = (is: StepStatus, count = 0): StepState => ({ is, count });
  if (arn && status === "Completed") return state(view === "follow" ? "done" : "ready");
  if (view === "next") return state("none");
  if (status === "Failed") return state("problems", 1);
  return state(arn ? "ready" : "none");
}

/** How the last rehearsal stands; one that could not run, or of an earlier request, shows nothing. */
function rehearsed(kernel: KernelStore): StepState {
  const report = kernel.rehearsalReport.value;
  return report.old || report.outcome === "unknown" ? { is: "none", count: 0 } : checked(report);
}

/** How the last look at the request stands; one at an earlier request counts as none. */
function checked({ state, findings }: PreflightState): StepState {
  const failed = findings.filter((finding) => finding.state === "failed").length;
  if (failed > 0) return { is: "problems", count: failed };
  const isFresh = state === "known" && !findings.some(({ old }) => old);
  return { is: isFresh ? "done" : "none", count: 0 };
}

/** Whether one of two places stands in the other, or they are the same. */
function meet(one: (string | number)[], other: (string | number)[]): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length).every((step, at) => step === other[at]);
}

export function useWizard(): WizardState {
  const { form } = useView();
  const position = useGuidePosition();
  return useMemo(() => new WizardState(form, position.kinds, position), [form, position]);
}
