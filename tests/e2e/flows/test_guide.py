"""The guide on a page of its own: steps, their state, and the full form beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.own_page import OwnPage
from tests.e2e.pages.guide_page import TASK, entry, guided, heading, said
from tests.e2e.pages.outcome_page import button

Own = Callable[[], OwnPage]


def test_where_there_is_no_room_the_steps_are_one_line(own_page: Own) -> None:
    page = own_page()
    page.page.set_viewport_size({"width": 320, "height": 800})
    form = guided(page)
    steps = form.get_by_role("navigation", name="Steps")
    line = steps.get_by_role("button", name="Step 1 of 11 (all steps)")
    expect(line).to_have_attribute("aria-expanded", "false")
    expect(steps.get_by_role("listitem")).to_have_count(0)
    line.click()
    expect(steps.get_by_role("listitem")).to_have_count(11)
    steps.get_by_role("button", name="Validation profile").click()
    expect(heading(form)).to_be_focused()
    expect(form.get_by_text("Step 5 of 11")).to_have_count(2)
    expect(form.get_by_text("Step 5 of 11").filter(visible=True)).to_have_count(1)
    expect(steps.get_by_role("button", name="Step 5 of 11 (all steps)")).to_be_visible()
    expect(steps.get_by_role("listitem")).to_have_count(0)
    page.page.set_viewport_size({"width": 900, "height": 800})
    expect(steps.get_by_role("listitem")).to_have_count(11)
    expect(steps.get_by_role("button", name="all steps")).to_have_count(0)


def test_the_first_screen_of_the_guide_has_the_width_of_the_form(own_page: Own) -> None:
    page = own_page()
    page.page.set_viewport_size({"width": 1400, "height": 800})
    form = guided(page, guide="")
    choice = form.locator(".mp-guides").bounding_box()
    whole = form.bounding_box()
    assert choice
    assert whole
    assert choice["width"] > 0.9 * whole["width"]


def test_steps_are_walked_in_any_order_by_keyboard(own_page: Own) -> None:
    page = own_page()
    form = guided(page)
    keyboard = page.page.keyboard
    button(form, "Next: Name and description").press("Enter")
    expect(heading(form)).to_be_focused()
    expect(heading(form)).to_have_text("Step 2 of 11: Name and description")
    expect(entry(form, "Name and description")).to_have_attribute("aria-current", "step")
    expect(form.locator("[aria-current]")).to_have_count(1)
    entry(form, "Create").focus()
    keyboard.press("Enter")
    expect(heading(form)).to_have_text("Step 9 of 11: Create")
    expect(button(form, "Create model package")).to_be_visible()
    button(form, "Back").click()
    expect(heading(form)).to_have_text("Step 8 of 11: Review")
    expect(button(form, "Create model package")).to_have_count(0)
    expect(form.locator('[data-role="target"]')).to_contain_text("Sandbox")


def test_guide_and_full_form_are_the_same_request(own_page: Own) -> None:
    page = own_page()
    form = guided(page)
    button(form, "Next: Name and description").click()
    form.get_by_label("ModelPackageName").fill("flowers-1")
    entry(form, "Container and artifact").click()
    button(form, "Add Containers item").click()
    form.get_by_label("ModelDataUrl", exact=True).fill("s3://b/model.tar.gz")
    button(form, "Full form").click()
    expect(button(form, "Guided mode")).to_be_focused()
    expect(form.get_by_label("ModelPackageName")).to_have_value("flowers-1")
    form.get_by_label("ModelPackageDescription").fill("typed here")
    button(form, "Undo").click()
    button(form, "Guided mode").click()
    expect(heading(form)).to_have_text("Step 3 of 11: Container and artifact")
    expect(form.get_by_label("ModelDataUrl", exact=True)).to_have_value("s3://b/model.tar.gz")
    button(form, "Undo").click()
    expect(form.get_by_label("ModelDataUrl", exact=True)).to_have_value("")
    assert page.errors == []


def test_a_problem_leads_to_its_step_or_to_the_full_form(own_page: Own) -> None:
    page = own_page()
    form = guided(page, {"ModelPackageName": "a_", "Domain": "x", "CertifyForMarketplace": True})
    entry(form, "Create").click()
    button(form, "Create model package").click()
    problems = form.get_by_role("region", name="Problems")
    problems.get_by_role("link", name="ModelPackageName").click()
    expect(heading(form)).to_have_text("Step 2 of 11: Name and description")
    expect(form.get_by_label("ModelPackageName")).to_be_focused()
    expect(entry(form, "Name and description")).to_have_text("✕Name and description, 1 to fix")
    entry(form, "Review").click()
    form.get_by_role("region", name="Review").get_by_role("link", name="Domain").click()
    expect(button(form, "Guided mode")).to_be_visible()
    expect(form.get_by_label("Domain", exact=True)).to_be_focused()


def test_create_says_when_it_leads_out_of_the_guide(own_page: Own) -> None:
    page = own_page()
    source = {"S3DataSource": {"S3Uri": "s3://b/model/", "S3DataType": "S3Prefix"}}
    more = {"Name": "more", "Containers": [{"Image": "a:1", "ModelDataSource": source}]}
    form = guided(page, {"AdditionalInferenceSpecifications": [more]})
    entry(form, "Create").click()
    button(form, "Create model package").click()
    first = form.get_by_role("region", name="Problems").get_by_role("link", name="ModelDataSource")
    first.first.click()
    says = "Switched to the full form, because no step of the guide shows ModelDataSource."
    expect(form.locator(".mp-caution")).to_have_text(says)
    expect(said(form)).to_have_text(says)
    button(form, "Guided mode").click()
    expect(form.locator("p", has_text=says)).to_have_count(0)


@pytest.mark.own_tab
def test_the_page_begins_where_the_kernel_remembers(own_page: Own) -> None:
    page = own_page()
    page.page.add_init_script(
        "window.more = {kind: 'versioned', "
        "guide: {mode: 'guided', guide: 'registry', step: 'metrics'}}"
    )
    page.page.reload()
    page.page.wait_for_function("window.ready")
    form = page.show({"ModelPackageGroupName": "churn"})
    expect(heading(form)).to_have_text("Step 6 of 11: Metrics and baselines")
    expect(form.get_by_role("button", name="ModelMetrics", exact=True)).to_be_visible()


def test_an_exercise_tells_how_much_is_done(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageName": "churn"})
    expect(form.get_by_role("region", name="Exercise")).to_have_count(0)
    page.kernel_tells(task=TASK)
    task = form.get_by_role("region", name="Exercise")
    expect(task).to_contain_text("Keep its group.")
    expect(task).to_contain_text("1 of 3 requirements met")
    expect(button(form, "Create model package")).to_have_count(0)
    expect(form.locator('[data-role="target"]')).to_have_count(0)
    page.kernel_tells(task={**TASK, "met": 3})
    expect(task).to_contain_text("Solved: all requirements met.")
    said = form.locator(".mp-hidden[role=status]")
    expect(said).to_have_text("Solved: all requirements met.")


def test_a_step_shows_the_problems_that_the_list_counts(own_page: Own) -> None:
    page = own_page()
    form = guided(page, {"ModelPackageName": "a_", "CertifyForMarketplace": True})
    expect(entry(form, "Name and description")).to_contain_text("1 to fix")
    entry(form, "Name and description").click()
    error = form.locator('[data-path="ModelPackageName"] [data-role="error"]')
    expect(error).to_contain_text("letters, digits, or hyphens")


TASKS = "Start these first: they take days, or need other people"


def test_what_takes_days_is_ticked_by_keyboard_and_comes_back_with_the_page(own_page: Own) -> None:
    page = own_page()
    form = guided(page)
    tasks = form.get_by_role("group", name=TASKS)
    expect(tasks.get_by_role("checkbox")).to_have_count(7)
    tax = tasks.get_by_role("checkbox", name="tax interview")
    tax.focus()
    page.page.keyboard.press("Space")
    tasks.get_by_text("Write the usage instructions").click()
    expect(tax).to_be_checked()
    sent = [message["tasks"] for message in page.messages_of("set_done_tasks")]
    assert sent == [["tax"], ["tax", "usage"]]
    page.expect_written({"CertifyForMarketplace": True})
    button(form, "Next: Name and description").click()
    expect(tasks).to_have_count(0)
    entry(form, "What you're creating").click()
    expect(tax).to_be_checked()
    tax.uncheck()
    expect(tasks.get_by_role("checkbox", checked=True)).to_have_count(1)
    assert page.errors == []


def test_ticks_of_the_kernel_are_shown_and_links_lead_out(own_page: Own) -> None:
    page = own_page()
    form = guided(page)
    page.kernel_tells(done_tasks=["role", "notebook"])
    tasks = form.get_by_role("group", name=TASKS)
    expect(tasks.get_by_role("checkbox", checked=True)).to_have_count(2)
    link = tasks.get_by_role("link", name="Seller registration")
    expect(link).to_have_attribute("target", "_blank")
    expect(tasks.get_by_role("checkbox", name="Register as a seller")).not_to_be_checked()


def test_the_registry_guide_has_no_tasks(own_page: Own) -> None:
    form = guided(own_page(), guide="registry")
    expect(form.get_by_role("checkbox")).to_have_count(0)
