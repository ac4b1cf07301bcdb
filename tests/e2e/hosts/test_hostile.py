"""Texts that try to become code, to turn others around or to fill the page, in a real browser."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from modelpkg_widget.widget import page_data as form_page
from tests.e2e.canary import CanaryPage
from tests.e2e.pages.outcome_page import button
from tests.helpers.malicious_inputs import ALL, LONGEST, TEXTS, everywhere

EACH = list(TEXTS.values())
HIGHEST = 60_000  # CSS pixels
CREATE = "Create model package"


@pytest.fixture(scope="module")
def canary(browser: Browser, harness: str) -> Iterator[CanaryPage]:
    """One page for all of it."""
    page = browser.new_page()
    yield CanaryPage(page, harness)
    page.close()


@pytest.mark.own_tab
def test_the_canary_speaks(page: Page, harness: str) -> None:
    """What the other tests rest on."""
    own = CanaryPage(page, harness)
    form = own.show({})
    form.evaluate("(root, text) => { root.innerHTML += text; }", TEXTS["image"])
    page.wait_for_function("() => ran.length > 0")
    with pytest.raises(AssertionError):
        own.assert_silent()


@pytest.mark.parametrize(
    ("sent", "edited"),
    [
        (everywhere([ALL], keys=False), True),
        pytest.param(everywhere(EACH), False, marks=pytest.mark.soak),
        pytest.param(everywhere(EACH[::-1]), False, marks=pytest.mark.soak),
    ],
    ids=["all at once", "in turn", "the other way"],
)
def test_a_request_that_says_it_everywhere(canary: CanaryPage, sent: Any, edited: bool) -> None:
    """Text that would run as code, at every member and in every view: none of it runs."""
    form = canary.show(sent)
    canary.open_all()
    button(form, CREATE).click()
    canary.open_all()
    for name in ("Review", "Changes", "Export"):
        button(form, name).click()
    canary.assert_silent()
    if edited:
        assert canary.edit_and_edit_back() > 100
        assert json.loads(canary.written()) == sent
        canary.assert_silent()
    canary.page.evaluate("() => window.close()")


@pytest.mark.soak
@pytest.mark.parametrize("name", LONGEST)
def test_a_megabyte_neither_hangs_nor_overflows(canary: CanaryPage, name: str) -> None:
    """A megabyte in each member that takes text: the page answers, nothing leaves its sides."""
    text = LONGEST[name]
    request = {
        "ModelPackageName": text,
        "ModelPackageDescription": text,
        "Domain": text,
        "ModelApprovalStatus": text,
        "Tags": [{"Key": text, "Value": text}],
        "CustomerMetadataProperties": {text: "a", "b": text},
        "ModelCard": {"ModelCardContent": json.dumps([text])},
        "InferenceSpecification": {
            "Containers": [{"Image": text, "Environment": {text: "v"}}],
            "SupportedContentTypes": [text],
            "SupportedTransformInstanceTypes": [text],
        },
    }
    form = canary.show(request)
    canary.open_all()
    button(form, CREATE).click()
    canary.kernel_tells(**_refusal(text))
    for panel in ("Review", "Changes"):
        button(form, panel).click()
    canary.assert_silent()
    width, room, height = canary.page.evaluate(_SIZE)
    assert width <= room
    assert height < HIGHEST, "a megabyte shown whole is 100,000 high"
    canary.page.evaluate("() => window.close()")


_SIZE = """() => {
  const { scrollWidth, scrollHeight } = document.documentElement;
  return [scrollWidth, innerWidth, scrollHeight];
}"""


def _refusal(text: str) -> dict[str, Any]:
    reply = {"path": ["ModelPackageName"], "code": "service", "severity": "error", "hint": ""}
    return {"status": "refused", "issues": [{**reply, "message": text}]}


@pytest.mark.own_tab
def test_a_model_of_the_api_that_says_it_everywhere(page: Page, harness: str) -> None:
    """Descriptions, and whatever else stands in a botocore that somebody has changed."""
    turn = itertools.cycle([*EACH, ALL])
    tables = json.loads(json.dumps(form_page.tables()))
    for definition in tables["schema"]["$defs"].values():
        for place in [definition, *definition.get("properties", {}).values()]:
            for name in ("description", "x-aws-pattern", "title"):
                if name in place:
                    place[name] = next(turn)
    body = json.dumps(tables)
    page.route("**/tables.json", lambda route: route.fulfill(body=body))
    own = CanaryPage(page, harness)
    form = own.show(everywhere(["a"], keys=False))
    own.open_all()
    button(form, CREATE).click()
    own.open_all()
    own.assert_silent()
