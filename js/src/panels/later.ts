// The later part of the program: what is opened, or comes after a submission. A panel is added here
// and in shared/laterPanels.ts; its style sheet, in style/later.css.

import { ExportPanel } from "./export/ExportPanel";
import { Wizard, WizardButtons } from "./guide/Wizard";
import { Changes } from "./load/Changes";
import { LoadPanel } from "./load/LoadPanel";
import { CreatedPackage } from "./result/CreatedPackage";
import { CreateGroup } from "./result/CreateGroup";
import type { PanelComponents } from "./shared/laterPanels";
import { Preflight } from "./submit/Preflight";
import { Rehearsal } from "./submit/Rehearsal";
import { Review } from "./submit/Review";

export const PANELS: PanelComponents = {
  Changes,
  CreateGroup,
  CreatedPackage,
  ExportPanel,
  LoadPanel,
  Preflight,
  Rehearsal,
  Review,
  Wizard,
  WizardButtons,
};
