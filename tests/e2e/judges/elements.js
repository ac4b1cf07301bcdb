// What is judged of the elements of a form, beside axe: contrast, rings, sizes, what moves and what
// speaks. Evaluated in the page, before places.js; each judge returns texts.

const place = () => window.shadow ?? document; // where the host has put the form
const SEEN = ".modelpkg-form *:not(option, datalist, svg *, .mp-hidden, .mp-hidden *)";

/** [red, green, blue, alpha], the colours from 0 to 1. */
function parts(color) {
  const numbers = (color.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  const [red, green, blue, alpha = 1] = numbers;
  if (/^color\(srgb /.test(color)) return [red, green, blue, alpha];
  if (/^rgba?\(/.test(color)) return [red / 255, green / 255, blue / 255, alpha];
  throw new Error(`What is the colour ${color}?`);
}

/** A colour laid over an opaque one. */
function over([red, green, blue, alpha], below) {
  return [red, green, blue].map((part, at) => part * alpha + below[at] * (1 - alpha));
}

function ratio(one, other) {
  const light = (color) => {
    const [r, g, b] = color.map((p) => (p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** What is behind an element's text, as far as its ancestors tell. `known` spares their styles. */
function backOf(element, known = new Map()) {
  if (!element) return [1, 1, 1];
  if (known.has(element)) return known.get(element);
  const layer = parts(getComputedStyle(element).backgroundColor);
  const around = element.parentElement ?? element.getRootNode().host;
  const made = layer[3] === 1 ? layer.slice(0, 3) : over(layer, backOf(around, known));
  known.set(element, made);
  return made;
}

function isSeen(element) {
  const { width, height } = element.getBoundingClientRect();
  return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
}

function seen(selector = SEEN) {
  return [...place().querySelectorAll(selector)].filter(isSeen);
}

function short(element) {
  return element.outerHTML.replace(/ (id|for|aria-describedby)="[^"]*"/g, "").slice(0, 120);
}

/** The colours in which an element shows text of its own. */
function inks(element) {
  const style = getComputedStyle(element);
  if (element.matches("input, textarea") && element.value === "") {
    return element.placeholder ? [getComputedStyle(element, "::placeholder").color] : [];
  }
  const text = [...element.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
  return text || element.matches("input, textarea, select") ? [style.color] : [];
}

window.contrast = () => {
  const wrong = [];
  const known = new Map();
  const tell = (what, least, found, element) => {
    if (found < least) wrong.push(`${what} ${found.toFixed(2)} < ${least}: ${short(element)}`);
  };
  for (const element of seen()) {
    if (element.closest('[aria-disabled="true"]')) continue; // WCAG 1.4.3 leaves these out
    if (getComputedStyle(element).opacity !== "1") wrong.push(`faded: ${short(element)}`);
    const back = backOf(element, known);
    for (const ink of inks(element)) tell("text", 4.5, ratio(over(parts(ink), back), back), element);
    if (!element.matches("input, textarea, select, button, .mp-chip")) continue;
    const { borderTopColor, borderTopWidth, borderTopStyle } = getComputedStyle(element);
    const edge = parts(borderTopColor);
    if (edge[3] === 0 || borderTopStyle === "none" || borderTopWidth === "0px") continue;
    const around = backOf(element.parentElement, known);
    tell("edge", 3, ratio(over(edge, around), around), element);
  }
  return wrong;
};

const STOPS = ":is(button, input, select, textarea, a[href], summary, [tabindex])";

/** The rings of what takes the focus, one of each kind, against what is around them. They show only
 * when the last thing that somebody used was the keyboard. */
window.rings = () => {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const kinds = new Map(
    seen(`.modelpkg-form ${STOPS}:not([role=option])`).map((element) => [
      `${element.tagName} ${element.className} ${element.parentElement.className}`,
      element,
    ]),
  );
  return [...kinds.values()].flatMap((element) => {
    if (!isSeen(element)) return []; // it showed only as long as its field had the focus
    const known = `${isDark} ${backOf(element.parentElement)} ${wayTo(element)}`;
    if (ringed.has(known)) return [];
    element.focus();
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    const around = backOf(element.parentElement);
    const found = ratio(over(parts(outlineColor), around), around);
    const isThere = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    const told = `${outlineStyle} ${outlineWidth} ${found.toFixed(2)}: ${short(element)}`;
    if (!isThere || found < 3) return [told];
    ringed.add(known);
    return [];
  });
};

/** The controls whose ring was seen on this page: in which scheme, before what, and within what. */
const ringed = new Set();
const wayTo = (element) =>
  element.matches(".modelpkg-form") ? "" : `${wayTo(element.parentElement)} > ${kindOf(element)}`;

/** Where the tab key should stop, in order: as texts, and as elements by their number. */
window.stops = () => {
  const reached = new Set(); // of radio buttons one, the arrow keys reach the others
  window.inOrder = seen(`.modelpkg-form ${STOPS}`).filter(({ tabIndex, type, name }) => {
    if (type !== "radio") return tabIndex >= 0;
    return !reached.has(name) && reached.add(name);
  });
  return inOrder.map(short);
};

/** What is told by a colour, and by nothing else. */
window.colorOnly = () => {
  const wrong = [];
  const need = (selector, isTold) => {
    for (const element of seen(selector)) if (!isTold(element)) wrong.push(short(element));
  };
  const sign = (element) => getComputedStyle(element, "::before").content;
  need('[data-role="error"][data-severity="error"]', (one) => sign(one).includes("✕"));
  need('[data-role="error"][data-severity="warning"]', (one) => sign(one).includes("!"));
  need('[aria-invalid="true"]', (one) =>
    one.getAttribute("aria-describedby").split(" ").some((id) => place().getElementById(id)?.textContent),
  );
  need('[aria-multiselectable] [aria-selected="true"]', (one) => sign(one).includes("✓"));
  need(".mp-error, .mp-status, .mp-problem", (one) => one.textContent.trim() !== "");
  need('.mp-problems li:not([data-severity="error"])', (one) =>
    getComputedStyle(one).listStyleType.includes("!"),
  );
  return wrong;
};

/** What moves by itself, though the reader asked for less of it. */
window.moving = () =>
  seen()
    .filter((element) => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
      return `${transitionDuration} ${animationName} ${scrollBehavior}` !== "0s none auto";
    })
    .map(short);

/** What speaks by itself. */
window.live = () =>
  [...document.querySelectorAll("[aria-live], [role=alert], [role=status], [role=log], output")].map(
    (region) => `${region.role} ${region.ariaLive}`,
  );

/** Targets of less than 24 px, where no text of a sentence is around them. */
window.small = () =>
  seen(".modelpkg-form :is(button, input, select, textarea, summary, [role=option])")
    .map((target) => [target, (target.closest("label") ?? target).getBoundingClientRect()])
    .filter(([target]) => target.type !== "checkbox" || !seen().includes(target.labels[0]))
    .filter(([, { width, height }]) => Math.min(width, height) < 24)
    .map(([target, { width, height }]) => `${width} x ${height}: ${short(target)}`);

/** What axe-core holds against the form: what is wrong. Contrast that it cannot tell is told above. */
window.judge = async (options) => {
  const found = await axe.run(".modelpkg-form", { ...options, resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, failureSummary }) => `${id} at ${target}: ${failureSummary} ${html}`),
  );
};

const STATES = /^(role|type|aria-(invalid|expanded|disabled|selected|current|busy)|data-(role|says|severity|status|state))$/;

/** The kinds of elements that are seen: tag, classes, and the states that one is in. */
window.kinds = () => [...new Set(seen().map(kindOf))];

function kindOf(element) {
  const states = [...element.attributes]
    .filter(({ name }) => STATES.test(name))
    .map(({ name, value }) => `${name}=${value}`);
  return [element.tagName, ...[...element.classList].sort(), ...states.sort()].join(" ");
}
