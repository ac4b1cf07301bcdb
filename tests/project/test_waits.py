"""Tests wait for a state, never for a time: what takes 0.5 s here takes 2 s on another machine."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

TESTS = ROOT / "tests"
#: Sleeps that are no wait, by file and function, with the reason for each.
ALLOWED = {
    "bench/keys.py::cost_of_keys": "all that keys cost is measured, not only what is seen to end",
    "fake_aws/server/test_process.py::test_interrupt_is_left_to_the_one_that_started_it": (
        "nothing happens, and no process says so; too short a time finds less, and fails no test"
    ),
    "widget/test_threads.py::slow": "a check that takes its time",
}


def sleeps(tree: ast.AST, function: str = "", in_loop: bool = False) -> Iterator[str]:
    """Yield the functions that sleep outside a loop; a loop asks again whether a state is there."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call) and not in_loop and _name(node) == "sleep":
            yield function
        name = node.name if isinstance(node, ast.FunctionDef) else function
        looped = isinstance(node, ast.While | ast.For) or (in_loop and name == function)
        yield from sleeps(node, name, looped)


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def files() -> Iterator[tuple[str, str]]:
    for file in sorted(TESTS.rglob("*.py")):
        yield file.relative_to(TESTS).as_posix(), file.read_text(encoding="utf-8")


def test_sleep_is_found_outside_a_loop_only() -> None:
    code = "def test_a():\n    sleep(1)\n    while True:\n        time.sleep(1)\n"
    inner = "while True:\n    def inner():\n        time.sleep(1)\n"
    assert [*sleeps(ast.parse(code + inner))] == ["test_a", "inner"]


@pytest.mark.slow
def test_no_python_test_sleeps_outside_a_loop() -> None:
    found = {
        f"{name}::{function}" for name, code in files() for function in sleeps(ast.parse(code))
    }
    assert found == ALLOWED.keys()


def test_no_browser_test_waits_for_a_time() -> None:
    wait = "wait_for_" + "timeout"
    assert [name for name, code in files() if wait in code] == []


def test_allowed_files_exist() -> None:
    assert [name for name in ALLOWED if not Path(TESTS, name.partition("::")[0]).exists()] == []
