// A form whose history begins empty, undone and redone to its ends.

import type { Form } from "../../src/form/form";
import { formOf } from "./forms";

export function started(text = "{}"): Form {
  const form = formOf(text);
  form.undoHistory.clear();
  return form;
}

export function undoAll(form: Form): void {
  while (form.undo());
}

export function redoAll(form: Form): void {
  while (form.redo());
}
