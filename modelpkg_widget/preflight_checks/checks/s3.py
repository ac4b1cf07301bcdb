"""What Amazon S3 tells of the addresses: that something is there, where, and how large it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError

from modelpkg_widget.preflight_checks.check import Check
from modelpkg_widget.preflight_checks.check_context import CheckContext, code_of, one_by_one
from modelpkg_widget.preflight_checks.check_result import Diagnostic
from modelpkg_widget.preflight_checks.check_texts import CheckTexts
from modelpkg_widget.preflight_checks.references import Profile, References, S3Place, partition_of

TEXTS = CheckTexts("checks/s3")

_NOT_FOUND = {"404", "NoSuchKey", "NotFound", "NoSuchBucket"}
_MEGABYTE = 1024 * 1024
_MOST = 1000  # objects of a folder that are looked at


def objects(context: CheckContext) -> Iterator[Diagnostic]:
    parts = context.parts
    buckets: dict[str, list[S3Place]] = {}
    for place in [*parts.sources, *parts.outputs]:
        buckets.setdefault(place.bucket, []).append(place)
    wrong: set[str] = set()
    for problem in one_by_one(buckets.values(), lambda places: _bucket(context, places)):
        wrong |= {place.bucket for place in parts.sources if place.path in problem.paths}
        yield problem
    data = {profile.source.path for profile in parts.profiles if profile.source}
    there = [place for place in parts.sources if place.bucket not in wrong]
    single = [place for place in there if place.path not in data]
    yield from one_by_one(single, lambda place: _object(context, place))
    profiles = [profile for profile in parts.profiles if profile.source in there]
    yield from one_by_one(profiles, lambda profile: _data(context, profile))


def _bucket(context: CheckContext, places: list[S3Place]) -> Iterator[Diagnostic]:
    name, paths = places[0].bucket, [place.path for place in places]
    try:
        response = context.ask("s3:ListBucket", "head_bucket", _arn(context, name), Bucket=name)
    except ClientError as error:
        if code_of(error) not in _NOT_FOUND:
            raise
        yield TEXTS.diagnostic("no_bucket", paths, bucket=name)
        return
    headers = response.get("ResponseMetadata", {}).get("HTTPHeaders", {})
    region = response.get("BucketRegion") or headers.get("x-amz-bucket-region")  # of an older boto3
    if region and context.region and region != context.region:
        yield TEXTS.diagnostic(
            "bucket_region", paths, bucket=name, found=region, expected=context.region
        )


def _object(context: CheckContext, place: S3Place) -> Iterator[Diagnostic]:
    if not place.key or place.key.endswith("/"):
        found = _list(context, place)
    else:
        arn = _arn(context, f"{place.bucket}/{place.key}")
        try:
            context.ask("s3:GetObject", "head_object", arn, Bucket=place.bucket, Key=place.key)
            return
        except ClientError as error:
            if code_of(error) not in _NOT_FOUND:
                raise
        found = _list(context, place._replace(key=f"{place.key}/"))  # a folder without its slash
    if not found:
        yield TEXTS.diagnostic("no_object", [place.path], uri=place.uri)


def _data(context: CheckContext, profile: Profile) -> Iterator[Diagnostic]:
    """The test data of a profile: there, each file small enough, not where the answers go."""
    source, output = profile.source, profile.output
    assert source  # noqa: S101 - only such profiles are looked at
    found = _list(context, source)
    if not found:
        yield TEXTS.diagnostic("no_data", [source.path], uri=source.uri)
    largest = max((int(row.get("Size", 0)) for row in found), default=0)
    if profile.payload and not profile.splits and largest > profile.payload * _MEGABYTE:
        size = f"{largest / _MEGABYTE:.1f}"
        yield TEXTS.diagnostic(
            "too_large", [source.path, profile.path], size=size, limit=profile.payload
        )
    if output and output.bucket == source.bucket and output.key.startswith(_folder(source.key)):
        yield TEXTS.diagnostic("same_place", [output.path, source.path], uri=output.uri)


def _folder(key: str) -> str:
    return key if key.endswith("/") or not key else f"{key}/"


def _list(context: CheckContext, place: S3Place) -> list[dict[str, Any]]:
    arn = _arn(context, place.bucket)
    given: dict[str, Any] = {"Bucket": place.bucket, "Prefix": place.key, "MaxKeys": _MOST}
    response = context.ask("s3:ListBucket", "list_objects_v2", arn, **given)
    rows: list[dict[str, Any]] = response.get("Contents", [])
    return [row for row in rows if not str(row.get("Key", "")).endswith("/")]


def _arn(context: CheckContext, what: str) -> str:
    return f"arn:{partition_of(context.region)}:s3:::{what}"


CHECKS = (
    Check(
        "objects",
        TEXTS,
        objects,
        lambda parts: bool(parts.place_paths()),
        References.place_paths,
    ),
)
