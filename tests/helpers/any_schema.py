"""Checks a value against any schema, not only against that of a request."""

from __future__ import annotations

from modelpkg_widget.request.issues import Issue
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.schema.from_botocore import Schema
from modelpkg_widget.validation import validator


def check_against(schema: Schema, value: Json) -> list[Issue]:
    return validator.issues_of(validator.validator_of(schema), value)
