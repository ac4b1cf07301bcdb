"""The form in a real browser on a page of its own, under a policy without ``unsafe-eval``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.menus import choose, more
from tests.e2e.own_page import SHOWN, OwnPage

Own = Callable[[], OwnPage]
CREATE = "Create model package"


def test_the_policy_forbids_eval(own_page: Own) -> None:
    page = own_page()
    # Asked for by a script of the page: what the test itself evaluates is exempt.
    assert page.page.evaluate(
        "() => new Promise((done) => setTimeout(() => done(evalForbidden())))"
    )
    page.errors.clear()
    page.show({"ModelPackageName": "a"})
    assert page.errors == []


def test_a_verdict_shows_after_a_pause_or_when_the_field_is_left(own_page: Own) -> None:
    page = own_page()
    form = page.show()
    name = form.get_by_label("ModelPackageName")
    error = form.locator('[data-path="ModelPackageName"] [data-role="error"]')
    error.evaluate(_MEASURE_DELAY)
    name.press_sequentially("a_", delay=20)
    expect(error).to_contain_text("letters, digits, or hyphens")
    assert page.page.evaluate("() => window.verdictDelay") > 100
    assert error.get_attribute("id") in (name.get_attribute("aria-describedby") or "").split()
    name.press("Backspace")
    expect(error).to_be_empty()
    name.press("_")
    expect(error).not_to_be_empty()

    group = form.get_by_label("ModelPackageGroupName")
    group.fill("-")
    group.blur()
    problem = form.locator('[data-path="ModelPackageGroupName"] [data-role="error"]')
    page.page.evaluate(SHOWN)
    assert problem.inner_text()


#: Sets how many ms after the last key a text appears first.
_MEASURE_DELAY = """(element) => {
  let last = Infinity; // without a key, the delay is below any limit
  document.addEventListener("input", ({ timeStamp }) => { last = timeStamp; });
  new MutationObserver(() => { window.verdictDelay ??= performance.now() - last; })
    .observe(element, { childList: true, characterData: true, subtree: true });
}"""


def test_typing_implies_and_clearing_takes_back(own_page: Own) -> None:
    page = own_page()
    form = page.show()
    form.get_by_role("button", name="Metrics and baselines").click()
    page.open_all()
    field = form.locator('[data-path="ModelMetrics.ModelQuality.Statistics.S3Uri"] input')
    field.fill("s3://b/k")
    field.blur()
    expected = {"ModelMetrics": {"ModelQuality": {"Statistics": {"S3Uri": "s3://b/k"}}}}
    assert json.loads(page.written()) == expected
    field.fill("")
    field.blur()
    assert json.loads(page.written()) == {}


def test_set_unset_and_empty(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageDescription": "x"})
    description = form.get_by_label("ModelPackageDescription")
    description.fill("")
    description.blur()
    assert json.loads(page.written()) == {}
    choose(form, "ModelPackageDescription", "Send empty text")
    choose(form, "Tags", "Set to empty")
    form.get_by_role("button", name="Metrics and baselines").click()
    choose(form, "ModelMetrics", "Set")
    assert json.loads(page.written()) == {
        "ModelPackageDescription": "",
        "Tags": [],
        "ModelMetrics": {},
    }
    for name in ("ModelPackageDescription", "Tags", "ModelMetrics"):
        choose(form, name, "Unset")
    assert json.loads(page.written()) == {}


def test_a_name_without_a_value_is_to_be_filled_in(own_page: Own) -> None:
    page = own_page()
    containers = [{"Image": "a:1", "Environment": {"A": "1"}}]
    form = page.show(
        {"ModelPackageName": "n", "InferenceSpecification": {"Containers": containers}}
    )
    page.open_all()
    value = form.get_by_label("Environment entry 1, value")
    value.fill("")
    value.blur()
    error = form.locator(".mp-entry [data-role=error]")
    expect(error).to_contain_text(
        'Enter a value, remove the entry, or choose "Send empty text" in its menu'
    )
    expect(value).to_have_attribute("aria-invalid", "true")
    page.page.wait_for_function("""() => written().includes('"Environment":{}')""")
    form.get_by_role("button", name=CREATE).click()
    assert page.submitted() == []
    choose(form, "A", "Send empty text")
    expect(error).to_have_text("")
    expect(form.locator(".mp-entry").get_by_text("An empty string will be sent.")).to_be_visible()
    page.page.wait_for_function("""() => written().includes('"Environment":{"A":""}')""")


def test_map_entries_that_json_cannot_hold_are_pending(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageGroupName": "g", "CustomerMetadataProperties": {"a": "1"}})
    form.get_by_role("button", name="Model card and metadata").click()
    form.get_by_role("button", name="Add CustomerMetadataProperties entry").click()
    expect(form.get_by_label("CustomerMetadataProperties entry 2, name")).to_be_focused()
    page.page.keyboard.type("a")
    form.get_by_label("CustomerMetadataProperties entry 2, value").fill("2")
    form.get_by_label("CustomerMetadataProperties entry 2, value").blur()
    entry = form.locator(".mp-entry").nth(1)
    expect(entry.locator('[data-role="error"]')).to_contain_text("Another entry has the same name")
    last: dict[str, Any] = page.page.evaluate("() => model.writes.at(-1)")
    assert json.loads(last["value"]["text"])["CustomerMetadataProperties"] == {"a": "1"}
    assert last["pending"] == [
        {"path": ["CustomerMetadataProperties"], "key": "a", "text": "2", "code": "key.uniqueItems"}
    ]
    form.get_by_role("button", name=CREATE).click()
    assert page.submitted() == []
    form.get_by_label("CustomerMetadataProperties entry 2, name").fill("b")
    form.get_by_role("button", name=CREATE).click()
    sent = json.loads(page.last_message("submit")["request"])
    assert sent["CustomerMetadataProperties"] == {"a": "1", "b": "2"}


def test_the_button_opens_the_problems_and_each_leads_to_its_place(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ValidationSpecification": {"ValidationProfiles": [{}, {}]}, "Tags": [{}]})
    form.get_by_role("button", name=CREATE).click()
    problems = form.get_by_role("region", name="Problems")
    links = problems.get_by_role("link")
    expect(links.first).to_be_focused()
    expect(links.first).to_have_accessible_name(re.compile("Error: Enter either"))
    places = links.locator(".mp-place")
    texts = places.all_inner_texts()
    assert "ValidationSpecification.ValidationProfiles[1].ProfileName" in texts
    assert form.locator(".mp-bar").get_by_text(f"{len(texts)} to fix").count() == 1
    for text in texts:
        places.get_by_text(text, exact=True).click()
        expect(
            form.locator(f"[data-path='{text}']")
            .locator(":focus")
            .or_(form.locator(f"[data-path='{text}']:focus"))
        ).to_have_count(1)
    assert page.submitted() == []


def test_two_views_of_one_form_share_it(own_page: Own) -> None:
    page = own_page()
    page.show({"Tags": [{"Key": "a", "Value": "b"}]}, places=2)
    first, second = (page.page.locator(".modelpkg-form").nth(at) for at in (0, 1))
    first.get_by_label("ModelPackageName").press_sequentially("shared")
    expect(second.get_by_label("ModelPackageName")).to_have_value("shared")
    second.get_by_role("button", name="Add Tags item").click()
    expect(first.locator('[data-path="Tags[1]"]')).to_have_count(1)
    ids = page.page.evaluate("() => [...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))
    page.page.evaluate("() => window.close()")


def test_a_form_that_was_used_and_closed_leaves_the_page_as_it_was(own_page: Own) -> None:
    """No listener, element, style, name or timer: what the reuse of a page relies on, too."""
    page = own_page()
    page.show({"ModelPackageName": "a", "Tags": [{"Key": "k", "Value": "v"}]})
    page.load_later()
    page.open_all()
    assert page.edit_and_edit_back() > 20
    page.page.keyboard.press("Control+k")
    page.page.keyboard.type("tags")
    assert page.page.evaluate("() => restore()") is True
    assert page.errors == []


def test_no_key_reaches_the_page_around(own_page: Own, page: Page) -> None:
    own = own_page()
    form = own.show()
    page.evaluate(
        "() => { window.keys = []; addEventListener('keydown', (e) => keys.push(e.key)); }"
    )
    form.get_by_label("ModelPackageName").focus()
    for key in ("d", "Escape", "ArrowDown", "Shift+Enter"):
        page.keyboard.press(key)
    assert page.evaluate("() => keys") == []


def test_the_focus_stays_in_the_form_when_things_go(own_page: Own) -> None:
    page = own_page()
    form = page.show(
        {"Tags": [{"Key": "a"}, {"Key": "b"}], "CustomerMetadataProperties": {"a": "1"}}
    )
    form.get_by_role("button", name="Remove Tags item 1").click()
    expect(form.get_by_role("button", name="Remove Tags item 1")).to_be_focused()
    expect(form.locator('[data-path="Tags[0]"]')).to_contain_text("Tags item 1")
    page.page.keyboard.press("Enter")
    expect(form.get_by_role("button", name="Add Tags item")).to_be_focused()
    page.page.keyboard.press("Enter")
    expect(form.locator('[data-path="Tags[0].Key"] input')).to_be_focused()

    form.get_by_role("button", name="Model card and metadata").click()
    form.get_by_role("button", name="Remove CustomerMetadataProperties entry 1").click()
    expect(form.get_by_role("button", name="Add CustomerMetadataProperties entry")).to_be_focused()
    choose(form, "ModelCard", "Set")
    expect(more(form, "ModelCard")).to_be_focused()


def test_a_refusal_is_no_reason_not_to_try_again(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageGroupName": "a"})
    issues = [
        {"path": [], "code": "service", "severity": "error", "message": "No way.", "hint": ""},
        {"path": ["Tags"], "code": "service", "severity": "error", "message": "No.", "hint": ""},
    ]
    page.page.evaluate(
        "(told) => { model.set('issues', told); model.set('status', 'refused'); }", issues
    )
    listed = form.get_by_role("region", name="Problems").get_by_role("listitem")
    expect(listed).to_have_text(["Error: No way.", "Tags Error: No."])
    form.get_by_role("button", name=CREATE).click()
    assert len(page.submitted()) == 1
    expect(listed).to_have_count(0)


def test_a_rule_shows_where_it_speaks_and_says_why(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageGroupName": "g"})
    name = form.get_by_label("ModelPackageName")
    name.fill("n")
    error = form.locator('[data-path="ModelPackageGroupName"] [data-role="error"]')
    expect(error).to_contain_text("Enter either")  # once the typing pauses
    name.blur()
    expect(error).to_contain_text("Enter either ModelPackageGroupName or ModelPackageName")
    expect(form.get_by_label("ModelPackageGroupName")).to_have_attribute("aria-invalid", "true")

    form.get_by_role("button", name=CREATE).click()
    assert page.submitted() == []
    (entry,) = form.get_by_role("region", name="Problems").get_by_role("listitem").all()
    source = entry.get_by_text("Cannot determine which one to use.")
    expect(source).not_to_be_visible()
    entry.get_by_text("Source", exact=True).click()
    expect(source).to_be_visible()

    name.fill("")
    name.blur()
    expect(error).to_be_empty()
    form.get_by_role("button", name=CREATE).click()
    assert len(page.submitted()) == 1


def test_the_button_counts_what_a_rule_says_of_the_last_keystroke(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageGroupName": "g"})
    form.get_by_label("ModelPackageName").fill("n")
    page.page.evaluate("() => document.querySelector('[data-role=submit]').click()")
    assert page.submitted() == []
    expect(form.get_by_role("region", name="Problems").get_by_role("link")).to_have_count(1)
