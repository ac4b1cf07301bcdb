"""The form in the boxes of a host: in each it is as wide as alone, and nothing of it is cut."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Page, expect

from tests.hosts.results import keep_picture

#: Of ipywidgets.
BOXES = ("HBox", "VBox", "Tab", "GridBox")
#: Displays the form once more alone, then in each box.
CODE = f"""
import ipywidgets
from IPython.display import display
display(form)
for name in {BOXES}:
    display(getattr(ipywidgets, name)([form]))
"""
_MEASURE = """(forms) => forms.slice(1).map((form) => ({
  width: form.getBoundingClientRect().width,
  isCut: form.scrollWidth > form.clientWidth + 1,
}))"""


def check_boxes(page: Page, name: str, boxes: Sequence[str] = BOXES) -> None:
    """Look at what `CODE` has displayed, or the like of it for boxes of other names.

    Args:
        page: of the host, with one form more, which came before.
        name: of the host, for the name of its picture.
        boxes: in their order; the form alone comes before them.
    """
    forms = page.locator(".modelpkg-form")
    expect(forms).to_have_count(2 + len(boxes))
    for at in range(1, 2 + len(boxes)):
        expect(forms.nth(at).locator('[data-role="arn"]')).to_be_visible()
    alone, *boxed = forms.evaluate_all(_MEASURE)
    page.set_viewport_size({"width": 1280, "height": 2400})
    forms.nth(3).scroll_into_view_if_needed()
    keep_picture(page, f"boxes-{name}")
    widths = dict(zip(boxes, (one["width"] for one in boxed), strict=True))
    assert alone["width"] > 500, "too narrow to tell anything"
    assert {box: w for box, w in widths.items() if not 0.9 < w / alone["width"] <= 1.01} == {}
    assert [box for box, one in zip(boxes, boxed, strict=True) if one["isCut"]] == []
