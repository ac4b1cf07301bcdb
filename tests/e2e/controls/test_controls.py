"""Controls made for the kind of data: lists of many values, rows, maps, JSON in text, addresses."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, expect

from tests.e2e.own_page import OwnPage

Own = Callable[[], OwnPage]
REALTIME = "SupportedRealtimeInferenceInstanceTypes"
TRANSFORM = "SupportedTransformInstanceTypes"


def with_types(own_page: Own, **lists: list[Any]) -> tuple[OwnPage, Locator]:
    page = own_page()
    form = page.show({"InferenceSpecification": lists})
    form.get_by_role("button", name="Containers and inference").click()
    return page, form


def box(form: Locator, name: str) -> Locator:
    return form.get_by_role("combobox", name=f"Search {name}").first


def types(page: OwnPage, name: str = REALTIME) -> Any:
    return json.loads(page.written())["InferenceSpecification"].get(name)


def chip(form: Locator, at: int, name: str = REALTIME) -> Locator:
    return form.locator(f'[data-path="InferenceSpecification.{name}[{at}]"]')


def test_values_are_found_and_taken_by_keyboard_alone(own_page: Own) -> None:
    page, form = with_types(own_page)
    field = box(form, REALTIME)
    field.focus()
    expect(field).to_be_focused()
    options = form.locator('.mp-options [role="option"]')
    expect(options).to_have_count(0)
    page.page.keyboard.type("g5")
    expect(options).to_have_text(["Add all g5 (8)", *[f"ml.g5.{n}xlarge" for n in G5]])
    expect(field).to_have_attribute("aria-expanded", "true")
    page.page.keyboard.press("Enter")
    expect(options).to_have_count(0)
    assert types(page) == [f"ml.g5.{n}xlarge" for n in G5]
    page.page.keyboard.type("m5 4x")
    expect(options.first).to_have_text("ml.m5.4xlarge")
    page.page.keyboard.press("ArrowDown")
    current = field.get_attribute("aria-activedescendant")
    assert current == options.nth(1).get_attribute("id")
    expect(options.nth(1)).to_have_text("ml.m5d.4xlarge")
    page.page.keyboard.press("Enter")
    assert types(page)[-1] == "ml.m5d.4xlarge"
    page.page.keyboard.press("Backspace")
    assert types(page) == [f"ml.g5.{n}xlarge" for n in G5]
    page.page.keyboard.press("ArrowDown")
    expect(options).not_to_have_count(0)
    page.page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_be_focused()
    page.page.keyboard.press("ArrowLeft")
    page.page.keyboard.press("Home")
    expect(form.get_by_role("button", name=f"Remove {REALTIME} item 1", exact=True)).to_be_focused()
    page.page.keyboard.press("Delete")
    assert types(page) == [f"ml.g5.{n}xlarge" for n in G5[1:]]
    expect(form.get_by_role("button", name=f"Remove {REALTIME} item 1", exact=True)).to_be_focused()
    assert page.errors == []


G5 = ["", "2", "4", "8", "12", "16", "24", "48"]


def test_what_was_loaded_keeps_its_order_and_what_came_twice(own_page: Own) -> None:
    before = ["ml.m5.large", "ml.c5.large", "ml.m5.large", "ml.a1.large"]
    page, form = with_types(own_page, **{REALTIME: before})
    expect(form.locator(".mp-chip")).to_have_text([f"{name}×" for name in before])
    page.paste(box(form, REALTIME), "['ml.g5.xlarge', 'ml.c5.large',\n 'ml.new9.large']")
    assert types(page) == [*before, "ml.g5.xlarge", "ml.new9.large"]
    expect(form.get_by_text("2 added. 1 already in the list.").first).to_be_visible()
    error = chip(form, 5).locator('[data-role="error"]')
    expect(error).to_have_attribute("data-severity", "warning")
    expect(error).to_contain_text("Your version of boto3 doesn't list this value")
    box(form, REALTIME).press("Backspace")
    assert types(page) == [*before, "ml.g5.xlarge"]


def test_what_is_typed_is_neither_lost_nor_taken_unasked(own_page: Own) -> None:
    page, form = with_types(own_page)
    field = box(form, REALTIME)
    field.press_sequentially("ml.m5.large")
    field.blur()
    assert types(page) == ["ml.m5.large"]
    field.press_sequentially("ml.new9.large")
    expect(form.locator(".mp-options [role=option]")).to_have_text('Add "ml.new9.large" as typed')
    field.blur()
    expect(field).to_have_value("ml.new9.large")
    expect(form.get_by_text("ml.new9.large isn't in AWS's list")).to_be_visible()
    field.press("Enter")
    field.press("Enter")
    expect(field).to_have_value("")
    assert types(page) == ["ml.m5.large", "ml.new9.large"]


def test_the_mouse_takes_and_takes_out(own_page: Own) -> None:
    page, form = with_types(own_page)
    field = box(form, REALTIME)
    field.click()
    option = form.get_by_role("option", name="ml.t2.large", exact=True)
    expect(option).to_have_attribute("aria-selected", "false")
    option.click()
    expect(option).to_have_attribute("aria-selected", "true")
    assert types(page) == ["ml.t2.large"]
    option.click()
    expect(option).to_have_attribute("aria-selected", "false")
    expect(field).to_be_focused()
    assert json.loads(page.written()) == {"InferenceSpecification": {}}


def test_the_values_of_the_list_beside_it_are_taken_over(own_page: Own) -> None:
    lists = {REALTIME: ["ml.g5.xlarge", "ml.t2.large", "ml.m5.large"]}
    page, form = with_types(own_page, **lists)
    same = form.get_by_role("button", name="Copy from")
    expect(same).to_have_count(1)  # at the empty one, not at the one that holds them
    expect(same).to_have_text(f"Copy from {REALTIME}")
    same.click()
    assert types(page, TRANSFORM) == ["ml.g5.xlarge", "ml.m5.large"]
    said = "2 copied. Skipped, because AWS doesn't list them here: ml.t2.large."
    expect(form.get_by_text(said).first).to_be_visible()
    expect(form.get_by_role("status")).to_have_text(said)
    expect(same).to_have_count(0)


def test_a_problem_of_a_value_leads_to_its_chip(own_page: Own) -> None:
    page, form = with_types(own_page, **{REALTIME: ["ml.m5.large", 5, ""]})
    form.get_by_role("button", name="Create model package").click()
    path = f"InferenceSpecification.{REALTIME}[1]"
    form.get_by_role("region", name="Problems").get_by_role("link", name=path).click()
    expect(chip(form, 1).locator(":focus")).to_have_count(1)
    expect(chip(form, 1)).to_contain_text("5")
    page.page.keyboard.press("Enter")
    assert types(page) == ["ml.m5.large", ""]


def test_json_in_a_text_is_formatted_and_sent_unchanged(own_page: Own) -> None:
    page = own_page()
    original = '{"n": 1.0,"shape":[1,2], "s":"\\u00e9"}'
    form = page.show({"ModelCard": {"ModelCardContent": original}, "ModelPackageName": "a"})
    form.get_by_role("button", name="Model card and metadata").click()
    content = form.get_by_label("ModelCardContent")
    indented = '{\n  "n": 1.0,\n  "shape": [1, 2],\n  "s": "\\u00e9"\n}'
    expect(content).to_have_value(indented)
    content.press("Control+End")
    content.press("Enter")
    content.blur()
    form.get_by_label("ModelPackageName").fill("b")
    form.get_by_label("ModelPackageName").blur()
    assert json.loads(page.written())["ModelCard"]["ModelCardContent"] == original
    content.press("Control+Home")
    content.press("ArrowRight")
    content.press_sequentially('"a"')
    error = form.locator('[data-path="ModelCard.ModelCardContent"] [data-role="error"]')
    expect(error).to_have_text("Not valid JSON: error at line 2, column 3.")
    content.press_sequentially(": 1,")
    expect(error).to_be_empty()
    content.blur()
    changed = '{"a":1,"n":1.0,"shape":[1,2],"s":"\\u00e9"}'
    assert json.loads(page.written())["ModelCard"]["ModelCardContent"] == changed
    content.fill("")
    page.paste(content, '{"b":{"c":2}}')
    expect(content).to_have_value('{\n  "b": {\n    "c": 2\n  }\n}')


def test_an_address_is_recognised_in_place_of_its_description(own_page: Own) -> None:
    page = own_page()
    form = page.show({"InferenceSpecification": {"Containers": [{}]}})
    form.get_by_role("button", name="Containers and inference").click()
    page.open_all()
    field = form.locator('[data-path="InferenceSpecification.Containers[0].Image"]')
    assert "path where inference code" in field.inner_text()
    image = field.get_by_role("combobox")
    image.fill("123456789012.dkr.ecr.us-east-1.amazonaws.com/a/b:1.0")
    said = "account 123456789012 · region us-east-1 · repository a/b · tag 1.0"
    expect(field.locator(".mp-recognised")).to_have_text(said)
    assert "path where inference code" not in field.inner_text()
    described = (image.get_attribute("aria-describedby") or "").split()
    shown = [form.locator(f"[id='{name}']").inner_text() for name in described]
    assert said in " ".join(shown)
    url = form.locator('[data-path="InferenceSpecification.Containers[0].ModelDataUrl"]')
    url.get_by_role("combobox").fill("s3://b/k.tar.gz")
    expect(url.locator(".mp-recognised")).to_have_text("bucket b · key k.tar.gz")
    url.get_by_role("combobox").fill("")
    expect(url.locator(".mp-recognised")).to_be_empty()


def test_a_role_by_its_name_is_explained(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ValidationSpecification": {}})
    form.get_by_role("button", name="Validation and Marketplace").click()
    role = form.get_by_label("ValidationRole")
    role.fill("service-role/MyRole")
    role.blur()
    error = form.locator('[data-path="ValidationSpecification.ValidationRole"] [data-role="error"]')
    expect(error).to_have_text(
        "This is a role name, not an ARN. Use its ARN: "
        "arn:aws:iam::123456789012:role/service-role/MyRole"
    )
    role.fill("not a role")
    expect(error).to_contain_text("This isn't an IAM role ARN")
