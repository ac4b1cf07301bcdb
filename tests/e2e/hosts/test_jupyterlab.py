"""The form in a real JupyterLab with a real kernel, against the sandbox."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.kernel_page import Cells
from tests.e2e.lab import Notebook, busy

Open = Callable[..., Notebook]
OpenCells = Callable[..., Cells]
START = """
from modelpkg_widget import ModelPackageForm, sandbox
aws = sandbox()
form = ModelPackageForm(session=aws.session)
form
"""


def assert_small(page: Notebook, frames: list[bytes]) -> None:
    """One display takes few messages and bytes."""
    opened = page.opened_comms()
    sent = sum(map(len, frames))
    print(f"{len(opened)} comms, {sent} bytes received")
    assert 1 <= len(opened) <= 3
    assert sent <= 200_000


def test_from_wrong_input_to_the_arn(notebook: Open, tmp_path: Path) -> None:
    """All of it in JupyterLab: a small display, a busy kernel, mistakes, no other host."""
    gate = tmp_path / "gate"
    page = notebook(
        START, busy(gate), "print(form.arn, form.status)", "print(aws.group, aws.image, aws.role)"
    )
    before = len(page.frames)
    page.run(0)
    expect(page.form().locator('[data-role="target"]')).to_contain_text("Sandbox")
    assert_small(page, page.frames[before:])
    page.run(3)
    group, image, role = page.text(3).split()
    form = page.form()
    expect(form.locator('[data-role="target"]')).to_contain_text("Sandbox: nothing is sent to AWS")

    page.run(1, wait=False)
    name = form.get_by_label("ModelPackageGroupName")
    name.press_sequentially("-not a name-")
    error = form.locator('[data-path="ModelPackageGroupName"] [data-role="error"]')
    expect(error).to_contain_text("letters, digits, or hyphens")
    expect(name).to_have_attribute("aria-invalid", "true")
    assert page.is_running(1)
    gate.touch()
    name.fill(group)
    expect(error).to_be_empty()

    form.get_by_role("button", name="Containers and inference").click()
    form.get_by_role("button", name="Add Containers item", exact=True).click()
    form.get_by_label("Image", exact=True).fill(image)
    form.get_by_role("button", name="Validation and Marketplace").click()
    form.get_by_label("ValidationRole", exact=True).fill(role)
    form.get_by_role("button", name="Add ValidationProfiles item").click()
    form.get_by_role("button", name="Create model package", exact=True).click()
    problems = form.get_by_role("region", name="Problems")
    first = problems.get_by_role("link").first
    expect(first).to_be_focused()
    first.press("Enter")
    expect(form.get_by_label("ProfileName", exact=True)).to_be_focused()
    page.page.keyboard.type("first")
    form.get_by_label("S3DataType", exact=True).select_option("S3Prefix")
    form.get_by_label("S3Uri", exact=True).fill("s3://bucket/in/")
    form.get_by_label("S3OutputPath", exact=True).fill("s3://bucket/out/")
    form.get_by_label("InstanceType", exact=True).fill("ml.m5.large")
    form.get_by_label("InstanceCount", exact=True).fill("1")
    expect(problems.get_by_role("link")).to_have_count(0)
    form.get_by_role("button", name="Create model package", exact=True).click()
    shown = form.locator('[data-role="arn"]')
    expect(shown).to_have_text(re.compile(rf"^arn:aws:sagemaker:.*:model-package/{group}/\d+$"))
    page.run(2)
    assert page.text(2) == f"{shown.inner_text()} created"
    assert len(page.hosts) == 1
    assert page.errors == []


def test_what_the_account_has_is_offered_by_the_kernel(cells: OpenCells) -> None:
    """A real kernel lists repositories and images of the sandbox while an image is typed."""
    start = START.replace("sandbox()", 'sandbox(account="000000000404")')
    page = cells(start, "print(aws.image, form.value)")
    page.run_cell(0)
    form = page.form()
    form.get_by_role("button", name="Containers and inference").click()
    form.get_by_role("button", name="Add Containers item", exact=True).click()
    image = form.get_by_label("Image", exact=True)
    image.press_sequentially("mod")
    option = form.get_by_role("listbox").get_by_role("option")
    expect(option).to_have_count(1)
    image.press("ArrowDown")
    image.press("Enter")  # the repository, which holds images
    expect(option).to_have_count(2)
    image.press("ArrowDown")
    image.press("Enter")
    expect(option).to_have_count(0)
    page.run_cell(1)
    address, answer = page.text(1).split(maxsplit=1)
    assert answer == str({"InferenceSpecification": {"Containers": [{"Image": address}]}})
    assert page.errors == []


def test_a_press_beside_a_running_cell_is_taken(cells: OpenCells, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    fill = 'form.value = {"ModelPackageGroupName": aws.group}'
    page = cells(START, fill, busy(gate))
    page.run_cell(0)
    form = page.form()
    expect(form.locator('[data-role="target"]')).to_contain_text("Sandbox")
    page.run_cell(1)
    page.run_cell(2, wait=False)
    form.get_by_role("button", name="Create model package", exact=True).click()
    outcome = form.locator('[data-role="outcome"]')
    expect(outcome).to_contain_text(re.compile("Waiting for the kernel|Creating|Created"))
    gate.touch()
    # At once where the kernel answers beside a cell (ipykernel 7, not always), else at its end.
    expect(form.locator('[data-role="arn"]')).to_contain_text("model-package", timeout=20_000)
    expect(outcome).to_contain_text("Created")


def test_a_kernel_that_is_gone_is_reported_and_nothing_typed_is_lost(notebook: Open) -> None:
    """A kernel of JupyterLab is ended while somebody types into its form."""
    page = notebook(START, "import json; print(json.dumps(form.value))")
    page.run(0)
    form = page.form()
    form.get_by_label("ModelPackageName").fill("typed")
    page.expect_printed(1, {"ModelPackageName": "typed"})
    page.page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
    )
    expect(form.locator('[data-role="gone"]')).to_contain_text(
        "The kernel behind this form has stopped"
    )
    form.get_by_label("ModelPackageDescription").press_sequentially("and on", delay=20)
    form.get_by_role("button", name="Create model package", exact=True).click()
    expect(form.get_by_label(re.compile("Your input"))).to_have_value(re.compile("and on"))
    assert page.errors == []
    page.run(0)
    expect(page.form()).to_be_visible()
    expect(page.form().locator('[data-role="gone"]')).to_have_count(0)
