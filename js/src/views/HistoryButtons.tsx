// Undo and redo; a button that has nothing to do stays where it is, so that the focus does too.

import { usePage, useView } from "../fields/context";
import { timeOf } from "./time";

export function HistoryButtons() {
  const view = useView();
  const page = usePage();
  const { past, future } = view.form.history.size.value;
  const time = timeOf(view);
  return (
    <span>
      <Deed sign="↶" label={page("undo")} idle={past === 0} onClick={time.undo} />
      <Deed sign="↷" label={page("redo")} idle={future === 0} onClick={time.redo} />
    </span>
  );
}

interface Props {
  sign: string;
  label: string;
  idle: boolean;
  onClick(): void;
}

function Deed({ sign, label, idle, onClick }: Props) {
  return (
    <button type="button" class="mp-icon" title={label} aria-disabled={idle} onClick={onClick}>
      <span aria-hidden="true">{sign}</span>
      <span class="mp-hidden">{label}</span>
    </button>
  );
}
