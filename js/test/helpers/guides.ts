// A form in a guide, and where its wizard is.

import type { Form } from "../../src/form/form";
import { KernelStore } from "../../src/host/kernel_store";
import { GuidePosition } from "../../src/panels/guide/guidePosition";
import { WizardState } from "../../src/panels/guide/wizardState";
import { PackageKinds } from "../../src/panels/toolbar/packageKinds";
import type { WizardPosition } from "../../src/protocol/traits.generated";
import { formOf, leaf, tables } from "./forms";

export const NOWHERE: WizardPosition = { mode: "guided", guide: "", step: "" };

/** A form in a guide; the request is as given, whatever the choice of the kind would set. */
export function guided(text = "{}", kind: string | null = "marketplace") {
  const form = formOf(text, tables);
  const saved: WizardPosition[] = [];
  const kernel = new KernelStore();
  const kinds = new PackageKinds(form, kernel);
  const position = new GuidePosition(form, kinds, NOWHERE, (state) => saved.push(state));
  const wizard = new WizardState(form, kinds, position);
  position.navigate = (node) => wizard.navigate(node);
  form.choice.reconcileWith(kind ?? undefined);
  return { form, wizard, position, saved, kernel, kinds };
}

/** One whose kind nobody has chosen: what the request was loaded from shows it. */
export function loaded(text: string) {
  const made = guided(text, null);
  made.kernel.traits.loaded?.({ base: text });
  return made;
}

export function guideTo(kind: string) {
  const found = tables.guides?.find((guide) => guide.kind === kind);
  if (!found) throw new Error(`no guide to ${kind}`);
  return found;
}

export type Made = ReturnType<typeof guided>;

export function standing({ wizard, position, kernel }: Made, id: string): string {
  const step = position.steps.value.find((one) => one.id === id);
  if (!step) throw new Error(`no step ${id}`);
  const { is, count } = wizard.standing(step, kernel);
  return count > 0 ? `${is} ${count}` : is;
}

export function here({ position }: Made): string | undefined {
  return position.steps.value[position.at.value]?.id;
}

export function type(form: Form, text: string, ...path: string[]): void {
  leaf(form, ...path).type(text);
  form.rules.run();
}

export function step({ position }: Made, id: string) {
  const found = position.steps.value.find((one) => one.id === id);
  if (!found) throw new Error(`no step ${id}`);
  return found;
}
