// Undo and redo for a displayed form: the focus goes to what changed, and it is said.

import { elementId, type View } from "../../controls/context";
import type { Step } from "../../form/history/history";
import type { Node } from "../../form/nodes/node";

export interface UndoActions {
  undo(): void;
  redo(): void;
}

export function undoActions(view: View): UndoActions {
  const { form, t } = view;
  const show = (step: Step<Node> | undefined, message: string, nothing: string): void => {
    if (!step) {
      view.announce(t(nothing));
      return;
    }
    const isChoice = form.choice.isIn(step);
    const name = isChoice ? t("kind") : (step.node?.name() ?? t("elsewhere"));
    view.announce(t(message, { name }));
    view.flush();
    if (isChoice) view.focus(`${view.idPrefix}-kind`);
    if (isChoice || !step.node) return;
    form.reveal(step.node);
    view.focus(elementId(view, step.node));
  };
  return {
    undo: () => show(form.undo(), "undone", "nothing_to_undo"),
    redo: () => {
      const nothing = form.undoHistory.isOvertaken.peek() ? "overtaken" : "nothing_to_redo";
      show(form.redo(), "redone", nothing);
    },
  };
}

/** The browser's own undo, from its menu or by voice, is ours too: it knows of one box only. */
export function handleBeforeInput(event: InputEvent, time: UndoActions): void {
  const does = { historyUndo: time.undo, historyRedo: time.redo }[event.inputType];
  if (!does) return;
  event.preventDefault();
  does();
}

/** The key asks for it, as everywhere: Ctrl or Cmd with Z, Shift+Z or Y. */
export function handleUndoKey(event: KeyboardEvent, time: UndoActions): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const key = event.key.toLowerCase();
  if (key === "z" && !event.shiftKey) time.undo();
  else if (key === "y" || key === "z") time.redo();
  else return false;
  event.preventDefault(); // the browser's own knows of one box only
  return true;
}
