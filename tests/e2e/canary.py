"""A page that tells when a text has become more than text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Dialog, Locator, Page

from .own_page import SHOWN, OwnPage

_WATCH = """() => {
  window.ran = [];
  window.__ran = (what) => ran.push(what);
  for (const name of ["alert", "confirm", "prompt", "open", "print"]) {
    window[name] = () => ran.push(name);
  }
  addEventListener("securitypolicyviolation", ({ violatedDirective, sample, blockedURI }) =>
    ran.push([violatedDirective, blockedURI, sample].join(" ")),
  );
}"""

# What may stand in the form: nothing that runs or loads, and no text that an eye does not see. One
# empty form is the page's own, for the field that is typed: it has an id, and leads nowhere.
_UNEXPECTED = r"""() => {
  const UNSEEN = /(?!\t|\r?\n)[\p{Cc}\p{Cs}\p{Bidi_Control}\u200b\u2028\u2029\ufeff]/u;
  const root = document.querySelector(".modelpkg-form");
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      const { outerHTML } = node.parentElement;
      if (UNSEEN.test(node.data)) found.push(`text of ${outerHTML.slice(0, 200)}`);
      continue;
    }
    const name = node.localName;
    const isOwn = node.matches("form[id$='-typed'][hidden]") && node.attributes.length === 2;
    const loads = /^(script|iframe|object|embed|img|style|link|base|form|meta)$/.test(name);
    if (loads && !isOwn) found.push(name);
    for (const { name: attribute, value } of node.attributes) {
      const runs = attribute.startsWith("on") || attribute === "srcdoc" || attribute === "style";
      const leads = /^(href|src|action|formaction)$/.test(attribute) && !/^(#|https:)/.test(value);
      const unseen = /^(title|placeholder)$/.test(attribute) && UNSEEN.test(value);
      if (runs || leads || unseen) found.push(`${name} ${attribute}=${value.slice(0, 100)}`);
    }
  }
  return found;
}"""

# What the kernel says in words of its own, which the page knows: not a text of anybody else.
_OWN_WORDS = {
    "view_id", "code", "format", "id", "kind", "actions", "severity", "state", "status", "title",
    "type", "word", "writer", "ModelApprovalStatus", "ModelPackageStatus", "Status",
}  # fmt: skip


class CanaryPage(OwnPage):
    """The own page, watched from before its first script."""

    def __init__(self, page: Page, url: str) -> None:
        self.published: dict[str, Any] = {}
        self.said: list[dict[str, Any]] = []
        self.elsewhere: list[str] = []
        self.dialogs: list[str] = []
        page.add_init_script(f"({_WATCH})()")
        page.on("dialog", self._dismiss)
        own = urlsplit(url).netloc
        page.on("request", lambda sent: self._look(sent.url, own))
        super().__init__(page, url)

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _look(self, url: str, own: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("blob", "data") and parts.netloc != own:
            self.elsewhere.append(url)

    def show(self, request: Any = None, *, text: str = "", places: int = 1) -> Locator:
        self.published, self.said = {}, []
        return super().show(request, text=text, places=places)

    def kernel_tells(self, **traits: Any) -> None:
        """As JSON text: the wire of the browser's own tools has no halves of characters."""
        self.published |= traits
        self.page.evaluate("(text) => model.tell(JSON.parse(text))", json.dumps(traits))
        self.page.evaluate(SHOWN)

    def kernel_says(self, kind: str, **content: Any) -> None:
        self.said.append({**content, "kind": kind})
        said = json.dumps(self.said[-1])
        self.page.evaluate("(text) => model.say(JSON.parse(text))", said)
        self.page.evaluate(SHOWN)

    def said_members(self) -> Iterator[str]:
        """Yield the members of what the kernel said since `show`, without what is in requests."""
        for content in [self.published, *self.said]:
            for place in _places(content, content.get("kind", "traits")):
                if not re.search(r"\.(value|request)\b.", place):
                    yield place

    def say_it_all_again(self, change: Callable[[Any], Any]) -> None:
        """Tell what the kernel told and said since `show` once more, each as it is changed.

        Args:
            change: makes another value of a trait, or of what was said.
        """
        self.kernel_tells(**{name: change(value) for name, value in self.published.items()})
        for content in list(self.said):
            self.kernel_says(**change(content))

    def assert_silent(self) -> None:
        """Nothing ran, nothing was loaded, and nothing stands in the form that could."""
        assert self.page.evaluate("() => ran") == []
        assert self.page.evaluate(_UNEXPECTED) == []
        assert self.errors == [], self.errors
        assert self.dialogs == []
        assert self.elsewhere == []


def _places(value: Any, at: str) -> Iterator[str]:
    yield at
    if at.endswith(".answer"):  # packed, as JSON text
        value = json.loads(value)
    if isinstance(value, dict):
        for name, child in value.items():
            yield from _places(child, f"{at}.{name}")
    elif isinstance(value, list):
        for child in value:
            yield from _places(child, f"{at}[]")


def hostile(value: Any, turn: Iterator[str], name: str = "") -> Any:
    """Return what a kernel says with each of its texts replaced, but for words of the protocol.

    Args:
        value: of a trait or a message.
        turn: what each text becomes.
        name: of the member that has the value.
    """
    if name == "answer":  # packed, as JSON text
        return json.dumps(hostile(json.loads(value), turn))
    if isinstance(value, dict):
        return {key: hostile(child, turn, key) for key, child in value.items()}
    if isinstance(value, list):
        return [hostile(child, turn, name) for child in value]
    return next(turn) if isinstance(value, str) and name not in _OWN_WORDS else value
