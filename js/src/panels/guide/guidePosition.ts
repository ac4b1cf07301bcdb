// Where a person is in the guide: the first part of the program needs no more of it.

import { computed, type Signal, signal } from "@preact/signals-core";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Form } from "../../form/form";
import type { Node } from "../../form/nodes/node";
import type { Guide } from "../../protocol/form_data";
import type { WizardPosition } from "../../protocol/traits.generated";
import type { PackageKinds } from "../toolbar/packageKinds";

export class GuidePosition {
  readonly kinds: PackageKinds;
  readonly guided: Signal<boolean>;
  /** What is in no step: somebody was led from the guide to it. */
  readonly left = signal<Node | undefined>(undefined);
  /** The guide to the kind of package that somebody chose, or that the request shows. */
  readonly guide = computed((): Guide | undefined => {
    const kind = this.kinds.shown.value;
    return this.#form.tables.guides?.find((guide) => guide.kind === kind);
  });
  readonly steps = computed(() => this.guide.value?.steps ?? []);
  /** The number of the step that shows; the first where it is not known. */
  readonly at = computed(() => {
    const at = this.steps.value.findIndex(({ id }) => id === this.step.value);
    return Math.max(0, at);
  });
  /** The id of the step that somebody went to. */
  readonly step: Signal<string>;
  /** Brings into sight what somebody wants to go to, and returns what is to have the focus: set by
   * the guide while it is shown. */
  navigate: ((node: Node) => Node) | undefined;
  readonly #form: Form;
  readonly #save: (state: WizardPosition) => void;

  constructor(
    form: Form,
    kinds: PackageKinds,
    start: WizardPosition,
    tell: (state: WizardPosition) => void,
  ) {
    this.#form = form;
    this.kinds = kinds;
    this.#save = tell;
    this.guided = signal(start.mode === "guided");
    this.step = signal(start.step);
  }

  /** Show the guide or the full form; where somebody was in the guide stays. */
  setGuided(guided: boolean): void {
    this.guided.value = guided;
    this.left.value = undefined;
    this.save();
  }

  save(): void {
    const mode = this.guided.peek() ? "guided" : "full";
    const { id: guide = "" } = this.guide.peek() ?? {};
    const { id: step = "" } = this.steps.peek()[this.at.peek()] ?? {};
    this.#save({ mode, guide, step });
  }

  /** Go to what may be in no step: the full form shows all, and says so there. */
  leave(node: Node): void {
    this.setGuided(false);
    this.left.value = node;
  }

  /** Bring into sight what somebody wants to go to; returns what is to have the focus. */
  navigateTo(node: Node): Node {
    if (!this.guided.peek() || node.formServices !== this.#form) return node;
    if (this.navigate) return this.navigate(node);
    this.leave(node);
    return node;
  }
}

export const GuideContext = createContext({} as GuidePosition);

export function useGuidePosition(): GuidePosition {
  return useContext(GuideContext);
}

export function usePackageKinds(): PackageKinds {
  return useGuidePosition().kinds;
}
