// What is judged of where the things of a form are: whether something is cut, lies over something else
// or can't be pressed. Evaluated in the page, after elements.js; each judge returns texts.

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
  return found;
}

/** All judges of where things are, by name: the page is laid out for them once, with nothing open. */
window.geometry = () => {
  const nothingOpen = ".modelpkg-form :is(.mp-options, .mp-menu-items) { display: none !important }";
  const judges = { overlaps, clipped, controls };
  const judged = () => Object.entries(judges).map(([name, judge]) => [name, [...new Set(judge())]]);
  return { ...Object.fromEntries(painted(judged, nothingOpen)), sideways: sideways() };
};

/** Texts that lie over one another. */
function overlaps() {
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
}

/** Texts of which a part is cut off, by the element or by one around it. */
function clipped() {
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
}

const CONTROLS = ".modelpkg-form :is(input:not([type=radio], [type=checkbox], [type=file]), textarea, select)";

/** Controls of which one of nine points is something else, or that are narrow though there is room:
 * `least` in em, of a form that is so wide. */
function controls(least = 20) {
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
}

/** Whether something scrolls sideways, by how much. */
function sideways() {
  return [document.documentElement, ...seen().filter((one) => !one.closest(OPEN))]
    .filter((one) => /auto|scroll/.test(getComputedStyle(one).overflowX) || one.matches("html"))
    .filter((one) => !one.matches("input, textarea") && one.scrollWidth > one.clientWidth + 1)
    .map((one) => `${one.scrollWidth} > ${one.clientWidth}: ${short(one)}`);
}

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
  return [...new Set(wrong)];
});
