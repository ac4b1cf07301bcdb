// Programs come as text: a page imports them from a blob, as anywidget itself does, so hosts allow it.

/** The address of a module for as long as the page is there, or until it is revoked. */
export function moduleUrl(code: string): string {
  return URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
}
