"""The change sets for AWS Marketplace, against botocore's model and AWS's shapes of the changes."""

from __future__ import annotations

import copy
import json
from typing import Any

import botocore.session
import jsonschema
import pytest
from botocore.validate import ParamValidator

from modelpkg_widget import export
from modelpkg_widget.exporters.export import exported
from modelpkg_widget.request.issues import format_path
from tests.conformance.shared_cases import CASES, read
from tests.exporters.texts import GOOD, HOSTILE, hostile
from tests.helpers.sandboxes import request

CHANGES = read(CASES / "marketplace_changes.json")["change_types"]
KINDS: tuple[Any, ...] = ("catalog", "catalog-version")
ARN = "arn:aws:sagemaker:us-east-1:123456789012:model-package/flowers-1"
CERTIFIED = "02-marketplace-iris-validation.json"
#: What a seller may put in the place of a null, where a text will not do.
FILLED = {
    "Highlights": ["a"],
    "Categories": ["a"],
    "SearchKeywords": ["a"],
    "Documents": [{"Type": "StandardEula", "Version": "2022-07-14"}],
    "BatchTransform": "ml.m5.large",
    "RealtimeInference": "ml.m5.large",
    "Price": "0.10",
}


def filled(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: filled(child, key) for key, child in value.items()}
    if isinstance(value, list):
        return [filled(child, name) for child in value]
    return FILLED.get(name, "https://a.example") if value is None else value


def problems(change_set: Any) -> str:
    """What botocore finds before it sends a change set."""
    model = botocore.session.Session().get_service_model("marketplace-catalog")
    shape = model.operation_model("StartChangeSet").input_shape
    sent = {name: one for name, one in change_set.items() if name in shape.members}
    return str(ParamValidator().validate(sent, shape).generate_report())


def details(change_set: Any, kind: str) -> Any:
    (found,) = [one for one in change_set["ChangeSet"] if one["ChangeType"] == kind]
    return found["DetailsDocument"]


def delivery(change_set: Any) -> Any:
    (option,) = details(change_set, "AddDeliveryOptions")["DeliveryOptions"]
    return option["Details"]["SageMakerModelPackageDeliveryOptionDetails"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", GOOD)
@pytest.mark.slow
def test_a_change_set_that_is_filled_in_has_the_shape_of_the_service(name: str, kind: Any) -> None:
    change_set = filled(json.loads(exported(request(name), kind, arn=ARN).text))
    assert problems(change_set) == ""
    for change in change_set["ChangeSet"]:
        schema = CHANGES[f"{change['Entity']['Type']} {change['ChangeType']}"]
        jsonschema.validate(change["DetailsDocument"], schema)


@pytest.mark.parametrize("name", GOOD)
def test_the_change_set_holds_the_instance_types_of_a_request(name: str) -> None:
    sent = request(name)
    made = exported(sent, "catalog", arn=ARN)
    change_set = json.loads(made.text)
    (term,) = details(change_set, "UpdatePricingTerms")["Terms"]
    (card,) = term["RateCards"]
    keys = [row["DimensionKey"] for row in card["RateCard"]]
    specification = sent.get("InferenceSpecification", {})
    transform = specification.get("SupportedTransformInstanceTypes", [])
    realtime = specification.get("SupportedRealtimeInferenceInstanceTypes", [])
    assert keys == [*(f"{one}.m.i.b" for one in transform), *(f"{one}.m.i.r" for one in realtime)]
    lacking = {format_path(gap.path) for gap in made.gaps if gap.path[0] in sent}
    assert ("ModelPackageGroupName" in lacking) == ("ModelPackageGroupName" in sent)


def test_the_intent_only_validates_and_the_package_is_the_given_one() -> None:
    for kind in KINDS:
        change_set = json.loads(export(request(CERTIFIED), kind, arn=ARN))
        assert change_set["Catalog"] == "AWSMarketplace"
        assert change_set["Intent"] == "VALIDATE"
        assert delivery(change_set)["SageMakerModelPackageArn"] == ARN


def test_a_new_product_and_a_new_version_are_two_templates() -> None:
    product = json.loads(export(request(CERTIFIED), "catalog"))
    version = json.loads(export(request(CERTIFIED), "catalog-version"))
    assert [change["ChangeType"] for change in product["ChangeSet"]] == [
        "CreateProduct",
        "UpdateInformation",
        "AddDeliveryOptions",
        "ReleaseProduct",
        "CreateOffer",
        "UpdateInformation",
        "UpdatePricingTerms",
        "UpdateLegalTerms",
        "UpdateSupportTerms",
        "ReleaseOffer",
    ]
    assert [change["ChangeType"] for change in version["ChangeSet"]] == ["AddDeliveryOptions"]
    assert delivery(product) == delivery(version)


def nulls(value: Any) -> int:
    if isinstance(value, dict):
        return sum(map(nulls, value.values()))
    if isinstance(value, list):
        return sum(map(nulls, value))
    return value is None


@pytest.mark.parametrize("kind", KINDS)
def test_what_only_the_seller_knows_is_null_and_listed(kind: Any) -> None:
    made = exported(request(CERTIFIED), kind)
    change_set = json.loads(made.text)
    needed = [gap for gap in made.gaps if gap.kind == "needs"]
    prices = len([one for one in made.text.split() if one == '"Price":'])
    assert len(needed) == nulls(change_set) - max(prices - 1, 0)
    assert len({gap.path for gap in made.gaps}) == len(made.gaps)
    assert all(gap.why.endswith(".") for gap in made.gaps)
    paths = [format_path(gap.path) for gap in needed]
    for place in ["AccessRoleArn", "UsageInstructions", "SageMakerModelPackageArn"]:
        assert f"AddDeliveryOptions.{place}" in paths
    if kind == "catalog":
        assert "UpdatePricingTerms.RateCard.Price" in paths
    else:
        assert "AddDeliveryOptions.Entity.Identifier" in paths


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.slow
def test_each_null_that_is_left_in_place_is_refused(kind: Any) -> None:
    whole = filled(json.loads(exported(request(CERTIFIED), kind).text))
    blank = json.loads(exported(request(CERTIFIED), kind).text)

    def refused(change_set: Any) -> bool:
        def valid(change: Any) -> bool:
            schema = CHANGES[f"{change['Entity']['Type']} {change['ChangeType']}"]
            return jsonschema.Draft202012Validator(schema).is_valid(change["DetailsDocument"])

        return bool(problems(change_set)) or not all(map(valid, change_set["ChangeSet"]))

    def each(here: Any, there: Any) -> None:
        rows = enumerate(here) if isinstance(here, list) else here.items()
        for step, child in rows:
            if child is None:
                kept = there[step]
                there[step] = None
                assert refused(whole), step
                there[step] = kept
            elif isinstance(child, (dict, list)):
                each(child, there[step])

    assert not refused(whole)
    each(blank, whole)


def test_the_one_supported_type_is_the_recommended_one_and_of_several_none() -> None:
    sent = request(CERTIFIED)
    one = delivery(json.loads(export(sent, "catalog")))["RecommendedInstanceTypes"]
    assert one == {"BatchTransform": "ml.m4.xlarge", "RealtimeInference": "ml.m4.xlarge"}
    several = copy.deepcopy(sent)
    several["InferenceSpecification"]["SupportedTransformInstanceTypes"].append("ml.m5.large")
    two = delivery(json.loads(export(several, "catalog")))["RecommendedInstanceTypes"]
    assert two == {"BatchTransform": None, "RealtimeInference": "ml.m4.xlarge"}


def test_a_new_version_says_that_new_types_need_a_price() -> None:
    unsure = [
        format_path(gap.path)
        for gap in exported(request(CERTIFIED), "catalog-version").gaps
        if gap.kind == "unsure"
    ]
    assert unsure == [
        "InferenceSpecification.SupportedTransformInstanceTypes[0]",
        "InferenceSpecification.SupportedRealtimeInferenceInstanceTypes[0]",
    ]


def test_what_cannot_be_listed_says_so() -> None:
    gaps = exported({"ModelPackageGroupName": "churn"}, "catalog").gaps
    assert [(format_path(gap.path), gap.kind) for gap in gaps[:4]] == [
        ("ModelPackageGroupName", "lacks"),
        ("CertifyForMarketplace", "needs"),
        ("InferenceSpecification.SupportedTransformInstanceTypes", "needs"),
        ("InferenceSpecification.SupportedRealtimeInferenceInstanceTypes", "needs"),
    ]


@pytest.mark.parametrize(
    "arn",
    [
        "flowers",
        f"{ARN}/1",
        ARN.replace("arn:aws:", "arn:aws-cn:"),
        ARN.replace("model-package/", "model/"),
        f"{ARN}\n",
    ],
)
def test_an_arn_that_cannot_be_listed_is_refused(arn: str) -> None:
    for kind in KINDS:
        with pytest.raises(ValueError, match="isn't the ARN of a model package that AWS Market"):
            export(request(CERTIFIED), kind, arn=arn)
    assert export({}, "json", arn=arn) == "{}\n"


def test_lines_of_an_instance_type_are_those_of_its_price() -> None:
    made = exported(request(CERTIFIED), "catalog")
    lines = made.text.splitlines()
    path = ("InferenceSpecification", "SupportedRealtimeInferenceInstanceTypes", 0)
    first, last = made.lines[path]
    assert first == last
    assert "ml.m4.xlarge.m.i.r" in lines[first - 1]
    assert made.lines[path[:1]][0] < first == made.lines[path[:1]][1]


def test_values_of_a_wrong_type_are_passed_over() -> None:
    values: list[Any] = [None, 5, "ml.m5.large", [1, None, {}], {"a": 1}]
    for wrong in values:
        for sent in (
            {"InferenceSpecification": wrong},
            {"InferenceSpecification": {"SupportedTransformInstanceTypes": wrong}},
        ):
            json.loads(exported(sent, "catalog").text)
    change_set = json.loads(
        exported(
            {"InferenceSpecification": {"SupportedTransformInstanceTypes": HOSTILE}}, "catalog"
        ).text
    )
    (term,) = details(change_set, "UpdatePricingTerms")["Terms"]
    keys = [row["DimensionKey"] for row in term["RateCards"][0]["RateCard"]]
    assert keys == [f"{text}.m.i.b" for text in dict.fromkeys(HOSTILE)]
    assert exported(hostile(HOSTILE), "catalog").text.isascii()
