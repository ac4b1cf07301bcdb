"""What was loaded, as the page shows it: coerced, unresolved and omitted values."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.lab import Notebook
from tests.e2e.own_page import OwnPage
from tests.e2e.pages.loading_page import LOADED, REQUEST, panel, show_loaded
from tests.e2e.pages.outcome_page import button

Own = Callable[[], OwnPage]
Open = Callable[..., Notebook]


def test_what_was_repaired_and_what_is_missing_leads_to_its_field(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    page.kernel_writes(REQUEST)
    repaired = [{"path": ["ModelPackageGroupName"], "why": "Renamed from group."}]
    gaps = [{"path": ["Task"], "why": "The text has task here."}]
    left = [
        {"path": [], "why": "--region x belongs to the command."},
        {"path": ["Tags"], "why": "AWS does not tell them.", "source": "version 6"},
    ]
    page.kernel_tells(loaded={**LOADED, "coerced": repaired, "unresolved": gaps, "omitted": left})
    form.get_by_role("button", name="From version 7").click()
    expect(panel(form).locator('[data-role="omitted"] li')).to_have_text(
        [" --region x belongs to the command.", "Tags AWS does not tell them. (from version 6)"]
    )
    panel(form).locator('[data-role="unresolved"]').get_by_role("link", name="Task").click()
    expect(form.get_by_label("Task", exact=True)).to_be_focused()
    expect(panel(form).locator('[data-role="coerced"]')).to_contain_text("Renamed from group.")


def test_loading_is_one_step_to_undo(own_page: Own) -> None:
    page = own_page()
    form = page.show({"Domain": "MINE"})
    page.kernel_writes(REQUEST)
    page.kernel_tells(loaded=LOADED)
    expect(form.get_by_label("ModelPackageGroupName")).to_have_value("churn")
    button(form, "Undo").click()
    assert json.loads(page.written()) == {"Domain": "MINE"}


def test_what_was_left_out_leads_to_its_field(own_page: Own) -> None:
    page = own_page()
    form = show_loaded(page)
    expect(panel(form)).to_contain_text("Each version is approved separately.")
    expect(panel(form)).to_contain_text("Gone[3].ETag Belongs to the previous data.")
    panel(form).get_by_role("link", name="ModelApprovalStatus").click()
    expect(form.get_by_label("ModelApprovalStatus", exact=True)).to_be_focused()
