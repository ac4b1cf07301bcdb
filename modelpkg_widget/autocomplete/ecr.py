"""Images in ECR: repositories first, then what is in one, by tag and by digest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

from .cached_lists import Reader
from .suggestion import Suggestion, day, named

_ADDRESS = re.compile(
    r"(?:(?P<host>[^/.]*\.[^/]*)/)?(?P<name>[^:@]*)(?:(?P<sign>[:@])(?P<rest>.*))?"
)
_REGISTRY = re.compile(
    r"(?P<account>\d{12})\.dkr[.-]ecr(?:-fips)?\.(?P<region>[a-z0-9-]+)\.[a-z.]+"
)
_BEFORE = datetime.min.replace(tzinfo=timezone.utc)
#: The most that ECR tells at a time.
_SIZE = 1000


def images(read: Reader, text: str) -> Iterator[Suggestion]:
    """Yield repositories; for the address of one, its images, the newest first.

    A colon asks for tags, an @ for digests; without either both forms are offered. Another
    account's registry is looked into when it is named, one of another region is not: SageMaker
    takes images of its own region.
    """
    found = _ADDRESS.fullmatch(text)
    if not found:
        return
    host, name, sign, rest = found["host"], found["name"], found["sign"] or "", found["rest"] or ""
    whose = {}
    if host:
        registry = _REGISTRY.fullmatch(host)
        if not registry or registry["region"] != read.target().region:
            return
        whose = {"registryId": registry["account"]}
    if host and sign:
        yield from _of(read, whose, f"{host}/{name}", name, sign, rest)
        return
    pages = read.pages("ecr", "describe_repositories", whose, size=_SIZE)
    rows = [row for page in pages for row in page["repositories"]]
    for row in rows:
        if row["repositoryName"] == name:
            yield from _of(read, whose, row["repositoryUri"], name, sign, rest)
    if not sign:
        prefix = text if host else name
        for row in named(rows, prefix, lambda row: _called(row, prefix)):
            if row["repositoryUri"] != text:
                yield Suggestion(row["repositoryUri"], is_prefix=True)


def _called(row: dict[str, Any], prefix: str) -> str:
    """By its name, or its address when the text is the begin of one."""
    name, address = str(row["repositoryName"]), str(row["repositoryUri"])
    return address if address.startswith(prefix) else name


def _of(
    read: Reader, whose: dict[str, str], address: str, name: str, sign: str, rest: str
) -> Iterator[Suggestion]:
    if not name:
        return
    query = {**whose, "repositoryName": name}
    pages = read.pages("ecr", "describe_images", query, size=_SIZE)
    rows = [row for page in pages for row in page["imageDetails"]]
    for row in sorted(rows, key=lambda row: row.get("imagePushedAt", _BEFORE), reverse=True):
        digest, tags = row["imageDigest"], row.get("imageTags", [])
        pushed = (("pushed", day(row.get("imagePushedAt"))),)
        for tag in tags if sign != "@" else []:
            if rest in tag:
                yield Suggestion(f"{address}:{tag}", (*pushed, ("digest", f"{digest[:19]}…")))
        if sign != ":" and (rest in digest or any(rest in tag for tag in tags)):
            of = tuple(("tag", tag) for tag in tags[:3]) or (("untagged", ""),)
            yield Suggestion(f"{address}@{digest}", (*pushed, *of))
