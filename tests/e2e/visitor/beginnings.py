"""What a visit begins with: how the form is made in the kernel, and what AWS has before that."""

from __future__ import annotations

import random
from typing import Any

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.control.scenarios import request as certified

Json = Any

#: The kinds that an empty form, or a version, may become.
ANY = ("", "versioned", "unversioned", "marketplace", "algorithm")
VERSION = ("", "versioned")

_MAKE = """
import json
from modelpkg_widget import ModelPackageForm, sandbox
aws = sandbox()
"""


def beginning(name: str, aws: Sandbox, dice: random.Random, tag: str, mode: str) -> Begun:
    """Prepare AWS for a visit and return the code of its cell.

    Args:
        name: one of `BEGINNINGS`.
        aws: the sandbox.
        dice: draws what the earlier version holds.
        tag: makes the names of this visit its own.
        mode: of the form.
    """
    made: Begun = BEGINNINGS[name](aws, dice, tag, mode)
    return made


class Begun:
    """How a visit begins.

    Attributes:
        code: of the cell, which displays the form.
        earlier: the request of the version or package that it starts from; empty without one.
        group: in which a version is made; empty where the visitor says so.
        kinds: of package that it may become without anything being removed: to remove what is
            there is a decision that no page can take for a visitor.
    """

    def __init__(
        self, code: str, earlier: Json = None, group: str = "", kinds: tuple[str, ...] = ANY
    ) -> None:
        self.code = f"{_MAKE}{code}\nform"
        self.earlier = earlier or {}
        self.group = group
        self._kinds = kinds

    def may_become(self, kind: str) -> bool:
        """Whether nothing of it is in the way of a kind of package."""
        return kind in self._kinds


def _form(mode: str, more: str = "") -> str:
    return f"form = ModelPackageForm(session=aws.session, mode={mode!r}{more})"


def _empty(aws: Sandbox, dice: random.Random, tag: str, mode: str) -> Begun:
    return Begun(_form(mode))


def _group(aws: Sandbox, dice: random.Random, tag: str, mode: str) -> Begun:
    group, earlier = _last_week(aws, dice, tag)
    return Begun(f"{_form(mode)}\nform.load(group={group!r})", earlier, group, VERSION)


def _package(aws: Sandbox, dice: random.Random, tag: str, mode: str) -> Begun:
    earlier = certified(aws, f"earlier-{tag}")
    certified_before = dice.random() < 0.5
    if not certified_before:
        del earlier["CertifyForMarketplace"]
    earlier["ModelMetrics"] = _metrics(aws, dice)
    aws.client("sagemaker").create_model_package(**earlier)
    name = earlier.pop("ModelPackageName")
    kinds = ("", "marketplace", *([] if certified_before else ["unversioned"]))
    return Begun(f"{_form(mode)}\nform.load(package={name!r})", earlier, kinds=kinds)


def _training_job(aws: Sandbox, dice: random.Random, tag: str, mode: str) -> Begun:
    kinds = tuple(kind for kind in ANY if kind != "algorithm")
    return Begun(f"{_form(mode)}\nform.load(training_job=aws.training_job)", kinds=kinds)


def _text(aws: Sandbox, dice: random.Random, tag: str, mode: str) -> Begun:
    text = (
        "aws sagemaker create-model-package \\\n"
        f"  --model-package-group-name {aws.group} \\\n"
        f"  --model-package-description 'Found in runbook {tag}' \\\n"
        f"  --inference-specification 'Containers=[{{Image={aws.image},"
        f"ModelDataUrl={aws.model_data}}}],SupportedContentTypes=text/csv'"
    )
    return Begun(f"{_form(mode)}\nform.load({text!r})", kinds=VERSION)


def _draft(aws: Sandbox, dice: random.Random, tag: str, mode: str) -> Begun:
    group, earlier = _last_week(aws, dice, tag)
    path = f"draft-{tag}.json"
    code = f"""
before = ModelPackageForm(session=aws.session, draft={path!r})
before.load(group={group!r})
before.close()
{_form(mode, f", draft={path!r}")}"""
    return Begun(code, earlier, group, VERSION)


BEGINNINGS = {
    "empty": _empty,
    "group": _group,
    "package": _package,
    "training job": _training_job,
    "text": _text,
    "draft": _draft,
}


def _last_week(aws: Sandbox, dice: random.Random, tag: str) -> tuple[str, Json]:
    """Register the version of last week in a group of its own; returns both."""
    group = f"weekly-{tag}"
    sagemaker = aws.client("sagemaker")
    sagemaker.create_model_package_group(ModelPackageGroupName=group)
    earlier: Json = {
        "ModelPackageGroupName": group,
        "ModelPackageDescription": f"Trained in week {dice.randint(1, 52)}.",
        "ModelApprovalStatus": "Approved",
        "InferenceSpecification": {
            "Containers": [{"Image": aws.image, "ModelDataUrl": aws.model_data}],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
        },
        "ModelMetrics": _metrics(aws, dice),
        "MetadataProperties": {"CommitId": f"{dice.getrandbits(28):07x}"},
        "CustomerMetadataProperties": {"week": str(dice.randint(1, 52))},
    }
    sagemaker.create_model_package(**earlier)
    return group, earlier


def _metrics(aws: Sandbox, dice: random.Random) -> Json:
    place = f"s3://{aws.bucket}/week-{dice.randint(1, 52)}"
    kinds = {
        "ModelQuality": "Statistics",
        "Bias": "Report",
        "Explainability": "Report",
    }
    taken = dice.sample(sorted(kinds), dice.randint(1, 3))
    source = {"ContentType": "application/json"}
    return {
        kind: {kinds[kind]: {**source, "S3Uri": f"{place}/{kind.lower()}.json"}} for kind in taken
    }
