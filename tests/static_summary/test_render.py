"""What the summary says of a request and of what became of it, as text and as HTML."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.request import json_codec
from modelpkg_widget.static_summary.render import Summary
from modelpkg_widget.submission.outcome import Outcome, issue
from tests.conformance.shared_cases import model
from tests.helpers.cpu_time import assert_growth
from tests.helpers.newer_boto3 import needs_boto3
from tests.helpers.older_model import older_boto3_model

ARN = "arn:aws:sagemaker:us-east-1:123456789012:model-package/churn/7"
WHEN = "2026-01-02T03:04:05+00:00"
LATER = "2026-01-02T05:04:05+00:00"
SECRET = "a secret that nobody reads"
TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
HARMLESS = {"p", "small", "em", "br", "details", "summary", *TABLE}


class Read(HTMLParser):
    """Elements and text of a piece of HTML; what is not harmless is an error."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.inside = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        assert tag in HARMLESS
        known: tuple[dict[str, str], ...] = (
            {},
            {"style": "text-align:left"},
            {"class": "modelpkg-summary"},
        )
        assert dict(attributes) in known
        self.inside = tag
        if tag in ("th", "td"):
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.inside in ("th", "td"):
            self.cells[-1] += data


def rendered(request: Any, **more: Any) -> dict[str, str]:
    body = request if isinstance(request, str) else json_codec.dumps(request)
    given = {"status": "created", "arn": ARN, "when": WHEN, **more}
    package, sandbox = given.pop("package", {}), given.pop("sandbox", False)
    return Summary(Outcome(body=body, **given), package, LATER, sandbox).bundle()


def test_request_arn_and_when() -> None:
    made = rendered({"ModelPackageGroupName": "churn", "Tags": [{"Key": "team", "Value": "<b>"}]})
    assert made["text/plain"].splitlines() == [
        "Saved summary (the interactive form needs a running kernel)",
        f"Created on 2026-01-02 03:04:05 UTC: {ARN}",
        "Request, 3 values:",
        "  ModelPackageGroupName  churn",
        "  Tags[0].Key            team",
        "  Tags[0].Value          <b>",
    ]
    cells = Read(made["text/html"]).cells
    assert cells == [
        *("Field", "Value", "ModelPackageGroupName", "churn"),
        *("Tags[0].Key", "team", "Tags[0].Value", "<b>"),
    ]
    assert ARN in made["text/html"]


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({"status": "editing", "arn": "", "when": ""}, "Not sent yet at the time of saving."),
        (
            {"status": "uncertain", "arn": ""},
            "Sent on 2026-01-02 03:04:05 UTC; outcome unknown at the time of saving.",
        ),
        (
            {"status": "refused", "arn": "", "when": "", "issues": (issue("busy"),)},
            "Rejected on 2026-01-02 05:04:05 UTC: request: Another notebook",
        ),
        ({"when": ""}, f"Model package {ARN}"),
        ({"sandbox": True}, "Created in a sandbox; nothing was sent to AWS."),
        (
            {"package": {"ModelPackageStatus": "Completed"}},
            "Status on 2026-01-02 05:04:05 UTC: Completed.",
        ),
    ],
)
def test_what_became_of_it(more: dict[str, Any], line: str) -> None:
    made = rendered({}, **more)
    assert line in made["text/plain"]
    assert line in made["text/html"]


def test_a_failure_with_its_reasons() -> None:
    rows = [{"Name": "first", "Status": "Failed", "FailureReason": "no <ping> for token=abc"}]
    details = {"ValidationStatuses": rows, "ImageScanStatuses": []}
    package = {"ModelPackageStatus": "Failed", "ModelPackageStatusDetails": details}
    made = rendered({}, package=package)
    assert "first: no <ping> for token=(hidden)" in made["text/plain"]
    assert "first: no &lt;ping&gt; for token=(hidden)" in made["text/html"]


@needs_boto3("1.34.116")
def test_what_the_model_calls_sensitive_is_masked_whole() -> None:
    sensitive = {name for name, node in model()["$defs"].items() if node.get("x-aws-sensitive")}
    assert "ModelCardContent" in sensitive
    made = rendered({"ModelCard": {"ModelCardContent": json.dumps({"x": SECRET})}})
    assert "ModelCard.ModelCardContent  (hidden)" in made["text/plain"]
    assert SECRET not in "".join(made.values())


HIDDEN = [
    {"InferenceSpecification": {"Containers": [{"Environment": {"DB_PASSWORD": SECRET}}]}},
    {"CustomerMetadataProperties": {"apiKey": SECRET}},
    {"Tags": [{"Key": "deploy-token", "Value": SECRET}]},
    {"Tags": [{"Value": SECRET, "Key": "SECRET"}]},
    {"Unknown": {"password": {"deep": [SECRET]}}},
    {"ModelPackageDescription": f"password: '{SECRET}'"},
    {"SourceUri": f"https://x/?X-Amz-Signature={SECRET.replace(' ', '')}&a=b"},
    {"CustomerMetadataProperties": {f"x?sig={SECRET.replace(' ', '')}": "1"}},
]


@pytest.mark.parametrize("request_", HIDDEN, ids=lambda value: json.dumps(value)[:40])
def test_what_looks_like_a_secret_is_in_neither(request_: Any) -> None:
    everything = "".join(rendered(request_).values())
    assert SECRET not in everything
    assert SECRET.replace(" ", "") not in everything
    assert "(hidden)" in everything


HOSTILE_TEXTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "</td></table><h1>x",
    "a\x00b\x1b[31mred\r\nline",
    "\u202egnp.exe",
    "\ud800 alone",
    "x" * 1_000_000,
]


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=lambda text: ascii(text[:20]))
def test_any_text_is_shown_as_text(text: str) -> None:
    request = {
        "ModelPackageDescription": text,
        "Tags": [{"Key": text, "Value": text}],
        "CustomerMetadataProperties": {text: text},
        text: text,
    }
    reason = {"Name": text, "FailureReason": text}
    package = {
        "ModelPackageStatus": text,
        "ModelPackageStatusDetails": {"ValidationStatuses": [reason]},
    }
    made = rendered(request, package=package, arn=ARN + text)
    cells = Read(made["text/html"]).cells  # only harmless elements
    assert len(cells) == 2 * (1 + 5)
    for said in made.values():
        said.encode()  # it can be sent
        assert len(said) < 12_000
        assert said.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    "body", ["null", "7", '"text"', "[]", "[[1]]", "NaN", "[" * 3000 + "]" * 3000, '{"Tags": 1}']
)
def test_a_request_that_is_none(body: str) -> None:
    Read(rendered(body)["text/html"])


def test_many_values_are_counted_and_not_all_shown() -> None:
    made = rendered({"InferenceSpecification": {"SupportedContentTypes": ["a"] * 1000}})
    assert made["text/plain"].splitlines()[-1] == "  and 600 more values"
    assert made["text/html"].endswith("<p>and 600 more values</p></details>")


def test_the_cost_is_linear_in_the_size() -> None:
    def work(count: int) -> None:
        environment = {f"NAME_{at}": f"value {at}" for at in range(count)}
        rendered({"InferenceSpecification": {"Containers": [{"Environment": environment}]}})

    assert_growth(work, 200, below=3)


def test_what_only_a_newer_boto3_knows_is_masked(tmp_path: Path) -> None:
    """Whether it is sensitive is not known either."""
    with older_boto3_model("1.34.100", tmp_path):
        made = rendered({"ModelCard": {"ModelCardContent": "{}"}, "Other": "seen"})
    assert '{"ModelCard"}  (hidden)' in made["text/plain"]
    assert "seen" in made["text/plain"]
