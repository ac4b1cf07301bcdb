"""The lists of a large account, offered in a field: what a keystroke costs, and page by page."""

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
from tests.e2e.pages.account_page import GROUP, IMAGE, Field
from tests.helpers.sandboxes import crowded, fresh

pytestmark = pytest.mark.own_tab

Own = Callable[[], OwnPage]


@pytest.fixture(scope="module")
def large() -> Iterator[Sandbox]:
    with fresh() as aws:
        crowded(aws, keys=10_000, repositories=300, groups=500)
        yield aws


class Kernel:
    """The kernel's real half, for a page without one."""

    def __init__(self, aws: Sandbox) -> None:
        self.answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self.lookup = Autocomplete(SageMaker(session=aws.session), self.answers.put)
        self.taken = 0

    def answer(self, page: OwnPage) -> None:
        """Answer what the page has asked last, if it asked anything since."""
        request = page.messages_of("list_resources")
        if len(request) == self.taken:
            return
        self.taken, question = len(request), request[-1]
        names = ("view_id", "request_id", "source", "text", "skip", "typed")
        self.lookup.ask(Query(**{name: question[name] for name in names}))
        page.kernel_says("resources", **self.answers.get(timeout=60))


#: What stands in a field, and what is typed behind it.
FIELDS = {
    IMAGE: ("", "team/model-017:1"),
    "InferenceSpecification.Containers[0].ModelDataUrl": ("s3://{bucket}", "/data/00123.csv-"),
    GROUP: ("", "group-123-of-all"),
}


def opened(page: OwnPage) -> Locator:
    form = page.show({"InferenceSpecification": {"Containers": [{}]}})
    page.load_later()
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


@pytest.mark.soak
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
                pages["with"].wait_quiet()
                kernel.answer(pages["with"])
                pages["with"].wait_quiet()
                lists += forms["with"].get_by_role("listbox").count()
    middle = {name: statistics.median(row) * 1000 for name, row in costs.items()}
    ratio = middle["with"] / middle["without"]
    figures = (
        f"{middle['with']:.2f} ms with, {middle['without']:.2f} without, {len(costs['with'])} keys"
    )
    record_property("script per keystroke", figures)
    print(f"script per keystroke: {figures}, {lists} lists")
    assert lists >= 3
    assert ratio < 1.5, figures  # of half a millisecond each, on a busy machine
    for one in pages.values():
        assert one.errors == []
    written = json.loads(pages["with"].written() or "{}")
    assert written == json.loads(plain.evaluate("() => written()"))


def test_a_large_account_is_looked_through_page_by_page(own_page: Own, large: Sandbox) -> None:
    """10,800 names in a sandbox, listed by its real services, 50 at a time."""
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
        page.wait_quiet()
        kernel.answer(page)
        expect(field.options).to_have_count(10)
    assert page.errors == []
