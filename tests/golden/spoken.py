"""What a person reads for each shared case, so that a change of the words is seen as a diff."""

from __future__ import annotations

from tests.conformance.shared_cases import (
    Case,
    issues_of,
    keyword_cases,
    pattern_cases,
    request_cases,
    sentences,
)

Spoken = dict[str, list[list[str]]]


def spoken() -> dict[str, Spoken]:
    """Of the patterns, one case for each shape and code: its sentence is that of all the others."""
    firsts: dict[str, Case] = {}
    for case in pattern_cases():
        for _, code, _ in case.verdict:
            firsts.setdefault(f"{case.name.split()[0]} {code}", case)
    return {
        "keywords": _of({case.name: case for case in keyword_cases()}),
        "patterns": _of(firsts),
        "requests": _of({case.name: case for case in request_cases()}),
    }


def _of(cases: dict[str, Case]) -> Spoken:
    said = {name: sentences(issues_of(case)) for name, case in cases.items()}
    return {name: lines for name, lines in said.items() if lines}
