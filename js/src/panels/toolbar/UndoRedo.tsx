// Undo and redo; a button that has nothing to do stays where it is, so that the focus does too.

import { usePage, useView } from "../../controls/context";
import { IconButton } from "../../controls/IconButton";
import { timeOf } from "./undoShortcuts";

export function HistoryButtons() {
  const view = useView();
  const page = usePage();
  const { past, future } = view.form.history.size.value;
  const time = timeOf(view);
  return (
    <span>
      <IconButton sign="↶" label={page("undo")} aria-disabled={past === 0} onClick={time.undo} />
      <IconButton sign="↷" label={page("redo")} aria-disabled={future === 0} onClick={time.redo} />
    </span>
  );
}
