// Where the focus goes when what had it goes away.

/** Focus by id inside the display's own tree (a host may keep it in a shadow root): as soon as what
 * was changed is in the page, before the next key; what comes later, with the next frame. */
export function focusSoon(root: Element | null, id: string): void {
  const tree = treeOf(root);
  const go = (): HTMLElement | null | undefined => {
    const element = tree?.getElementById(id);
    if (element !== tree?.activeElement) element?.focus({ preventScroll: true });
    return element;
  };
  queueMicrotask(() => {
    go();
    const had = tree?.activeElement;
    requestAnimationFrame(() =>
      setTimeout(() => {
        const now = tree?.activeElement;
        if (now !== had && !isNobody(now)) return; // somebody went on
        go()?.scrollIntoView({ block: "nearest" });
      }),
    );
  });
}

/** Whatever takes what has the focus out of the page, or moves it: the focus stays with it, goes to
 * what came in its place, else to what is around it. Returns what ends this. */
export function keepFocus(root: HTMLElement): () => void {
  /** What has the focus, and what it stands in. */
  let way: Element[] = [];
  const enter = (event: FocusEvent): void => {
    way = [];
    for (let at = event.target as Element | null; at && at !== root; at = at.parentElement)
      way.push(at);
    way.push(root);
  };
  const leave = (): void => {
    setTimeout(() => {
      if (!root.contains(treeOf(root)?.activeElement ?? null)) way = [];
    });
  };
  const observer = new MutationObserver((records) => {
    const [had] = way;
    const tree = treeOf(root);
    if (!had || !isNobody(tree?.activeElement)) return;
    const removed = records.some(({ removedNodes }) =>
      [...removedNodes].some((n) => n.contains(had)),
    );
    if (!removed) return;
    const around = way.filter((element) => element.isConnected);
    const heirs = [had.id ? tree?.getElementById(had.id) : undefined, ...around];
    const next = heirs.find((element) => element?.isConnected && element.matches(FOCUSABLE));
    const inside = around[0]?.querySelector(FOCUSABLE);
    ((next ?? inside) as HTMLElement | undefined)?.focus({ preventScroll: true });
  });
  observer.observe(root, { childList: true, subtree: true });
  root.addEventListener("focusin", enter);
  root.addEventListener("focusout", leave);
  return () => {
    observer.disconnect();
    root.removeEventListener("focusin", enter);
    root.removeEventListener("focusout", leave);
  };
}

const FOCUSABLE = "button, input, select, textarea, a[href], summary, [tabindex]";

function treeOf(element: Element | null): Document | ShadowRoot | undefined {
  return element?.getRootNode() as Document | ShadowRoot | undefined;
}

function isNobody(element: Element | null | undefined): boolean {
  return !element || element === element.ownerDocument.body;
}
