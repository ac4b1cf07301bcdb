"""A form for SageMaker's CreateModelPackage, generated from the installed botocore.

Names are loaded when first used: importing the package loads neither boto3 nor moto.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .aws.errors import issues_from_error as issues_from_error
    from .checks import Finding as Finding
    from .checks import preflight as preflight
    from .exchange.exporting import export as export
    from .exercises import Exercise as Exercise
    from .exercises import exercise as exercise
    from .issue import Issue as Issue
    from .localaws import sandbox as sandbox
    from .schema import request_schema as request_schema
    from .sending.outcome import SubmitError as SubmitError
    from .validation import check as check
    from .waiting import PackageFailedError as PackageFailedError
    from .widget.form import ModelPackageForm as ModelPackageForm

__version__ = "0.1.0"

_HOMES = {
    "Exercise": "exercises",
    "Finding": "checks",
    "Issue": "issue",
    "ModelPackageForm": "widget.form",
    "PackageFailedError": "waiting",
    "SubmitError": "sending.outcome",
    "check": "validation",
    "exercise": "exercises",
    "export": "exchange.exporting",
    "issues_from_error": "aws.errors",
    "preflight": "checks",
    "request_schema": "schema",
    "sandbox": "localaws",
}
__all__ = [*_HOMES]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
