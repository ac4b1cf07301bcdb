// What a browser that offers to fill fields in reads at each key.

/** Give the field that has the focus a form of its own, which holds no other field.
 *
 * At each key Chromium reads all fields of the same form, and of a field without a form all that
 * have none, in the whole notebook (FormControlDidChange in components/autofill/content/renderer):
 * a third of what a key cost in the largest request. A radio button stays, its form names its group.
 */
export function limitAutofill(field: Element, form: HTMLFormElement): void {
  if (!field.matches("textarea, [type=text]")) return;
  for (const last of form.elements) last.removeAttribute("form");
  field.setAttribute("form", form.id);
}
