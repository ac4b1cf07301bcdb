// What the later part of the program holds, by what each is given: panels, and what controls open.
// `panels/later.ts` has the components; what shows one names it here, so that the first part knows
// none but by its name.

import type { Signal } from "@preact/signals-core";
import type { ComponentChildren, ComponentType, RefObject } from "preact";
import type { Leaf } from "../../form/nodes/leaf";
import type { List } from "../../form/nodes/list";
import type { MapNode } from "../../form/nodes/map";
import type { Node } from "../../form/nodes/node";
import type { Actions, KernelStore } from "../../host/kernel_store";
import type { LaterPart } from "../../host/later_part";
import type { Message } from "../../protocol/messages.generated";
import type { PreflightState } from "../../protocol/traits.generated";
import type { DocumentationCache } from "../documentationCache";

interface Panel {
  id: string;
  /** What Escape closes; without it the panel stays. */
  open?: Signal<boolean>;
  kernel: KernelStore;
}

export interface ActingPanel extends Panel {
  actions: Actions;
}

/** What buttons open, each by the word that the page has for it. */
export interface OpenedPanels {
  changes: Panel;
  export: Required<ActingPanel>;
  load: ActingPanel;
  preflight: ActingPanel;
  rehearsal: ActingPanel;
  review: Panel;
}

/** Whether Enter was pressed when the list was not there yet. */
export type Entered = RefObject<boolean>;

/** What a box hands the keys to while its list is open: true where the list took one. */
export type ListKeys = RefObject<(event: KeyboardEvent) => boolean>;

/** What a menu is the menu of. */
export interface MenuOf {
  node: Node;
  /** "item" of a list, "entry": the value of a map's entry. */
  kind: "field" | "group" | "collection" | "item" | "entry";
  /** Opens what a list is pasted into, if it takes one. */
  paste?: (() => void) | undefined;
}

/** Whether the box is open, and what opens it. */
export interface PasteBoxState {
  isOpen: boolean;
  open(): void;
  close(): void;
  /** Puts the text into the list; false when it holds none. Without it, as rows are pasted. */
  add?: ((text: string) => boolean) | undefined;
}

/** What the list of values is given by its box, which is there before it. */
export interface ComboboxState {
  id: string;
  /** The name of the list. */
  name: string;
  known: readonly string[];
  chosen: readonly string[];
  /** What is typed. */
  text: string;
  /** The row that Enter takes; -1 is none. */
  at: Signal<number>;
  keys: ListKeys;
  isEntered: Entered;
  /** Whether a row was taken by a click: what was typed has found something. */
  clicked: RefObject<boolean>;
  /** What was typed becomes another text. */
  type(text: string): void;
  add(values: readonly string[]): void;
  /** Take out a value, or the last one. */
  remove(value: string | undefined): void;
}

/** What a box does that has a list of the account, once that list is there. */
export interface AccountListActs {
  /** Whether the list has taken the key. */
  press(event: KeyboardEvent): boolean;
  /** What is in the box is another text. */
  typed(): void;
  /** The button of the list was pressed. */
  toggle(): void;
}

/** Why a list of the account is wanted: somebody typed, pressed the button, or went down to it. */
export type AccountListBegin = "typed" | "pressed" | "entered";

export interface LaterPanels extends OpenedPanels {
  AccountList: {
    node: Leaf;
    id: string;
    begin: AccountListBegin;
    acts: RefObject<AccountListActs>;
    /** The id of the row that Enter takes; empty: none, undefined: there are no rows. */
    active: Signal<string | undefined>;
  };
  ComboboxList: ComboboxState;
  ComparedText: { before: string; after: string; side: "before" | "after" };
  CreateGroup: { kernel: KernelStore; actions: Actions };
  CreatedPackage: { kernel: KernelStore; actions: Actions };
  DraftConflict: { actions: Actions };
  DocumentationText: { node: Node; id: string };
  MenuItems: MenuOf & {
    id: string;
    /** Where the focus goes: 0 the first item, -1 the last one. */
    start: 0 | -1;
    /** Closes it, and gives the focus back. */
    close(): void;
  };
  PasteBox: { node: List | MapNode; pasting: PasteBoxState };
  PreflightNote: { checked: PreflightState; go(): void };
  SearchResults: {
    id: string;
    text: string;
    keys: ListKeys;
    isEntered: Entered;
    /** The id of the row that Enter takes. */
    active: Signal<string | undefined>;
    /** Somebody has gone to what was found. */
    end(): void;
  };
  Wizard: { kernel: KernelStore; actions: Actions; children: ComponentChildren };
  WizardButtons: { kernel: KernelStore };
}

export type PanelComponents = { [Name in keyof LaterPanels]: ComponentType<LaterPanels[Name]> };

/** The later part, as one display asks for it. */
export interface LaterView {
  part: LaterPart<Later>;
  kernel: KernelStore;
  send(message: Message): void;
  /** How many lists of the account this display has asked for. */
  requestCount: number;
  /** What it knows of AWS's texts; made by the later part. */
  documentation?: DocumentationCache;
  /** Focus what was to have the focus when it was not there yet. */
  restoreFocus(): void;
}

/** The later part of the program. */
export interface Later {
  panels: PanelComponents;
  /** Their style; undefined where the page has it. */
  style?: CSSStyleSheet | undefined;
}
