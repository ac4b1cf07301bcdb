// What is judged of a form on the page, beside axe: contrast, and whether something is cut, lies
// over something else or is too small. Evaluated in the page; each judge returns texts.

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
  const kinds = new Map(
    seen(`.modelpkg-form ${STOPS}:not([role=option])`).map((element) => [
      `${element.tagName} ${element.className} ${element.parentElement.className}`,
      element,
    ]),
  );
  return [...kinds.values()].flatMap((element) => {
    if (!isSeen(element)) return []; // it showed only as long as its field had the focus
    element.focus();
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    const around = backOf(element.parentElement);
    const found = ratio(over(parts(outlineColor), around), around);
    const isThere = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    const told = `${outlineStyle} ${outlineWidth} ${found.toFixed(2)}: ${short(element)}`;
    return isThere && found >= 3 ? [] : [told];
  });
};

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

/** What leaves the form's sides, is cut though no way leads to the rest, or lies over something. */
window.cut = () => painted(() => {
  const root = place().querySelector(".modelpkg-form").getBoundingClientRect();
  const wrong = [];
  for (const element of seen()) {
    const { left, right } = element.getBoundingClientRect();
    if (right > root.right + 1 || left < root.left - 1) wrong.push(`outside: ${short(element)}`);
    const { overflowX, overflowY } = getComputedStyle(element);
    const wide = overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1;
    const high = overflowY === "hidden" && element.scrollHeight > element.clientHeight + 2;
    if (wide || high) wrong.push(`cut: ${short(element)}`);
  }
  const boxes = seen(".modelpkg-form :is(button, input, select, textarea, summary, a, legend, label)")
    .filter((element) => !element.closest(".mp-hidden, .mp-options, .mp-menu-items"))
    .map((element) => [element, element.getBoundingClientRect()]);
  boxes.forEach(([one, a], at) => {
    for (const [other, b] of boxes.slice(at + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 1) wrong.push(`over: ${short(one)} ${short(other)}`);
    }
  });
  return wrong;
});

/** What axe-core holds against the form: what is wrong. Contrast that it cannot tell is told above. */
window.judge = async (options) => {
  const found = await axe.run(".modelpkg-form", { ...options, resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, failureSummary }) => `${id} at ${target}: ${failureSummary} ${html}`),
  );
};

/** The rectangles of the texts that an element shows itself, as far as no box around it cuts them. */
function lines(element) {
  const range = document.createRange();
  return [...element.childNodes]
    .filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
    .flatMap((node) => {
      range.selectNodeContents(node);
      return [...range.getClientRects()];
    })
    .filter(({ width, height }) => width > 1 && height > 1);
}

/** What is scrolled or opened is not judged: it may be cut, and lies over the form. */
const OPEN = ".mp-options, .mp-menu-items, .mp-export, pre, textarea, select";

/** Judge with the rows laid out that are not in sight: till they are, they have the height of before. */
function painted(task, more = "") {
  const sheet = new CSSStyleSheet(); // the page's policy allows no style in the page
  sheet.replaceSync(`.modelpkg-form * { content-visibility: visible !important } ${more}`);
  place().adoptedStyleSheets.push(sheet);
  const found = task();
  place().adoptedStyleSheets.pop();
  return [...new Set(found)];
}

/** Judge with nothing open, too. */
const laidOut = (task) =>
  painted(task, ".modelpkg-form :is(.mp-options, .mp-menu-items) { display: none !important }");

/** Texts that lie over one another. */
window.overlaps = () => laidOut(() => {
  const texts = seen()
    .filter((element) => !element.closest(OPEN))
    .flatMap((element) => lines(element).map((box) => ({ element, box })))
    .sort((one, other) => one.box.top - other.box.top);
  const wrong = [];
  texts.forEach(({ element: one, box: a }, at) => {
    for (let next = at + 1; next < texts.length; next += 1) {
      const { element: other, box: b } = texts[next];
      if (b.top > a.bottom - 3) break;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      if (one !== other && wide > 1) wrong.push(`${short(one)} over ${short(other)}`);
    }
  });
  return wrong;
});

/** Texts of which a part is cut off, by the element or by one around it. */
window.clipped = () => laidOut(() => {
  const wrong = [];
  for (const element of seen()) {
    if (element.closest(OPEN) || element.matches("input")) continue;
    for (const box of lines(element)) {
      for (let at = element; at && !at.matches("body, :has(> .modelpkg-form)"); at = at.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(at);
        const room = at.getBoundingClientRect();
        const wide = overflowX !== "visible" && (box.right > room.right + 1 || box.left < room.left - 1);
        const high = overflowY !== "visible" && (box.bottom > room.bottom + 2 || box.top < room.top - 2);
        // Browsers let the keyboard scroll a box in which nothing else takes the focus.
        const isReached = /auto|scroll/.test(overflowX + overflowY) && !at.querySelector(STOPS);
        if ((wide || high) && !isReached) wrong.push(`${short(element)} in ${short(at)}`);
      }
    }
  }
  return wrong;
});

const CONTROLS = ".modelpkg-form :is(input:not([type=radio], [type=checkbox], [type=file]), textarea, select)";

/** Controls of which one of nine points is something else, or that are narrow though there is room:
 * `least` in em, of a form that is so wide. */
window.controls = (least = 20) => laidOut(() => {
  const wrong = [];
  const root = place().querySelector(".modelpkg-form");
  const room = root.clientWidth;
  for (const control of seen(CONTROLS)) {
    if (control.closest(".mp-options, .mp-export")) continue;
    control.scrollIntoView({ block: "center" });
    const box = control.getBoundingClientRect();
    const labels = [...(control.labels ?? [])];
    const height = Math.min(box.height, innerHeight - 4);
    const top = Math.max(box.top, 2);
    for (const x of [0.02, 0.5, 0.98]) {
      for (const y of [0.1, 0.5, 0.9]) {
        const at = place().elementFromPoint(box.left + box.width * x, top + height * y);
        if (at === control || labels.some((label) => label.contains(at))) continue;
        wrong.push(`${at ? short(at) : "nothing"} over ${short(control)} at ${x}, ${y}`);
      }
    }
    // Two of one row share it; of these and beside a button there is less room.
    const isShared = control.closest(".mp-key-value, .mp-entry, .mp-form-row, .mp-toolbar, table");
    const em = Number.parseFloat(getComputedStyle(control).fontSize);
    if (!isShared && room >= 560 && box.width < least * em - 1)
      wrong.push(`${Math.round(box.width / em)} em: ${short(control)}`);
  }
  scrollTo(0, 0);
  return wrong;
});

/** Whether something scrolls sideways, by how much. */
window.sideways = () => {
  return [document.documentElement, ...seen().filter((one) => !one.closest(OPEN))]
    .filter((one) => /auto|scroll/.test(getComputedStyle(one).overflowX) || one.matches("html"))
    .filter((one) => !one.matches("input, textarea") && one.scrollWidth > one.clientWidth + 1)
    .map((one) => `${one.scrollWidth} > ${one.clientWidth}: ${short(one)}`);
};
