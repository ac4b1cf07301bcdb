"""Writes the page's types and decoders of what the kernel declares: see docs/architecture.md.

    python js/build/protocol.py          writes js/src/protocol/*.generated.ts
    python js/build/protocol.py --check  exits with 1 if they are not what it would write

Messages are the dataclasses that features handle; traits and events are what features list in
`traits` and `events`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[2])]

from declarations import decoder, trait_decoder
from typescript import Module

from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.exercises.exercise import TaskFeature
from modelpkg_widget.widget.controller import FormController
from modelpkg_widget.widget.features.message_base import Event, Message

FOLDER = Path(__file__).resolve().parent.parent / "src" / "protocol"
HEAD = "// Written by js/build/protocol.py of what modelpkg_widget/widget declares; do not edit.\n"


def _traits(module: Module, declared: dict[str, Any], written: dict[str, Any]) -> str:
    return _file(
        module,
        [
            "/** The traits of the widget on the wire. */",
            "export interface Traits {",
            *(f"  {name}: {_type_of_trait(module, hint)};" for name, hint in declared.items()),
            "}",
            "",
            "/** The traits that a page writes. */",
            "export interface WrittenTraits {",
            *(f"  {name}: {_type_of_trait(module, hint)};" for name, hint in written.items()),
            "}",
        ],
    )


def _type_of_trait(module: Module, hint: Any) -> str:
    return module.type_of(hint).replace("null", "undefined")


def _decoders(module: Module, declared: dict[str, Any]) -> str:
    rows = [f"  {name}: {trait_decoder(hint)}," for name, hint in declared.items()]
    module.named("Traits")
    return _file(
        module,
        [
            'import { json, link, mapOf, optional, record, rows, scalar } from "./decode";',
            "",
            "/** How the page reads each trait; what the kernel leaves out is what stands here. */",
            "const DECODERS = {",
            *rows,
            "};",
            "",
            "export type Decoded = keyof typeof DECODERS;",
            "",
            "/** Read a trait as it comes; undefined where it is not there. */",
            "export function decodeTrait<Name extends Decoded>(name: Name, given: unknown) {",
            "  return DECODERS[name](given) as Traits[Name];",
            "}",
        ],
    )


def _events(module: Module, declared: Iterable[type[Event]]) -> str:
    rows = [f"  {event.kind}: {module.interface(event)};" for event in _sorted(declared)]
    if any(decoder(event) for event in declared):
        raise TypeError("The page takes events as they come: an event may hold no such member.")
    head = "/** What the kernel says at one moment, by its kind. */"
    return _file(module, [head, "export interface Events {", *rows, "}"])


def _messages(module: Module, declared: Iterable[type[Message]]) -> str:
    names = [module.interface(message) for message in _sorted(declared)]
    module.named("Traits")
    return _file(
        module,
        [
            "/** What a page may send; the host adds the id. */",
            "export type Message =",
            *(f"  | {name}" for name in names[:-1]),
            f"  | {names[-1]};",
            "",
            "/** The trait that a message sets, which the page shows at once. */",
            'export const SETS: { readonly [kind in Message["kind"]]?: keyof Traits } = {',
            *(f'  {row.kind}: "{row.sets}",' for row in _sorted(declared) if row.sets),
            "};",
        ],
    )


Declared = TypeVar("Declared", bound="type[Message] | type[Event]")


def _sorted(declared: Iterable[Declared]) -> list[Declared]:
    return sorted(declared, key=lambda one: one.kind)


def _file(module: Module, rows: list[str]) -> str:
    imports = module.imports()
    return "\n".join([HEAD, *([imports] if imports else []), *module.types.values(), *rows, ""])


def files() -> dict[Path, str]:
    """Return what is to be written, by its path."""
    form = FormController(SageMaker(None, None))
    features = [*map(type, form.features), TaskFeature]
    published = {name: hint for each in features for name, hint in each.traits.items()}
    said = [event for each in features for event in each.events]
    traits = Module("traits.generated", "Json")
    traits_text = _traits(traits, {**form.traits, **published}, form.written)
    traits.types["Traits"] = ""  # for those that import it
    texts = {
        "traits": traits_text,
        "decoders": _decoders(Module("decoders.generated", "Json", (traits,)), published),
        "events": _events(Module("events.generated", "Json", (traits,)), said),
        "messages": _messages(
            Module("messages.generated", "unknown", (traits,)), form.dispatcher.messages.values()
        ),
    }
    return {FOLDER / f"{name}.generated.ts": text for name, text in texts.items()}


if __name__ == "__main__":
    made = files()
    if "--check" in sys.argv[1:]:
        sys.exit(any(path.read_text(encoding="utf-8") != text for path, text in made.items()))
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")
