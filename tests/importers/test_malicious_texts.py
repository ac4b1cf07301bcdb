"""What somebody may paste to do harm: one clear error, nothing is run, nothing hangs."""

from __future__ import annotations

import gc
import json
import random
import re
import time
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from modelpkg_widget.importers.parse_result import LONGEST
from modelpkg_widget.importers.source import load_source, text_loaded
from tests.helpers.cpu_time import assert_growth

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
DOUBLING = "a = ['x']\n" + "a = a + a\n" * 60 + "c.create_model_package(Domain=a)"
NESTED = "a = 'x'\n" + "".join(f"b{n} = [a, a]\na = b{n}\n" for n in range(60))
TEXT = "a = 'x' * 9\na = 'xxxxxxxx'\n" + "a = a + a\n" * 60 + "c.create_model_package(Domain=a)"
F_STRING = f"a = '{'x' * 100_000}'\nc.create_model_package(Domain=f'{'{a}' * 20_000}')"
FORMAT = f"a = '{'x' * 100_000}'\nc.create_model_package(Domain='{'{0}' * 20_000}'.format(a))"
CYCLE = "a = {}\na['a'] = a\nc.create_model_package(**a)"
EXTEND = "a = ['x']\n" + "a.extend(a)\n" * 60 + "c.create_model_package(Domain=a)"

HOSTILE = {
    "brackets": "[" * 200_000,
    "braces": "{" * 200_000,
    "json": '{"a":' * 200_000,
    "yaml sequence": "a: " + "[" * 200_000,
    "yaml indent": "\n".join(" " * n + f"a{n}:" for n in range(1000)),
    "yaml dashes": "a:\n" + "- " * 100_000,
    "yaml aliases": LAUGHS,
    "yaml cycle": "a: &a [*a]",
    "yaml object": "a: !!python/object/apply:os.system ['touch pwned']",
    "yaml new": "!!python/object/new:type\nargs: [z, {extend: !!python/name:exec }]",
    "yaml keys": "? [a]\n: b",
    "yaml long": "a: " + "x" * (LONGEST + 1),
    "python brackets": "x = " + "(" * 5000 + ")" * 5000,
    "python signs": "x = " + "-" * 100_000 + "1",
    "python sum": "x = " + "1+" * 100_000 + "1",
    "python dots": "x = a" + ".a" * 100_000,
    "python calls": "x = a" + "()" * 100_000,
    "python items": "x = a" + "[0]" * 100_000,
    "python nots": "x = " + "not " * 100_000 + "1",
    "python lambdas": "x = " + "lambda a, b: " * 50_000 + "1",
    "python ifs": "x = " + "a if b else " * 50_000 + "c",
    "python elifs": "if a:\n  pass\n" + "elif a:\n  pass\n" * 20_000,
    "python blocks": "\n".join(" " * n + "if a:" for n in range(2000)),
    "python compares": "x = 1" + "<1" * 100_000,
    "python strings": "x = " + "f'{" * 2000 + "1" + "}'" * 2000,
    "python number": "x = {'Domain': " + "9" * 100_000 + "}",
    "python nested lists": NESTED + "c.create_model_package(Domain=a)",
    "python cycle": CYCLE,
    "python unclosed": "x = '''" + "a\n" * 100_000,
    "nul": "{'Domain': '\0'}",
    "surrogate": "Domain: \ud800",
    "shell words": "aws sagemaker create-model-package " + "a " * 400_000 + "'",
    "shell quotes": "aws sagemaker create-model-package --tags " + "'\"" * 100_001,
    "shell calls": "aws sagemaker create-model-package --tags " + "$(" * 100_000,
    "shorthand": "aws sagemaker create-model-package --model-metrics " + "A={" * 50_000,
    "shorthand list": "aws sagemaker create-model-package --model-metrics A=" + "[" * 50_000,
    "cli json": "aws sagemaker create-model-package --tags '" + "[" * 50_000 + "'",
    "notebook": json.dumps({"cells": [{"cell_type": "code", "source": "x = " + "(" * 5000}]}),
    "template": '{"Resources": {"A": {"Type": "AWS::SageMaker::ModelPackage", "Properties": '
    + '{"a":' * 5000 + "1" + "}" * 5003,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.slow
def test_it_is_one_clear_error(name: str) -> None:
    text = HOSTILE[name]
    started = time.process_time()
    with pytest.raises(ValueError, match=r"\w") as caught:
        text_loaded(text)
    used = time.process_time() - started
    message = str(caught.value)
    assert type(caught.value).__name__ == "ParseError"
    assert len(message) < 1200
    assert "\n" not in message
    assert "Traceback" not in message
    assert re.search(
        r"line \d+, column \d+|larger|limit for|more than|quotation mark|levels|character", message
    )
    assert used < 60, "it hangs; a second or two is what the slowest takes"


@pytest.mark.parametrize("text", [DOUBLING, TEXT, F_STRING, FORMAT, EXTEND])
@pytest.mark.slow
def test_what_comes_to_very_much_is_a_gap(text: str) -> None:
    gc.collect()
    tracemalloc.start()
    loaded = text_loaded(text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (loaded.base, len(loaded.gaps)) == ({}, 1)
    assert most < 100 * 1024 * 1024


def said(text: str) -> str:
    """All that a person hears of it: what was loaded, or why it was not."""
    try:
        loaded = text_loaded(text)
    except ValueError as error:
        return str(error)
    return json.dumps(loaded.as_dict(loaded.base))


def test_nothing_of_it_is_run(
    tmp_path: Path, state_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    evil = "__import__('pathlib').Path('pwned').touch()"
    texts = [
        f'{evil}\nc.create_model_package(Domain={evil}, Task=f"{{{evil}}}", **{evil})',
        f"@{evil}\ndef f(a={evil}):\n    c.create_model_package(Domain=a)",
        f"!touch pwned\n%run pwned\nc.create_model_package(Domain='x')\n[{evil} for _ in [1]]",
        f"c.create_model_package(Domain='{{0.__class__.__init__.__globals__}}'.format({evil}))",
        "aws sagemaker create-model-package --domain $(touch pwned) --task `touch pwned`; ls",
        "a: !!python/object/apply:os.system ['touch pwned']\nDomain: x",
        "Domain: !Sub '${touch pwned}'",
    ]
    for text in texts:
        with suppress(ValueError):
            load_source(text)
    assert list(tmp_path.iterdir()) == []
    assert not state_folder.exists()


def test_a_page_reads_no_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text('{"Domain": "SECRET"}')
    for text in (
        f"aws sagemaker create-model-package --cli-input-json file://{secret}",
        f"aws sagemaker create-model-package --domain file://{secret} --tags fileb://{secret}",
        f"Domain: !include {secret}",
        f"c.create_model_package(**json.load(open({str(secret)!r})))",
    ):
        assert "SECRET" not in said(text)


@pytest.mark.slow
def test_fifty_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a: b\n" * 10_000_000)
    with pytest.raises(ValueError, match=r"large\.yaml: larger than 20 MB"):
        load_source(path)
    with pytest.raises(ValueError, match="larger than 20 MB"):
        text_loaded("a: b\n" * 10_000_000)


@pytest.mark.slow
def test_time_grows_with_the_text_and_no_faster() -> None:
    """Twice the text takes about twice the time: nothing here is quadratic."""
    makers: dict[str, Callable[[int], str]] = {
        "json": lambda n: json.dumps({"Domain": "a", **{f"a{i}": "x" * 20 for i in range(n)}}),
        "yaml": lambda n: "Domain: a\n" + "\n".join(f"a{i}: {'x' * 20}" for i in range(n)),
        "python": lambda n: "x = {\n" + "".join(f"'Domain{i}': 'x',\n" for i in range(n)) + "}\n"
        "c.create_model_package(**x)",
        "cli": lambda n: "aws sagemaker create-model-package --tags "
        + " ".join(f"Key={i},Value=b" for i in range(n)),
    }  # fmt: skip
    for make in makers.values():
        text_loaded(make(1_000))  # what is made once in a process is made now

        def work(size: int, make: Callable[[int], str] = make) -> None:
            text_loaded(make(size))

        assert_growth(work, 1_000, times=4, below=3, noticed=0.005)


@pytest.mark.slow
def test_noise_is_read_or_refused() -> None:
    seed = 20_240_611
    print("seed", seed)
    dice = random.Random(seed)
    good = [
        "ModelPackageGroupName: a\nTags:\n  - {Key: a, Value: 'b'}\n",
        '{"ModelPackageGroupName": "a", "Tags": [{"Key": "a", "Value": "b"}]}',
        "x = {'Domain': 'a'}\nc.create_model_package(**x, Task=f'{y}', Tags=[{'Key': 'a'}])",
        "aws sagemaker create-model-package --tags Key=a,Value=b --domain \"$X\" --task 'y'",
        "A:\n  Type: AWS::SageMaker::ModelPackage\n  Properties: {Domain: !Ref B}\n",
    ]
    marks = "{}[]()'\"\\,:=-!&*|>%@`#$\n\t é\0\u2028\ud800"
    for _ in range(1500):
        letters = list(dice.choice(good))
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(len(letters))
            change = dice.random()
            if change < 0.4:
                letters[at] = dice.choice(marks)
            elif change < 0.7:
                letters.insert(at, dice.choice(marks))
            else:
                del letters[at : at + dice.randint(1, 9)]
                letters.append(" ")
        assert len(said("".join(letters))) < 3000
