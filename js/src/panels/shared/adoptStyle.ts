// Style that comes with the later part of the program.

/** Apply a style sheet where a form is: in the page, or in the shadow root of a host. It is no element
 * of the page, which a policy of the host may forbid. Returns what the last form there ends it with. */
export function adoptStyle(form: Element, sheet: CSSStyleSheet): () => void {
  const tree = form.getRootNode() as Document | ShadowRoot;
  if (!tree.adoptedStyleSheets.includes(sheet))
    tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
  return () => {
    const forms = [...tree.querySelectorAll(".modelpkg-form")];
    if (forms.some((other) => other !== form)) return;
    tree.adoptedStyleSheets = tree.adoptedStyleSheets.filter((one) => one !== sheet);
  };
}
