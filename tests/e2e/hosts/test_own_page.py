"""The form in a real browser on a page of its own, under a policy without ``unsafe-eval``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.menus import choose, more
from tests.e2e.own_page import OwnPage

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
    name.press_sequentially("a_", delay=20)
    expect(error).to_be_empty(timeout=100)
    expect(error).to_contain_text("letters, digits and hyphens")
    assert error.get_attribute("id") in (name.get_attribute("aria-describedby") or "").split()
    name.press("Backspace")
    expect(error).to_be_empty()
    name.press("_")
    expect(error).not_to_be_empty()

    group = form.get_by_label("ModelPackageGroupName")
    group.fill("-")
    group.blur()
    problem = form.locator('[data-path="ModelPackageGroupName"] [data-role="error"]')
    expect(problem).not_to_be_empty(timeout=300)


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
    expect(error).to_contain_text('Give it one, remove it, or choose "Send empty text" in its menu')
    expect(value).to_have_attribute("aria-invalid", "true")
    page.page.wait_for_function("""() => written().includes('"Environment":{}')""")
    form.get_by_role("button", name=CREATE).click()
    assert page.submitted() == []
    choose(form, "A", "Send empty text")
    expect(error).to_have_text("")
    expect(form.locator(".mp-entry").get_by_text("Empty text is sent.")).to_be_visible()
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
    sent = json.loads(page.submitted()[-1]["value"])
    assert sent["CustomerMetadataProperties"] == {"a": "1", "b": "2"}


def test_the_button_opens_the_problems_and_each_leads_to_its_place(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ValidationSpecification": {"ValidationProfiles": [{}, {}]}, "Tags": [{}]})
    form.get_by_role("button", name=CREATE).click()
    problems = form.get_by_role("region", name="Problems")
    links = problems.get_by_role("link")
    expect(links.first).to_be_focused()
    expect(links.first).to_have_accessible_name(re.compile("Error: Give one of"))
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


def test_what_the_kernel_says_shows_until_the_member_changes(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageName": "a"})
    issue = {"path": ["ModelPackageName"], "code": "service", "severity": "error"}
    page.page.evaluate(
        "(told) => model.set('issues', [told])",
        {**issue, "message": "The name is taken.", "hint": "Give another."},
    )
    error = form.locator('[data-path="ModelPackageName"] [data-role="error"]')
    expect(error).to_have_text("The name is taken. Give another.")
    form.get_by_label("ModelPackageName").press_sequentially("b")
    expect(error).to_be_empty()


def test_a_kernel_write_keeps_what_is_being_typed(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageName": "a", "Tags": [{"Key": "k", "Value": "v"}]})
    name = form.get_by_label("ModelPackageName")
    name.focus()
    name.press("End")
    page.page.keyboard.type("bc")
    page.kernel_writes({"ModelPackageName": "kernel", "ModelPackageDescription": "new"})
    page.page.keyboard.type("d")
    expect(name).to_have_value("abcd")
    expect(name).to_be_focused()
    expect(form.get_by_label("ModelPackageDescription")).to_have_value("new")
    name.blur()
    assert json.loads(page.written()) == {
        "ModelPackageName": "abcd",
        "ModelPackageDescription": "new",
    }


WRONG: list[Any] = [
    [1, 2],
    "text",
    {"ModelPackageName": None, "Tags": {"a": 1}, "CertifyForMarketplace": "yes", "Nope": [1]},
    {"InferenceSpecification": 5, "ClientToken": 7, "ModelMetrics": [], "Domain": {"a": "b"}},
    {"Tags": [None, "x", {"Key": 1}], "CustomerMetadataProperties": {"": "1", "b": None}},
]


@pytest.mark.parametrize("request_", WRONG, ids=lambda value: json.dumps(value)[:30])
def test_wrong_values_are_kept_shown_and_named(own_page: Own, request_: Any) -> None:
    page = own_page()
    form = page.show(request_)
    form.get_by_role("button", name=CREATE).click()
    expect(form.get_by_role("region", name="Problems").locator("li").first).to_be_visible()
    page.open_all()
    page.edit_and_edit_back()
    assert page.errors == []


def test_deep_and_strange_values_do_not_break_the_page(own_page: Own) -> None:
    page = own_page()
    deep = "[" * 2000 + "]" * 2000
    text = f'{{"ModelPackageDescription": {deep}, "x": {deep}, "Domain": "\\ud800", "Task": NaN}}'
    form = page.show(text=text)
    form.get_by_label("ModelPackageGroupName").fill("a")
    form.get_by_label("ModelPackageGroupName").blur()
    written = page.written()
    assert deep in written
    assert '"Task":NaN' in written
    assert '"Domain":"\\ud800"' in written
    form.get_by_role("button", name=CREATE).click()
    links = form.get_by_role("region", name="Problems").get_by_role("link")
    places = links.locator(".mp-place")
    expect(places).to_have_text(["ModelPackageDescription", "Domain", "Task", "x"])
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
    told = [
        {"path": [], "code": "service", "severity": "error", "message": "No way.", "hint": ""},
        {"path": ["Tags"], "code": "service", "severity": "error", "message": "No.", "hint": ""},
    ]
    page.page.evaluate(
        "(told) => { model.set('issues', told); model.set('status', 'refused'); }", told
    )
    listed = form.get_by_role("region", name="Problems").get_by_role("listitem")
    expect(listed).to_have_text(["Error: No way.", "Tags Error: No."])
    form.get_by_role("button", name=CREATE).click()
    assert len(page.submitted()) == 1
    expect(listed).to_have_count(0)


def test_line_ends_from_the_kernel_show_and_stay(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageGroupName": "a"})
    page.kernel_writes({"ModelPackageName": "a\nb"})
    name = form.get_by_label("ModelPackageName")
    expect(name).to_have_value("a\nb")
    name.focus()
    page.page.keyboard.press("Control+a")
    page.page.keyboard.type("typed")
    expect(name).to_have_value("typed")
    expect(name).to_be_focused()
    name.blur()
    assert json.loads(page.written()) == {"ModelPackageName": "typed"}


@pytest.mark.parametrize("root", ["null", "7", "[]", '"text"'])
def test_a_request_that_is_no_structure_shows(own_page: Own, root: str) -> None:
    page = own_page()
    form = page.show()
    page.page.evaluate("(text) => model.assign(text)", root)
    expect(form.get_by_label("The request")).to_have_value(root)
    expect(form.locator('[data-role="error"]')).to_contain_text("a structure of named members")
    form.get_by_label("The request").fill('{"ModelPackageName": "mended"}')
    form.get_by_label("The request").blur()
    expect(form.get_by_label("ModelPackageName")).to_have_value("mended")


def test_a_request_nested_into_itself_leaves_nothing_behind(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageName": "a"})
    nested = '{"InferenceSpecification":' * 2000 + "1" + "}" * 2000
    page.page.evaluate("(text) => model.assign(text)", nested)
    page.kernel_writes({"ModelPackageName": "after"})
    expect(form.get_by_label("ModelPackageName")).to_have_value("after")
    form.get_by_label("ModelPackageName").fill("typed")
    form.get_by_label("ModelPackageName").blur()
    assert json.loads(page.written()) == {"ModelPackageName": "typed"}
    assert page.errors == []


def tags(*rows: str) -> dict[str, Any]:
    """A request as the kernel has it when `bty` was typed into b so far."""
    return {"Tags": [{"Key": row, "Value": "bty" if row == "b" else row} for row in rows]}


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        (tags("b", "c"), ["btyped", "c"]),
        (tags("a", "c"), ["a", "btyped", "c"]),
        (tags("n", "a", "b", "c"), ["n", "a", "btyped", "c"]),
        (tags("b"), ["btyped"]),
        ({}, ["a", "btyped", "c"]),
    ],
    ids=[
        "one before removed",
        "its own removed",
        "one added before",
        "only it left",
        "all removed",
    ],
)
def test_rows_that_come_and_go_elsewhere_leave_the_typed_one_alone(
    own_page: Own, theirs: dict[str, Any], expected: list[str]
) -> None:
    page = own_page()
    form = page.show({"Tags": [{"Key": row, "Value": row} for row in "abc"]})
    form.locator('[data-path="Tags[1].Value"] input').focus()
    page.page.keyboard.press("End")
    page.page.keyboard.type("ty")
    page.page.wait_for_timeout(450)  # written and answered: only the focus tells who is typing
    page.kernel_writes(theirs, writer="another page")
    page.page.keyboard.type("ped")
    at = expected.index("btyped")
    value = form.locator(f'[data-path="Tags[{at}].Value"] input')
    expect(value).to_have_value("btyped")
    expect(value).to_be_focused()
    value.blur()
    assert [row["Value"] for row in json.loads(page.written())["Tags"]] == expected


def test_a_value_of_the_wrong_kind_is_mended_in_its_box(own_page: Own) -> None:
    page = own_page()
    form = page.show({"Tags": "x"})
    box = form.get_by_label("Tags", exact=True)
    expect(box).to_have_value('"x"')
    box.fill("")
    box.press_sequentially('[{"Key": "a", "Value": "b"}]', delay=5)
    expect(box).to_be_focused()
    page.page.keyboard.press("Tab")
    expect(form.locator('[data-path="Tags[0].Key"] input')).to_have_value("a")
    assert json.loads(page.written()) == {"Tags": [{"Key": "a", "Value": "b"}]}


def test_a_rule_shows_where_it_speaks_and_says_why(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageGroupName": "g"})
    name = form.get_by_label("ModelPackageName")
    name.fill("n")
    error = form.locator('[data-path="ModelPackageGroupName"] [data-role="error"]')
    expect(error).to_contain_text("Give one of")  # once the typing pauses
    name.blur()
    expect(error).to_contain_text("Give one of ModelPackageGroupName and ModelPackageName")
    expect(form.get_by_label("ModelPackageGroupName")).to_have_attribute("aria-invalid", "true")

    form.get_by_role("button", name=CREATE).click()
    assert page.submitted() == []
    (entry,) = form.get_by_role("region", name="Problems").get_by_role("listitem").all()
    source = entry.get_by_text("Cannot determine which one to use.")
    expect(source).not_to_be_visible()
    entry.get_by_text("Why?").click()
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
