"""For tests that state what only a newer boto3 has: an older one skips them (`make lowest`)."""

from __future__ import annotations

from typing import Any

import pytest

from modelpkg_widget.request.issues import Path
from modelpkg_widget.resources import older_boto3


def number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def needs_boto3(version: str) -> pytest.MarkDecorator:
    """The test needs this version, whose model has what it states."""
    is_older = number(older_boto3.installed("botocore")) < number(version)
    return pytest.mark.skipif(is_older, reason=f"needs boto3 {version}")


def skip_unless_supported(request: Any) -> None:
    """Skip the test if a request has what the installed boto3 cannot send, but newer ones can."""
    since = _since(request, ())
    if since and number(older_boto3.installed("botocore")) < number(since):
        pytest.skip(f"needs boto3 {since}")


def skip_unless_known(*paths: Path) -> None:
    """Skip the test if the installed boto3 lacks one of these members, but newer ones have it."""
    for path in paths:
        since = older_boto3.known_since(path)
        if since:
            pytest.skip(f"needs boto3 {since}")


def _since(value: Any, path: Path) -> str:
    """The version that the members at and below a place need; empty if the installed one does."""
    if isinstance(value, list):
        found = [_since(item, (*path, at)) for at, item in enumerate(value)]
        found += ["1.34.2"] if path[-1:] == ("ValidationProfiles",) and not value else []
    elif isinstance(value, dict):
        found = [older_boto3.known_since((*path, name)) for name in value]
        found += [_since(item, (*path, name)) for name, item in value.items()]
        if path[-2:-1] == ("Containers",) and "Image" not in value:
            found.append(older_boto3.optional_since((*path, "Image")))
    else:
        found = []
    return max(found, key=lambda one: number(one or "0"), default="")
