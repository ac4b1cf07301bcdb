"""Places in S3: buckets first, then what is in one, level by level as in a path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .cached_lists import Reader
from .suggestion import Suggestion, day, named

_SCHEME = "s3://"
_UNITS = ("B", "kB", "MB", "GB", "TB")


def objects(read: Reader, text: str) -> Iterator[Suggestion]:
    """Yield buckets, or the folders and keys that begin with what stands behind the bucket."""
    short = "" if _SCHEME.startswith(text) else text.removeprefix(_SCHEME)
    bucket, slash, prefix = short.partition("/")
    if not slash:
        yield from _buckets(read, bucket)
    elif text.startswith(_SCHEME) and bucket:
        query = {"Bucket": bucket, "Prefix": prefix, "Delimiter": "/"}
        needs = f"s3:ListBucket ({bucket})"
        for page in read.pages("s3", "list_objects_v2", query, needs=needs):
            for row in page.get("CommonPrefixes", []):
                yield Suggestion(f"{_SCHEME}{bucket}/{row['Prefix']}", is_prefix=True)
            for row in page.get("Contents", []):
                if row["Key"] != prefix:  # a folder's own mark
                    yield _object(bucket, row)


def _buckets(read: Reader, part: str) -> Iterator[Suggestion]:
    pages = read.pages("s3", "list_buckets", {}, size=1000, needs="s3:ListAllMyBuckets")
    rows = [row for page in pages for row in page.get("Buckets", [])]
    region = read.target().region
    for row in named(rows, part, lambda row: str(row["Name"])):
        where = row.get("BucketRegion", region)
        details = (("region", where),) if where != region else ()
        yield Suggestion(f"{_SCHEME}{row['Name']}/", details, is_prefix=True)


def _object(bucket: str, row: dict[str, Any]) -> Suggestion:
    details = (("text", _size(row["Size"])), ("text", day(row["LastModified"])))
    return Suggestion(f"{_SCHEME}{bucket}/{row['Key']}", details)


def _size(count: float) -> str:
    unit = 0
    while count >= 1000 and unit < len(_UNITS) - 1:
        count, unit = count / 1000, unit + 1
    return f"{count:.3g} {_UNITS[unit]}"
