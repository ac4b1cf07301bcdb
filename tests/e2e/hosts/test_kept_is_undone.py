"""To keep a copied value is a step of undo, for the page and for the kernel behind it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from modelpkg_widget.fake_aws import Sandbox
from tests.e2e.kernel_page import KernelPage

MAKE = """
from modelpkg_widget import ModelPackageForm, SubmitError, sandbox
form = ModelPackageForm(session=sandbox().session)
form.load(group="kept-is-undone")
form"""
TRY = """
try:
    form.submit()
except SubmitError as error:
    print([issue.code for issue in error.issues])
else:
    print("sent")
"""


def test_what_is_taken_back_is_sent_by_nobody(
    kernel_aws: Sandbox, kernel_page: Callable[[], KernelPage]
) -> None:
    group = {"ModelPackageGroupName": "kept-is-undone"}
    sagemaker = kernel_aws.client("sagemaker")
    sagemaker.create_model_package_group(**group)
    sagemaker.create_model_package(**group, ModelPackageDescription="Trained in week 1.")
    kernel_aws.clear_calls()
    page = kernel_page()
    form = page.show(MAKE)
    create = form.get_by_role("button", name="Create model package", exact=True)
    values = form.get_by_role("region", name="Values to review")

    create.click()
    values.get_by_role("button", name="Keep ModelPackageDescription", exact=True).click()
    expect(values).to_contain_text("All values are reviewed.")
    form.get_by_role("button", name="Undo", exact=True).click()
    expect(values).to_contain_text("1 value to review")
    assert page.run(TRY).strip() == "['carried']"
    create.click()
    expect(values.get_by_role("heading")).to_be_focused()
    expect(values).to_contain_text("1 value to review")
    assert "CreateModelPackage" not in [row["operation"] for row in kernel_aws.calls]

    form.get_by_role("button", name="Redo", exact=True).click()
    expect(values).to_contain_text("All values are reviewed.")
    assert page.run("print(form.loaded['review'])").strip() == "[]"
    create.click()
    expect(form.locator('[data-role="outcome"][data-status="created"]')).to_be_visible()
    assert page.errors == []
