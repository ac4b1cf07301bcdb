"""Generated programs that make a request, in every way that this project claims to follow."""

from __future__ import annotations

from dataclasses import dataclass, field

from .blocks import Blocks

#: Members that only straight-line code of a program sets.
PLAIN = ["ModelApprovalStatus", "ClientToken", "SkipModelValidation"]
HEAD = """\
import boto3, os, sys, copy, json, contextlib
from helpers import flag, word, words, table, change, keep, later, risky, call, wrap, pick, Swallow
sm = boto3.client("sagemaker")
request = {"ModelPackageGroupName": "churn"}
meta = {"a": "1"}
types = ["text/csv"]
container = {"Image": "image:1"}
containers = [container]
text = "t"
other = request
"""


@dataclass
class Program:
    """A program as it grows.

    Attributes:
        straight: it has no branches, loops or functions, and nothing that is unknown.
        plain: members that nothing but straight-line code can touch, with their values.
        is_twice: it calls twice, one call behind the other.
    """

    text: str = ""
    straight: bool = True
    plain: dict[str, str] = field(default_factory=dict)
    is_twice: bool = False


class Generator(Blocks):
    """Makes whole programs."""

    def program(self) -> Program:
        made = Program(straight=self.straight)
        self.rows = HEAD.splitlines()
        for name in PLAIN[:2]:
            made.plain[name] = self.dice.choice(["Approved", "PendingManualApproval", "token-1"])
        handler = not self.straight and self.dice.random() < 0.15
        if handler:
            self.add("def handler(event):")
            self.depth, self.in_function = 1, True
            self.add("global text, request, meta, types, container, containers, other")
        first = self.dice.random() < 0.5
        for _ in range(self.dice.randint(2, 7)):
            self.statement()
        extras = [f"{name}={value!r}" for name, value in made.plain.items()]
        if first:
            self.add("spec = {'Containers': containers, 'SupportedContentTypes': types}")
            extras.append("InferenceSpecification=spec")
        else:
            self.add("request['CustomerMetadataProperties'] = meta")
        for _ in range(self.dice.randint(0, 3)):
            self.statement()
        self.send(", ".join(["**{k: v for k, v in request.items()}" if self.dice.random() < 0.1
                             else "**request", *extras]))  # fmt: skip
        made.is_twice = self.is_twice
        made.text = "\n".join(self.rows) + "\n"
        return made

    def send(self, arguments: str) -> None:
        call = f"sm.create_model_package({arguments})"
        kind = 0.0 if self.straight else self.dice.random()
        if kind < 0.7:
            self.add(call)
        elif kind < 0.76:
            self.add(f"if {self.test()}: {call}")
        elif kind < 0.8:
            self.add(f"for _ in range({self.dice.choice([1, 2])}): {call}")
        elif kind < 0.84:
            self.add("for _ in range(3):")
            self.add(f"    try: {call}; break")
            self.add("    except ValueError: continue")
        elif kind < 0.88:
            self.add(f"try: {call}")
            self.add(f"except ValueError: {self.dice.choice(['pass', call])}")
        elif kind < 0.92:
            self.add("create = sm.create_model_package")
            self.add(f"create({arguments})")
        elif kind < 0.95:
            self.add(f"def main(): sm.create_model_package({arguments})")
            self.add("if __name__ == '__main__': main()")
        elif kind < 0.98:
            self.add(f"if False: {call}")
        else:
            self.is_twice = True
            self.add(call)
            self.add(call)


def program(seed: int) -> Program:
    """Return the program of a seed."""
    return Generator(seed).program()
