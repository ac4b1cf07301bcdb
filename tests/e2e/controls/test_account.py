"""What the account has, offered in a field: a combobox that takes nothing unasked."""

from __future__ import annotations

import json
import queue
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from modelpkg_widget.autocomplete.lookup import Autocomplete, Query
from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.widget import page_data as form_page
from tests.e2e.own_page import OwnPage
from tests.helpers.sandboxes import crowded, fresh

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
            {"value": value, "details": [["text", "more"]], "is_prefix": value.endswith("/")}
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
    expect(group.options).to_have_text(["churn more", "fraud more"])
    expect(box).to_have_attribute("aria-expanded", "true")
    list_id = group.place.get_by_role("listbox", name="What the account has").get_attribute("id")
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
    group.page.page.wait_for_function("() => model.sent.some(({ kind }) => kind === 'look')")
    group.answer("churn", "churn-2")
    expect(group.options).to_have_count(2)
    assert group.page.page.evaluate("() => window.pressed") is False
    group.options.first.click()
    expect(group.box).to_have_value("churn")


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
    expect(field.options).to_have_text(["…/0.tar.gz more", "…/1.tar.gz more", "Show more"])
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


def test_answers_to_other_displays_and_older_questions_are_passed_over(group: Field) -> None:
    group.box.focus()
    group.box.press("ArrowDown")
    question = group.asked()[-1]
    asker, number = question["asker"], question["number"]
    for whose in ({"asker": "somebody", "number": number}, {"asker": asker, "number": number - 1}):
        group.page.kernel_says("found", **whose, things=[{"value": "theirs", "details": []}])
    group.page.kernel_says(
        "found", asker=asker, number=number, things=[{"value": "<b>", "details": []}]
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


# ---- with a large account


@pytest.fixture(scope="module")
def large() -> Iterator[Sandbox]:
    with fresh() as aws:
        crowded(aws, keys=10_000, repositories=300, groups=500)
        yield aws


class Kernel:
    """The kernel's real half, for a page without one."""

    def __init__(self, aws: Sandbox) -> None:
        self.answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self.looking = Autocomplete(SageMaker(session=aws.session), self.answers.put)
        self.taken = 0

    def answer(self, page: OwnPage) -> None:
        """Answer what the page has asked last, if it asked anything since."""
        asked = page.asked("look")
        if len(asked) == self.taken:
            return
        self.taken, question = len(asked), asked[-1]
        names = ("asker", "number", "what", "text", "skip", "typed")
        self.looking.ask(Query(**{name: question[name] for name in names}))
        page.kernel_says("found", **self.answers.get(timeout=20))


#: What stands in a field, and what is typed behind it.
FIELDS = {
    IMAGE: ("", "team/model-017:1"),
    "InferenceSpecification.Containers[0].ModelDataUrl": ("s3://{bucket}", "/data/00123.csv-"),
    GROUP: ("", "group-123-of-all"),
}


def opened(page: OwnPage) -> Locator:
    form = page.show({"InferenceSpecification": {"Containers": [{}]}})
    form.get_by_role("button", name="Containers and inference").click()
    page.open_all()
    return form


def without_account(route: Route) -> None:
    tables = json.loads(json.dumps(form_page.tables()))
    for hints in (tables["layout"]["shapes"], tables["layout"]["members"]):
        for hint in hints.values():
            hint.pop("account", None)
    route.fulfill(json=tables)


def script(page: Page) -> Callable[[], float]:
    """Seconds of script that a page has run so far."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def seconds() -> float:
        rows = session.send("Performance.getMetrics")["metrics"]
        return float(next(row["value"] for row in rows if row["name"] == "ScriptDuration"))

    return seconds


def test_a_keystroke_costs_what_it_costs_without(
    own_page: Own, harness: str, browser: Browser, large: Sandbox, record_property: Any
) -> None:
    """Both forms are typed into in turns, so that a busy machine is as busy for either."""
    plain = browser.new_page()  # in the foreground, as the other is
    plain.route("**/tables.json", without_account)
    pages = {"with": own_page(), "without": OwnPage(plain, harness)}
    forms = {name: opened(one) for name, one in pages.items()}
    costs: dict[str, list[float]] = {name: [] for name in pages}
    meters = {name: script(one.page) for name, one in pages.items()}
    kernel, lists = Kernel(large), 0
    for path, (there, typed) in FIELDS.items():
        for form in forms.values():
            form.locator(f'[data-path="{path}"] input').fill(there.format(bucket=large.bucket))
        for at, character in enumerate(typed, 1):
            for name, one in list(pages.items())[:: 1 if at % 2 else -1]:
                before = meters[name]()
                one.page.keyboard.insert_text(character)
                time.sleep(0.015)  # what it leads to, a frame later
                costs[name].append(meters[name]() - before)
            if at % 8 == 0:  # somebody thinks: a list opens, which the next key closes
                pages["with"].page.wait_for_timeout(PAUSE_MS)
                kernel.answer(pages["with"])
                pages["with"].page.wait_for_timeout(20)
                lists += forms["with"].get_by_role("listbox").count()
    middle = {name: statistics.median(row) * 1000 for name, row in costs.items()}
    ratio = middle["with"] / middle["without"]
    told = (
        f"{middle['with']:.2f} ms with, {middle['without']:.2f} without, {len(costs['with'])} keys"
    )
    record_property("script per keystroke", told)
    print(f"script per keystroke: {told}, {lists} lists")
    assert lists >= 3
    assert ratio < 1.5, told  # of half a millisecond each, on a busy machine
    for one in pages.values():
        assert one.errors == []
    written = json.loads(pages["with"].written() or "{}")
    assert written == json.loads(plain.evaluate("() => written()"))


def test_a_large_account_is_looked_through_page_by_page(own_page: Own, large: Sandbox) -> None:
    page, kernel = own_page(), Kernel(large)
    form = opened(page)
    for path, text, count in (
        ("InferenceSpecification.Containers[0].ModelDataUrl", f"s3://{large.bucket}/data/", 10_000),
        (IMAGE, "team/model-", 300),
        (GROUP, "group-", 500),
    ):
        field = Field(page, form, path)
        field.box.fill(text)
        field.box.press("ArrowDown")
        kernel.answer(page)
        expect(field.options).to_have_count(51)
        field.options.last.click()
        kernel.answer(page)
        expect(field.options).to_have_count(101)
        field.box.press("Escape")
        field.box.fill(f"{text}{'0217' if count > 1000 else '21'}")
        page.page.wait_for_timeout(PAUSE_MS)
        kernel.answer(page)
        expect(field.options).to_have_count(10)
    assert page.errors == []
