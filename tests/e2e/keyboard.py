"""A person at a page with nothing but a keyboard."""

from __future__ import annotations

from playwright.sync_api import Page

MOST_STOPS = 60
#: Of a text, how many characters are pressed; the rest comes at once, as if pasted.
PRESSED = 12
# Enter and Space are left out where they press a button, letters where they choose.
ON_BUTTONS = [*"ddmbaxz", "Escape", "ArrowUp", "ArrowDown", "Shift+ArrowUp", "Home", "End"]
IN_TEXTS = ["Enter", *"ddmb", "Shift+Enter", "Control+Enter", "ArrowLeft", "Control+End"]
STRAY = {
    "input": IN_TEXTS,
    "textarea": IN_TEXTS,
    "combobox": [*"ddmb", "Shift+ArrowUp", "ArrowDown", "Escape", "Escape"],
    "select": ["Escape", "Enter", "Shift+Enter", "Control+Enter", "ArrowDown", "ArrowUp"],
}
FOCUS = """() => {
  const at = document.activeElement;
  const label = (at.labels?.[0] ?? at.querySelector(":scope > legend"))?.textContent;
  const own = [...at.childNodes].filter((part) => part.ariaHidden !== "true");
  const text = own.map((part) => part.textContent).join("");
  return {
    name: label || at.getAttribute("aria-label") || text,
    kind: at.role ?? at.tagName.toLowerCase(),
    place: `${at.className} in ${at.parentElement.className}`,
    value: at.value ?? "",
    inside: at.closest("[data-path]")?.dataset.path ?? "",
    isForm: Boolean(at.closest(".modelpkg-form")),
  };
}"""


class Keyboard:
    """Presses keys, and counts those that a person would press to get the work done."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.moves = 0
        self.typed = 0
        self._strayed: set[str] = set()

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
        self.moves += times

    def type(self, text: str) -> None:
        self.page.keyboard.type(text[:PRESSED])
        if text[PRESSED:]:
            self.page.keyboard.insert_text(text[PRESSED:])
        self.typed += len(text)

    def focus(self) -> dict[str, str]:
        """Return what is known of the element that has the focus."""
        found: dict[str, str] = self.page.evaluate(FOCUS)
        return found

    def tab_to(self, name: str, *, key: str = "Tab") -> None:
        """Press Tab until what has the focus bears a name."""
        passed = []
        for _ in range(MOST_STOPS):
            self.press(key)
            passed.append(self.focus()["name"])
            if passed[-1] == name:
                return
        raise AssertionError(f"no stop of the tab key is {name!r}: {passed}")

    def find(self, words: str, path: str) -> None:
        """Go to a member by the box that finds members."""
        self.press("Control+k")
        self.type(words)
        self.press("Enter")
        self.page.wait_for_function("() => !document.activeElement.id.endsWith('-search')")
        assert self.focus()["inside"] == path

    def choose(self, option: str) -> None:
        """Choose in a <select> by typing the beginning of an option."""
        self.type(option)
        assert self.focus()["value"].startswith(option), self.focus()

    def stray(self) -> None:
        """Press the keys that would run, add, move or delete cells, and take out what a text got
        of them. Not counted: nobody presses them on purpose. Once for each kind of control."""
        before = self.focus()
        kind = f"{before['kind']} {before['place']}"
        if kind in self._strayed:
            return
        self._strayed.add(kind)
        for key in STRAY.get(before["kind"], ON_BUTTONS):
            self.page.keyboard.press(key)
        while self.focus()["value"] != before["value"]:
            self.page.keyboard.press("Backspace")
        if before["kind"] == "input":
            self.page.keyboard.press("Escape")
        assert self.focus() == before, (before, self.focus())
