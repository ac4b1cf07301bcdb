"""What a notebook shows of a form whose kernel is gone: the summary, kept with it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.lab import LabServer, Notebook
from tests.e2e.tabs import SharedTab

START = """
from modelpkg_widget import ModelPackageForm, sandbox
aws = sandbox()
form = ModelPackageForm(
    {"ModelPackageGroupName": aws.group, "CustomerMetadataProperties": {"API_TOKEN": "1-2-3"}},
    session=aws.session,
)
form
"""
SAVE = "() => window.jupyterapp.commands.execute('docmanager:save')"


def test_the_summary_is_kept_with_the_notebook(
    lab: LabServer,
    lab_tab: SharedTab,
    notebook: Callable[..., Notebook],
    request: pytest.FixtureRequest,
) -> None:
    """JupyterLab saves a notebook, and opens it again without the kernel that made the form."""
    page = notebook(START)
    page.run(0)
    form = page.form()
    summary = page.page.locator(".jp-RenderedHTML").filter(has_text="Saved summary")
    expect(summary).to_contain_text("Not sent yet at the time of saving.")
    expect(summary).to_be_hidden()  # the live form beside it says it all
    form.get_by_role("button", name="Create model package", exact=True).click()
    arn = form.locator('[data-role="arn"]')
    expect(arn).to_have_text(re.compile("^arn:"))
    description = form.get_by_label("ModelPackageDescription")
    description.press_sequentially("typed while it is brought up to date", delay=10)
    expect(summary).to_contain_text(arn.inner_text())
    expect(summary).to_contain_text("Completed")
    expect(description).to_be_focused()
    made = arn.inner_text()

    page.page.evaluate(SAVE)
    lab_tab.reset()
    again = Notebook(lab_tab.page(), lab, f"{request.node.name}.ipynb")
    expect(summary).to_contain_text(made)
    expect(summary).to_be_visible()
    expect(again.form()).to_have_count(0)
    summary.get_by_text("Request, 2 values").click()
    expect(summary.get_by_role("row")).to_have_text(
        [
            "FieldValue",
            "ModelPackageGroupNamemodelpkg-sandbox",
            'CustomerMetadataProperties{"API_TOKEN"}(hidden)',
        ]
    )
    assert page.errors == again.errors == []
