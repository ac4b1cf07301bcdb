"""What the account has, offered in a field: a combobox that takes nothing unasked."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from .own_page import OwnPage

Own = Callable[[], OwnPage]
GROUP, IMAGE = "ModelPackageGroupName", "InferenceSpecification.Containers[0].Image"
PAUSE_MS = 700


class Field:
    """A field that is offered something, and the kernel's half of it."""

    def __init__(self, page: OwnPage, form: Locator, path: str) -> None:
        self.page, self.form = page, form
        self.place = form.locator(f'[data-path="{path}"]')
        self.box = self.place.get_by_role("combobox")
        self.options = self.place.get_by_role("option")
        self.status = self.place.locator(".mp-options > p")
        self.button = self.place.get_by_role("button", name="Show what the account has for")

    def asked(self) -> list[dict[str, Any]]:
        return self.page.asked("look")

    def answer(self, *values: str, number: int | None = None, **more: Any) -> None:
        """Answer the last question, or another one."""
        question = self.asked()[-1]
        things = [
            {"value": value, "about": [["text", "more"]], "opens": value.endswith("/")}
            for value in values
        ]
        told: dict[str, Any] = {"things": things, "more": False, "problem": None, **more}
        number = question["number"] if number is None else number
        self.page.kernel_says("found", asker=question["asker"], number=number, **told)

    def current(self) -> str:
        id_ = self.box.get_attribute("aria-activedescendant")
        return self.form.locator(f'[id="{id_}"]').inner_text() if id_ else ""


@pytest.fixture
def group(own_page: Own) -> Field:
    page = own_page()
    return Field(page, page.show({"ModelPackageDescription": "x"}), GROUP)


def test_it_is_a_combobox_by_keyboard(group: Field) -> None:
    box = group.box
    box.focus()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_attribute("aria-autocomplete", "list")
    assert group.asked() == []
    box.press("ArrowDown")
    (question,) = group.asked()
    asked = {name: question[name] for name in ("what", "text", "skip", "typed")}
    assert asked == {"what": "groups", "text": "", "skip": 0, "typed": False}
    expect(group.status).to_have_text("Asking AWS…")
    expect(group.form.get_by_role("status")).to_have_text("Asking AWS…")
    expect(box).to_have_attribute("aria-expanded", "false")  # there is nothing to choose from
    group.answer("churn", "fraud")
    expect(group.options).to_have_text(["churnmore", "fraudmore"])
    expect(box).to_have_attribute("aria-expanded", "true")
    list_id = group.place.get_by_role("listbox", name=GROUP).get_attribute("id")
    expect(box).to_have_attribute("aria-controls", str(list_id))
    expect(group.form.get_by_role("status")).to_contain_text("2 found.")
    assert group.current().startswith("churn")
    box.press("ArrowDown")
    assert group.current().startswith("fraud")
    box.press("ArrowDown")
    box.press("ArrowUp")
    expect(group.options.nth(1)).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(group.options).to_have_count(0)
    expect(box).to_have_value("")
    box.press("ArrowDown")
    group.answer("churn", "fraud")
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("fraud")
    expect(group.options).to_have_count(0)
    expect(box).to_be_focused()
    assert json.loads(group.page.written())[GROUP] == "fraud"
    assert group.page.errors == []


def test_the_mouse_opens_takes_and_leaves(group: Field) -> None:
    group.button.click()
    expect(group.box).to_be_focused()
    group.answer("churn")
    expect(group.options).to_have_count(1)
    expect(group.box).not_to_have_attribute("aria-activedescendant", "x")
    assert group.current() == ""  # Enter takes nothing that nobody has gone to
    group.box.press("Enter")
    expect(group.box).to_have_value("")
    group.options.first.click()
    expect(group.box).to_have_value("churn")
    group.button.click()
    group.answer("fraud")
    group.button.click()
    expect(group.options).to_have_count(0)
    group.button.click()
    group.answer("fraud")
    group.form.get_by_label("ModelPackageDescription").focus()
    expect(group.options).to_have_count(0)
    expect(group.box).to_have_value("churn")


def test_a_pause_asks_from_the_third_character_on(group: Field) -> None:
    wait = group.page.page.wait_for_timeout
    group.box.press_sequentially("ch")
    wait(PAUSE_MS)
    assert group.asked() == []
    group.box.press_sequentially("urn", delay=30)
    wait(PAUSE_MS)
    (question,) = group.asked()
    assert (question["text"], question["typed"]) == ("churn", True)
    expect(group.status).to_have_count(0)  # nobody asked: no word until there is something
    group.answer("churn-weekly", "my-churn")
    expect(group.options).to_have_count(2)
    assert group.current() == ""
    group.box.press("Tab")
    expect(group.box).to_have_value("churn")
    assert json.loads(group.page.written())[GROUP] == "churn"


def test_what_was_found_for_another_text_never_shows(group: Field) -> None:
    group.box.press_sequentially("chu")
    group.page.page.wait_for_timeout(PAUSE_MS)
    first = group.asked()[-1]["number"]
    group.box.press_sequentially("r")
    group.answer("chu-old")
    expect(group.options).to_have_count(0)
    group.page.page.wait_for_timeout(PAUSE_MS)
    group.answer("chu-old", number=first)
    expect(group.options).to_have_count(0)
    group.answer("churn")
    expect(group.options).to_have_count(1)
    group.box.press_sequentially("n")  # what was found is for the text before
    expect(group.options).to_have_count(0)
    group.page.page.wait_for_timeout(PAUSE_MS)
    group.answer("churn")  # it stands there already
    expect(group.options).to_have_count(0)
    expect(group.box).to_have_value("churn")


def test_what_stood_there_before_comes_back_by_one_undo(group: Field) -> None:
    group.box.press_sequentially("mine")
    group.box.press("ArrowDown")
    group.answer("churn")
    group.box.press("Enter")
    group.box.press_sequentially("-2")
    expect(group.box).to_have_value("churn-2")
    for text in ("churn", "mine", ""):
        group.box.press("Control+z")
        expect(group.box).to_have_value(text)


def test_a_folder_leads_to_what_is_in_it_and_a_long_list_goes_on(own_page: Own) -> None:
    page = own_page()
    form = page.show({"InferenceSpecification": {"Containers": [{}]}})
    form.get_by_role("button", name="Containers and inference").click()
    page.open_all()
    field = Field(page, form, "InferenceSpecification.Containers[0].ModelDataUrl")
    field.box.focus()
    field.box.press("ArrowDown")
    field.answer("s3://b/")
    field.box.press("Enter")
    expect(field.box).to_have_value("s3://b/")
    assert field.asked()[-1]["text"] == "s3://b/"
    keys = [f"s3://b/{number}.tar.gz" for number in range(4)]
    field.answer(*keys[:2], more=True)
    expect(field.options).to_have_text(["…/0.tar.gzmore", "…/1.tar.gzmore", "Show more"])
    expect(field.status).to_have_text("2 found so far.")
    assert field.current() == ""
    for _ in range(3):
        field.box.press("ArrowDown")
    field.box.press("Enter")
    assert field.asked()[-1]["skip"] == 2
    field.answer(*keys[2:])
    expect(field.options).to_have_count(4)
    assert "2.tar.gz" in field.current()
    field.box.press("Enter")
    expect(field.box).to_have_value(keys[2])


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("denied", "Not listed: these credentials lack ecr:X. Type it in."),
        ("session", "Not listed: that needs session=, not only client=. Type it in."),
        ("failed", "Not listed. ecr:X"),
    ],
)
def test_why_there_is_no_list(group: Field, word: str, says: str) -> None:
    group.box.focus()
    group.box.press("ArrowDown")
    group.answer(problem={"word": word, "value": "ecr:X"})
    expect(group.status).to_have_text(says)
    expect(group.form.get_by_role("status")).to_contain_text(says)
    group.box.press("Enter")
    expect(group.box).to_have_value("")
    group.box.press("Escape")
    expect(group.status).to_have_count(0)
    group.box.press("ArrowDown")
    group.answer()
    expect(group.status).to_have_text("Nothing found in this account and region.")


def test_what_the_kernel_says_is_looked_at_before_it_is_believed(group: Field) -> None:
    group.box.focus()
    group.box.press("ArrowDown")
    group.page.kernel_says("found")
    question = group.asked()[-1]
    wrong: list[dict[str, Any]] = [
        {"things": 5},
        {"things": [5, None], "more": 1},
        {"problem": {"word": []}},
    ]
    for told in wrong:
        group.page.kernel_says("found", asker="somebody", number=question["number"], **told)
    group.page.kernel_says(
        "found",
        asker=question["asker"],
        number=question["number"],
        things=[{"value": "<b>", "about": ["x", ["text"], ["text", 5]], "opens": "yes"}, 5],
    )
    expect(group.options).to_have_text(["<b>"])
    assert group.page.errors == []


def test_a_kernel_that_does_not_answer_is_told_of_and_keeps_nobody(group: Field) -> None:
    group.page.page.clock.install()
    group.box.focus()
    group.box.press("ArrowDown")
    group.page.page.clock.run_for(5100)
    expect(group.status).to_contain_text("No answer yet")
    group.box.press_sequentially("mine")
    expect(group.box).to_have_value("mine")
    expect(group.status).to_have_count(0)
