"""What `load` makes of generated programs, beside what they send when they run."""

from __future__ import annotations

import contextlib
import io
from collections import Counter
from dataclasses import dataclass, field

from modelpkg_widget.importers.source import text_loaded

from .comparing import leaves, taken, unsound
from .programs import program
from .running import run

RUNS = 3
"""Runs of each program, each with inputs of its own."""


@dataclass
class Verdict:
    """Counts over many programs.

    Attributes:
        counts: programs and members, by kind.
        wrong: of each program that is read wrongly: seed, and how.
    """

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def share(self, kind: str) -> float:
        """Return which part of the members of a kind was taken."""
        return self.counts[f"{kind} taken"] / max(self.counts[kind], 1)


def judge(seeds: range, runs: int = RUNS) -> Verdict:
    """Return how the programs of some seeds are read."""
    verdict = Verdict()
    for seed in seeds:
        _judge(seed, runs, verdict)
    return verdict


def _judge(seed: int, runs: int, verdict: Verdict) -> None:
    made = program(seed)
    code = compile(made.text, "program.py", "exec")
    with contextlib.redirect_stdout(io.StringIO()):
        every = [run(code, seed * 100 + at) for at in range(runs)]
    verdict.counts["programs"] += 1
    verdict.counts["sending programs"] += any(every)
    try:
        loaded = text_loaded(made.text)
    except ValueError as error:
        if "never runs" in str(error) and any(every):
            verdict.wrong.append(f"seed {seed}: it sends, though load() says: {error}")
        elif "never runs" not in str(error) and all(len(sent) == 1 for sent in every):
            verdict.counts["refused"] += 1
        return
    verdict.counts["read"] += 1
    if all(len(sent) > 1 for sent in every) and made.is_twice:
        verdict.wrong.append(f"seed {seed}: it always sends twice, and a value is shown")
    for sent in every:
        for request in sent:
            verdict.wrong += [f"seed {seed}: {one}" for one in unsound(loaded, request)[:3]]
        if len(sent) == 1:
            paths = leaves(sent[0]) if made.straight else [(name,) for name in made.plain]
            kind = "straight" if made.straight else "untouched"
            verdict.counts[kind] += len(paths)
            verdict.counts[f"{kind} taken"] += sum(taken(loaded.base, path) for path in paths)
