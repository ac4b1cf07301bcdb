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
    "aws/test_sagemaker.py::client": "a client that takes its time to be made",
    "bench/keys.py::cost_of_keys": "all that keys cost is measured, not only what is seen to end",
    "exactly_once/test_lost_answers.py::test_earlier_identical_package_is_not_taken_for_ours": (
        "the package has to be older than what the clocks of AWS and of this machine may differ"
    ),
    "fake_aws/server/test_process.py::test_interrupt_is_left_to_the_one_that_started_it": (
        "nothing happens, and no process says so; too short a time finds less, and fails no test"
    ),
    "stalls/__main__.py::stall": "no test: it stops a process for that time",
    "widget/test_threads.py::slow": "a check that takes its time",
}


def sleeps(tree: ast.AST, function: str = "", in_loop: bool = False) -> Iterator[str]:
    """Yield the functions that sleep outside a loop; a loop asks again whether a state is there."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call) and not in_loop and _sleeps(node):
            yield function
        name = node.name if isinstance(node, ast.FunctionDef) else function
        looped = isinstance(node, ast.While | ast.For) or (in_loop and name == function)
        yield from sleeps(node, name, looped)


def _sleeps(call: ast.Call) -> bool:
    """Whether a call only waits for a time, as one of an event that nobody can set does."""
    if _name(call) != "wait" or not isinstance(call.func, ast.Attribute):
        return _name(call) == "sleep"
    return isinstance(call.func.value, ast.Call) and _name(call.func.value) == "Event"


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def files() -> Iterator[tuple[str, str]]:
    for file in sorted(TESTS.rglob("*.py")):
        yield file.relative_to(TESTS).as_posix(), file.read_text(encoding="utf-8")


def test_sleep_is_found_outside_a_loop_only() -> None:
    code = "def test_a():\n    sleep(1)\n    while True:\n        time.sleep(1)\n"
    event = "def test_b():\n    threading.Event().wait(1)\n    set.wait(1)\n"
    inner = "while True:\n    def inner():\n        time.sleep(1)\n"
    assert [*sleeps(ast.parse(code + event + inner))] == ["test_a", "test_b", "inner"]


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
