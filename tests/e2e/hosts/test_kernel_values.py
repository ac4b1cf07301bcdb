"""Values that a kernel writes, on a page of its own: shown, kept and merged with what is typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.own_page import OwnPage

Own = Callable[[], OwnPage]
CREATE = "Create model package"


def test_what_the_kernel_says_shows_until_the_member_changes(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageName": "a"})
    issue = {"path": ["ModelPackageName"], "code": "service", "severity": "error"}
    page.page.evaluate(
        "(told) => model.set('issues', [told])",
        {**issue, "message": "This name is already in use.", "hint": "Give another."},
    )
    error = form.locator('[data-path="ModelPackageName"] [data-role="error"]')
    expect(error).to_have_text("This name is already in use. Give another.")
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


def test_deep_and_unexpected_values_do_not_break_the_page(own_page: Own) -> None:
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
    expect(form.locator('[data-role="error"]')).to_contain_text("an object (named members)")
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
    page.wait_quiet()  # written and answered: only the focus says who is typing
    page.kernel_writes(theirs, writer="another page")
    page.page.keyboard.type("ped")
    at = expected.index("btyped")
    value = form.locator(f'[data-path="Tags[{at}].Value"] input')
    expect(value).to_have_value("btyped")
    expect(value).to_be_focused()
    value.blur()
    assert [row["Value"] for row in json.loads(page.written())["Tags"]] == expected


def test_value_of_the_wrong_type_is_fixed_in_its_field(own_page: Own) -> None:
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
