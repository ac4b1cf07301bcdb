"""Kernels of two versions of this package, in one page: each form runs its own program."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, expect

import modelpkg_widget
from modelpkg_widget.fake_aws import Sandbox
from tests.e2e.kernel_page import KernelPage

MAKE = """
from modelpkg_widget import ModelPackageForm, sandbox
form = ModelPackageForm({{"ModelPackageGroupName": "{group}"}}, session=sandbox().session)
form"""
ROOT_CLASS = 'class:"modelpkg-form",'
PROGRAMS = """[...globalThis[Symbol.for("modelpkg-widget programs")].keys()]"""


def other_version(folder: Path) -> Path:
    """Copy the package, with a program that marks the root of a form; returns its folder."""
    package = Path(modelpkg_widget.__file__).parent
    shutil.copytree(package, folder / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    program = folder / package.name / "static" / "widget.js"
    text = program.read_text(encoding="utf-8")
    assert text.count(ROOT_CLASS) == 1
    program.write_text(text.replace(ROOT_CLASS, f'{ROOT_CLASS}"data-version":"other",'), "utf-8")
    return folder


def create(page: KernelPage, form: Locator, description: str) -> str:
    """Type, and press Create; returns the ARN that is shown."""
    form.get_by_label("ModelPackageDescription").fill(description)
    form.get_by_role("button", name="Create model package", exact=True).click()
    expect(form.locator('[data-role="outcome"][data-status="created"]')).to_be_visible()
    return page.run("print(form.arn, form.value['ModelPackageDescription'])").strip()


def test_forms_of_two_versions_work_side_by_side(
    kernel_aws: Sandbox, kernel_page: Callable[[], KernelPage], tmp_path: Path
) -> None:
    """One page, and the programs of two versions: each form has its own, in a real kernel."""
    sagemaker = kernel_aws.client("sagemaker")
    for group in ("first-version", "other-version"):
        sagemaker.create_model_package_group(ModelPackageGroupName=group)
    page = kernel_page()
    first = page.show(MAKE.format(group="first-version")).first
    same = page.show_below("ModelPackageForm()")
    assert len(page.page.evaluate(PROGRAMS)) == 1, "forms of one version share a program"
    arn = create(page, first, "typed into the first")
    assert arn.endswith("model-package/first-version/1 typed into the first")

    page.start_another_kernel()
    page.run(f"import sys; sys.path.insert(0, {str(other_version(tmp_path))!r})")
    second = page.show_below(MAKE.format(group="other-version"))
    assert str(tmp_path) in page.run("import modelpkg_widget; print(modelpkg_widget.__file__)")
    assert len(page.page.evaluate(PROGRAMS)) == 2
    versions = [form.get_attribute("data-version") for form in (first, same, second)]
    assert versions == [None, None, "other"]
    arn = create(page, second, "typed into the second")
    assert arn.endswith("model-package/other-version/1 typed into the second")

    # The first one goes on as before.
    expect(first.get_by_label("ModelPackageDescription")).to_have_value("typed into the first")
    first.get_by_label("ModelPackageDescription").fill("typed again")
    first.get_by_role("button", name="Create model package", exact=True).click()
    again = arn_of(kernel_aws, "first-version", 2)
    expect(first.locator('[data-role="arn"]')).to_have_text(again)
    described = {"ModelPackageName": again}
    assert sagemaker.describe_model_package(**described)["ModelPackageDescription"] == "typed again"
    assert page.errors == []


def arn_of(aws: Sandbox, group: str, version: int) -> str:
    return f"arn:aws:sagemaker:{aws.region}:{aws.account}:model-package/{group}/{version}"
