// What of a scene its picture shows, whatever machine draws it: texts and values, and the style of
// each element as the style sheets give it, before fonts and layout make lengths of it. Without ids,
// classes and what only assistive technology reads.

const COLOURS = [
  "background-color", "background-image", "border-bottom-color", "border-left-color",
  "border-right-color", "border-top-color", "box-shadow", "color", "opacity", "outline-color",
  "stroke", "fill", "text-decoration-color",
];
const SIDES = ["bottom", "left", "right", "top"];
const SHAPES = [
  ...SIDES.flatMap((side) => [
    side, `border-${side}-style`, `border-${side}-width`, `margin-${side}`, `padding-${side}`,
  ]),
  ...["top-left", "top-right", "bottom-left", "bottom-right"].map((at) => `border-${at}-radius`),
  "align-content", "align-items", "align-self", "column-gap", "display", "flex-basis",
  "flex-direction", "flex-grow", "flex-shrink", "flex-wrap", "font-family", "font-size",
  "font-style", "font-weight", "grid-auto-flow", "grid-column-end", "grid-column-start",
  "grid-row-end", "grid-row-start", "grid-template-areas", "grid-template-columns",
  "grid-template-rows", "height", "justify-content", "justify-items", "justify-self",
  "letter-spacing", "line-height", "list-style-type", "max-height", "max-width", "min-height",
  "min-width", "order", "outline-offset", "outline-style", "outline-width", "overflow-wrap",
  "overflow-x", "overflow-y", "position", "row-gap", "text-align", "text-decoration-line",
  "text-indent", "text-overflow", "text-transform", "transform", "vertical-align", "visibility",
  "white-space-collapse", "text-wrap-mode", "width", "word-break", "z-index",
];
const CONTROLS = "input, select, textarea, progress";
/** What is behind the last effect of a scene: the longest pause of the page is 600 ms. */
const QUIET_MS = 700;

/** Waits until nothing has changed for a while, and nothing is awaited of the program. */
window.settled = () =>
  new Promise((done) => {
    let timer = 0;
    const watch = new MutationObserver(() => again());
    const end = () => {
      if (document.querySelector('[data-role="awaited"]')) return again();
      watch.disconnect();
      done();
    };
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(end, QUIET_MS);
    };
    watch.observe(document.body, { attributes: true, characterData: true, childList: true, subtree: true });
    again();
  });

/** The elements that are drawn; not those that are closed, or there for a screen reader alone. */
function* drawnIn(element) {
  const style = getComputedStyle(element);
  const isThere = element.checkVisibility() || style.display === "contents"; // which has no box
  const isForReaders = style.clipPath === "inset(50%)";
  if (!isThere || isForReaders) return;
  yield element;
  if (element.matches(CONTROLS)) return;
  for (const child of element.children) yield* drawnIn(child);
}

function textOf(element) {
  if (element.matches("select")) return element.selectedOptions[0]?.label ?? "";
  if (element.matches("[type=checkbox], [type=radio]")) return String(element.checked);
  if (element.matches(CONTROLS)) return String(element.value || element.placeholder || "");
  const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
  const before = ["::before", "::after"].map((at) => getComputedStyle(element, at).content);
  const texts = own.map(({ data }) => data.replace(/\s+/g, " ").trim());
  return [...texts, ...before].filter((text) => text && text !== "none").join(" ");
}

function styleOf(element, names) {
  const map = element.computedStyleMap();
  return [element.localName, ...names.map((name) => String(map.get(name)))].join("; ");
}

const follows = (one, other) =>
  Boolean(other.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);

/** The elements from the first of the parts to the end of the last, in the order of the page: what
 * stands between them is in the picture, too. */
function elementsOf(selectors) {
  const parts = selectors.map((selector) => document.querySelector(selector));
  const first = parts.reduce((found, part) => (follows(found, part) ? part : found));
  const last = parts.reduce((found, part) =>
    follows(part, found) && !found.contains(part) ? part : found,
  );
  return [...drawnIn(document.querySelector(".modelpkg-form"))].filter(
    (element) =>
      (element === first || follows(element, first)) &&
      (last.contains(element) || !follows(element, last)),
  );
}

/** The texts in the order of the page, and each style once with the elements that have it. */
window.drawn = (selectors, onlyColours) => {
  const elements = elementsOf(selectors);
  const names = onlyColours ? COLOURS : [...COLOURS, ...SHAPES];
  const styles = new Map();
  elements.forEach((element, at) => {
    const style = styleOf(element, names);
    styles.set(style, [...(styles.get(style) ?? []), at]);
  });
  return { texts: elements.map(textOf).filter(Boolean), looks: [...styles] };
};

/** The least box around the first element of each selector, in pixels of the page. */
window.boxAround = (selectors) => {
  const boxes = selectors.map((selector) =>
    document.querySelector(selector).getBoundingClientRect(),
  );
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.right));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  return { x: left + scrollX, y: top + scrollY, width: right - left, height: bottom - top };
};
