"""What botocore says of a request before it sends it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from botocore.session import Session
from botocore.validate import ParamValidator

from modelpkg_widget.request.issues import Issue
from modelpkg_widget.request.plain_json import to_plain_json
from modelpkg_widget.resources.tables import load_table

REFUSES = set(load_table("resources/client_side_codes")["codes"])


def takes_what_we_let_pass(request: Any, issues: list[Issue]) -> None:
    """What has no error of a code in the table is sent, as the form holds it: there 1.0 is 1."""
    if not errors(issues) & REFUSES:
        assert not refused(request), request


def errors(issues: list[Issue]) -> set[str]:
    return {issue.code for issue in issues if issue.severity == "error"}


def refused(request: Any) -> bool:
    return bool(ParamValidator().validate(to_plain_json(request), shape()).has_errors())


@lru_cache(maxsize=1)
def shape() -> Any:
    model = Session().get_service_model("sagemaker")
    return model.operation_model("CreateModelPackage").input_shape
