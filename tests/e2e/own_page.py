"""What tests say about a form on a page of its own (see ``static/harness.js``)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.sync_api import Locator, Page, expect

SECONDS = 60


def eventually(read: Callable[[], Any], expected: object) -> None:
    """Wait until something reads as expected; a page writes at a pause, which may come late."""
    latest = time.monotonic() + SECONDS
    while time.monotonic() < latest:
        with suppress(TypeError, KeyError, IndexError):  # nothing, or another thing, is there yet
            if read() == expected:
                return
        time.sleep(0.02)
    assert read() == expected


class OwnPage:
    """One form whose model is a stand-in; the request is text, so that order and keys are seen."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self._hear(said.type, said.text))
        if page.url == url and page.evaluate("() => takeNew()"):
            return
        page.goto(url)
        page.evaluate(_READY)  # not by wait_for_function: it makes code of text, if it has to wait
        # By an element, which lets playwright add what it adds to a page before it is remembered.
        page.locator("body").evaluate("() => window.isAsLoaded?.()")

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error":
            self.errors.append(text)

    def show(self, request: Any = None, *, text: str = "", places: int = 1) -> Locator:
        """Display the form, until it is checked; returns its (first) root."""
        shown = text or json.dumps({} if request is None else request)
        self.page.evaluate("([t, p]) => display(t, p)", [shown, ["first", "second"][:places]])
        root = self.page.locator(".modelpkg-form").first
        expect(root).to_be_visible()
        expect(root.get_by_text("Checking…")).to_have_count(0)
        return root

    def load_later(self) -> None:
        """Have the later part of the program there, as once a panel of it was opened."""
        styles = "() => document.adoptedStyleSheets.length"
        before = self.page.evaluate(styles)
        self.page.evaluate("() => model.sayLater()")
        eventually(lambda: self.page.evaluate(styles) > before, True)

    def open_all(self) -> None:
        """Open all sections and groups, until none is closed."""
        self.page.evaluate(OPEN_ALL)

    def edit_and_edit_back(self) -> int:
        """Change each control and change it back, leaving it in between; returns how many."""
        count: int = self.page.evaluate(_EDIT_ALL)
        return count

    def allow_clipboard(self) -> None:
        """Let the page read and write the clipboard; Firefox knows no such permission."""
        if "Firefox" not in self.page.evaluate("() => navigator.userAgent"):
            self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    def paste(self, target: Locator, text: str) -> None:
        """Paste by the keyboard, from the browser's own clipboard."""
        self.allow_clipboard()
        self.page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
        target.focus()
        target.press("Control+v")

    def wait_quiet(self) -> None:
        """Wait until the page has done what it does after a pause, and nothing more is to come."""
        self.page.evaluate("() => untilQuiet()")

    def written(self) -> str:
        """Return the request as the page wrote it last, as JSON text."""
        text: str = self.page.evaluate("() => written()")
        return text

    def expect_written(self, request: Any) -> None:
        """Wait until the page has written a request."""
        eventually(lambda: json.loads(self.written()), request)

    def submitted(self) -> list[dict[str, Any]]:
        """Return the messages by which the page asked to send the request."""
        return self.messages_of("submit")

    def messages_of(self, kind: str) -> list[dict[str, Any]]:
        """Return the messages of a kind that the page has sent."""
        messages: list[dict[str, Any]] = self.page.evaluate("() => model.sent")
        return [message for message in messages if message["kind"] == kind]

    def last_message(self, kind: str) -> dict[str, Any]:
        """Wait until the page has sent a message of a kind, and return the last one."""
        eventually(lambda: bool(self.messages_of(kind)), True)
        return self.messages_of(kind)[-1]

    def expect_message(self, kind: str, **content: Any) -> dict[str, Any]:
        """Wait until the last message of a kind says this, and return the whole message."""
        eventually(lambda: content.items() <= self.messages_of(kind)[-1].items(), True)
        return self.messages_of(kind)[-1]

    def kernel_tells(self, **traits: Any) -> None:
        """Set traits as the kernel does, in one message."""
        self.page.evaluate("(traits) => model.tell(traits)", traits)
        self.page.evaluate(SHOWN)

    def kernel_says(self, kind: str, **content: Any) -> None:
        """Say what is no trait as the kernel does."""
        self.page.evaluate("(said) => model.say(said)", {**content, "kind": kind})
        self.page.evaluate(SHOWN)

    def kernel_writes(self, request: Any, writer: str = "kernel") -> None:
        """Assign a request as the kernel does."""
        self.page.evaluate("([t, w]) => model.assignNext(t, w)", [json.dumps(request), writer])


# What the kernel has said is drawn, and what follows from that, before a test goes on: a key that
# is pressed at once would meet the page as it was.
SHOWN = """async () => {
  for (let frame = 0; frame < 3; frame += 1)
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}"""

_READY = """async () => {
  while (!window.ready) await new Promise((done) => setTimeout(done, 10));
}"""

OPEN_ALL = """async () => {
  const closed = () => document.querySelectorAll('.mp-disclosure[aria-expanded="false"]');
  while (closed().length > 0) {
    for (const button of closed()) button.click();
    await new Promise((done) => setTimeout(done));
  }
}"""

# Real elements and real events; only the keyboard is left out, for the sake of time.
_EDIT_ALL = """() => {
  const change = (control, value) => {
    control.value = value;
    const name = control.tagName === "SELECT" ? "change" : "input";
    control.dispatchEvent(new Event(name, { bubbles: true }));
    control.dispatchEvent(new FocusEvent("blur"));
  };
  const controls = [...document.querySelectorAll(".modelpkg-form :is(input, select, textarea)")];
  for (const control of controls) {
    const before = control.value;
    // A text that was loaded empty is unset once it was typed into and cleared.
    const { state, path } = control.closest("[data-path]")?.dataset ?? {};
    if (before === "" && (state === "explicit" || path?.endsWith("}"))) continue;
    const options = [...(control.options ?? [])].map((option) => option.value);
    const other = options.find((option) => option !== before && option !== "");
    change(control, other ?? before + "1");
    change(control, before);
  }
  return controls.length;
}"""
