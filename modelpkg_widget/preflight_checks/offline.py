"""The checks that need no network: what the rules say, and what names alone tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from modelpkg_widget.request.issues import Issue
from modelpkg_widget.resources.tables import load_table

from .check_context import CheckContext
from .check_result import Diagnostic, diagnostic
from .references import Named, partition_of

#: What AmazonSageMakerFullAccess may read in S3 by the name of the bucket.
_IN_SCOPE = re.compile("sagemaker|aws-glue", re.IGNORECASE)
_PLACE = re.compile(r"arn:(?P<partition>aws[a-z-]*):[^:]*:(?P<region>[a-z0-9-]*):")


def completeness(look: CheckContext) -> Iterator[Diagnostic]:
    """What the form has against the request and no other check tells."""
    elsewhere = {
        rule
        for row in load_table("preflight_checks/checks")["checks"]
        for rule in row.get("rules", ())
    }
    for issue in look.issues:
        if issue.severity == "error" and issue.code not in elsewhere:
            yield _of(issue)
    yield from _ruled(look, "request")


def image_address(look: CheckContext) -> Iterator[Diagnostic]:
    parts = look.parts
    yield from _ruled(look, "image-address")
    if not parts.certified:
        known = {image.path for image in parts.images}
        for text in parts.image_texts:
            if text.path not in known:
                yield diagnostic("image-elsewhere", [text.path], image=text.text)


def bucket_names(look: CheckContext) -> Iterator[Diagnostic]:
    parts = look.parts
    yield from _ruled(look, "bucket-names")
    for profile in parts.profiles:
        source = profile.source
        if source and source.key and not source.key.endswith("/") and "." not in source.key:
            yield diagnostic("prefix-open", [source.path], uri=source.uri)
    used = [place for profile in parts.profiles for place in (profile.source, profile.output)]
    read = [*used, *(parts.artifact(image) for image in parts.images)] if parts.role else []
    for place in read:
        if place and not _IN_SCOPE.search(place.bucket):
            yield diagnostic("bucket-name", [place.path], bucket=place.bucket)


def profile(look: CheckContext) -> Iterator[Diagnostic]:
    yield from _ruled(look, "profile")


def one_region(look: CheckContext) -> Iterator[Diagnostic]:
    """All that names a region or a partition names that of the session, or else the first's."""
    places = [place for text in _placed(look) if (place := _place(text))]
    region = look.region or next((region for _, region, _ in places if region), "")
    partition = partition_of(region) if region else ""
    for text, found, of in places:
        if partition and of != partition:
            yield diagnostic("partition", [text.path], text=text.text, found=of, expected=partition)
        elif found and found != region:
            yield diagnostic("region", [text.path], text=text.text, found=found, expected=region)


def _placed(look: CheckContext) -> list[Named]:
    """Images of one's own, and ARNs; a versioned package may take an image from anywhere."""
    parts = look.parts
    images = [Named(image.path, image.uri) for image in parts.images] if parts.certified else []
    return [*images, *(text for text in parts.all if text.text.startswith("arn:"))]


def _place(text: Named) -> tuple[Named, str, str] | None:
    """Return the text with its region, which may be empty, and its partition."""
    found = _PLACE.match(text.text)
    if found:
        return text, found["region"], found["partition"]
    address = re.match(r"\d{12}\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.", text.text)
    return (text, address[1], partition_of(address[1])) if address else None


def _ruled(look: CheckContext, name: str) -> Iterator[Diagnostic]:
    """What the rules of a check say, which stand in the table."""
    rows: list[dict[str, Any]] = load_table("preflight_checks/checks")["checks"]
    rules = next(row["rules"] for row in rows if row["id"] == name)
    for issue in look.issues:
        if issue.code in rules and issue.severity != "info":
            yield _of(issue)


def _of(issue: Issue) -> Diagnostic:
    state: Any = "failed" if issue.severity == "error" else "warning"
    return Diagnostic(state, issue.message, issue.hint, "", (issue.path, *issue.related))
