"""What tests say about the form as one HTML file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Dialog, Locator, Page, expect

from modelpkg_widget import check
from modelpkg_widget.request import json_codec
from modelpkg_widget.request.issues import format_path
from tests.e2e.own_page import OPEN_ALL

_SEVERITIES = {"error": "Error:", "warning": "Warning:", "info": "Note:"}
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def verdict(request: Any) -> list[str]:
    """Return what the kernel says of a request, as the page words it; sorted.

    Args:
        request: JSON text, or the value.
    """
    value = json_codec.loads(request) if isinstance(request, str) else request
    return sorted(
        _shown(
            f"{format_path(issue.path)} {_SEVERITIES[issue.severity]} "
            f"{issue.message} {issue.hint}".strip()
        )
        for issue in check(value)
    )


def without_places(rows: list[str]) -> list[str]:
    """Return rows of verdicts without their places: page and kernel spell odd names differently."""
    return sorted(re.sub(r"^.*?(?=(?:Error|Warning|Note):)", "", row) for row in rows)


def _shown(text: str) -> str:
    """Return a text as pages show it: with what no eye sees spelled out, spaces joined."""
    spelled = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return " ".join(spelled.split())


class StandalonePage:
    """One file on disk and the page that shows it.

    Args:
        page: watched for whatever leaves it.
        file: that the HTML is written to.
    """

    def __init__(self, page: Page, file: Path) -> None:
        self.page, self.file = page, file
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.add_init_script(f"({_WATCH})()")
        page.on("request", lambda sent: self.requests.append(sent.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text))
        page.on("dialog", self._leave)

    def _leave(self, dialog: Dialog) -> None:
        assert dialog.type == "beforeunload"
        dialog.accept()

    def open(self, text: str, encoding: str = "ascii", newline: str = "\n") -> None:
        """Open the HTML from disk."""
        self.file.write_text(text, encoding=encoding, newline=newline)
        self.page.goto(self.file.as_uri())
        expect(self.page.locator("[data-role=json]")).to_be_visible()

    @property
    def state(self) -> Locator:
        """The line that says how the request stands."""
        return self.page.locator(".mp-request-state")

    def button(self, name: str) -> Locator:
        return self.page.locator("#form").get_by_role("button", name=name, exact=True)

    def field(self, path: str) -> Locator:
        return self.page.locator(f'[data-path="{path}"]').locator("input, textarea, select").first

    def error(self, path: str) -> Locator:
        return self.page.locator(f'[data-path="{path}"] [data-role=error]').first

    def json(self) -> str:
        """Return the JSON beside the form."""
        text: str = self.page.evaluate(
            "() => document.querySelector('[data-role=json]').textContent"
        )
        return text

    def shows(self, request: Any) -> None:
        """Wait until the JSON is that of a request."""
        self.page.evaluate(_SHOWS, json.dumps(request))

    def value(self) -> Any:
        """Return the request as it is copied: no character is spelled out there."""
        self.page.evaluate(_CATCH_COPY)
        self.page.get_by_role("button", name="Copy Request as JSON").click()
        return json.loads(self.page.evaluate("() => window.copied"))

    def ask(self, text: str) -> None:
        """Paste a text into the panel that loads, and press its button."""
        panel = self.page.locator("[id$=-load]")
        if not panel.is_visible():
            self.page.locator("[id$=-load-fold]").click()
        panel.get_by_label("Request as JSON").fill(text)
        panel.get_by_role("button", name="Load", exact=True).click()

    def load(self, text: str) -> None:
        """Load a request in place of the one that is there, which nobody has changed."""
        self.ask(text)
        self.shows(json.loads(text))

    def open_all(self) -> None:
        """Open all sections and groups, until none is closed."""
        self.page.evaluate(OPEN_ALL)

    def judged(self, text: str) -> list[str]:
        """Load a request as a person does, and return the page's list of problems; sorted."""
        expected = verdict(text)
        found: list[str] = self.page.evaluate(_JUDGED, [text, expected])
        return found

    def leaves(self) -> bool:
        """Whether the page can be left without a question."""
        left: bool = self.page.evaluate(
            "() => dispatchEvent(new Event('beforeunload', { cancelable: true }))"
        )
        return left

    def assert_silent(self) -> None:
        """Nothing but the file was opened, nothing was forbidden, nothing failed."""
        assert {url for url in self.requests if not url.startswith("blob:")} <= {self.file.as_uri()}
        assert self.errors == []
        assert self.page.evaluate("() => violations") == []

    def assert_inert(self) -> None:
        """No text of the request has become more than text."""
        assert self.page.evaluate("() => ran") == []
        scripts = self.page.evaluate("() => document.scripts.length")
        assert scripts == 3
        assert (
            self.page.evaluate("() => document.querySelectorAll(':is(img, iframe, svg)').length")
            == 0
        )
        self.assert_silent()


_WATCH = """() => {
  window.violations = [];
  window.ran = [];
  window.__ran = (what) => ran.push(what);
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    violations.push(`${violatedDirective} ${blockedURI}`),
  );
}"""

# Not by `wait_for_function`, which makes code of text: the page's policy forbids that.
_SHOWS = """async (expected) => {
  const plain = (text) => JSON.stringify(JSON.parse(text));
  const shown = () => plain(document.querySelector("[data-role=json]").textContent);
  for (const end = performance.now() + 10000; performance.now() < end; ) {
    if (shown() === plain(expected)) return;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`${shown()} is not ${plain(expected)}`);
}"""

_CATCH_COPY = """() => {
  navigator.clipboard.writeText = async (text) => { window.copied = text; };
}"""

# Real elements and real events, in one call for each request: it waits for the verdict that is
# expected, and returns the last one when that does not come.
_JUDGED = """async ([text, expected]) => {
  const one = (selector) => document.querySelector(selector);
  const until = async (holds, most) => {
    for (const end = performance.now() + most; performance.now() < end && !holds(); )
      await new Promise((done) => setTimeout(done, 40));
    return holds();
  };
  if (!one("#mp-load")) one("#mp-load-fold").click();
  await until(() => one("#mp-load textarea"), 5000);
  const box = one("#mp-load textarea");
  box.value = text;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await new Promise((done) => setTimeout(done));
  const before = one("[data-role=json]").textContent;
  one("#mp-load .mp-form-row > button").click();
  const rows = () => {
    const fold = one("#mp-problems-fold");
    if (fold.ariaExpanded === "false") fold.click();
    return [...document.querySelectorAll("#mp-problems li")].map((row) => {
      const [place, words] = [".mp-place", ".mp-link-text"].map((part) => row.querySelector(part));
      const said = words?.textContent ?? row.textContent;
      return `${place?.textContent ?? ""} ${said}`.replace(/\\s+/g, " ").trim();
    }).sort();
  };
  const same = (found) => JSON.stringify(found) === JSON.stringify(expected);
  await until(() => one("[data-role=json]").textContent !== before, 300);
  await until(() => same(rows()), 3000);
  return rows();
}"""
