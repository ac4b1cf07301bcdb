// The panels of the later part of the program, by what each is given. `panels/later.ts` holds them;
// what shows one names it here, so that the first part knows no panel but by its name.

import type { Signal } from "@preact/signals";
import type { ComponentChildren, ComponentType } from "preact";
import type { Actions, KernelStore } from "../../host/kernel_store";

interface Panel {
  id: string;
  /** What Escape closes; without it the panel stays. */
  open?: Signal<boolean>;
  kernel: KernelStore;
}

interface ActingPanel extends Panel {
  actions: Actions;
}

export interface LaterPanels {
  Changes: Panel;
  CreateGroup: { kernel: KernelStore; actions: Actions };
  CreatedPackage: { kernel: KernelStore; actions: Actions };
  ExportPanel: Required<ActingPanel>;
  LoadPanel: ActingPanel;
  Preflight: ActingPanel;
  Rehearsal: ActingPanel;
  Review: Panel;
  Wizard: { kernel: KernelStore; actions: Actions; children: ComponentChildren };
  WizardButtons: { kernel: KernelStore };
}

export type PanelComponents = { [Name in keyof LaterPanels]: ComponentType<LaterPanels[Name]> };

/** The later part of the program. */
export interface Later {
  panels: PanelComponents;
  /** Their style; undefined where the page has it. */
  style?: CSSStyleSheet | undefined;
}
