// Programs come as text: a page imports them from a blob, as anywidget itself does, so hosts allow it.

/** What a module exports by default. Its address stays for as long as the page is there: the later
 * part of the program imports the first one by it. */
export async function importCode(code: string): Promise<unknown> {
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  return (await import(url)).default;
}

export function styleSheet(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}
