// The later part of the program: what is opened, or comes after a submission. A panel is added here
// and in controls/later/laterPanels.ts; its style sheet, in style/later.css.

import { PasteBox } from "../controls/groups/PasteBox";
import { AccountList } from "../controls/inputs/AccountList";
import { ComboboxList } from "../controls/inputs/ComboboxList";
import { DocumentationText } from "../controls/later/DocumentationText";
import type { PanelComponents } from "../controls/later/laterPanels";
import { MenuItems } from "../controls/later/MenuItems";
import { DraftConflict } from "./DraftConflict";
import { ExportPanel } from "./export/ExportPanel";
import { Wizard, WizardButtons } from "./guide/Wizard";
import { Changes } from "./load/Changes";
import { LoadPanel } from "./load/LoadPanel";
import { CreatedPackage } from "./result/CreatedPackage";
import { CreateGroup } from "./result/CreateGroup";
import { ComparedText } from "./shared/ComparedText";
import { Preflight } from "./submit/Preflight";
import { PreflightNote } from "./submit/PreflightNote";
import { Rehearsal } from "./submit/Rehearsal";
import { Review } from "./submit/Review";
import { SearchResults } from "./toolbar/SearchResults";

export const PANELS: PanelComponents = {
  changes: Changes,
  export: ExportPanel,
  load: LoadPanel,
  preflight: Preflight,
  rehearsal: Rehearsal,
  review: Review,
  AccountList,
  ComboboxList,
  ComparedText,
  CreateGroup,
  CreatedPackage,
  DocumentationText,
  DraftConflict,
  MenuItems,
  PasteBox,
  PreflightNote,
  SearchResults,
  Wizard,
  WizardButtons,
};
