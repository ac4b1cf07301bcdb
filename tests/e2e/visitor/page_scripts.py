"""What a visitor reads off the page, as scripts that run in it."""

from __future__ import annotations

#: The page sums up the whole request 300 ms after the last change. Timers of a page run in the
#: order in which they are due, so that a later one finds it summed up.
PAUSE = """() => new Promise((done) => setTimeout(() =>
  requestAnimationFrame(() => requestAnimationFrame(done)), 350))"""
_FRAMES_THEN = """(done) =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))"""
FRAMES = f"() => new Promise({_FRAMES_THEN})"

#: What was done has been taken up, and nothing is being sent or looked up; a minute at most.
_SETTLED = f"""async (form) => {{
  const frames = () => new Promise({_FRAMES_THEN});
  const busy = '[data-role="outcome"]:is([data-status="submitting"], [data-status="waiting"])';
  const latest = performance.now() + 60_000;
  await frames();
  while (form.querySelector(busy) || !form.querySelector('[data-role="outcome"]')) {{
    if (performance.now() > latest) throw new Error("what was pressed goes on for over a minute");
    await frames();
    if (!form.querySelector(busy)) await frames();
  }}
}}"""

#: What would change if anything led on.
_SIGNATURE = """(form) => {
  const at = document.activeElement;
  const here = form.contains(at) ? (at.id || at.closest("[data-path]")?.dataset.path || "") : "";
  const boxes = [...form.querySelectorAll("input, select, textarea")];
  return JSON.stringify([here, form.querySelector(".mp-step h3")?.textContent,
    form.querySelector('[data-role="outcome"]')?.textContent, boxes.map((box) => box.value)]);
}"""

# Painted as primary, whatever its class is: filled with a colour, or bold in a frame of the accent.
_PRIMARY = """(form) => {
  const probe = form.appendChild(document.createElement("i"));
  probe.style.color = "var(--mp-i)"; // the accent, by its name in the bundle
  const accent = getComputedStyle(probe).color;
  probe.remove();
  for (const old of form.querySelectorAll("[data-visitor]")) delete old.dataset.visitor;
  const isPrimary = (one) => {
    const style = getComputedStyle(one);
    const [red, green, blue, alpha = 1] = style.backgroundColor.match(/[\\d.]+/g).map(Number);
    const isFilled = alpha > 0.9 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60;
    return isFilled || (style.borderTopColor === accent && Number(style.fontWeight) >= 600);
  };
  const last = [...form.querySelectorAll("button")].findLast((one) =>
    one.checkVisibility() && !one.disabled && isPrimary(one));
  if (!last) return null;
  last.dataset.visitor = "";
  return { name: last.textContent.trim(), sends: last.matches('[data-role="submit"]') };
}"""

#: Where the middle of that button is, once it is in sight; null when something lies over it.
POINT = """(form) => {
  const button = form.querySelector("[data-visitor]");
  button.scrollIntoView({ block: "center", behavior: "instant" });
  const { x, y, width, height } = button.getBoundingClientRect();
  const point = [x + width / 2, y + height / 2];
  return button.contains(document.elementFromPoint(...point)) ? point : null;
}"""

_FOCUSED = """(form) => {
  const at = document.activeElement;
  if (!at || !form.contains(at)) return null;
  const list = at.closest('.mp-problems, [data-role="review"]');
  if (list) {
    const link = at.matches("a, button") ? at : at.querySelector("a");
    if (link && link.matches("a")) { link.focus(); return { link: link.textContent.trim() }; }
    return null;
  }
  const place = at.closest("[data-path]");
  if (!place) return null;
  const group = at.matches("fieldset");
  if (!group && !at.matches("input, select, textarea")) return null;
  return { link: "", path: place.dataset.path, group, tag: at.tagName, value: at.value ?? "",
    adds: at.getAttribute("role") === "combobox" && place.matches("fieldset") };
}"""

#: One look at the page: after each act, and the only one that an act takes.
LOOK = f"""async (form) => {{
  await ({_SETTLED})(form);
  return {{
    is_created: form.querySelector('[data-role="outcome"][data-status="created"]') !== null,
    signature: ({_SIGNATURE})(form),
    focused: ({_FOCUSED})(form),
    reviews: form.querySelector(".mp-review-list")?.checkVisibility() ?? false,
    primary: ({_PRIMARY})(form),
  }};
}}"""

BLUR = "() => document.activeElement?.blur()"
AS_BOX = {"link": "", "group": False, "adds": False}
BOX = """(one) => ({ path: one.closest("[data-path]").dataset.path, tag: one.tagName,
  value: one.value })"""
# The fields in a group that show an empty box, in order.
EMPTY = """(group) => [...group.querySelectorAll("input, select, textarea")]
  .filter((one) => one.checkVisibility() && one.value === "" && !one.closest(".mp-chips"))
  .map((one) => one.closest("[data-path]").dataset.path)"""

BECOMES = """(form) => form.querySelector('[data-role="becomes"]')?.innerText ?? null"""
CLAIMS = """(form) => {
  const text = (one) => form.querySelector(one)?.textContent.trim() ?? "";
  return {
    target: text('[data-role="target"]'),
    review_count: Number(/\\d+/.exec(text('[data-role="review-count"]'))?.[0] ?? 0),
    problems: /\\d+ (to fix|things? to fill in|problems?)/.exec(text(".mp-bar"))?.[0] ?? "",
  };
}"""
