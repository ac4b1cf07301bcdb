"""What the account has, offered in a field: a combobox that takes nothing unasked."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.own_page import OwnPage
from tests.e2e.pages.account_page import GROUP, Field

Own = Callable[[], OwnPage]


@pytest.fixture
def group(own_page: Own) -> Field:
    page = own_page()
    form = page.show({"ModelPackageDescription": "x"})
    page.load_later()
    return Field(page, form, GROUP)


def test_it_is_a_combobox_by_keyboard(group: Field) -> None:
    box = group.box
    box.focus()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_attribute("aria-autocomplete", "list")
    assert group.messages_of() == []
    box.press("ArrowDown")
    (question,) = group.messages_of()
    request = {name: question[name] for name in ("source", "text", "skip", "typed")}
    assert request == {"source": "groups", "text": "", "skip": 0, "typed": False}
    expect(group.status).to_have_text("Loading from AWS…")
    expect(group.form.get_by_role("status")).to_have_text("Loading from AWS…")
    expect(box).to_have_attribute("aria-expanded", "false")  # there is nothing to choose from
    group.answer("churn", "fraud")
    expect(group.options).to_have_text(["churn more", "fraud more"])
    expect(box).to_have_attribute("aria-expanded", "true")
    list_id = group.place.get_by_role("listbox", name="From your account").get_attribute("id")
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
    group.box.press_sequentially("ch")
    group.page.wait_quiet()
    assert group.messages_of() == []
    group.box.press_sequentially("urn", delay=30)
    group.page.wait_quiet()
    (question,) = group.messages_of()
    assert (question["text"], question["typed"]) == ("churn", True)
    expect(group.status).to_have_count(0)  # nobody asked: no word until there is something
    group.answer("churn-weekly", "my-churn")
    expect(group.options).to_have_count(2)
    assert group.current() == ""
    group.box.press("Tab")
    expect(group.box).to_have_value("churn")
    assert json.loads(group.page.written())[GROUP] == "churn"


def test_a_press_goes_through_a_list_that_has_only_just_come(group: Field) -> None:
    """It opens in a pause, perhaps under a pointer that is about to press what it covers."""
    group.page.page.evaluate(
        """() => new MutationObserver((_, observer) => {
          const list = document.querySelector(".mp-options");
          if (!list) return;
          const { left, top } = list.getBoundingClientRect();
          window.pressed = list.contains(document.elementFromPoint(left + 5, top + 5));
          observer.disconnect();
        }).observe(document.querySelector(".modelpkg-form"), { childList: true, subtree: true })"""
    )
    group.box.press_sequentially("chu")
    group.page.page.wait_for_function(
        "() => model.sent.some(({ kind }) => kind === 'list_resources')"
    )
    group.answer("churn", "churn-2")
    expect(group.options).to_have_count(2)
    assert group.page.page.evaluate("() => window.pressed") is False
    group.options.first.click()
    expect(group.box).to_have_value("churn")


def test_what_was_found_for_another_text_never_shows(group: Field) -> None:
    group.box.press_sequentially("chu")
    group.page.wait_quiet()
    first = group.page.last_message("list_resources")["request_id"]
    group.box.press_sequentially("r")
    group.answer("chu-old")
    expect(group.options).to_have_count(0)
    group.page.wait_quiet()
    group.answer("chu-old", number=first)
    expect(group.options).to_have_count(0)
    group.answer("churn")
    expect(group.options).to_have_count(1)
    group.box.press_sequentially("n")  # what was found is for the text before
    expect(group.options).to_have_count(0)
    group.page.wait_quiet()
    group.answer("churn")  # it stands there already
    expect(group.options).to_have_count(0)
    expect(group.box).to_have_value("churn")


def test_what_stood_there_before_comes_back_by_one_undo(group: Field) -> None:
    group.box.press_sequentially("mine")
    group.box.press("ArrowDown")
    group.answer("churn")
    expect(group.options).to_have_count(1)
    group.box.press("Enter")
    group.box.press_sequentially("-2")
    expect(group.box).to_have_value("churn-2")
    for text in ("churn", "mine", ""):
        group.box.press("Control+z")
        expect(group.box).to_have_value(text)


def test_a_folder_leads_to_what_is_in_it_and_a_long_list_goes_on(own_page: Own) -> None:
    page = own_page()
    form = page.show({"InferenceSpecification": {"Containers": [{}]}})
    page.load_later()
    form.get_by_role("button", name="Containers and inference").click()
    page.open_all()
    field = Field(page, form, "InferenceSpecification.Containers[0].ModelDataUrl")
    field.box.focus()
    field.box.press("ArrowDown")
    field.answer("s3://b/")
    field.box.press("Enter")
    expect(field.box).to_have_value("s3://b/")
    field.page.expect_message("list_resources", text="s3://b/")
    keys = [f"s3://b/{number}.tar.gz" for number in range(4)]
    field.answer(*keys[:2], more=True)
    expect(field.options).to_have_text(["…/0.tar.gz more", "…/1.tar.gz more", "Show more"])
    expect(field.status).to_have_text("2 found so far.")
    assert field.current() == ""
    for _ in range(3):
        field.box.press("ArrowDown")
    field.box.press("Enter")
    field.page.expect_message("list_resources", skip=2)
    field.answer(*keys[2:])
    expect(field.options).to_have_count(4)
    assert "2.tar.gz" in field.current()
    field.box.press("Enter")
    expect(field.box).to_have_value(keys[2])


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("denied", "Can't list these: missing permission ecr:X. Enter the value manually."),
        ("session", "Can't list these with client= only; pass session=. Enter the value manually."),
        ("failed", "Couldn't load the list. ecr:X"),
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


def test_answers_to_other_displays_and_older_questions_are_passed_over(group: Field) -> None:
    group.box.focus()
    group.box.press("ArrowDown")
    question = group.page.last_message("list_resources")
    asker, number = question["view_id"], question["request_id"]
    for whose in (
        {"view_id": "somebody", "request_id": number},
        {"view_id": asker, "request_id": number - 1},
    ):
        group.page.kernel_says(
            "resources", **whose, suggestions=[{"value": "theirs", "details": []}]
        )
    group.page.kernel_says(
        "resources", view_id=asker, request_id=number, suggestions=[{"value": "<b>", "details": []}]
    )
    expect(group.options).to_have_text(["<b>"])
    assert group.page.errors == []


@pytest.mark.own_tab
def test_kernel_that_does_not_answer_is_reported_and_blocks_nobody(group: Field) -> None:
    group.page.page.clock.install()
    group.box.focus()
    group.box.press("ArrowDown")
    group.page.page.clock.run_for(5100)
    expect(group.status).to_contain_text("Still waiting for AWS")
    group.box.press_sequentially("mine")
    expect(group.box).to_have_value("mine")
    expect(group.status).to_have_count(0)


def test_who_asks_stands_beside_the_button(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    context = {"state": "known", "account": "123456789012", "region": "eu-west-1"}
    target = form.locator('[data-role="target"]')
    page.kernel_tells(target=context)
    expect(target).to_have_text("AWS account 123456789012, region eu-west-1")
    arn = "arn:aws:sts::123456789012:assumed-role/Admin/anna"
    page.kernel_tells(target={**context, "identity": arn})
    expect(target).to_have_text(
        "AWS account 123456789012, region eu-west-1, as assumed-role/Admin/anna"
    )
