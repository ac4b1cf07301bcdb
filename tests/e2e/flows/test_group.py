"""The form that creates the group of a version, inside the form of the version."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, expect

from modelpkg_widget.widget import page_data as form_page
from tests.e2e.own_page import OwnPage
from tests.e2e.pages.outcome_page import ARN, HOSTILE, button, kernel_issue

Own = Callable[[], OwnPage]
CREATE = "Create the group"
SCHEMA = form_page.tables("CreateModelPackageGroup")["schema"]
TAGS = [{"Key": "team", "Value": "fraud"}]
REQUEST: dict[str, Any] = {"ModelPackageGroupName": "churn", "Tags": TAGS}
GROUP_ARN = "arn:aws:sagemaker:us-east-1:123456789012:model-package-group/churn"


def group(state: str, **more: Any) -> dict[str, Any]:
    start = {"ModelPackageGroupName": "churn"}
    return {"state": state, "start": start, "arn": "", "issues": [], "schema": SCHEMA, **more}


def offer(page: OwnPage) -> None:
    page.kernel_tells(
        status="refused",
        issues=[
            kernel_issue("The group does not exist.", "", "ModelPackageGroupName", code="service")
        ],
        submission={"when": "", "actions": ["group"]},
        group_creation=group("offered"),
    )


def panel(form: Locator) -> Locator:
    return form.get_by_role("region", name="Model package group")


def test_from_the_offer_to_the_group(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageGroupName": "churn"})
    expect(panel(form)).to_have_count(0)
    offer(page)
    expect(panel(form)).to_contain_text("This model package group doesn't exist.")
    name = panel(form).get_by_label("ModelPackageGroupName")
    expect(name).to_have_value("churn")
    description = panel(form).get_by_label("ModelPackageGroupDescription")
    description.fill("Who leaves\tnext")
    expect(panel(form).locator('[data-role="error"][data-severity]')).to_have_count(0)
    description.blur()
    expect(panel(form).locator('[data-role="error"][data-severity]')).to_have_count(1)
    description.fill("Who leaves next")

    button(form, CREATE).focus()
    page.page.keyboard.press("Enter")
    (message,) = page.messages_of("create_group")
    assert json.loads(message["request"]) == {
        "ModelPackageGroupName": "churn",
        "ModelPackageGroupDescription": "Who leaves next",
    }
    page.kernel_tells(group_creation=group("creating"))
    expect(panel(form)).to_contain_text("Creating the group")
    page.kernel_tells(group_creation=group("created", arn=GROUP_ARN), status="editing", issues=[])
    expect(panel(form)).to_contain_text("Group created. You can now create the model package.")
    expect(panel(form)).to_contain_text(GROUP_ARN)
    expect(panel(form)).to_be_focused()
    expect(panel(form).get_by_role("textbox")).to_have_count(0)
    assert page.submitted() == []
    page.kernel_tells(status="created", arn=ARN)
    expect(panel(form)).to_have_count(0)
    assert page.errors == []


def test_a_group_that_is_there_already(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageGroupName": "churn"})
    offer(page)
    page.kernel_tells(group_creation=group("created"))
    expect(panel(form)).to_contain_text("The group already exists.")


def test_its_fields_are_its_own(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageGroupName": "churn"}, places=2)
    offer(page)
    panel(form).get_by_label("ModelPackageGroupName").fill("other")
    panel(form).get_by_label("ModelPackageGroupName").blur()
    expect(form.get_by_label("ModelPackageGroupName").first).to_have_value("churn")
    other = panel(page.page.locator(".modelpkg-form").nth(1))
    expect(other.get_by_label("ModelPackageGroupName")).to_have_value("other")
    page.wait_quiet()
    assert page.page.evaluate("() => model.writes") == []
    ids = page.page.evaluate("() => [...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))


def test_the_button_shows_what_is_wrong_and_sends_nothing(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageGroupName": "churn"})
    offer(page)
    name = panel(form).get_by_label("ModelPackageGroupName")
    name.fill("")
    button(form, CREATE).click()
    problems = panel(form).get_by_role("region", name="Problems with the group")
    link = problems.get_by_role("link")
    expect(link).to_be_focused()
    link.press("Enter")
    expect(name).to_be_focused()
    assert page.messages_of("create_group") == []
    name.fill("churn")
    expect(problems.get_by_role("link")).to_have_count(0)
    button(form, CREATE).click()
    assert len(page.messages_of("create_group")) == 1


def test_a_refusal_lands_on_the_members_of_the_group(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageGroupName": "churn"})
    offer(page)
    button(form, CREATE).click()
    page.kernel_tells(
        group_creation=group(
            "refused",
            issues=[
                kernel_issue("Tag it.", "", "Tags", code="service"),
                kernel_issue(HOSTILE, "", code="service"),
            ],
        )
    )
    expect(panel(form)).to_contain_text("The group wasn't created")
    error = panel(form).locator('[data-path="Tags"] > .mp-note [data-role="error"]')
    expect(error).to_have_text("Tag it.")
    main = form.locator('.mp-section [data-path="Tags"] > .mp-note [data-role="error"]')
    expect(main).to_be_empty()
    listed = panel(form).get_by_role("region", name="Problems with the group")
    expect(listed.get_by_role("listitem")).to_have_text(
        [f"Error: {HOSTILE}", "Tags Error: Tag it."]
    )
    expect(form.locator("img")).to_have_count(0)
    button(form, CREATE).click()
    assert len(page.messages_of("create_group")) == 2


def test_tags_of_the_version_move_to_the_group(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    offer(page)
    panel(form).get_by_role("button", name="Add Tags item").click()
    panel(form).get_by_label("Key", exact=True).fill("cost")
    panel(form).get_by_label("Value", exact=True).fill("42")
    move = button(form, "Move Tags to the group")
    move.focus()
    page.page.keyboard.press("Enter")
    expect(move).to_have_count(0)
    expect(panel(form).locator('[data-path="Tags"]')).to_be_focused()
    assert json.loads(page.written()) == {"ModelPackageGroupName": "churn"}
    button(form, CREATE).click()
    (message,) = page.messages_of("create_group")
    assert json.loads(message["request"])["Tags"] == [{"Key": "cost", "Value": "42"}, *TAGS]


def test_nothing_is_moved_that_would_be_lost(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageGroupName": "churn", "Tags": "text"})
    offer(page)
    move = button(form, "Move Tags to the group")
    expect(move).to_have_count(1)
    panel(form).get_by_role("button", name="Add Tags item").click()
    expect(move).to_have_count(0)


def test_a_group_of_another_account_is_not_offered(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    offer(page)
    expect(panel(form)).to_be_visible()
    page.kernel_tells(target={"state": "known", "account": "111111111111", "region": "eu-west-1"})
    name = form.get_by_label("ModelPackageGroupName", exact=True).first
    name.fill("arn:aws:sagemaker:eu-west-1:222222222222:model-package-group/churn")
    expect(panel(form)).to_have_count(0)
    name.fill("arn:aws:sagemaker:eu-west-1:111111111111:model-package-group/churn")
    expect(panel(form)).to_be_visible()


def test_the_target_says_where_a_version_is_created(own_page: Own) -> None:
    """In a group of another account; it follows what is typed, whatever the kernel does."""
    page = own_page()
    context = {"state": "known", "account": "111111111111", "region": "eu-west-1"}
    form = page.show({"ModelPackageGroupName": "churn"})
    page.kernel_tells(target=context)
    target = form.locator('[data-role="target"]')
    expect(target).to_have_text("AWS account 111111111111, region eu-west-1")
    name = form.get_by_label("ModelPackageGroupName", exact=True)
    arn = "arn:aws:sagemaker:eu-west-1:{}:model-package-group/churn"
    name.fill(arn.format("222222222222"))
    says = "The group is in another account: sent as 111111111111, created in 222222222222"
    expect(target).to_contain_text(f"region eu-west-1. {says}")
    button(form, "Review").click()
    expect(form.get_by_role("region", name="Review")).to_contain_text(says)
    page.kernel_tells(target={**context, "sandbox": True})
    expect(target).to_contain_text(f"(account 111111111111, eu-west-1). {says}")
    good = target.evaluate("(shown) => getComputedStyle(shown).color")
    page.kernel_tells(target={**context, "sandbox": True, "faulty": True})
    expect(target).to_contain_text("Sandbox with a fault: nothing is sent to AWS (account 1111")
    expect(target).not_to_have_css("color", good)
    name.fill(arn.format("111111111111"))
    expect(target).not_to_contain_text("created in")
