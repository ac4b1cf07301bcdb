// What is typed into a field by the program, heard as if somebody had typed it.

function typed(field: HTMLInputElement): void {
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Paste into a box of one line as browsers do: line ends become spaces. */
export function insertText(field: HTMLInputElement, text: string): void {
  const line = text.replace(/(?<![\r\n])[\r\n]+$/, "").replace(/\r\n?|\n/g, " ");
  field.setRangeText(line, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  typed(field);
}

/** Have another text in a field. */
export function replaceText(field: HTMLInputElement, text: string): void {
  field.value = text;
  typed(field);
}
