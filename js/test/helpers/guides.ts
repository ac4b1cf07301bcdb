// A form in a guide, and where its wizard is.

import type { Form } from "../../src/form/form";
import { KernelStore } from "../../src/host/kernel_store";
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
  const wizard = new WizardState(form, kinds, NOWHERE, (state) => saved.push(state));
  form.choice.reconcileWith(kind ?? undefined);
  return { form, wizard, saved, kernel, kinds };
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

export function standing({ wizard, kernel }: Made, id: string): string {
  const step = wizard.steps.value.find((one) => one.id === id);
  if (!step) throw new Error(`no step ${id}`);
  const { is, count } = wizard.standing(step, kernel);
  return count > 0 ? `${is} ${count}` : is;
}

export function here({ wizard }: Made): string | undefined {
  return wizard.steps.value[wizard.at.value]?.id;
}

export function type(form: Form, text: string, ...path: string[]): void {
  leaf(form, ...path).type(text);
  form.rules.run();
}

export function step({ wizard }: Made, id: string) {
  const found = wizard.steps.value.find((one) => one.id === id);
  if (!found) throw new Error(`no step ${id}`);
  return found;
}
