"""The visitor: what is primary is pressed, what has the focus is filled in, a list's first link is
followed. Detours and the acts that are not primary come from the seed, and are written down."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page

from .aims import Aim
from .answers import Answers, spelled
from .page_scripts import AS_BOX, BECOMES, BLUR, BOX, CLAIMS, EMPTY, FRAMES, LOOK, PAUSE, POINT
from .visit import Claims, Visit

#: Presses after which a visitor who gets no further goes away, and rounds to Create that nothing
#: was filled in or kept between.
PATIENCE = 3
STEPS = 150


class Visitor:
    """One who fills in what the page leads to.

    Args:
        page: of the browser.
        form: the root of the form.
        answers: what is known of members.
        dice: draws detours, and how the list of values to review is read.
        detours: how likely one is before each act, 0 to 1.
    """

    def __init__(
        self, page: Page, form: Locator, answers: Answers, dice: random.Random, detours: float = 0
    ) -> None:
        self.page, self.form, self.answers = page, form, answers
        self.dice, self.detours = dice, detours
        self.visit = Visit()
        self.reviews = dice.choice(["never", "each", "all, then each", "unreviewed"])
        self.visit.follows_all = self.reviews != "never"
        self._answered: dict[str, int] = {}
        self._rounds = 0

    def choose(self, aim: Aim) -> None:
        """Say what is to be made, where the form asks for it."""
        if not aim.choice:
            return
        if aim.mode == "guided":
            self.form.get_by_role("radio", name=aim.choice).check()
        else:
            self.form.get_by_label("Package type").select_option(aim.choice)
        self.page.evaluate(FRAMES)
        self.page.evaluate(BLUR)

    def go(self) -> Visit:
        """Go on until there is an ARN, or nothing leads on."""
        target = self.form.locator('[data-role="target"][data-sandbox="true"]')
        target.wait_for()  # a person looks where it goes, once the page knows
        root = self.form.element_handle()  # looked up once: an act in between looks often
        assert root is not None
        self._root = root
        same, before = -1, ""
        for _ in range(STEPS):
            here = self._look()
            same = same + 1 if here["signature"] == before else 0
            before = here["signature"]
            if here["is_created"] or same >= PATIENCE or self._rounds > PATIENCE:
                break
            if self.dice.random() < self.detours:
                self._detour()
                here = self._look()
                same = self._rounds = 0  # it leads away from what the last press had led to
            if self._answer(here["focused"]) or (here["reviews"] and self._review()):
                self._rounds = 0
            else:
                self._press(here["primary"])
        return self.visit

    # What is on the page.

    def _look(self) -> dict[str, Any]:
        """Wait until what was done has been taken up, and look at all that decides what is next."""
        self.page.mouse.move(0, 0)  # a button that is pointed at is painted otherwise
        seen: dict[str, Any] = self._root.evaluate(LOOK)
        return seen

    def _read_claims(self) -> None:
        """Read what the page says of what would be sent."""
        given: dict[str, Any] = self._root.evaluate(CLAIMS)
        if given["problems"]:  # counts follow what was typed after a pause
            self.page.evaluate(PAUSE)
            given = self._root.evaluate(CLAIMS)
        self.visit.claims.append(Claims(**given))

    def _hear_what_it_will_be(self) -> None:
        if self._root.evaluate(BECOMES) is not None:
            self.page.evaluate(PAUSE)
            self.visit.said = [self._root.evaluate(BECOMES)]

    # What is primary.

    def _press(self, found: dict[str, Any] | None) -> None:
        """Press the last button that is painted as primary."""
        if not found:
            self.visit.acts.append("nothing is primary")
            return
        if found["sends"]:
            self._rounds += 1
            self._read_claims()
            self._hear_what_it_will_be()
        self.visit.acts.append(f"press {found['name']}")
        point = self._root.evaluate(POINT)
        if point:
            self.page.mouse.click(*point)
        else:
            self.form.locator("[data-visitor]").click()  # says what is in the way

    # What has the focus.

    def _answer(self, here: dict[str, Any] | None) -> bool:
        """Do what is obvious with what has the focus; False when there is nothing."""
        if not here:
            return False
        if here["link"]:
            self.visit.acts.append(f"follow {here['link']}")
            self.page.keyboard.press("Enter")
            return True
        return self._fill(here)

    def _fill(self, here: dict[str, Any]) -> bool:
        path = here["path"]
        self._answered[path] = self._answered.get(path, 0) + 1
        if self._answered[path] > 4:
            return False
        answer = self.answers.get(spelled(path)) or self.answers.get(
            spelled(path).removesuffix("[]")
        )
        if here["group"]:
            return self._add(path)
        if answer is None or here["value"] == answer:
            return False
        self.visit.acts.append(f"fill {path}")
        if here["tag"] == "SELECT":
            self.page.locator(":focus").select_option(answer)
        else:
            self.page.locator(":focus").fill(answer)
            if here["adds"]:
                self.page.keyboard.press("Enter")
        self.page.evaluate(BLUR)
        return True

    def _add(self, path: str) -> bool:
        """In a group that the page led to, fill in the first empty box, or add what it asks for."""
        group = self.form.locator(f"fieldset[data-path='{path}']")
        empty = self._first_empty(group)
        if empty:
            empty.focus()
            return self._fill({**AS_BOX, **empty.evaluate(BOX)})
        button = group.locator(":scope > *:not(.mp-body) button, :scope > button")
        button = button.filter(has_text=re.compile("Add|Set")).first
        if button.count() == 0:
            return self._fill_box_that_adds(group)
        self.visit.acts.append(f"add to {path}")
        button.click()
        return True

    def _fill_box_that_adds(self, group: Locator) -> bool:
        """Fill in the box of a list that has no button beside it."""
        box = group.locator("input")
        if box.count() == 0:
            return False
        box.last.focus()
        return self._fill({**AS_BOX, **box.last.evaluate(BOX), "adds": True})

    def _first_empty(self, scope: Locator) -> Locator | None:
        own = scope.get_attribute("data-path")
        for path in scope.evaluate(EMPTY):
            known = spelled(path) in self.answers and self._answered.get(path, 0) < 2
            if known and path != own:
                box = scope.locator(f"[data-path='{path}']").locator("input, select, textarea")
                return box.first
        return None

    # The list of values to review: nothing in it is primary.

    def _review(self) -> bool:
        """Take one step in the list, as this visitor reads it; False when there is none to take."""
        values = self.form.get_by_role("region", name="Values to review", exact=True)
        if self.reviews == "never":
            return False
        if self.reviews == "unreviewed":
            create = values.get_by_role("button", name=re.compile("^Create with"))
            if create.count() == 0:
                return False
            self._read_claims()
            self.visit.unreviewed = True
            self.visit.acts.append("create with unreviewed values")
            create.click()
            return True
        keep_all = values.get_by_role("button", name=re.compile("^Keep all"))
        if self.reviews != "each" and keep_all.count() > 0:
            before = self._open_values(values)
            keep_all.click()
            self.page.evaluate(FRAMES)
            kept = before - self._open_values(values)
            self.visit.acts.append(f"keep all: {sorted(kept)}")
            self.visit.kept |= kept
            return True
        single = values.get_by_role("button", name=re.compile("^Keep (?!all)"))
        if single.count() == 0:
            return False
        path = single.first.inner_text().removeprefix("Keep").strip()
        self.visit.acts.append(f"keep {path}")
        self.visit.kept.add(plain(path))
        single.first.click()
        return True

    def _open_values(self, values: Locator) -> set[str]:
        buttons = values.get_by_role("button", name=re.compile("^Keep (?!all)"))
        return {plain(one.removeprefix("Keep").strip()) for one in buttons.all_inner_texts()}

    # What leads elsewhere for a moment.

    def _detour(self) -> None:
        detour: Callable[[], None] = self.dice.choice(
            [self._look_around, self._click_and_clear, self._undo_redo]
        )
        detour()

    def _look_around(self) -> None:
        """Open or close something that is no primary button."""
        names = ("Review", "Changes", "Preflight")
        button = self.form.get_by_role("button", name=self.dice.choice(names), exact=True)
        if button.count() == 1:
            self.visit.acts.append("look around")
            button.click()

    def _click_and_clear(self) -> None:
        """Click into a box, type, clear it, and leave it."""
        boxes = self.form.locator(
            '[data-path] input[type="text"]:visible, [data-path] input:not([type]):visible'
        )
        count = boxes.count()
        if count == 0:
            return
        box = boxes.nth(self.dice.randrange(count))
        if box.input_value():
            return
        self.visit.acts.append("click, type and clear")
        box.click()
        if self.dice.random() < 0.5:
            box.press_sequentially("x")
            box.fill("")
        box.press("Tab")
        self.page.evaluate(BLUR)

    def _undo_redo(self) -> None:
        undo = self.form.get_by_role("button", name="Undo", exact=True)
        if undo.count() == 1 and undo.get_attribute("aria-disabled") != "true":
            self.visit.acts.append("undo, redo")
            undo.click()
            self.form.get_by_role("button", name="Redo", exact=True).click()


def plain(path: str) -> str:
    """Return a path of the page with the names of map entries behind a point."""
    return re.sub(r'\{"([^"]*)"\}', r".\1", path)
