// Undo and redo; a button that has nothing to do stays where it is, so that the focus does too.

import { useText, useView } from "../../controls/context";
import { IconButton } from "../../controls/IconButton";
import { undoActions } from "./undoShortcuts";

export function UndoRedo() {
  const view = useView();
  const t = useText();
  const { past, future } = view.form.undoHistory.size.value;
  const time = undoActions(view);
  return (
    <span>
      <IconButton sign="↶" label={t("undo")} aria-disabled={past === 0} onClick={time.undo} />
      <IconButton sign="↷" label={t("redo")} aria-disabled={future === 0} onClick={time.redo} />
    </span>
  );
}
