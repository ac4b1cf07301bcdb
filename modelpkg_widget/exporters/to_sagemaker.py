"""Python that sends the request with sagemaker-core, the base of the SageMaker Python SDK 3.

What its `ModelPackage.create` takes stands in ``to_sagemaker.json``. Version 2 of the package has
three defects that the text works around: it misspells some names, it takes the specification for
one of a model card, and it expects a name in the answer that AWS does not return. Version 1 also
loses values such as False and is not supported.

Source:
    sagemaker-core 2.27.0: ``resources.ModelPackage``, ``shapes/__init__.py`` and
    ``utils.utils.snake_to_pascal``; 1.0.78: ``main.utils.serialize``.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import replace

from modelpkg_widget.request.issues import Path, format_path
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.resources.tables import load_table

from .export_format import ExportFormat
from .export_result import Destination, ExportResult
from .line_writer import PYTHON, LineWriter
from .quoting import quoted
from .unsupported import Shapes, gaps, unsupported_members

_SPECIFICATION = "InferenceSpecification"
_SPELLINGS = "SPECIAL_SNAKE_TO_PASCAL_MAPPINGS"


def write(request: Json, where: Destination) -> ExportResult:
    """Source: sagemaker-core's ``ModelPackage.create``; see ``to_sagemaker.json``."""
    table = load_table("exporters/to_sagemaker")
    words, shapes, root = table["words"], table["shapes"], table["root"]

    def judge(value: Json) -> str:
        return str(words["null"]) if value is None else ""

    found = gaps(request, shapes, root, words, judge)
    skipped = unsupported_members(found)
    held = dict(_structures(request, shapes, root, (), skipped))
    classes = {path: name for path, (name, _) in held.items() if path}
    members = {member for path in classes for member in held[path][1]}
    sheet = LineWriter(skipped)
    if found:  # a member may be called as a declaration of another encoding is spelled
        sheet.add("# coding: utf-8")
    sheet.add(*(f"# {format_path(gap.path)}: {gap.why}" for gap in found))
    misspelled = sorted(name for name in members if _sent_as(argument(name)) != name)
    sheet.add(*_imports({*classes.values()}, misspelled, where))
    sheet.add(*_repairs({*classes.values()}, misspelled, table["repairs"]))
    region = quoted(where.region) if where.region else ""
    sheet.add(f"session = boto3.Session({f'region_name={region}' if region else ''})")
    sheet.add('session.events.register("after-call.sagemaker.CreateModelPackage", add_name)')
    sheet.add(f"model_package = {root}(")
    style = replace(PYTHON, classes=classes, argument=argument)
    for name, value in request.items():
        if (name,) not in skipped:
            sheet.brackets(value, style, (name,), 1, f"{argument(name)}=", ",")
    sheet.add("    session=session,", *([f"    region={region},"] if region else []), ")")
    sheet.add("print(model_package.model_package_arn)")
    return sheet.exported(found)


def argument(member: str) -> str:
    """Return how sagemaker-core calls the argument for a member, as its code generator does."""
    snake = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", member)
    return re.sub("([a-z0-9])([A-Z])", r"\1_\2", snake).lower()


def _sent_as(name: str) -> str:
    """Return the member as which sagemaker-core sends an argument of a class."""
    return "".join(part.title() for part in name.split("_"))


def _structures(
    value: Json, shapes: Shapes, name: str | None, path: Path, skipped: Container[Path]
) -> Iterator[tuple[Path, tuple[str, list[str]]]]:
    """Yield the path of each structure that the text holds, with its class and its members."""
    if isinstance(value, list):
        for at, item in enumerate(value):
            if (*path, at) not in skipped:
                yield from _structures(item, shapes, name, (*path, at), skipped)
    elif isinstance(value, dict) and name:
        held = [member for member in value if (*path, member) not in skipped]
        yield path, (name, held)
        for member in held:
            below = shapes[name]["members"][member]
            yield from _structures(value[member], shapes, below, (*path, member), skipped)


def _imports(classes: set[str], misspelled: list[str], where: Destination) -> Iterator[str]:
    if where.endpoint:
        yield "import os"
    if _SPECIFICATION in classes:
        yield "from inspect import unwrap"
    if where.endpoint or _SPECIFICATION in classes:
        yield ""
    yield from ("import boto3", "from sagemaker.core.resources import ModelPackage")
    if classes:
        yield "from sagemaker.core.shapes.shapes import ("
        yield from (f"    {name}," for name in sorted(classes))
        yield ")"
    if misspelled:
        yield f"from sagemaker.core.utils.utils import {_SPELLINGS}"
    if where.endpoint:
        yield from ("", f'os.environ["AWS_ENDPOINT_URL_SAGEMAKER"] = {quoted(where.endpoint)}')


def _repairs(
    classes: set[str], misspelled: list[str], texts: dict[str, list[str]]
) -> Iterator[str]:
    """Yield lines that work around defects of sagemaker-core, as far as the request meets them."""
    if misspelled:
        yield from ("", *texts["spelling"])
        yield from (f'{_SPELLINGS}["{argument(name)}"] = "{name}"' for name in misspelled)
    if _SPECIFICATION in classes:
        yield from ("", *texts["specification"])
    yield from ("", *texts["answer"], "", "")


FORMAT = ExportFormat(
    id="sagemaker",
    title="Python (sagemaker-core)",
    file_name="register_model_package.py",
    write=write,
    note="This text needs sagemaker-core 2, which comes with the SageMaker Python SDK 3.",
)
