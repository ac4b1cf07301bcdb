"""Several rows that are pasted at once: into lists, pairs and maps."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.own_page import OwnPage

Own = Callable[[], OwnPage]


def test_tags_are_rows_and_take_many_lines(own_page: Own) -> None:
    page = own_page()
    form = page.show({"Tags": [{"Key": "team", "Value": "fraud"}]})
    expect(form.get_by_label("Key", exact=True)).to_have_value("team")
    form.get_by_role("button", name="Add Tags item").click()
    key = form.locator('[data-path="Tags[1].Key"] input')
    expect(key).to_be_focused()
    page.paste(key, "Key,Value\ncost,42\nowner,me@x.com")
    expected = [
        {"Key": "team", "Value": "fraud"},
        {"Key": "cost", "Value": "42"},
        {"Key": "owner", "Value": "me@x.com"},
    ]
    assert json.loads(page.written())["Tags"] == expected
    expect(form.locator('[data-path="Tags[2].Key"] input')).to_be_focused()
    expect(form.get_by_role("status")).to_have_text("2 pasted.")
    # In the middle, behind the row that it was pasted into.
    page.paste(
        form.locator('[data-path="Tags[0].Value"] input'),
        '[{"Value":"b","Key":"a"},["c","d"]]',
    )
    assert [tag["Key"] for tag in json.loads(page.written())["Tags"]] == [
        "team",
        "a",
        "c",
        "cost",
        "owner",
    ]
    first = form.locator('[data-path="Tags[0].Value"] input')
    page.paste(first, "plain")
    first.blur()
    assert json.loads(page.written())["Tags"][0]["Value"] == "fraudplain"


def test_lines_become_rows_of_a_list(own_page: Own) -> None:
    page = own_page()
    form = page.show({"InferenceSpecification": {"SupportedContentTypes": ["text/csv"]}})
    form.get_by_role("button", name="Containers and inference").click()
    form.get_by_role("button", name="Add SupportedContentTypes item").click()
    row = form.locator('[data-path="InferenceSpecification.SupportedContentTypes[1]"] input')
    page.paste(row, "image/png\n text/csv; header=present\r\n")
    expected = ["text/csv", "image/png", "text/csv; header=present"]
    page.expect_written({"InferenceSpecification": {"SupportedContentTypes": expected}})
    expect(form.locator(".mp-row")).to_have_count(3)


@pytest.mark.parametrize(
    ("text", "value", "pending"),
    [
        ("export A=b\n# no\nB='x=y # z'\nA=again", {"A": "b", "B": "x=y # z"}, ["again"]),
        ("{'A': 1.0, 'B': True}", {"A": "1.0", "B": "True"}, []),
        ('{"KEPT": "2", "B": "c"}', {"B": "c"}, ["2"]),
        ("KEPT=1", {}, []),
    ],
    ids=["env", "python", "json", "there already"],
)
def test_entries_are_pasted_into_a_map(
    own_page: Own, text: str, value: dict[str, str], pending: list[str]
) -> None:
    page = own_page()
    form = page.show({"CustomerMetadataProperties": {"KEPT": "1"}})
    form.get_by_label("ModelPackageName").fill("written")
    form.get_by_role("button", name="Model card and metadata").click()
    form.get_by_role("button", name="Add CustomerMetadataProperties entry").click()
    name = form.get_by_label("CustomerMetadataProperties entry 2, name")
    page.paste(name, text)
    last: dict[str, Any] = page.page.evaluate("() => model.writes.at(-1)")
    written = json.loads(last["value"]["text"])["CustomerMetadataProperties"]
    assert list(written.items()) == [("KEPT", "1"), *value.items()]
    assert [entry["text"] for entry in last["pending"]] == pending
    expect(form.locator(".mp-entry")).to_have_count(len(value) + len(pending) + 1)
    expect(form.locator(":focus")).to_have_count(1)
    # A name that is there is text like any other.
    page.paste(form.get_by_label("CustomerMetadataProperties entry 1, name"), "A=b")
    written = json.loads(
        page.page.evaluate("() => { document.activeElement.blur(); return written(); }")
    )
    assert "KEPTA=b" in written["CustomerMetadataProperties"]


@pytest.mark.parametrize(("key", "seen"), [("Home", "{env}-fraud"), ("Control+a", "{env}-")])
def test_what_is_no_list_is_pasted_where_the_caret_is(own_page: Own, key: str, seen: str) -> None:
    """Beside a busy kernel, too: it asks for nothing."""
    page = own_page()
    form = page.show({"Tags": [{"Key": "team", "Value": "fraud"}]})
    page.page.evaluate("() => { model.busy = true; }")
    value = form.locator('[data-path="Tags[0].Value"] input')
    value.press(key)
    page.allow_clipboard()
    page.page.evaluate("() => navigator.clipboard.writeText('{env}-')")
    value.press("Control+v")
    expect(value).to_have_value(seen)
    assert page.messages_of("get_page_part") == []
