"""Whether a visit ended well, by what AWS got; nothing of the product decides it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .aims import Aim
from .beginnings import Begun
from .visit import Visit

Json = Any
Path = tuple[str | int, ...]

#: What belongs to one version: written down here once more, so that a row that is lost from the
#: product's own table is found.
BELONGS_TO_ONE_VERSION = re.compile(
    r".*\.ModelDataUrl|.*\.ModelDataSource\.S3DataSource\.S3Uri|ModelMetrics\..*\.(S3Uri|ContentDigest)"
    r"|DriftCheckBaselines\..*\.(S3Uri|ContentDigest)|MetadataProperties\.CommitId"
    r"|ModelPackageDescription|CustomerMetadataProperties\..*|SourceUri"
)


def judge(aim: Aim, begun: Begun, visit: Visit, sent: list[Json], errors: list[str]) -> None:
    """Raise AssertionError, with what went wrong, unless AWS got what the visitor trusted in."""
    assert errors == []
    assert len(sent) <= 1, "one visit, two packages"
    for request in sent:
        _certified_as_said(aim, request, visit)
        _nothing_carried_unseen(begun, request, visit)
        assert not [path for path, value in leaves(request) if value == ""], "an empty text"
        claims = visit.claims[-1]
        assert "Sandbox" in claims.target
        if not visit.unreviewed:
            assert claims.review_count == 0
        assert claims.problems == "", claims.problems
    if carried(begun.earlier, begun.earlier) and not visit.kept and not visit.unreviewed:
        assert sent == [], "a visitor who only presses Create has sent something"
    if visit.follows_all and begun.may_become(aim.kind):
        assert len(sent) == 1, f"the page led to no package: {visit.acts}"


def _certified_as_said(aim: Aim, request: Json, visit: Visit) -> None:
    certified = request.get("CertifyForMarketplace") is True
    if aim.kind == "marketplace":
        assert certified, "chosen for AWS Marketplace, and not certified"
    if aim.kind == "versioned":
        assert "ModelPackageGroupName" in request
        assert not certified
    if aim.kind in ("unversioned", "marketplace"):
        assert "ModelPackageName" in request
    if aim.kind == "algorithm":
        assert "SourceAlgorithmSpecification" in request
    for said in visit.said:
        assert ("certification ON" in said) is certified, said
        assert ("version of" in said.lower()) is ("ModelPackageGroupName" in request), said


def _nothing_carried_unseen(begun: Begun, request: Json, visit: Visit) -> None:
    if visit.unreviewed:
        return
    unseen = [path for path in carried(begun.earlier, request) if path not in visit.kept]
    assert unseen == [], f"carried over and never kept: {unseen}"


def carried(earlier: Json, request: Json) -> list[str]:
    """Return the places that belong to one version and hold what the earlier one held."""
    before = dict(leaves(earlier))
    found = [path for path, value in leaves(request) if before.get(path) == value]
    return [name for path in found if BELONGS_TO_ONE_VERSION.fullmatch(name := spelled(path))]


def leaves(value: Json, path: Path = ()) -> Iterator[tuple[Path, Json]]:
    """Yield each value that is no structure, with its place."""
    if isinstance(value, dict):
        for name, child in value.items():
            yield from leaves(child, (*path, name))
    elif isinstance(value, list):
        for at, child in enumerate(value):
            yield from leaves(child, (*path, at))
    else:
        yield path, value


def spelled(path: Path) -> str:
    """Spell a path as the page does; names of map entries stand behind a point here."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")
