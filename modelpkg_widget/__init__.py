"""A form for SageMaker's CreateModelPackage, generated from the installed botocore.

Names are loaded when first used: importing the package loads neither boto3 nor moto.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .aws.errors import issues_from_error as issues_from_error
    from .exercises.exercise import Exercise as Exercise
    from .exercises.exercise import exercise as exercise
    from .exporters.export import export as export
    from .fake_aws import sandbox as sandbox
    from .monitoring.wait import PackageFailedError as PackageFailedError
    from .preflight_checks import Finding as Finding
    from .preflight_checks import preflight as preflight
    from .rehearsal.rehearse import rehearse as rehearse
    from .rehearsal.result import Rehearsal as Rehearsal
    from .request.issues import Issue as Issue
    from .schema.from_botocore import request_schema as request_schema
    from .submission.outcome import SubmitError as SubmitError
    from .validation.validator import check as check
    from .widget.form import ModelPackageForm as ModelPackageForm

__version__ = "0.1.0"

_HOMES = {
    "Exercise": "exercises.exercise",
    "Finding": "preflight_checks",
    "Issue": "request.issues",
    "ModelPackageForm": "widget.form",
    "PackageFailedError": "monitoring.wait",
    "Rehearsal": "rehearsal.result",
    "SubmitError": "submission.outcome",
    "check": "validation.validator",
    "exercise": "exercises.exercise",
    "export": "exporters.export",
    "issues_from_error": "aws.errors",
    "preflight": "preflight_checks",
    "rehearse": "rehearsal.rehearse",
    "request_schema": "schema.from_botocore",
    "sandbox": "fake_aws",
}
__all__ = [*_HOMES]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        from difflib import get_close_matches

        near = get_close_matches(name, _HOMES, 1)
        hint = f". Did you mean {near[0]!r}?" if near else ""
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}{hint}")
    found = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
