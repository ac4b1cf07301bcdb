"""Writes the parts of pages that follow from the code: options of commands, and the protocol.

    python docs/generate.py          rewrites these parts
    python docs/generate.py --check  exits with 1 if one is not what it would write

A part stands between `<!-- generated: NAME -->` and `<!-- end -->`.
"""

from __future__ import annotations

import argparse
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

DOCS = Path(__file__).resolve().parent
sys.path[:0] = [str(DOCS), str(DOCS.parent / "js" / "build"), str(DOCS.parent)]

import host_tables
from declarations import is_record, members
from typescript import Module

from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.cli.main import _parser
from modelpkg_widget.exercises.exercise import TaskFeature
from modelpkg_widget.widget.controller import FormController

_HOSTS = re.compile(r"^\| .*( \| yes, in Chromium: )", re.MULTILINE)
_PART = re.compile(r"(<!-- generated: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def _cell(text: str) -> str:
    return _code(text).replace("<", "&lt;")


def _code(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().replace("|", "\\|")


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


# ---- The command line


def _actions(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """Yield how each argument is written, and its help."""
    for action in parser._actions:
        if isinstance(action, (argparse._SubParsersAction, argparse._HelpAction)):
            continue
        names = ", ".join(action.option_strings)
        value = ""
        if action.nargs != 0:
            value = str(
                action.metavar or (action.option_strings and action.dest.upper()) or action.dest
            )
            if action.choices and not action.metavar:
                value = "{" + ",".join(map(str, action.choices)) + "}"
        if not names and action.nargs == "?":
            value = f"[{value}]"
        if not names and action.nargs == "+":
            value = f"{value} [{value} ...]"
        text = (action.help or "") % {
            **vars(action), "prog": parser.prog,
        }  # fmt: skip
        yield f"`{' '.join(filter(None, [names, value]))}`", _cell(text)


def verbs() -> dict[str, tuple[argparse.ArgumentParser, str]]:
    """Return the parser of each verb and its line of help, in the order of `--help`."""
    for action in _parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            texts = {row.dest: row.help or "" for row in action._choices_actions}
            return {name: (parser, texts[name]) for name, parser in action.choices.items()}
    raise LookupError("no verbs")


def command_line() -> str:
    """Return a section for each verb."""
    return "\n".join(_verb(name, *row) for name, row in verbs().items())


def _verb(name: str, parser: argparse.ArgumentParser, help_line: str) -> str:
    rows = [list(row) for row in _actions(parser)]
    parts = [
        f"### {name}\n",
        f"{_prose(parser.description or help_line)}\n",
        _table(["Argument", "Meaning"], rows) if rows else "",
        f"{_prose(parser.epilog)}\n" if parser.epilog else "",
    ]
    return "\n".join(filter(None, parts))


def _prose(text: str | None) -> str:
    joined = " ".join((text or "").split())
    sentence = joined[:1].upper() + joined[1:]
    return sentence if sentence.endswith(".") else f"{sentence}."


# ---- The protocol


def _summary(declared: Any) -> str:
    return inspect.cleandoc(declared.__doc__ or "").partition("\n\n")[0]


def _record(module: Module, declared: Any) -> str:
    rows = [
        [f"`{row.name}`", f"`{_code(module.type_of(row.hint))}`", _cell(row.text)]
        for row in members(declared)
        if row.name != "kind"
    ]
    return f"{_summary(declared)}\n\n" + (
        _table(["Member", "Type", "Meaning"], rows) if rows else "No members.\n"
    )


def _form() -> tuple[FormController, list[Any]]:
    form = FormController(SageMaker(None, None))
    return form, [*map(type, form.features), TaskFeature]


def messages() -> str:
    """Return a section for each message of a page."""
    form, _ = _form()
    declared = sorted(form.dispatcher.messages.values(), key=lambda one: one.kind)
    module = Module("messages", "unknown")
    return "\n".join(
        f"### {one.kind}\n\n"
        + _record(module, one)
        + (f"\nSets the trait `{one.sets}`.\n" if one.sets else "")
        for one in declared
    )


def traits() -> str:
    """Return a table of the traits, and of what publishes them."""
    form, features = _form()
    module = Module("traits", "Json")
    rows = [
        [f"`{name}`", f"`{_code(module.type_of(hint))}`", f"`{owner}`"]
        for owner, declared in [
            ("FormController", form.traits),
            *((feature.__name__, feature.traits) for feature in features),
        ]
        for name, hint in declared.items()
    ]
    return _table(["Trait", "Type", "Published by"], rows)


def _records(hint: Any, found: dict[str, Any]) -> None:
    """Add the declared types that a type of the wire is made of."""
    if is_record(hint) and hint.__name__ not in found:
        found[hint.__name__] = hint
        for row in members(hint):
            _records(row.hint, found)
    for inner in get_args(hint):
        _records(inner, found)


def types() -> str:
    """Return a section for each declared type of a trait or an event."""
    form, features = _form()
    found: dict[str, Any] = {}
    for declared in (form.traits, *(feature.traits for feature in features)):
        for hint in declared.values():
            _records(hint, found)
    module = Module("types", "Json")
    return "\n".join(f"### {name}\n\n{_record(module, found[name])}" for name in sorted(found))


def events() -> str:
    """Return a section for each event."""
    _, features = _form()
    declared = sorted(
        {event for feature in features for event in feature.events}, key=lambda one: one.kind
    )
    module = Module("events", "Json")
    return "\n".join(f"### {one.kind}\n\n{_record(module, one)}" for one in declared)


PARTS = {
    "command-line": command_line,
    "messages": messages,
    "traits": traits,
    "events": events,
    "types": types,
    "hosts": lambda: _table(*host_tables.hosts()),
    "engines": lambda: _table(*host_tables.engines()),
    "screen-reader": lambda: _table(*host_tables.screen_reader()),
    "host-memory": lambda: _table(*host_tables.memory()),
}


def generated() -> dict[Path, str]:
    """Return each page that has a generated part, and the README, as the code makes it now."""
    found = {}
    for page in sorted(DOCS.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        if _PART.search(text):
            found[page] = _PART.sub(lambda part: f"{part[1]}\n{PARTS[part[2]]()}\n{part[3]}", text)
    readme = DOCS.parent / "README.md"
    text = readme.read_text(encoding="utf-8")
    found[readme] = _HOSTS.sub(lambda row: f"| {host_tables.short()}{row[1]}", text, count=1)
    return found


if __name__ == "__main__":
    made = generated()
    if "--check" in sys.argv[1:]:
        sys.exit(any(page.read_text(encoding="utf-8") != text for page, text in made.items()))
    for page, text in made.items():
        if page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")
