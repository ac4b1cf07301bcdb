"""Twice the text takes at most three times the CPU, whatever the text is."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from modelpkg_widget.importers.source import text_loaded
from tests.helpers.cpu_time import assert_growth

COMMAND = "aws sagemaker create-model-package --domain OTHER"
#: A text of n pieces. Each aims at an expression or a loop that might look at the rest of the text
#: once for each piece.
ATTACKS: dict[str, Callable[[int], str]] = {
    "line ends": lambda n: "\n" * n,
    "line ends before": lambda n: "\n" * n + COMMAND,
    "line ends behind": lambda n: COMMAND + "\n" * n,
    "blank lines": lambda n: " \n" * n + "x",
    "blanks": lambda n: " " * n + "x",
    "tabs and a colon": lambda n: "\t" * n + "a:",
    "words": lambda n: "a" * n,
    "words of lines": lambda n: "a\n" * n,
    "assignments": lambda n: "a=b\n" * (n // 4) + COMMAND,
    "variables": lambda n: "".join(f"a{i}=b$a{i - 1}c\n" for i in range(n // 20)) + COMMAND,
    "growing variable": lambda n: "a=$a$b\n" * (n // 10) + COMMAND,
    "unknown variables": lambda n: f"{COMMAND} --task \"" + "$a" * n + '"',
    "branches": lambda n: "if a; then b=c; fi\n" * (n // 20) + COMMAND,
    "branches of branches": lambda n: ("if a; then b=c; " * 20 + "fi; " * 20) * (n // 400)
    + COMMAND,
    "elif": lambda n: "if a; then b=c\n" + "elif a; then b=d\n" * (n // 20) + f"fi\n{COMMAND}",
    "and": lambda n: "a && " * (n // 5) + COMMAND,
    "or": lambda n: "a || " * (n // 5) + COMMAND,
    "loops": lambda n: "for a in b; do c=d; done\n" * (n // 40) + COMMAND,
    "eval": lambda n: "a=b; eval c\n" * (n // 20) + COMMAND,
    "functions": lambda n: "".join(f"f{i}() {{ a=b; }}\nf{i}\n" for i in range(n // 40)) + COMMAND,
    "calls": lambda n: "f() { a=b; }\n" + "f\n" * (n // 10) + COMMAND,
    "doubling calls": lambda n: "f0() { a=b; }\n"
    + "".join(f"f{i + 1}() {{ f{i}; f{i}; }}\n" for i in range(min(n, 11)))
    + "f11\n" * (n // 20_000),
    "files": lambda n: "".join(f"cat >f{i} <<E\nx\nE\n" for i in range(n // 40)) + COMMAND,
    "here-documents": lambda n: "cat <<E\n" * (n // 20) + "E\n" * (n // 20) + COMMAND,
    "no end of a here-document": lambda n: "cat <<E\n" + "a\n" * n + COMMAND,
    "comments": lambda n: "# a 'b\n" * (n // 10) + COMMAND,
    "quotes": lambda n: f"{COMMAND} --task " + "'a'\"b\"" * (n // 8),
    "backslashes": lambda n: f"{COMMAND} --task " + "\\a" * n,
    "joined lines": lambda n: f"{COMMAND} " + "\\\n" * n,
    "backquotes": lambda n: f"{COMMAND} --task " + "`a`" * (n // 10),
    "substitutions": lambda n: f"{COMMAND} --task " + "$(a)" * (n // 10),
    "open arithmetic": lambda n: COMMAND + " $((" * 30 + "(" * n,
    "braces": lambda n: f"{COMMAND} --task " + "${{a} " * (n // 4),
    "brackets": lambda n: f"{COMMAND} --task " + "$[a " * (n // 4),
    "placeholders": lambda n: f"{COMMAND} --task " + "<a" * n,
    "prompts": lambda n: "$ a\n" * (n // 4) + f"$ {COMMAND}",
    "fences": lambda n: "```\n" * n,
    "fences of commands": lambda n: f"```\n{COMMAND}\n```\n" * (n // 100),
    "verbs": lambda n: "create-model-package " * (n // 20),
    "aws": lambda n: "aws " * (n // 4) + "create-model-package",
    "verbs in prose": lambda n: "it's aws sagemaker create-model-package (\n" * (n // 40),
    "options": lambda n: COMMAND + " --task a" * (n // 40),
    "shorthand": lambda n: f"{COMMAND} --tags " + "Key=a,Value=b " * (n // 40),
    "JSON in an option": lambda n: f"{COMMAND} --tags '[" + '{"Key": "a"},' * (n // 40) + "{}]'",
    "marks in JSON": lambda n: f"{COMMAND} --tags \"[" + "$a," * (n // 10) + '{}]"',
    "escaped quotes in JSON": lambda n: f"{COMMAND} --tags \"[$a, \\\"" + '\\\\\\"' * n + '"',
    "YAML": lambda n: "a:\n" + "  - b: c\n" * (n // 20) + f"  - run: {COMMAND}\n",
    "YAML keys": lambda n: "".join(f"a{i}: b\n" for i in range(n // 20)) + "Domain: a",
    "Groovy": lambda n: "pipeline { stage('a') { sh '''a''' " * (n // 100) + COMMAND,
    "open Groovy": lambda n: "pipeline {" + "sh '" * (n // 4) + COMMAND,
    "Terraform": lambda n: 'resource "a" {\n' + "command = <<E\na\nE\n" * (n // 40) + COMMAND,
    "interpolations": lambda n: 'resource "a" {\ncommand = <<E\n' + "${{" * n + f"\n{COMMAND}\nE\n",
    "JSON names": lambda n: '{"Domain": "a"' + "".join(f',"a{i}":1' for i in range(n // 20)) + "}",
    "escaped quotes in Groovy": lambda n: "pipeline {\nsh '" + "\\'" * n + COMMAND,
    "joined lines of prose": lambda n: "it's\naws \\\n" + "a \\\n" * (n // 4) + COMMAND[3:],
    "tasks": lambda n: '{"States": {' + ", ".join(f'"a{i}": {{}}' for i in range(n // 20)) + "}}",
    "python call": lambda n: "create_model_package" + " " * n,
    "python names": lambda n: "import a\n" + "a " * n,
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.slow
def test_cpu_grows_with_the_text(name: str) -> None:
    def read(size: int) -> None:
        with suppress(ValueError):
            text_loaded(ATTACKS[name](size))

    assert_growth(read, 10_000, times=2, below=1.5, noticed=0.02, clock=time.thread_time)
