"""What changed since a request was loaded, as the page shows it."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.e2e.own_page import OwnPage
from tests.e2e.pages.loading_page import LOADED, REQUEST, changes, show_loaded
from tests.e2e.pages.outcome_page import button

Own = Callable[[], OwnPage]


def cells(form: Locator) -> list[list[str]]:
    rows = changes(form).locator("tbody tr")
    expect(rows.first).to_be_visible()  # they come with the frame after the heading
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def test_what_changed_since_it_was_loaded(own_page: Own) -> None:
    page = own_page()
    form = show_loaded(page)
    expect(changes(form)).to_have_count(0)
    button(form, "Changes").press("Enter")
    expect(changes(form)).to_contain_text("Changed since version 7 of churn")
    expect(changes(form)).to_contain_text("No changes.")
    description = form.get_by_label("ModelPackageDescription")
    description.fill("new")
    description.blur()
    expect(changes(form).locator("tbody tr")).to_have_count(1)
    after = {**REQUEST, "ModelPackageDescription": "", "Tags": [{"Key": "k", "Value": "v" * 200}]}
    after["InferenceSpecification"] = {"Containers": [{"Image": "i", "ModelDataUrl": "s3://b/8"}]}
    del after["MetadataProperties"]
    page.kernel_writes(after)
    expect(changes(form).locator("tbody tr")).to_have_count(4)
    artifact = "InferenceSpecification.Containers[0].ModelDataUrl"
    rows = cells(form)
    assert rows[0] == [artifact, "changed", "s3://b/7", "s3://b/8"]
    assert rows[1] == ["MetadataProperties", "removed", '{"CommitId":"abc"}', ""]
    assert [row[:3] for row in rows[2:]] == [
        ["ModelPackageDescription", "added", ""],
        ["Tags", "added", ""],
    ]
    assert rows[2][3] == '""'
    whole = changes(form).get_by_text("v" * 200)
    expect(whole).not_to_be_visible()
    changes(form).locator("summary").press("Enter")
    expect(whole).to_be_visible()
    changes(form).get_by_role("link", name=artifact).click()
    expect(form.locator(f'[data-path="{artifact}"] input')).to_be_focused()


def test_changes_compare_with_the_previous_version_and_mark_what_differs(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    merged = {**REQUEST, "InferenceSpecification": {"Containers": [{"ModelDataUrl": "s3://b/8"}]}}
    page.kernel_writes(merged)
    previous = {"previous": json.dumps(REQUEST), "previous_source": "version 7 of churn"}
    source = "training job t, merged into version 7 of churn"
    page.kernel_tells(loaded={**LOADED, **previous, "source": source, "base": json.dumps(merged)})
    button(form, "Changes").click()
    expect(changes(form)).to_contain_text("Changed since version 7 of churn")
    row = changes(form).get_by_role("row", name="ModelDataUrl")
    expect(row.locator("td").nth(1)).to_have_text("s3://b/7")
    expect(row.locator("mark")).to_have_text(["7", "8"])


def test_what_was_filled_in_when_nothing_was_loaded(own_page: Own) -> None:
    page = own_page()
    form = page.show({"Tags": [{"Key": "a", "Value": "1"}]})
    button(form, "Changes").click()
    expect(changes(form)).to_contain_text("Filled in so far")
    assert [row[:2] for row in cells(form)] == [["Tags", "added"]]
    base = json.dumps({"Tags": [{"Key": "b", "Value": "2"}, {"Key": "a", "Value": "1"}]})
    page.kernel_tells(loaded={**LOADED, "source": "", "base": base, "carried": []})
    expect(changes(form)).to_contain_text("Changed since loading")
    expect(changes(form).locator("tbody th")).to_have_text("Tags[0]")
    expect(changes(form).get_by_role("link")).to_have_count(0)
