"""How much a person has to do: clicks and keys that are no text, counted on the real form."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from modelpkg_widget.fake_aws import Sandbox
from tests.e2e.kernel_page import KernelPage

MAKE = """
from modelpkg_widget import ModelPackageForm, sandbox
aws = sandbox()
form = ModelPackageForm(session=aws.session)
form"""


class Hands:
    """Does what a person does, and counts: a text that is typed is one action, a click another."""

    def __init__(self, page: Page, form: Locator) -> None:
        self.page, self.form = page, form
        self.clicks = self.keys = self.texts = 0

    def click(self, what: Locator) -> None:
        self.clicks += 1
        what.click()

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.texts += 1
        self.page.keyboard.insert_text(text)

    def replace(self, text: str) -> None:
        """Type instead of what the box with the focus has: it is one text, as `type` counts it."""
        self.page.locator(":focus").select_text()
        self.type(text)

    def tab_to(self, path: str, what: str) -> None:
        """Press Tab until a control of a field has the focus."""
        place = f'[data-path="{path}"] {what}:focus'
        for _ in range(20):
            self.press("Tab")
            if self.form.locator(place).count() > 0:
                return
        raise AssertionError(f"no stop of the tab key is {place}")

    def choose(self, select: Locator, option: str) -> None:
        """Open a list and choose: two clicks, of which a browser does not show the list here."""
        self.clicks += 2
        select.select_option(option)
        select.focus()

    def button(self, name: str) -> Locator:
        return self.form.get_by_role("button", name=name, exact=True)

    @property
    def actions(self) -> int:
        return self.clicks + self.keys + self.texts


@pytest.fixture
def hands(kernel_page: Callable[[], KernelPage]) -> Hands:
    """Hands on an empty form."""
    shown = kernel_page()
    return Hands(shown.page, shown.show(MAKE))


def created(hands: Hands) -> None:
    expect(hands.form.locator('[data-role="arn"]')).to_have_text(re.compile("^arn:"))


def test_one_field_to_an_arn_takes_at_most_5_actions(hands: Hands, kernel_aws: Sandbox) -> None:
    """A group's name and Create, over a real kernel and the sandbox: the shortest way there is."""
    hands.click(hands.form.get_by_role("combobox", name="ModelPackageGroupName"))
    hands.type(kernel_aws.group)
    hands.click(hands.button("Create model package"))
    created(hands)
    assert hands.actions <= 5


def test_a_profile_by_hand_takes_at_most_12_clicks(hands: Hands, kernel_aws: Sandbox) -> None:
    """Image, artifact, formats and a validation profile: 12 clicks and, beside texts, 11 keys."""
    containers_by_hand(hands, kernel_aws, "ModelPackageGroupName", kernel_aws.group)
    for name in ("SupportedContentTypes", "SupportedResponseMIMETypes"):
        hands.click(hands.button(f"Add {name} item"))
        hands.type("text/csv")
    profile_by_hand(hands, kernel_aws)
    assert hands.clicks <= 12
    assert hands.keys <= 11


def test_an_unversioned_package_by_hand_takes_at_most_12_clicks(
    hands: Hands, kernel_aws: Sandbox
) -> None:
    """It also needs instance types: from them the tab key goes on to the formats."""
    containers_by_hand(hands, kernel_aws, "ModelPackageName", "by-12-clicks")
    inference = "InferenceSpecification"
    hands.click(hands.form.locator(f'[data-path="{inference}.{TYPES[0]}"] input'))
    hands.type("ml.m5.large")
    hands.press("Enter")
    hands.tab_to(f"{inference}.{TYPES[1]}", "input")
    hands.type("ml.m5.large")
    hands.press("Enter")
    for name in ("SupportedContentTypes", "SupportedResponseMIMETypes"):
        hands.tab_to(f"{inference}.{name}", ".mp-add")
        hands.press("Enter")
        hands.type("text/csv")
    sent = profile_by_hand(hands, kernel_aws)
    assert [sent[inference][name] for name in TYPES] == [["ml.m5.large"]] * 2
    assert sent["ModelPackageName"] == "by-12-clicks"
    assert hands.clicks <= 12
    assert hands.keys <= 24


TYPES = ("SupportedTransformInstanceTypes", "SupportedRealtimeInferenceInstanceTypes")


def containers_by_hand(hands: Hands, aws: Sandbox, member: str, name: str) -> None:
    """Type the name, image and artifact: 3 clicks."""
    hands.click(field(hands, member))
    hands.type(name)
    hands.click(hands.button("Containers and inference"))
    hands.click(hands.button("Add Containers item"))
    hands.type(aws.image)
    hands.tab_to("InferenceSpecification.Containers[0].ModelDataUrl", "input")
    hands.type(aws.model_data)


def profile_by_hand(hands: Hands, aws: Sandbox) -> dict[str, Any]:
    """Fill in a validation profile and press Create: 7 clicks; returns what AWS got."""
    hands.click(hands.button("Validation and Marketplace"))
    hands.click(field(hands, "ValidationSpecification.ValidationRole"))
    hands.type(aws.role)
    hands.tab_to("ValidationSpecification.ValidationProfiles", ".mp-add")
    hands.press("Enter")
    hands.type("smoke-test")
    job = "ValidationSpecification.ValidationProfiles[0].TransformJobDefinition"
    source = f"{job}.TransformInput.DataSource.S3DataSource"
    hands.choose(hands.form.locator(f'[data-path="{source}.S3DataType"] select'), "S3Prefix")
    hands.tab_to(f"{source}.S3Uri", "input")
    hands.type(aws.validation_input)
    hands.click(field(hands, f"{job}.TransformOutput.S3OutputPath"))
    hands.type(aws.validation_output)
    hands.click(field(hands, f"{job}.TransformResources.InstanceType"))
    hands.type("ml.m5.large")
    hands.tab_to(f"{job}.TransformResources.InstanceCount", "input")
    hands.type("1")
    hands.click(hands.button("Create model package"))
    created(hands)
    sent = requests(aws)[-1]
    (profile,) = sent["ValidationSpecification"]["ValidationProfiles"]
    assert profile["TransformJobDefinition"]["TransformResources"]["InstanceCount"] == 1
    assert sent["InferenceSpecification"]["SupportedContentTypes"] == ["text/csv"]
    return sent


def test_the_next_version_takes_at_most_8_clicks(hands: Hands, kernel_aws: Sandbox) -> None:
    """A new artifact, and metrics that are kept: 8 clicks and, beside texts, the Enter of Load."""
    earlier = last_week(kernel_aws, "by-8-clicks")
    hands.click(hands.button("Load from…"))
    expect(
        hands.form.get_by_role("region", name="Load from…").locator("input:focus")
    ).to_be_visible()
    hands.type(earlier["ModelPackageGroupName"])
    hands.press("Enter")
    hands.button("From version 1 of by-8-clicks, 5 to review").wait_for()
    hands.click(hands.button("Create model package"))
    values = hands.form.get_by_role("region", name="Values to review", exact=True)
    artifact = "InferenceSpecification.Containers[0].ModelDataUrl"
    hands.click(values.get_by_role("button", name=f"Change {artifact}"))
    hands.replace(new := kernel_aws.model_data.replace("model.tar.gz", "week-2/model.tar.gz"))
    for path in ("ModelQuality.Statistics.S3Uri", "Bias.Report.S3Uri"):
        hands.click(values.get_by_role("button", name=f"Keep ModelMetrics.{path}"))
    hands.click(values.get_by_role("button", name="Keep MetadataProperties.CommitId"))
    hands.click(values.get_by_role("button", name="Keep all (1)"))
    hands.click(hands.button("Create model package"))
    created(hands)
    sent = requests(kernel_aws)[-1]
    assert sent["InferenceSpecification"]["Containers"][0]["ModelDataUrl"] == new
    assert sent["ModelMetrics"] == earlier["ModelMetrics"]
    assert hands.clicks <= 8
    assert hands.keys == 1


def field(hands: Hands, path: str) -> Locator:
    return hands.form.locator(f'[data-path="{path}"] input')


def requests(aws: Sandbox) -> list[dict[str, Any]]:
    """Return the requests for a package that AWS got, in order."""
    return [row["request"] for row in aws.calls if row["operation"] == "CreateModelPackage"]


def last_week(aws: Sandbox, group: str) -> dict[str, Any]:
    """Register the first version of a group of its own; returns its request."""
    source = {"ContentType": "application/json", "S3Uri": f"s3://{aws.bucket}/week-1.json"}
    earlier = {
        "ModelPackageGroupName": group,
        "ModelPackageDescription": "Trained in week 1.",
        "InferenceSpecification": {
            "Containers": [{"Image": aws.image, "ModelDataUrl": aws.model_data}],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
        },
        "ModelMetrics": {"ModelQuality": {"Statistics": source}, "Bias": {"Report": source}},
        "MetadataProperties": {"CommitId": "4c1d9a7"},
    }
    sagemaker = aws.client("sagemaker")
    sagemaker.create_model_package_group(ModelPackageGroupName=group)
    sagemaker.create_model_package(**earlier)
    return earlier
