"""A value of Python code is taken only where the text tells it on every way that could run."""

from __future__ import annotations

import ast
import json
import sys
import time

import pytest

from modelpkg_widget.importers.formats import python_text
from modelpkg_widget.importers.python import ipython_cells
from modelpkg_widget.importers.python.interpreter.program import Program
from modelpkg_widget.importers.source import text_loaded
from modelpkg_widget.request.issues import format_path
from tests.helpers.cpu_time import assert_growth
from tests.importers.python.oracle.judging import judge

HEAD = "r = {'Domain': 'a', 'Task': 'b'}\nother = {'Domain': 'z'}\n"
SEND = "\nsm.create_model_package(**r)\n"


def read(body: str) -> tuple[object, list[str]]:
    loaded = text_loaded(f"{HEAD}{body}{SEND}")
    return loaded.base, sorted(format_path(note.path) for note in loaded.gaps)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("r['Domain'] = 'c'", {"Domain": "c", "Task": "b"}),
        ("x = r; x['Task'] = 'c'; del r['Domain']", {"Task": "c"}),
        ("if True: r['Task'] = 'c'", {"Domain": "a", "Task": "c"}),
        ("if flag: r['Task'] = 'c'\nelse: r['Task'] = 'c'", {"Domain": "a", "Task": "c"}),
        ("for k in list(r): r[k] += 'x'", {"Domain": "ax", "Task": "bx"}),
        ("r |= {'Task': r.pop('Domain')}", {"Task": "a"}),
        ("def f(it, **more): it.update(more)\nf(r, Task='c')", {"Domain": "a", "Task": "c"}),
        ("def f():\n  global r\n  r = {'Task': 't'}\nf()", {"Task": "t"}),
        ("def f(n): return 1 if n < 2 else n * f(n - 1)\nr['Task'] = str(f(5))",
         {"Domain": "a", "Task": "120"}),
        ("match r:\n  case {'Domain': d}: r['Task'] = d + d", {"Domain": "a", "Task": "aa"}),
        ("while len(r) < 3: r['SourceUri'] = 's3://b'",
         {"Domain": "a", "Task": "b", "SourceUri": "s3://b"}),
        ("try:\n  import x\nexcept ImportError:\n  sys.exit(1)", {"Domain": "a", "Task": "b"}),
        ("def unused(): r.clear()", {"Domain": "a", "Task": "b"}),
        ("async def main(): r['Task'] = 'm'\nasyncio.run(main())", {"Domain": "a", "Task": "m"}),
        ("class A:\n  part = {'Task': 'k'}\n  def get(self): return self.part\nr.update(A().get())",
         {"Domain": "a", "Task": "k"}),
        ("print(r); log.info('x')", {"Domain": "a", "Task": "b"}),
    ],
)  # fmt: skip
def test_certain_statement_is_followed(body: str, value: object) -> None:
    assert read(body) == (value, [])


@pytest.mark.parametrize(
    ("body", "value", "gaps"),
    [
        ("if flag: r['Task'] = 'c'", {"Domain": "a"}, ["Task"]),
        ("if flag: del r['Task']", {"Domain": "a"}, ["Task"]),
        ("for x in xs: r['Task'] = x", {"Domain": "a"}, ["Task"]),
        ("x = r if flag else other\nx['Task'] = 'c'", {}, ["", "Domain", "Task"]),
        ("try:\n  r['Task'] = 'c'\n  f()\nexcept E: pass", {"Domain": "a"}, ["Task"]),
        ("with suppress(E):\n  r['Task'] = 'c'", {"Domain": "a"}, ["Task"]),
        ("helper(r)", {}, ["", "Domain", "Task"]),
        ("xs = [r]\nhelper(xs)", {}, ["", "Domain", "Task"]),
        ("helper(lambda: r.update(Task='c'))", {}, ["Domain", "Task"]),
        ("@app.on\ndef f(): r['Task'] = 'c'\napp.run()", {"Domain": "a"}, ["Task"]),
        ("r.update(unknown)", {}, ["", "Domain", "Task"]),
        ("r.clear(); keep(r); r['Task'] = 'c'; later()", {}, ["", "Task"]),
        ("r[key] = 'c'", {}, ["", "Domain", "Task"]),
        ("exec(code)", {}, [""]),
        ("from helpers import *", {}, [""]),
        ("globals()['r'] = {}", {}, [""]),
        ("def f():\n  r['Task'] = 'c'\n  yield\nnext(f())", {"Domain": "a"}, ["Task"]),
        ("if flag: str = helper\nr['Task'] = str(1)", {"Domain": "a"}, ["Task"]),
    ],
)  # fmt: skip
def test_uncertain_statement_leaves_a_gap(body: str, value: object, gaps: list[str]) -> None:
    shown, found = read(body)
    assert isinstance(shown, dict)
    assert shown.items() <= {"Domain": "a", "Task": "b"}.items()
    if value:
        assert shown == value
    assert set(gaps) >= set(found)
    assert found


def test_gap_names_its_line() -> None:
    loaded = text_loaded(f"{HEAD}if flag: r['Task'] = 'c'{SEND}")
    assert [note.why for note in loaded.gaps] == [
        "The source uses if flag: r['Task'] = 'c' (line 3), whose value isn't known."
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("if False: sm.create_model_package(Domain='a')", "line 1 never runs"),
        ("raise SystemExit\nsm.create_model_package(Domain='a')", "line 2 never runs"),
        ("for x in 'ab': sm.create_model_package(Domain=x)", "line 1 runs more than once"),
        ("def f(x): sm.create_model_package(Domain=x)\nf('a')\nf('b')", "line 1 runs more"),
        ("if c: sm.create_model_package(Domain='a')\nelse: sm.create_model_package(Domain='b')",
         "lines 1, 2"),
        ("sm.create_model_package = fake\nsm.create_model_package(Domain='a')", "replaces create_"),
        ("r = {'Domain': 'a', 'Domain': 'b'}\nsm.create_model_package(**r)",
         "line 1, column 21: the key Domain appears twice"),
        ("from x import create_model_package\ncreate_model_package(Domain='a')", "no create_model"),
    ],
)  # fmt: skip
def test_program_without_one_certain_request_gives_no_value(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        text_loaded(text)


def test_retry_is_one_request() -> None:
    text = (
        "for _ in range(3):\n  try:\n    sm.create_model_package(Domain='a')\n    break\n"
        "  except ClientError:\n    time.sleep(1)"
    )
    assert text_loaded(text).base == {"Domain": "a"}


def test_statements_of_later_versions_are_followed_or_gaps() -> None:
    text = "try:\n  sm.create_model_package(Domain='a')\nexcept* ValueError: pass"
    if sys.version_info >= (3, 11):
        assert text_loaded(text).base == {"Domain": "a"}


def test_method_of_that_name_is_followed() -> None:
    text = (
        "class Registry:\n  def create_model_package(self, domain):\n"
        "    return self.sm.create_model_package(Domain=domain, Task='t')\n"
        "Registry().create_model_package('d')"
    )
    assert text_loaded(text).base == {"Domain": "d", "Task": "t"}


def test_function_that_nobody_calls_is_read_with_unknown_arguments() -> None:
    text = (
        "BASE = {'Domain': 'a'}\ncount = {'n': 'x'}\n"
        "def bump(): count['n'] = 'y'\n"
        "def handler(event):\n  bump()\n"
        "  sm.create_model_package(**BASE, Task=event['t'], SourceUri=count['n'])"
    )
    loaded = text_loaded(text)
    assert loaded.base == {"Domain": "a", "SourceUri": "y"}
    assert [format_path(note.path) for note in loaded.gaps] == ["Task"]


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        (["%matplotlib inline\nr = {'Domain': 'a'}", "!ls\nr?", "sm.create_model_package(**r)"],
         {"Domain": "a"}),
        (["r = {'Domain': 'a'}", "%%time\nr['Domain'] = 'b'", "sm.create_model_package(**r)"],
         {"Domain": "b"}),
        (["r = {'Domain': 'a'}", "%run other.py", "sm.create_model_package(**r)"], {}),
        (["r = {'Domain': 'a'}", "%%unknown\nx", "sm.create_model_package(**r)"], {}),
        (["r = {'Domain': 'a'}", "%%bash\nls", "sm.create_model_package(**r)"], {"Domain": "a"}),
        (['r = {"Domain": """\n%abc\n"""}\n%pip list', "sm.create_model_package(**r)"],
         {"Domain": "\n%abc\n"}),
        (["x = !ls\nsm.create_model_package(Domain='a', Task=x)"], {"Domain": "a"}),
    ],
)  # fmt: skip
def test_notebook_cells_run_in_their_order(cells: list[str], value: object) -> None:
    rows = [{"cell_type": "code", "source": one} for one in cells]
    assert text_loaded(json.dumps({"cells": rows})).base == value


def test_magics_that_may_change_names_become_exec() -> None:
    assert ipython_cells.without_magics("%time r = 1\n  %pip x\nx = %sql y") == (
        "exec()\n  pass\nx = exec()"
    )


# ---- the oracle notices the readings that were wrong


@pytest.mark.slow
def test_oracle_fails_when_the_last_branch_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Program.go_on

    def last(self: Program, ends: list, start: int, node: ast.AST) -> object:
        return real(self, ends[-1:], start, node)

    monkeypatch.setattr(Program, "go_on", last)
    assert judge(range(40), 2).wrong


@pytest.mark.slow
def test_oracle_fails_when_del_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Program, "delete_item", lambda *_: None)
    assert judge(range(40), 2).wrong


@pytest.mark.slow
def test_oracle_fails_when_helpers_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Program, "escape", lambda *_: None)
    assert judge(range(40), 2).wrong


# ---- bounds


def many(row: str, count: int) -> str:
    return "r = {'Domain': 'a'}\n" + "".join(row.replace("#", str(at)) for at in range(count))


LARGE = {
    "assignments": "a# = '#'\n",
    "members": "r['k#'] = '#'\n",
    "branches": "if x#: r['k#'] = '#'\n",
    "copies": "r = {**r, 'k#': 1}\n",
    "appends": "r.setdefault('Tags', []).append('#')\n",
    "unknown calls": "f#(r)\n",
    "callbacks": "@app.on\ndef f#(): r['k'] = #\n",
    "aliases": "x = r if c# else {}\n",
    "tries": "try: r['k#'] = f()\nexcept E: pass\n",
    "loops": "for i in range(500): r['k#'] = i\n",
    "unknown loops": "for i in xs: r['k#'] = i\n",
    "classes": "class C#:\n  def m(self): self.x = #\n",
    "star imports": "from a# import *\n",
    "executions": "exec('#')\n",
    "doubling": "x = {'a': r, 'b': r}; r = x['a']\n",
}


@pytest.mark.parametrize("name", LARGE)
@pytest.mark.slow
def test_large_program_takes_time_in_proportion(name: str) -> None:
    """500 lines and 2,000 of each kind: no line is read again for each other line."""

    def work(count: int) -> None:
        reading = python_text.read(
            many(LARGE[name], count) + "sm.create_model_package(Domain='d', **r)\n"
        )
        assert set(reading.value) <= {"Domain", *(f"k{at}" for at in range(count)), "Tags"}

    assert_growth(work, 500, times=4, below=3, noticed=0.05, clock=time.thread_time)


@pytest.mark.soak
def test_twenty_thousand_lines_end_soon() -> None:
    text = "".join(many(row, 20_000 // len(LARGE)) for row in LARGE.values())
    started = time.thread_time()
    reading = python_text.read(text + "sm.create_model_package(Domain='d', **r)\n")
    assert set(reading.value) <= {"Domain", "Tags", *(f"k{at}" for at in range(20_000))}
    assert time.thread_time() - started < 30


@pytest.mark.parametrize(
    "text",
    [
        "def f(n):\n  f(n)\n  f(n)\n  r['a'] = 1\nr = {}\nf(x)",
        "\n".join(" " * at + f"for i{at} in range(99):" for at in range(12))
        + "\n"
        + " " * 12
        + "1",
        "x = [1 for i in range(500) for j in range(500) for k in range(500)]",
        "x = 'a' * 100000\ny = x.replace('a', x)\nz = f'{y}{y}' + '%s' % (y,) + y.zfill(10**9)",
        "x = 10 ** 10 ** 10; y = 1 << 10 ** 9; z = 'a' * 10 ** 12",
        "x = lambda: x()\nx()",
        "class A:\n  def __init__(self): self.b = A()\nA()",
        "x = {}\nx['x'] = x\ny = copy.deepcopy(x); json.dumps(x); print(x == x)",
        "x = []\nx.append(x)\nx += x * 100",
        "while True: x = [x]",
    ],
)
def test_hostile_program_ends_soon(text: str) -> None:
    started = time.thread_time()
    loaded = text_loaded(f"{text}\nsm.create_model_package(Domain='d', Task=t)")\
        if "while" not in text else None  # fmt: skip
    if loaded is None:
        with pytest.raises(ValueError, match="never runs"):
            text_loaded(f"{text}\nsm.create_model_package(Domain='d', Task=t)")
    else:
        assert set(loaded.base) <= {"Domain"}
        assert loaded.gaps
    assert time.thread_time() - started < 20
