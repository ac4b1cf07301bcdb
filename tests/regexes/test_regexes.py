"""No regular expression of ours, in Python and in TypeScript, is slower than its text is long."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import regex

from tests.conftest import ROOT

from .attacks import Attack, attacks
from .inventory import Dynamic, Expression, in_python, in_tables
from .spelled import for_judge

MOST = 3.0  # times the CPU for a text twice as long
#: Pumps of the smaller text, and the most growth there: a count that has an end may be longer than
#: the first ones, and what grows faster than a square never gets to the last.
SIZES = {10: 9.0, 100: 9.0, 500: MOST}
LARGE = {2000: MOST}
NOTICED = 0.003  # seconds; what takes less at the doubled size is not slow
_LOOKS = 6
_LONG = 1000  # pumps
_CLEAR = 0.3
"""Seconds of which no noise makes another ratio."""
AT_ITS_LONGEST = 0.1  # seconds, of what is only used on texts that are cut off

#: Expressions that are made while the program runs: of what, and why that is none of an attacker's.
DYNAMIC = {
    Dynamic("modelpkg_widget/aws/param_validation.py", "row['pattern']"): "service_errors.botocore",
    Dynamic("modelpkg_widget/aws/redaction.py", "secret"): "service_errors.redacted",
    Dynamic("modelpkg_widget/aws/errors.py", "row['pattern']"): "service_errors.sentences",
    Dynamic("modelpkg_widget/monitoring/diagnosis.py", "row['pattern']"): "failures",
    Dynamic("modelpkg_widget/validation/keywords.py", "layout['local_path']"): "layout.local_path",
    Dynamic(
        "modelpkg_widget/exporters/to_catalog.py", "table['arn']"
    ): "one ARN, each part bounded",
    Dynamic("modelpkg_widget/resources/redaction.py", "row['pattern']"): "secrets.texts",
    Dynamic("modelpkg_widget/rehearsal/engine.py", "row['pattern']"): "engine_commands.adaptations",
    Dynamic(
        "modelpkg_widget/validation/confirmations.py",
        "'.*'.join((re.escape(part) for part in path.split('**')))",
    ): "paths of layout.json",
    Dynamic(
        "modelpkg_widget/importers/path_patterns.py",
        "'.*'.join((re.escape(part) for part in path.split('**')))",
    ): "paths of layout.json",
    Dynamic(
        "modelpkg_widget/importers/path_patterns.py",
        "'|'.join((compile_path(path).pattern for path in paths))",
    ): "paths of layout.json",
    Dynamic(
        "modelpkg_widget/fake_aws/services/iam_sts.py", "f'{re.escape(prefix)}\\\\d+'"
    ): "one count",
    Dynamic(
        "modelpkg_widget/fake_aws/services/iam_policies.py", "form"
    ): "of the sandbox's own policies",
    Dynamic(
        "modelpkg_widget/schema/regex_dialect.py", "pattern"
    ): "of AWS's model; lengths are checked first",
    Dynamic("modelpkg_widget/schema/regex_dialect.py", "f'[0-9a-fA-F]{{{width}}}'"): "one class",
}
DYNAMIC_IN_PAGE = {
    ("js/src/form/validation/confirmations.ts", '`^${parts.join(".*")}$`'),
    ("js/src/form/group_owner.ts", "`^(?:${group_arn})$`"),
    ("js/src/form/validation/check_value.ts", "pattern"),
}
#: Texts that a person cannot make long.
BOUNDED = {
    "modelpkg_widget/schema/regex_dialect.py": 500,  # patterns of AWS's model
}


@lru_cache(maxsize=1)
def python() -> list[Expression]:
    found, _ = in_python()
    every = [*found, *in_tables()]
    return list({(one.source, one.flags, one.mode): one for one in every}.values())


@lru_cache(maxsize=1)
def page() -> list[dict[str, str]]:
    listed: list[dict[str, str]] = node("list")
    return listed


def node(what: str, given: Any = None) -> Any:
    """Run the page's half; without Node this fails, and never skips."""
    build = ROOT / "js" / "build"
    subprocess.run([sys.executable, build / "bundle.py", "--tools"], check=True)
    command = [sys.executable, str(build / "node.py"), "node", "test/source/regexes.mjs", what]
    with tempfile.TemporaryDirectory() as folder:
        if given is not None:
            file = Path(folder) / "given.json"
            file.write_text(json.dumps(given), encoding="utf-8")
            command.append(str(file))
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def longest_of(one: Expression) -> int:
    return one.longest or BOUNDED.get(one.place.partition(":")[0], 0)


def seconds(one: Expression, text: str, noticed: float = 0) -> float:
    """Return the least CPU of five runs; 0 as soon as one of them is not noticed."""
    engine = regex if "\\p{" in one.source else re
    made = engine.compile(one.source, one.flags)
    work = made.sub if one.mode == "search" else getattr(made, one.mode)
    given = ("", text) if one.mode == "search" else (text,)
    least = float("inf")
    for _ in range(5):
        start = time.thread_time()
        work(*given)
        least = min(least, time.thread_time() - start)
        if least < noticed:
            return 0
    return least


Clock = Callable[[Expression, str, float], float]


def is_slow(
    one: Expression, attack: Attack, sizes: dict[int, float], clock: Clock = seconds
) -> float:
    """Return how much more CPU twice the text takes, where that is too much; else 0.

    What is too much counts only if no later look takes it back: the least of all looks counts, and
    the growth must be there for a text of twice the size, too.
    """
    prefix, pump, suffix = attack
    for size, most in sizes.items():
        if not clock(one, prefix + pump * (2 * size) + suffix, NOTICED):
            continue
        ratio, is_clear = _growth(one, attack, size, most, clock)
        if ratio > most and not is_clear:  # twice a text that is short may take for ever
            ratio, _ = _growth(one, attack, 2 * size if size >= _LONG else size, most, clock)
        if ratio > most:
            return ratio
    return 0


def _growth(
    one: Expression, attack: Attack, size: int, most: float, clock: Clock
) -> tuple[float, bool]:
    """Return how much more CPU twice the text takes, and whether that is beyond all noise."""
    prefix, pump, suffix = attack
    small = large = float("inf")
    ratio = 0.0
    for look in range(_LOOKS):
        large = min(large, clock(one, prefix + pump * (2 * size) + suffix, 0))
        small = min(small, clock(one, prefix + pump * size + suffix, 0))
        ratio = large / max(small, 1e-5)
        if look and (ratio <= most or large > _CLEAR):
            break
    return ratio, large > _CLEAR


def slow(one: Expression, sizes: dict[int, float] = SIZES) -> list[tuple[Attack, float]]:
    """Return the attacks that an expression does not withstand."""
    longest = longest_of(one)
    for attack in attacks(one.source, one.flags):
        if longest:
            prefix, pump, suffix = attack
            text = (prefix + pump * (longest // len(pump)) + suffix)[-longest:]
            if all(took := seconds(one, text, AT_ITS_LONGEST) for _ in range(_LOOKS)):
                return [(attack, took)]
        else:
            ratio = is_slow(one, attack, sizes)
            if ratio:
                return [(attack, ratio)]
    return []


@pytest.mark.slow
def test_every_expression_is_listed() -> None:
    found, dynamic = in_python()
    assert set(dynamic) == set(DYNAMIC), "an expression that is made while the program runs"
    assert len(found) > 100
    assert {one.place.partition(".")[0] for one in in_tables()} >= {
        "service_errors", "failures", "secrets", "layout", "rules",
    }  # fmt: skip
    made = {(one["place"].partition(":")[0], one["dynamic"]) for one in page() if "dynamic" in one}
    assert made == DYNAMIC_IN_PAGE
    assert len(page()) > 40


@pytest.mark.parametrize("at", range(4))
@pytest.mark.slow
def test_no_expression_of_python_is_worse_than_linear(at: int) -> None:
    """The CPU of each attack on each expression, at two lengths: no text freezes a kernel."""
    bad = {str(one): found for one in python()[at::4] if (found := slow(one))}
    assert not bad


@pytest.mark.soak
@pytest.mark.parametrize("at", range(4))
def test_no_expression_of_python_is_worse_than_linear_in_long_texts(at: int) -> None:
    bad = {str(one): found for one in python()[at::4] if (found := slow(one, LARGE))}
    assert not bad


@pytest.mark.slow
def test_no_expression_of_the_page_is_worse_than_linear() -> None:
    rows = [
        {**one, "attacks": attacks(_in_python(one["source"]))} for one in page() if "source" in one
    ]
    said = node("grow", rows)
    bad = [(row["place"], how) for row, how in zip(rows, said, strict=True) if how["growth"]]
    assert not bad


def _in_python(source: str) -> str:
    """Return what attacks are derived from: names of groups, and classes of Unicode, differ."""
    source = re.sub(r"\(\?<(\w+)>", r"(?P<\1>", source)
    source = re.sub(r"\\u\{?([0-9a-fA-F]{4})\}?", lambda found: f"\\u{found[1]}", source)
    return re.sub(r"\\p\{\w+\}", "a", source)


@pytest.mark.parametrize(
    ("source", "mode"),
    [
        (r"\s+$", "search"),
        pytest.param(r"(a|a)*b", "match", marks=pytest.mark.soak),
        pytest.param(r"^\s*\w+\s*:", "search", marks=pytest.mark.soak),
        pytest.param(r"\d+\.?\d*x", "match", marks=pytest.mark.soak),
        pytest.param(r"(.*) \(key: (.*)\)", "fullmatch", marks=pytest.mark.soak),
        pytest.param(
            r"\b[A-Z][A-Za-z0-9]*[a-z0-9][A-Z][A-Za-z0-9]*\b", "search", marks=pytest.mark.soak
        ),
        pytest.param(r'"(?:[^"\\]|\\.)*"', "search", marks=pytest.mark.soak),
        (r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}", "search"),
    ],
)
@pytest.mark.slow
def test_the_attacks_find_what_is_slow(source: str, mode: Any) -> None:
    """The judge is judged by what was slow before."""
    one = Expression("here", source, re.MULTILINE, mode)
    assert slow(one, {10: 9.0, 600: MOST})


@pytest.mark.parametrize(("degree", "found"), [(1, False), (2, True), (3, True)])
def test_a_busy_machine_makes_no_expression_slow(degree: int, found: bool) -> None:
    """A third of all runs take up to eight times what they should."""
    dice = random.Random(degree)
    one = Expression("here", "a+$")

    def noisy(_: Expression, text: str, noticed: float = 0) -> float:
        took: float = (
            1e-6
            * len(text) ** degree
            * min(dice.choice([1, 1, 1 + 7 * dice.random()]) for _ in range(5))
        )
        return took if took >= noticed else 0

    slow_ones = [is_slow(one, ("", "aa", ""), {2000: MOST}, noisy) for _ in range(200)]
    assert [bool(ratio) for ratio in slow_ones] == [found] * 200


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_recheck_says_linear_for_all() -> None:
    """What is cut off at its longest may be of the second degree: that is a constant."""
    ours = python()
    spelled = [for_judge(one) for one in ours]
    rows = [{"source": source, "flags": flags} for source, flags in spelled]
    rows += [one for one in page() if "source" in one]
    names = [str(one) for one in ours] + [str(one) for one in page() if "source" in one]
    cut = [bool(longest_of(one)) for one in ours] + [False] * (len(rows) - len(ours))
    bad = [
        f"{said['status']} {said['complexity']} {said['why']} {name}"
        for name, said, is_cut in zip(names, node("judge", rows), cut, strict=True)
        if said["status"] != "safe" and not (is_cut and said["complexity"] != "exponential")
    ]
    assert not bad, "\n".join(bad)
