"""The notebook that certifies, from its first step to its last, in JupyterLab."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import ROOT
from tests.e2e.lab import LabServer, Notebook

NAME = "03_marketplace_certification.ipynb"


@pytest.fixture
def certification(lab: LabServer, page: Page) -> Callable[[], Notebook]:
    """Open the notebook as it is shipped, in its code cells alone."""

    def opened() -> Notebook:
        cells = json.loads((ROOT / "notebooks" / NAME).read_text("utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        # A sandbox of its own, at a speed that leaves time to be looked at; the rest is the same.
        code[0] = code[0].replace(
            "sandbox(speed=1200)", 'sandbox(account="000000000303", speed=1800)'
        )
        assert "303" in code[0]
        code[0] = "import os\nos.environ.pop('MODELPKG_SANDBOX')\n" + code[0]
        lab.write("certification.ipynb", [*code[:3], 'aws.fail_next("ping")'])
        return Notebook(page, lab, "certification.ipynb")

    return opened


def step(form: Locator, title: str) -> Locator:
    """Go to a step by its name; returns what it shows."""
    form.get_by_role("navigation", name="Steps").get_by_role("button", name=title).click()
    shown = form.locator(".mp-step")
    expect(shown.locator("h3")).to_contain_text(title)
    expect(shown.locator("h3")).to_be_focused()
    return shown


def on(form: Locator) -> None:
    form.get_by_role("button", name=re.compile("^Next: ")).click()


def field(form: Locator, name: str) -> Locator:
    return form.get_by_label(name, exact=True)


def standing(form: Locator, title: str) -> Locator:
    return (
        form.get_by_role("navigation", name="Steps").get_by_role("listitem").filter(has_text=title)
    )


@pytest.mark.timeout(300)  # two certifications are waited for
def test_from_the_first_step_to_the_portal(certification: Callable[[], Notebook]) -> None:
    """The walkthrough of the notebook, step by step in JupyterLab, to a certified package."""
    page = certification()
    for cell in range(4):
        page.run(cell)
    inputs = dict(
        re.split(r"\s{2,}|(?<=ModelDataUrl) ", row, maxsplit=1) for row in page.text(2).split("\n")
    )
    form = page.form()
    expect(form.locator(".mp-step > h3")).to_have_text("What do you want to create?")

    form.get_by_role("radio", name="A model package for AWS Marketplace").check()
    expect(field(form, "CertifyForMarketplace")).to_have_value("true")
    on(form)
    field(form, "ModelPackageName").fill(inputs["ModelPackageName"])
    on(form)
    form.get_by_role("button", name="Add Containers item", exact=True).click()
    field(form, "Image").fill(inputs["Containers: Image"])
    field(form, "ModelDataUrl").fill(inputs["Containers: ModelDataUrl"])
    on(form)
    for name in ("SupportedContentTypes", "SupportedResponseMIMETypes"):
        form.get_by_role("button", name=f"Add {name} item", exact=True).click()
        field(form, f"{name} item 1").fill("text/csv")
    for name in ("SupportedTransformInstanceTypes", "SupportedRealtimeInferenceInstanceTypes"):
        box = form.get_by_role("combobox", name=f"Search {name}")
        box.fill("ml.m5.xlarge")
        box.press("Enter")
    on(form)
    field(form, "ValidationRole").fill(inputs["ValidationRole"])
    form.get_by_role("button", name="Add ValidationProfiles item").click()
    field(form, "ProfileName").fill("first")
    field(form, "S3DataType").select_option("S3Prefix")
    field(form, "S3Uri").fill(inputs["Profile: S3Uri"].split(" ")[0])
    field(form, "ContentType").fill("text/csv")
    field(form, "SplitType").select_option("Line")
    field(form, "S3OutputPath").fill(inputs["Profile: S3OutputPath"])
    field(form, "InstanceType").fill("ml.m5.xlarge")
    field(form, "InstanceCount").fill("1")
    on(form)

    preflight = form.get_by_role("region", name="Preflight", exact=True)
    preflight.get_by_role("button").first.click()
    expect(preflight).to_contain_text(re.compile(r"1 recommended, \d+ passed"), timeout=60_000)
    expect(standing(form, "Preflight")).to_contain_text("done")
    on(form)
    expect(standing(form, "Rehearsal")).to_contain_text("not started")
    on(form)
    review = form.get_by_role("region", name="Review", exact=True)
    expect(review.locator("tbody tr").first).to_contain_text("flowers-1")
    expect(review).to_contain_text(
        "To: Sandbox with a fault: nothing is sent to AWS (account 000000000303"
    )
    on(form)
    cost = (
        "AWS will run one batch transform job on 1 × ml.m5.xlarge in your account. You pay for it."
    )
    expect(form.locator(".mp-step")).to_contain_text(cost)
    form.get_by_role("button", name="Create model package", exact=True).click()
    expect(form.locator('[data-role="arn"]')).to_have_text(re.compile(":model-package/flowers-1$"))
    on(form)

    outcome = form.get_by_role("region", name="Outcome")
    expect(outcome).to_contain_text("Model container failed to respond to ping", timeout=60_000)
    expect(standing(form, "Track progress")).to_contain_text("1 to fix")
    outcome.get_by_role("button", name="Prepare a retry").click()
    step(form, "Name and description")
    expect(field(form, "ModelPackageName")).not_to_have_value("flowers-1")
    field(form, "ModelPackageName").fill("flowers-2")
    step(form, "Create")
    form.get_by_role("button", name="Create model package", exact=True).click()
    expect(form.locator('[data-role="arn"]')).to_have_text(re.compile(":model-package/flowers-2$"))
    on(form)
    expect(standing(form, "Track progress")).to_contain_text("done", timeout=60_000)
    on(form)
    portal = form.locator(".mp-step")
    expect(portal).to_contain_text("Step 11 of 11: Next steps in the portal")
    expect(portal.get_by_role("link", name=re.compile("Open Products"))).to_have_attribute(
        "href", re.compile("^https://aws.amazon.com/marketplace/")
    )
    expect(portal.get_by_role("row")).to_have_text(
        [
            "SupportedTransformInstanceTypesml.m5.xlarge",
            "SupportedRealtimeInferenceInstanceTypesml.m5.xlarge",
            "SupportedContentTypestext/csv",
            "SupportedResponseMIMETypestext/csv",
        ]
    )
    assert page.errors == []
