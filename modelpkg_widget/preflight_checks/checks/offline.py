"""The checks that need no network: what the rules say, and what names alone tell.

Which rules are whose is in ``offline.json``; what no row there has is of the check ``request``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from modelpkg_widget.preflight_checks.check import Check
from modelpkg_widget.preflight_checks.check_context import CheckContext
from modelpkg_widget.preflight_checks.check_result import Diagnostic
from modelpkg_widget.preflight_checks.check_texts import CheckTexts
from modelpkg_widget.preflight_checks.references import Named, References, S3Place, partition_of
from modelpkg_widget.request.issues import Issue, Path

TEXTS = CheckTexts("checks/offline")

#: Objects that AmazonSageMakerFullAccess (version 29) may read and write in S3: those that have
#: this in their ARN, bucket or key; in IAM, upper and lower case differ. It may list all buckets.
_IN_SCOPE = re.compile("[Ss]agemaker|SageMaker|aws-glue")
_PLACE = re.compile(r"arn:(?P<partition>aws[a-z-]*):[^:]*:(?P<region>[a-z0-9-]*):")


def completeness(context: CheckContext) -> Iterator[Diagnostic]:
    """What the form has against the request and no other check tells."""
    elsewhere = {rule for row in TEXTS.table["checks"].values() for rule in row.get("rules", ())}
    for issue in context.issues:
        if issue.severity == "error" and issue.code not in elsewhere:
            yield _of(issue)
    yield from _ruled(context, "request")


def image_address(context: CheckContext) -> Iterator[Diagnostic]:
    parts = context.parts
    yield from _ruled(context, "image-address")
    if not parts.certified:
        known = {image.path for image in parts.images}
        for text in parts.image_texts:
            if text.path not in known:
                yield TEXTS.diagnostic("image_elsewhere", [text.path], image=text.text)


def bucket_names(context: CheckContext) -> Iterator[Diagnostic]:
    parts = context.parts
    yield from _ruled(context, "bucket-names")
    for profile in parts.profiles:
        source = profile.source
        if source and source.key and not source.key.endswith("/") and "." not in source.key:
            yield TEXTS.diagnostic("prefix_open", [source.path], uri=source.uri)
    if not parts.role:
        return
    sources = [profile.source for profile in parts.profiles]
    for place in _out_of_scope([*sources, *map(parts.artifact, parts.images)]):
        yield TEXTS.diagnostic("unreadable", [place.path], uri=place.uri)
    for place in _out_of_scope([profile.output for profile in parts.profiles]):
        yield TEXTS.diagnostic("unwritable", [place.path], uri=place.uri)


def _out_of_scope(places: list[S3Place | None]) -> Iterator[S3Place]:
    """What the role could not reach if it had AmazonSageMakerFullAccess alone."""
    for place in places:
        if place and not _IN_SCOPE.search(f"{place.bucket}/{place.key}"):
            yield place


def profile(context: CheckContext) -> Iterator[Diagnostic]:
    yield from _ruled(context, "profile")


def one_region(context: CheckContext) -> Iterator[Diagnostic]:
    """All that names a region or a partition names that of the session, or else the first's."""
    places = [place for text in _placed(context) if (place := _place(text))]
    region = context.region or next((region for _, region, _ in places if region), "")
    partition = partition_of(region) if region else ""
    for text, found, of in places:
        if partition and of != partition:
            yield TEXTS.diagnostic(
                "partition", [text.path], text=text.text, found=of, expected=partition
            )
        elif found and found != region:
            yield TEXTS.diagnostic(
                "region", [text.path], text=text.text, found=found, expected=region
            )


def _placed(context: CheckContext) -> list[Named]:
    """Images of one's own, and ARNs; a versioned package may take an image from anywhere."""
    parts = context.parts
    images = [Named(image.path, image.uri) for image in parts.images] if parts.certified else []
    return [*images, *(text for text in parts.all if text.text.startswith("arn:"))]


def _place(text: Named) -> tuple[Named, str, str] | None:
    """Return the text with its region, which may be empty, and its partition."""
    found = _PLACE.match(text.text)
    if found:
        return text, found["region"], found["partition"]
    address = re.match(r"\d{12}\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.", text.text)
    return (text, address[1], partition_of(address[1])) if address else None


def _ruled(context: CheckContext, name: str) -> Iterator[Diagnostic]:
    """What the rules of a check say."""
    rules = TEXTS.table["checks"][name]["rules"]
    for issue in context.issues:
        if issue.code in rules and issue.severity != "info":
            yield _of(issue)


def _of(issue: Issue) -> Diagnostic:
    state: Any = "failed" if issue.severity == "error" else "warning"
    return Diagnostic(state, issue.message, issue.hint, "", (issue.path, *issue.related))


def _check(
    name: str,
    run: Callable[[CheckContext], Iterator[Diagnostic]],
    about: Callable[[References], list[Path]],
) -> Check:
    return Check(name, TEXTS, run, lambda parts: bool(about(parts)), about, online=False)


CHECKS = (
    Check("request", TEXTS, completeness, lambda _: True, online=False),
    _check("image-address", image_address, References.image_paths),
    _check("bucket-names", bucket_names, References.place_paths),
    _check("profile", profile, References.profile_paths),
    Check("region", TEXTS, one_region, lambda _: True, online=False),
)
