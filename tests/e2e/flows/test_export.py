"""The panel that shows the request as text of other tools."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from modelpkg_widget.exporters.export import answer
from modelpkg_widget.exporters.export_result import Destination
from tests.e2e.kernel_page import Cells
from tests.e2e.own_page import OwnPage
from tests.helpers.sandboxes import request

Open = Callable[..., Cells]
Own = Callable[[], OwnPage]
REQUEST = request("02-marketplace-iris-validation.json")


def panel(form: Locator) -> Locator:
    return form.get_by_role("region", name="Export", exact=True)


def text(form: Locator) -> Locator:
    return panel(form).locator("pre")


def show(page: OwnPage, request: Any) -> Locator:
    form = page.show(request)
    form.get_by_role("button", name="Export", exact=True).click()
    page.page.wait_for_function("() => model.sent.some(({kind}) => kind === 'export')")
    return form


def kernel_answers(page: OwnPage, at: int = -1) -> dict[str, Any]:
    """Answer a question as the kernel does, the last one if none is named."""
    request = page.messages_of("export")[at]
    reply = answer(json.loads(request["request"]), request["format"], Destination("eu-west-1"))
    page.kernel_says(
        "exported", view_id=request["view_id"], request_id=request["request_id"], answer=reply
    )
    return request


def wait_for_questions(page: OwnPage, count: int) -> None:
    counted = "(n) => model.sent.filter(({kind}) => kind === 'export').length === n"
    page.page.wait_for_function(counted, arg=count)


def choose(page: OwnPage, title: str) -> None:
    """Choose a format, and wait until the page has asked for it."""
    count = len(page.messages_of("export"))
    panel(page.page.locator(".modelpkg-form").first).get_by_label(
        "Format", exact=True
    ).select_option(label=title)
    wait_for_questions(page, count + 1)


def test_the_text_is_made_by_the_kernel_of_what_is_seen(own_page: Own) -> None:
    page = own_page()
    form = show(page, REQUEST)
    expect(panel(form)).to_contain_text("Generating")
    expect(panel(form)).to_have_attribute("aria-busy", "true")
    message = kernel_answers(page)
    assert json.loads(message["request"]) == REQUEST
    expect(text(form)).to_contain_text(
        'client = boto3.client("sagemaker", region_name="eu-west-1")'
    )
    expect(panel(form)).to_have_attribute("aria-busy", "false")
    expect(form.get_by_role("status")).to_contain_text("Python (boto3): ")
    assert page.errors == []


def test_it_follows_at_a_pause_and_what_comes_late_is_passed_over(own_page: Own) -> None:
    page = own_page()
    form = show(page, {"Domain": "first"})
    kernel_answers(page)
    form.get_by_label("ModelPackageDescription", exact=True).press_sequentially("abc", delay=20)
    wait_for_questions(page, 2)
    form.get_by_label("ModelPackageDescription", exact=True).press("d")
    wait_for_questions(page, 3)
    kernel_answers(page)
    expect(text(form)).to_contain_text('ModelPackageDescription="abcd"')
    kernel_answers(page, 1)
    expect(text(form)).to_contain_text('ModelPackageDescription="abcd"')
    page.kernel_says(
        "exported", view_id="another page", request_id=3, answer=answer({}, "json", Destination())
    )
    expect(text(form)).to_contain_text('ModelPackageDescription="abcd"')


def test_it_is_asked_for_again_when_it_is_known_where_it_goes(own_page: Own) -> None:
    page = own_page()
    form = show(page, REQUEST)
    kernel_answers(page)
    page.kernel_tells(target={"state": "known", "region": "eu-west-1", "sandbox": False})
    wait_for_questions(page, 2)
    kernel_answers(page)
    expect(panel(form)).to_have_attribute("aria-busy", "false")


def test_nothing_is_asked_while_it_is_closed(own_page: Own) -> None:
    page = own_page()
    form = show(page, {})
    form.get_by_role("button", name="Export", exact=True).click()
    expect(panel(form)).to_have_count(0)
    form.get_by_label("ModelPackageDescription", exact=True).fill("x")
    page.wait_quiet()
    assert len(page.messages_of("export")) == 1


def test_the_lines_of_the_field_in_focus_are_marked(own_page: Own) -> None:
    page = own_page()
    form = show(page, {**REQUEST, "CustomerMetadataProperties": {"é": "1", "b": "2"}})
    kernel_answers(page)
    expect(text(form).locator("mark")).to_have_count(0)
    page.open_all()
    field = form.locator('[data-path="ValidationSpecification.ValidationRole"] input')
    field.focus()
    expect(text(form).locator("mark")).to_have_text(
        f'        "ValidationRole": "{REQUEST["ValidationSpecification"]["ValidationRole"]}",\n'
    )
    mark = text(form).locator("mark")
    assert mark.evaluate(
        "(mark) => mark.offsetTop >= mark.parentElement.scrollTop"
        " && mark.offsetTop < mark.parentElement.scrollTop + mark.parentElement.clientHeight"
    )
    form.locator("[data-path='CustomerMetadataProperties{\"é\"}'] input").last.focus()
    expect(mark).to_have_text('        "é": "1",\n')
    form.get_by_label("Domain", exact=True).focus()
    expect(mark).to_have_count(0)


def test_what_a_format_does_not_hold_is_listed_and_leads_to_its_field(own_page: Own) -> None:
    page = own_page()
    form = show(page, {**REQUEST, "ModelLifeCycle": {"Stage": "a", "StageStatus": "b"}})
    kernel_answers(page)
    choose(page, "CloudFormation")
    kernel_answers(page)
    expect(panel(form).get_by_role("listitem")).to_have_text(
        ["ModelLifeCycle The CloudFormation resource has no such property."]
    )
    expect(text(form)).to_contain_text("Type: AWS::SageMaker::ModelPackage")
    panel(form).get_by_role("link", name="ModelLifeCycle").click()
    place = '[data-path="ModelLifeCycle"]'
    expect(form.locator(f"{place}:focus, {place} :focus")).to_have_count(1)


def test_a_request_that_cannot_be_exported_says_why(own_page: Own) -> None:
    page = own_page()
    form = show(page, ["a list"])
    kernel_answers(page)
    expect(panel(form)).to_contain_text("must be a dict")
    expect(panel(form).get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize(
    ("title", "file"),
    [("AWS CLI", "create-model-package.sh"), ("CloudFormation", "model-package.yaml")],
)
def test_it_is_downloaded_whole(title: str, file: str, own_page: Own) -> None:
    page = own_page()
    hostile = {"ModelPackageDescription": "é <script>\n" * 1000}
    form = show(page, hostile)
    choose(page, title)
    message = kernel_answers(page)
    with page.page.expect_download() as started:
        panel(form).get_by_role("button", name=f"Download {file}").click()
    assert started.value.suggested_filename == file
    reported = json.loads(answer(hostile, message["format"], Destination("eu-west-1")))
    assert started.value.path().read_text(encoding="utf-8") == reported["text"]


def test_it_is_copied_whole(own_page: Own, page: Page) -> None:
    own = own_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    form = show(own, REQUEST)
    kernel_answers(own)
    panel(form).get_by_role("button", name="Copy Python (boto3)").click()
    expect(panel(form).get_by_role("button", name="Copied")).to_be_visible()
    reported = json.loads(answer(REQUEST, "boto3", Destination("eu-west-1")))
    assert page.evaluate("() => navigator.clipboard.readText()") == reported["text"]


def test_the_text_is_no_markup_and_in_no_state(own_page: Own) -> None:
    page = own_page()
    form = show(page, {"ModelPackageDescription": "<img src=x onerror=alert(1)>"})
    kernel_answers(page)
    expect(text(form)).to_contain_text("<img src=x onerror=alert(1)>")
    traits = page.page.evaluate("() => Object.keys(model.traits)")
    assert not [name for name in traits if "export" in name]
    assert page.errors == []


# ---- all of it, over a kernel

START = """
from modelpkg_widget import ModelPackageForm, sandbox
aws = sandbox(account="000000000402")
form = ModelPackageForm({"ModelPackageGroupName": aws.group}, session=aws.session)
form
"""


def test_the_text_of_a_kernel_follows_what_is_typed(cells: Open) -> None:
    page = cells(START)
    page.run_cell(0)
    form = page.form()
    form.get_by_role("button", name="Export", exact=True).click()
    expect(text(form)).to_contain_text("endpoint_url=")
    form.get_by_label("ModelPackageDescription", exact=True).press_sequentially('it\'s "new"')
    expect(text(form).locator("mark")).to_have_text(
        '    ModelPackageDescription="it\'s \\"new\\"",\n'
    )
    assert page.errors == []


def test_a_text_that_is_older_than_the_form_says_so(own_page: Own) -> None:
    page = own_page()
    form = show(page, {"Domain": "a"})
    kernel_answers(page)
    old = "Out of date: waiting for the kernel"
    expect(panel(form)).not_to_contain_text(old)
    form.get_by_label("ModelPackageDescription").fill("typed while the kernel is busy")
    expect(panel(form)).to_contain_text(old)
    wait_for_questions(page, 2)
    kernel_answers(page)
    expect(panel(form)).not_to_contain_text(old)
    expect(text(form)).to_contain_text("while the kernel is busy")
