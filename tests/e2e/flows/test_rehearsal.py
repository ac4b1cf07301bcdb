"""The rehearsal: its panel, and the guide's step over a kernel with a real container engine."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.kernel_page import Cells
from tests.e2e.own_page import OwnPage
from tests.e2e.pages.outcome_page import button
from tests.e2e.pages.preflight_page import REQUEST
from tests.e2e.pages.rehearsal_page import RUNNING, panel, with_lines
from tests.rehearsal.conftest import engine_command as engine_command  # a fixture

Own = Callable[[], OwnPage]
OpenCells = Callable[..., Cells]
FORM = """
import os
os.environ["MODELPKG_ENGINE"] = {engine!r}
from modelpkg_widget import ModelPackageForm, sandbox
aws = sandbox(account="000000008200")
form = ModelPackageForm(session=aws.session, mode="guided", value={{
    "ModelPackageName": "flowers",
    "CertifyForMarketplace": True,
    "InferenceSpecification": {{
        "Containers": [{{
            "Image": "localhost/rehearsal-works:1", "Environment": {{"FAULT": "installs"}},
        }}],
        "SupportedTransformInstanceTypes": ["ml.m5.large"],
        "SupportedContentTypes": ["text/csv"],
        "SupportedResponseMIMETypes": ["text/csv"],
    }},
    "ValidationSpecification": {{
        "ValidationRole": aws.role,
        "ValidationProfiles": [{{
            "ProfileName": "first",
            "TransformJobDefinition": {{
                "TransformInput": {{
                    "DataSource": {{"S3DataSource": {{
                        "S3DataType": "S3Prefix", "S3Uri": aws.validation_input}}}},
                    "ContentType": "text/csv",
                    "SplitType": "Line",
                }},
                "TransformOutput": {{"S3OutputPath": aws.validation_output, "Accept": "text/csv"}},
                "TransformResources": {{"InstanceType": "ml.m5.large", "InstanceCount": 1}},
            }},
        }}],
    }},
}})
form
"""


def test_it_runs_when_somebody_asks_and_can_be_cancelled(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    button(form, "Rehearsal").click()
    panel(form).get_by_role("button", name="Run rehearsal").click()
    assert len(page.messages_of("rehearse")) == 1
    page.kernel_tells(rehearsal_report={**RUNNING, "findings": []})
    stage = panel(form).locator('[data-role="stage"]')
    expect(stage).to_contain_text("Waiting for GET /ping: 4 s")
    expect(stage).to_contain_text("Usually a few minutes")
    cancel = panel(form).get_by_role("button", name="Cancel")
    cancel.click()
    expect(stage).to_contain_text("Stopping the containers…")
    cancel.click(force=True)
    assert len(page.messages_of("cancel_rehearsal")) == 1
    page.kernel_tells(rehearsal_report={**RUNNING, "state": "off", "findings": [], "verdict": ""})
    expect(panel(form).get_by_role("button", name="Run rehearsal")).to_be_visible()
    assert page.errors == []


def test_the_verdict_is_shown_and_announced(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    button(form, "Rehearsal").click()
    page.kernel_tells(rehearsal_report=with_lines(15))
    expect(form.locator(".mp-hidden[role=status]")).to_have_text("Certification would fail.")
    verdict = panel(form).locator('[data-role="verdict"]')
    expect(verdict).to_contain_text("✕ Certification would fail. Run on January 2, 2026")
    row = panel(form).locator('[data-check="rehearsal-start"]')
    row.locator("summary").click()
    expect(row).to_contain_text("/simple/scikit-learn/")
    row.get_by_role("link", name="InferenceSpecification.Containers[0].Image").click()
    expect(form.get_by_label("Image", exact=True)).to_be_focused()
    assert page.errors == []


def test_a_cause_is_found_fixed_and_gone(cells: OpenCells, engine_command: str) -> None:
    """In the guide, with a container that is run for real: it fails, is changed, and passes."""
    page = cells(FORM.format(engine=engine_command), "print(form.rehearsal_report['outcome'])")
    page.run_cell(0)
    form = page.form()
    form.get_by_role("radio", name="AWS Marketplace").check()
    steps = form.get_by_role("navigation", name="Steps")
    steps.get_by_role("button", name="Rehearsal").click()
    panel(form).get_by_role("button", name="Run rehearsal").click()
    verdict = panel(form).locator('[data-role="verdict"]')
    expect(verdict).to_contain_text("Certification would fail.", timeout=120_000)
    start = panel(form).locator('[data-check="rehearsal-start"]')
    expect(start).to_contain_text("tried to install packages at startup")
    expect(steps.get_by_role("button", name="Rehearsal")).to_contain_text("to fix")

    steps.get_by_role("button", name="Container").click()
    path = 'InferenceSpecification.Containers[0].Environment{"FAULT"}'
    form.locator(f"[data-path='{path}'] input").last.fill("none")
    steps.get_by_role("button", name="Rehearsal").click()
    expect(panel(form)).to_contain_text("out of date")
    panel(form).get_by_role("button", name="Run again").click()
    expect(verdict).to_contain_text(
        "Certification would pass as far as this shows.", timeout=120_000
    )
    expect(steps.get_by_role("button", name="Rehearsal")).to_contain_text("done")
    page.run_cell(1)
    assert page.text(1).strip() == "passed"
    assert page.errors == []


pytestmark = pytest.mark.timeout(600)
