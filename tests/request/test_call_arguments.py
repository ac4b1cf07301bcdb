"""A call with arguments that a function does not have says which it has."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from modelpkg_widget.request.call_arguments import explain_arguments, explain_methods


@explain_arguments
def load(source: Any, *, merge: bool = False) -> str:
    return str(source + ("!" if merge else ""))


@explain_methods
class Tool:
    def __init__(self, size: int = 1, **options: Any) -> None:
        self.size = size
        self.options = options

    def use(self) -> int:
        return self.size

    @classmethod
    def of(cls, size: int) -> Tool:
        return cls(size)

    def _own(self) -> None:
        pass


AnyTool: Any = Tool
any_load: Any = load
"""The same, for calls that a type checker would refuse."""

WRONG: dict[str, tuple[Any, str]] = {
    "near": (
        lambda: any_load("a", merg=True),
        "load() has no argument 'merg'. Did you mean 'merge'?",
    ),
    "far": (
        lambda: any_load("a", zebra=1),
        "load() has no argument 'zebra'. It takes source, merge=.",
    ),
    "many": (
        lambda: any_load("a", True),
        "load() takes 1 argument by position. It takes source, merge=.",
    ),
    "missing": (lambda: any_load(merge=True), "load() needs source. It takes source, merge=."),
    "twice": (
        lambda: any_load("a", source="b"),
        "load() got source twice. It takes source, merge=.",
    ),
    "none": (lambda: AnyTool().use(1), "use() takes no arguments by position."),
    "class": (lambda: AnyTool(1, 2), "Tool() takes 1 argument by position. It takes size=."),
    "class method": (lambda: AnyTool.of(), "of() needs size. It takes size."),
}


@pytest.mark.parametrize("name", WRONG)
def test_it_says_what_is_wrong(name: str) -> None:
    call, says = WRONG[name]
    with pytest.raises(TypeError) as raised:
        call()
    assert str(raised.value) == says


def test_what_fits_is_called() -> None:
    assert load("a", merge=True) == "a!"
    assert Tool(2, color="red").use() == 2
    assert isinstance(Tool.of(3), Tool)


def test_an_error_of_the_function_itself_is_left_as_it_is() -> None:
    with pytest.raises(TypeError, match=r"unsupported operand|can only concatenate"):
        load(1.5, merge=True)


def test_it_looks_as_before() -> None:
    assert str(inspect.signature(load)) == "(source: 'Any', *, merge: 'bool' = False) -> 'str'"
    assert Tool.use.__name__ == "use"
    assert not hasattr(Tool._own, "__wrapped__")
