"""Messages of pages: each is read as its class declares it, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

import pytest

from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.request.plain_json import SAFE_INTEGER
from modelpkg_widget.widget.controller import FormController
from modelpkg_widget.widget.features import message_fields as fields
from modelpkg_widget.widget.features.message_base import Message, Question, parse


@dataclass(frozen=True, kw_only=True)
class Row:
    name: fields.Name
    value: fields.JsonValue = None


@dataclass(frozen=True, kw_only=True)
class Sample(Question):
    kind: ClassVar[str] = "sample"
    text: Annotated[str, fields.text(5)]
    choice: Literal["a", "b"] = "a"
    flag: bool = False
    path: fields.MemberPath | None = None
    rows: tuple[Row, ...] = ()
    count: Annotated[int, fields.whole_number(10)] = 0
    request: fields.RequestText | None = None
    package_kind: fields.PackageKindId | None = None

    def is_consistent(self) -> bool:
        return not (self.flag and self.count)


CONTENT: dict[str, Any] = {"view_id": "v", "request_id": 1, "text": "abcde"}


def test_parse_reads_declared_members_and_ignores_others() -> None:
    more = {"id": "1", "path": ["A", 0], "rows": [{"name": "n", "value": {"a": [1]}, "x": 1}]}
    message = parse(Sample, {**CONTENT, **more, "flag": True, "request": '{"b": 1, "a": 2}'})
    assert message
    assert (message.view_id, message.request_id, message.text) == ("v", 1, "abcde")
    assert (message.path, message.flag, message.choice, message.count) == (("A", 0), True, "a", 0)
    assert message.rows == (Row(name="n", value={"a": [1]}),)
    assert message.request and list(message.request.value) == ["b", "a"]


WRONG: dict[str, list[Any]] = {
    "view_id": [None, "", 5, "x" * 2049],
    "request_id": [None, -1, 1.0, True, "1", SAFE_INTEGER + 1],
    "text": [None, "abcdef", 5, ["a"]],
    "choice": [None, "c", "", ["a"], {}],
    "flag": [None, 0, 1, "true"],
    "path": ["A", [None], [-1], [1.5], ["a"] * 101],
    "rows": [
        None,
        {},
        [[]],
        [{}],
        [{"name": ""}],
        [{"name": "n"}] * 1001,
        [{"name": "n", "value": {1}}],
    ],
    "count": [None, 11, -1],
    "request": [5, "{", "[" * 5_000_000, " " * 10_000_001],
    "package_kind": ["nothing", 5, ["versioned"]],
}


@pytest.mark.parametrize(("name", "wrong"), [(name, one) for name in WRONG for one in WRONG[name]],
    ids=lambda given: str(given)[:20],
)  # fmt: skip
def test_parse_refuses_what_a_member_may_not_hold(name: str, wrong: Any) -> None:
    assert parse(Sample, CONTENT)
    assert parse(Sample, {**CONTENT, name: wrong}) is None


@pytest.mark.parametrize("name", CONTENT)
def test_parse_refuses_a_message_without_a_required_member(name: str) -> None:
    assert parse(Sample, {key: CONTENT[key] for key in CONTENT if key != name}) is None


def test_parse_refuses_members_that_do_not_agree() -> None:
    assert parse(Sample, {**CONTENT, "count": 1})
    assert parse(Sample, {**CONTENT, "count": 1, "flag": True}) is None


def test_a_member_of_an_unknown_type_is_an_error_of_the_declaration() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Loose(Message):
        kind: ClassVar[str] = "loose"
        text: str

    with pytest.raises(TypeError, match="message_fields"):
        parse(Loose, {"text": "x"})


def test_a_page_does_not_speak_for_the_kernel() -> None:
    flush = FormController(SageMaker(None, None)).dispatcher.messages["flush"]
    write = {"request": "{}", "base": 0, "seq": 1, "pending": []}
    assert parse(flush, {**write, "writer": "page"})
    assert parse(flush, {**write, "writer": "kernel"}) is None
    assert parse(flush, {**write, "writer": "x" * 201}) is None


def test_what_a_message_sets_is_a_trait() -> None:
    form = FormController(SageMaker(None, None))
    sets = {
        kind: message.sets for kind, message in form.dispatcher.messages.items() if message.sets
    }
    assert sets == {
        "navigate": "guide",
        "set_done_tasks": "done_tasks",
        "set_package_kind": "kind",
        "confirm": "loaded",
        "unconfirm": "loaded",
    }
    assert set(sets.values()) <= set(form.published)
