"""What is shown first, and what comes when that is painted."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.own_page import OwnPage

#: Each text that the counts have from the first frame on: of the bar, and of the first section.
WATCH = """() => {
  window.seen = [];
  const places = '[id$="-problems-fold"], .mp-section:first-of-type .mp-counts';
  const look = () => {
    const texts = [...document.querySelectorAll(places)].map((one) => one.textContent);
    if (texts.length && texts.join() !== window.seen.at(-1)?.join()) window.seen.push(texts);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
ROWS = 40


def test_no_wrong_count_is_shown_before_the_right_one(own_page: Callable[[], OwnPage]) -> None:
    own = own_page()
    own.page.evaluate(WATCH)
    # A rule speaks of one of them, the schema of the other.
    own.show({"ModelPackageName": "n", "ModelPackageGroupName": "g", "ModelPackageDescription": ""})
    bar = own.page.locator("[id$='-problems-fold']")
    expect(bar).to_contain_text("to fix")
    first, *others = own.page.evaluate("() => seen")
    assert [text for text in first if "to fix" in text or "No problems" in text] == []
    assert first[1] == "Checking…"
    assert len(others) == 1, "the counts change once"
    assert own.errors == []


def test_rows_out_of_sight_come_in_the_end(own_page: Callable[[], OwnPage]) -> None:
    own = own_page()
    tags = [{"Key": f"k{at}", "Value": "v"} for at in range(ROWS)]
    form = own.show({"ModelPackageName": "n", "Tags": tags})
    expect(form.locator('[data-path^="Tags["][data-path$=".Key"]')).to_have_count(ROWS)
    assert own.errors == []
