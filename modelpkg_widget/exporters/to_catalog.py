"""The change set that lists a certified package in AWS Marketplace, for its Catalog API.

It refers to the package by its ARN, so it holds little of the request: the instance types, which
all need a price. What only the seller knows is null, which AWS refuses, and is a gap: no text that
was left in place can be published. What the changes are made of stands in ``to_catalog.json``.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

from modelpkg_widget.request.issues import Path
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.resources.tables import load_table

from .export_format import ExportFormat
from .export_result import Destination, ExportResult, Gap
from .line_writer import JSON, LineWriter

_SPECIFICATION = "InferenceSpecification"
_PRICE = "Price"
_NOTE = (
    "Replace each null. Then: aws marketplace-catalog start-change-set --region us-east-1 "
    "--cli-input-json file://FILE. The intent VALIDATE publishes nothing; APPLY does."
)


def write_product(request: Json, where: Destination) -> ExportResult:
    """Source: see ``to_catalog.json``."""
    return _written("new_product", request, where)


def write_version(request: Json, where: Destination) -> ExportResult:
    """Source: AWS Marketplace API Reference, Add a new version."""
    return _written("new_version", request, where)


def _written(template: str, request: Json, where: Destination) -> ExportResult:
    """Return the change set of a template.

    Raises:
        ValueError: The ARN is not the one of an unversioned model package.
    """
    table = load_table("exporters/to_catalog")
    if where.arn and not re.fullmatch(table["arn"], where.arn):
        raise ValueError(table["wrong_arn"].format(arn=where.arn))
    types = {row["member"]: _supported(request, row["member"]) for row in table["instance_types"]}
    changes = copy.deepcopy(table[template])
    for change in changes:
        if change["ChangeType"] == "AddDeliveryOptions":
            change["DetailsDocument"] = _delivery(table, where.arn, types)
        elif change["ChangeType"] == "UpdatePricingTerms":
            change["DetailsDocument"] = _pricing(table, types)
    change_set = {"Catalog": table["catalog"], "Intent": table["intent"], "ChangeSet": changes}
    sheet = LineWriter()
    sheet.brackets(change_set, JSON)
    made = sheet.exported()
    found = [*_objections(request, table, template), *_open_places(changes, table)]
    return ExportResult(made.text, _lines(made, change_set, table, types), tuple(found))


def _supported(request: Json, member: str) -> dict[str, Path]:
    """Return the instance types of a member of the specification, and where each one stands."""
    specification = request.get(_SPECIFICATION)
    types = specification.get(member) if isinstance(specification, dict) else None
    rows = enumerate(types) if isinstance(types, list) else ()
    return {one: (_SPECIFICATION, member, at) for at, one in rows if isinstance(one, str)}


def _delivery(table: dict[str, Any], arn: str, types: dict[str, dict[str, Path]]) -> dict[str, Any]:
    details = copy.deepcopy(table["delivery"])
    details["SageMakerModelPackageArn"] = arn or None
    # Which of several to recommend, only the seller knows.
    details["RecommendedInstanceTypes"] = {
        row["recommended"]: next(iter(types[row["member"]]))
        if len(types[row["member"]]) == 1
        else None
        for row in table["instance_types"]
    }
    option = {"Details": {"SageMakerModelPackageDeliveryOptionDetails": details}}
    return {
        "Version": {"VersionTitle": None, "ReleaseNotes": None},
        "DeliveryOptions": [option],
    }


def _pricing(table: dict[str, Any], types: dict[str, dict[str, Path]]) -> dict[str, Any]:
    card = [
        {"DimensionKey": f"{one}.{row['dimension']}", _PRICE: None}
        for row in table["instance_types"]
        for one in types[row["member"]]
    ]
    term = {
        "Type": "UsageBasedPricingTerm",
        "CurrencyCode": "USD",
        "RateCards": [{"RateCard": card}],
    }
    return {"PricingModel": "Usage", "Terms": [term]}


def _objections(request: Json, table: dict[str, Any], template: str) -> Iterator[Gap]:
    """Yield why AWS Marketplace would refuse the package, or the change set for it."""
    words = table["words"]
    if "ModelPackageGroupName" in request:
        yield Gap(("ModelPackageGroupName",), "lacks", words["versioned"])
    if request.get("CertifyForMarketplace") is not True:
        yield Gap(("CertifyForMarketplace",), "needs", words["uncertified"])
    for row in table["instance_types"]:
        types = _supported(request, row["member"])
        if not types:
            yield Gap((_SPECIFICATION, row["member"]), "needs", words["types"])
        for path in types.values() if template == "new_version" else ():
            yield Gap(path, "unsure", words["prices"])


def _open_places(changes: Json, table: dict[str, Any]) -> Iterator[Gap]:
    """Yield a gap for each null, and one for all prices of a rate card.

    Its path begins with the type of the change, and is without the names that say nothing.
    """
    for change in changes:
        for path in _nulls(change, ()):
            named = [step for step in path if isinstance(step, str)]
            shown = [step for step in named if step not in table["unnamed"]]
            yield Gap((change["ChangeType"], *shown), "needs", table["needs"][named[-1]])


def _nulls(value: Json, path: Path) -> Iterator[Path]:
    if value is None:
        yield path
    elif isinstance(value, dict):
        for name, child in value.items():
            yield from _nulls(child, (*path, name))
    elif isinstance(value, list):
        for at, child in enumerate(value):
            if at == 0 or _PRICE not in child:
                yield from _nulls(child, (*path, at))


def _lines(
    made: ExportResult, change_set: Json, table: dict[str, Any], types: dict[str, dict[str, Path]]
) -> dict[Path, tuple[int, int]]:
    """Return the line of each instance type: its price, or else the recommendation."""
    spans: dict[str, tuple[int, int]] = {}
    for path, span in made.lines.items():
        value: Any = change_set
        for step in path:
            value = value[step]
        if isinstance(value, str):
            spans[value] = span
    found: dict[Path, tuple[int, int]] = {}
    for row in table["instance_types"]:
        for one, whole in types[row["member"]].items():
            first, last = spans.get(f"{one}.{row['dimension']}") or spans.get(one) or (0, 0)
            for path in (whole, whole[:2], whole[:1]) if first else ():
                begin, end = found.get(path, (first, last))
                found[path] = (min(first, begin), max(last, end))
    return found


FORMAT = ExportFormat(
    id="catalog",
    title="AWS Marketplace: new product",
    file_name="new-product.json",
    write=write_product,
    note=_NOTE,
)
VERSION = ExportFormat(
    id="catalog-version",
    title="AWS Marketplace: new version",
    file_name="new-version.json",
    write=write_version,
    note=_NOTE,
)
