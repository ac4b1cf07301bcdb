"""YAML, read from its events: no tag makes an object, and no alias more than a request can be.

What a scalar without quotes means is left to the member that it is of: ``no``, a date or ``0755``
stays text where text is wanted, whatever YAML 1.1 takes it for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from modelpkg_widget.importers import unwrapping
from modelpkg_widget.importers.import_format import Clues, TextFormat
from modelpkg_widget.importers.parse_result import (
    DEEPEST,
    LONGEST,
    ParseError,
    ParseResult,
    Plain,
    Unresolved,
    bounded_copy,
    error_text,
)

from . import kubernetes
from .aws_cli_files import Files

_MOST_DOCUMENTS = 20
_LIKELY, _POSSIBLE = 15, 10
_OWN = "tag:yaml.org,2002:"
_SCALARS = {f"{_OWN}{name}" for name in ("bool", "int", "float", "null", "timestamp")}
_TEXTS = {"!", *(f"{_OWN}{name}" for name in ("str", "map", "seq"))}
#: Short forms of CloudFormation's functions, each a value that only a deployment knows.
_FUNCTIONS = frozenset(
    f"!{name}"
    for name in (
        *("Ref", "Sub", "GetAtt", "Join", "Select", "Split", "If", "FindInMap", "ImportValue"),
        *("Base64", "Cidr", "GetAZs", "Transform", "Condition", "And", "Or", "Not", "Equals"),
        *("Length", "ToJsonString"),
    )
)


def read(text: str, choose: Callable[[Any], bool] | None = None) -> Any:
    """Return the value of a YAML document, in which `Plain` and `Unresolved` may stand.

    Args:
        text: YAML.
        choose: tells of several documents which one is meant.

    Raises:
        ParseError: it is not YAML, or more than one document may be meant; with the place.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(yaml.parse(text, Loader=loader))
    try:
        found = [bounded_copy(one) for one in builder.documents()]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise ParseError(f"{error.problem or error.context}.", *place) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if isinstance(error, ParseError):
            raise
        raise ParseError(f"{str(error).splitlines()[0] if str(error) else error!r}.") from None
    meant = [one for one in found if choose and choose(one)] if len(found) > 1 else found
    if len(meant) != 1:
        raise _error(builder.starts[1], "documents")
    return meant[0]


class _Builder:
    """Makes one value of the events of a document, without recursion.

    Args:
        events: of PyYAML.
    """

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events
        self._anchors: dict[str, Any] = {}
        self._open: list[_Open] = []
        self.starts: list[Any] = []

    def documents(self) -> list[Any]:
        root: list[Any] = []
        for event in self._events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                self.starts.append(event)
                self._anchors = {}
                if len(self.starts) > _MOST_DOCUMENTS:
                    raise _error(event, "documents")
            elif kind in ("MappingEndEvent", "SequenceEndEvent"):
                done = self._open.pop()
                self._place(done.result(), event, root)
            elif kind in ("MappingStartEvent", "SequenceStartEvent"):
                if len(self._open) >= DEEPEST:
                    raise _at(event, error_text("errors", "deep", limit=DEEPEST), final=True)
                self._open.append(_Open(event, is_map=kind.startswith("Mapping")))
                self._name(event, self._open[-1].value)
            elif kind in ("ScalarEvent", "AliasEvent"):
                self._place(self._leaf(event, kind), event, root)
        if not root:
            raise ParseError(error_text("errors", "empty"))
        return root

    def _leaf(self, event: Any, kind: str) -> Any:
        if kind == "AliasEvent":
            if event.anchor not in self._anchors:
                raise _error(event, "alias", name=event.anchor)
            return self._anchors[event.anchor]
        made = _scalar(event)
        self._name(event, made)
        return made

    def _name(self, event: Any, value: Any) -> None:
        if event.anchor:
            self._anchors[event.anchor] = value

    def _place(self, value: Any, event: Any, root: list[Any]) -> None:
        if self._open:
            self._open[-1].add(value, event)
        else:
            root.append(value)


class _Open:
    """A mapping or sequence that is being filled.

    Args:
        event: that began it.
        is_map: it is a mapping.
    """

    def __init__(self, event: Any, *, is_map: bool) -> None:
        self._tag = event.tag
        self._event = event
        self.value: Any = {} if is_map else []
        self._key: str | None = None
        self._merged: list[Any] = []
        _check_tag(event)

    def add(self, value: Any, event: Any) -> None:
        if isinstance(self.value, list):
            self.value.append(value)
        elif self._key is None:
            if not isinstance(value, str):
                raise _error(event, "key")
            merges = isinstance(value, Plain) and value == "<<"
            self._key = "<<" if merges else str.__str__(value)
            if self._key in self.value:
                raise _error(event, "twice", key=self._key)
        else:
            if self._key == "<<" and isinstance(value, (dict, list)):
                self._merged += value if isinstance(value, list) else [value]
            else:
                self.value[self._key] = value
            self._key = None

    def result(self) -> Any:
        if self._tag in _FUNCTIONS:
            return Unresolved(f"{self._tag} …")
        for more in self._merged:
            if isinstance(more, dict):
                for name, value in more.items():
                    self.value.setdefault(name, value)
        return self.value


def _scalar(event: Any) -> Any:
    if event.tag in _FUNCTIONS:
        text = event.value
        if event.tag == "!Sub" and "${" not in text:
            return str(text)
        return Unresolved(f"{event.tag} {text}")
    _check_tag(event)
    is_plain = (not event.style and event.tag is None) or event.tag in _SCALARS
    return Plain(event.value) if is_plain else str(event.value)


def _check_tag(event: Any) -> None:
    tag = event.tag
    known = tag is None or tag in _FUNCTIONS or tag in _SCALARS or tag in _TEXTS
    if not known:
        raise _error(event, "tag", final=True, tag=tag)


def _error(event: Any, code: str, *, final: bool = False, **values: object) -> ParseError:
    return _at(event, error_text("yaml", code, **values), final=final)


def _at(event: Any, text: str, *, final: bool = False) -> ParseError:
    mark = event.start_mark
    return ParseError(text, mark.line + 1, mark.column + 1, final=final)


def _read_request(text: str, _: Files | None = None) -> ParseResult:
    """Return the request that a YAML document is, or holds."""
    if len(text) > LONGEST:
        given = {"count": len(text), "limit": LONGEST, "format": FORMAT.title}
        raise ParseError(error_text("errors", "large", **given))
    return unwrapping.read(read(text, kubernetes.is_ours), "yaml")


def _likelihood(clues: Clues) -> int:
    if clues.is_command or (clues.is_bracketed and clues.is_json):
        return 0
    return _LIKELY if clues.is_mapping else _POSSIBLE


FORMAT = TextFormat("yaml", "YAML", _likelihood, _read_request)
