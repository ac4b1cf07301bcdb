"""Scenes of the request: empty, filled, wrong, recognised, offered."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from playwright.sync_api import Locator, expect

from modelpkg_widget import request_schema
from modelpkg_widget.widget.page_data import explanation
from tests.e2e.layout.test_height import open_sections
from tests.e2e.menus import more
from tests.e2e.own_page import OwnPage
from tests.e2e.pages.outcome_page import button

from .stage import CREATE, IMAGE, LONG, filled, scene, section


@scene
def empty(page: OwnPage) -> Locator:
    return page.show({})


@scene
def empty_and_open(page: OwnPage) -> Locator:
    form = page.show({})
    page.open_all()
    return form


@scene
def one_to_fix(page: OwnPage) -> Locator:
    """A request as people write it, with one mistake."""
    container = {
        "Image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:1.5",
        "ModelDataUrl": "s3://models/churn/2026-11-28/model.tar.gz",
    }
    form = page.show(
        {
            "ModelPackageGroupName": "churn_model",
            "ModelPackageDescription": "Gradient boosted trees that predict who is about to leave.",
            "InferenceSpecification": {"Containers": [container]},
        }
    )
    name = form.get_by_label("ModelPackageGroupName", exact=True)
    name.focus()
    name.blur()
    expect(form.get_by_text("Use 1 to 63 letters").first).to_be_visible()
    return form


@scene
def marketplace(page: OwnPage) -> Locator:
    return filled(page, "02-marketplace-iris-validation")


@scene
def all_metrics(page: OwnPage) -> Locator:
    return filled(page, "17-ack-all-model-metrics")


@scene
def many_metadata(page: OwnPage) -> Locator:
    return filled(page, "20-lmi-lora-22-metadata")


@scene
def every_member(page: OwnPage) -> Locator:
    """All that the installed botocore knows, set, open, and checked."""
    schema = request_schema()
    form = page.show(_sample(schema, schema))
    button(form, CREATE).click()
    page.open_all()
    return form


def _sample(schema: dict[str, Any], whole: dict[str, Any]) -> Any:
    """A value of a schema's kind that has every member; hardly any passes its check."""
    while "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    if "enum" in schema:
        return schema["enum"][0]
    if "properties" in schema:
        return {name: _sample(given, whole) for name, given in schema["properties"].items()}
    if "items" in schema:
        return [_sample(schema["items"], whole)]
    if isinstance(schema.get("additionalProperties"), dict):
        return {name: _sample(schema["additionalProperties"], whole) for name in ("a b", "b")}
    return {"boolean": True, "integer": -1, "number": -1}.get(schema["type"], "a\tb")


@scene
def explained(page: OwnPage) -> Locator:
    """All that AWS says of a member, opened by its key."""
    form = filled(page, "02-marketplace-iris-validation")
    form.locator("[data-path='ModelPackageGroupName'] input").focus()
    page.page.keyboard.press("F1")
    path = ("ModelPackageGroupName",)
    page.kernel_says("documentation", path=list(path), text=explanation(path))
    form.locator(".mp-documentation").get_by_text("unversioned").wait_for()
    return form


@scene
def problems(page: OwnPage) -> Locator:
    request = {
        "ModelPackageName": "churn_model",
        "ModelPackageGroupName": "-" * 70,
        "ModelPackageDescription": "two\tcolumns",
        "Tags": [{"Key": "aws:team", "Value": "fraud"}, {"Key": "a,b"}, {"Key": "a,b"}],
        "InferenceSpecification": {
            "Containers": [{"Image": "a b", "ModelDataUrl": "bucket/model.tar.gz"}, {}],
            "SupportedTransformInstanceTypes": ["ml.m5.large", "ml.new9.large", "x"],
            "SupportedContentTypes": ["text/csv\n"],
        },
        "ValidationSpecification": {"ValidationRole": "Validator", "ValidationProfiles": [{}]},
        "CertifyForMarketplace": True,
    }
    form = page.show(request)
    button(form, CREATE).click()
    open_sections(form, set(request))
    form.get_by_text("Source", exact=True).first.click()
    return form


@scene
def local_file(page: OwnPage) -> Locator:
    """What is typed where an address of S3 belongs, and how to upload it."""
    statistics = {"ContentType": "application/json", "S3Uri": "evaluation.json"}
    form = page.show({"ModelMetrics": {"ModelQuality": {"Statistics": statistics}}})
    section(form, "Metrics and baselines")
    field = form.locator('[data-path="ModelMetrics.ModelQuality.Statistics.S3Uri"]')
    field.get_by_role("combobox").focus()
    field.get_by_role("combobox").blur()
    expect(field).to_contain_text("This looks like a local file")
    return form


@scene
def warnings(page: OwnPage) -> Locator:
    form = page.show({"ModelPackageName": "a", "ModelApprovalStatus": "Approved"})
    section(form, "Approval and life cycle")
    button(form, CREATE).click()
    return form


@scene
def wrong_kinds(page: OwnPage) -> Locator:
    request = {"Tags": "x", "ModelPackageName": 7, "NotKnown": {"a": [1]}, "Domain": {"a": "b"}}
    form = page.show(request)
    button(form, CREATE).click()
    page.open_all()
    return form


@scene
def no_structure(page: OwnPage) -> Locator:
    return page.show(["no", "request"])


@scene
def entries_that_wait(page: OwnPage) -> Locator:
    names = {"team": "fraud", "stage": "beta"}
    form = page.show({"ModelPackageGroupName": "g", "CustomerMetadataProperties": names})
    section(form, "Model card and metadata")
    add = form.get_by_role("button", name="Add CustomerMetadataProperties entry")
    for name in ("team", ""):
        add.click()
        page.page.keyboard.type(name)
        page.page.keyboard.press("Tab")
        page.page.keyboard.type("other")
    add.click()
    page.page.keyboard.type("without a value")
    button(form, CREATE).click()
    return form


@scene
def empty_texts_and_lists(page: OwnPage) -> Locator:
    form = page.show({"ModelPackageDescription": "", "Tags": [], "Domain": "", "ModelMetrics": {}})
    section(form, "Metrics and baselines")
    more(form, "ModelPackageDescription").click()
    return form


@scene
def recognised(page: OwnPage) -> Locator:
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/churn:1.4"
    container = {"Image": image, "ModelDataUrl": "s3://bucket/a/rather/deep/model.tar.gz"}
    container["Framework"] = "XGBOOST"
    form = page.show(
        {"ModelPackageGroupName": LONG, "InferenceSpecification": {"Containers": [container] * 3}}
    )
    section(form, "Containers and inference")
    return form


def _offered(page: OwnPage, *values: str, **more: Any) -> Locator:
    form = page.show({"InferenceSpecification": {"Containers": [{"Image": IMAGE}]}})
    section(form, "Containers and inference")
    page.open_all()
    place = form.locator('[data-path="InferenceSpecification.Containers[0].Image"]')
    place.get_by_role("combobox").focus()
    place.get_by_role("combobox").press("ArrowDown")
    question = page.last_message("list_resources")
    things = [
        {"value": value, "details": [["pushed", f"2026-11-{26 - at}"]], "is_prefix": False}
        for at, value in enumerate(values)
    ]
    reply: dict[str, Any] = {"suggestions": things, "more": False, "problem": None, **more}
    page.kernel_says(
        "resources", view_id=question["view_id"], request_id=question["request_id"], **reply
    )
    expect(place.get_by_role("option")).to_have_count(len(values) + bool(reply["more"]))
    return form


@scene
def offered(page: OwnPage) -> Locator:
    digest = f"{IMAGE}@sha256:{sha256(IMAGE.encode()).hexdigest()}"
    return _offered(page, f"{IMAGE}:1.5", f"{IMAGE}:1.4", digest, f"{IMAGE}-train:1.4", more=True)


@scene
def not_offered(page: OwnPage) -> Locator:
    return _offered(page, problem={"word": "denied", "value": "ecr:DescribeRepositories"})


@scene
def json_in_a_text(page: OwnPage) -> Locator:
    card = {"ModelCardContent": '{"a":{"b":[1,2]},"c":"d"}', "ModelCardStatus": "Draft"}
    form = page.show({"ModelCard": card})
    section(form, "Model card and metadata")
    text = form.locator('[data-path="ModelCard.ModelCardContent"] textarea')
    text.fill('{"a": 1,\n "b" 2}')
    text.blur()
    return form
