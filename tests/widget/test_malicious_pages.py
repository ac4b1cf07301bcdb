"""A page that lies: whatever it sends, nothing is changed, read, written or sent but what it may.

Its messages are made up by hypothesis around those that are well formed, whose kinds and members
are read out of the messages: a new kind is lied about without a line here.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import io
import os
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.request import json_codec
from modelpkg_widget.widget import features
from modelpkg_widget.widget.controller import FormController
from modelpkg_widget.widget.features import message_fields
from modelpkg_widget.widget.features.message_base import Message
from tests.helpers.cpu_time import assert_growth
from tests.helpers.malicious_inputs import TEXTS

from .recorded_comm import Make, Wire
from .scripted_client import Client, until

pytestmark = pytest.mark.usefixtures("quiet")


MESSAGES = FormController(SageMaker(None, None)).dispatcher.messages


def words_of_the_code() -> list[str]:
    """Each name and text where messages are declared: kinds, members, what they may say."""
    files = {inspect.getfile(message) for message in MESSAGES.values()}
    files.add(str(message_fields.__file__))
    trees = [ast.parse(Path(file).read_text(encoding="utf-8")) for file in files]
    nodes = (node for tree in trees for node in ast.walk(tree))
    texts: set[Any] = {node.value for node in nodes if isinstance(node, ast.Constant)}
    texts |= {row.name for message in MESSAGES.values() for row in fields(message)} | {"id"}
    return sorted(text for text in texts if isinstance(text, str) and text.isidentifier())


WORDS = words_of_the_code()
KINDS = sorted(MESSAGES)
TEXT = strategies.one_of(
    strategies.text(strategies.characters(), max_size=20),
    strategies.sampled_from([*TEXTS.values(), *WORDS]),
    strategies.sampled_from(
        ["{}", "[]", '{"a":{"b":1}}', "{", "NaN", "file:///etc/passwd", "/etc/passwd", "x" * 5000]
    ),
)
SCALAR = strategies.one_of(
    TEXT, strategies.none(), strategies.booleans(), strategies.integers(), strategies.floats(),
    strategies.sampled_from([0, 1, -1, 2**53, 10**400]),
)  # fmt: skip
VALUE = strategies.recursive(
    SCALAR,
    lambda inner: strategies.one_of(
        strategies.lists(inner, max_size=4), strategies.dictionaries(TEXT, inner, max_size=4)
    ),
    max_leaves=8,
)
MEMBERS = strategies.dictionaries(strategies.sampled_from(WORDS), VALUE, max_size=8)
CONTENT = strategies.one_of(
    VALUE,
    strategies.builds(
        lambda kind, more: {**more, "kind": kind}, strategies.sampled_from(KINDS), MEMBERS
    ),
)
WRITE = strategies.fixed_dictionaries(
    {}, optional=dict.fromkeys(("text", "base", "writer", "seq"), VALUE)
)
STATE = strategies.dictionaries(
    strategies.sampled_from(["value", "pending", "arn", "status", "_esm", "issues", "form_data"]),
    strategies.one_of(VALUE, WRITE),
    max_size=4,
)
DATA = strategies.one_of(
    VALUE,
    strategies.builds(lambda content: {"method": "custom", "content": content}, CONTENT),
    strategies.builds(lambda state: {"method": "update", "state": state}, STATE),
    strategies.builds(lambda state: {"method": "echo_update", "state": state}, STATE),
)
#: What pages may move: the request itself, where a person is, and what was asked to be looked at.
MAY_MOVE = {
    "value",
    "pending",
    "last_ack",
    "guide",
    "kind",
    "target",
    "preflight_report",
    "rehearsal_report",
    "loaded",
    "issues",
}


def test_each_message_that_is_declared_is_handled() -> None:
    modules = (import_module(f"{features.__name__}.{one.name}") for one in walk(features))
    declared = {
        member
        for module in modules
        for member in vars(module).values()
        if inspect.isclass(member) and member.__module__ == module.__name__
        if issubclass(member, Message) and hasattr(member, "kind")
    }
    assert declared <= set(MESSAGES.values())
    assert len(MESSAGES) == len(declared), "two messages of one kind"


def walk(package: Any) -> Any:
    return pkgutil.iter_modules(package.__path__)


@contextmanager
def nothing_is_opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Yield the paths that are opened outside of what Python itself loads."""
    opened: list[str] = []

    def watch(plain: Any) -> Any:
        def opener(path: Any, *args: Any, **more: Any) -> Any:
            text = os.fspath(path) if isinstance(path, (str, os.PathLike)) else ""
            if text and not str(text).endswith((".py", ".pyc", ".json.gz", ".so")):
                opened.append(str(text))
            return plain(path, *args, **more)

        return opener

    with monkeypatch.context() as patch:
        for module, name in ((builtins, "open"), (io, "open"), (os, "open")):
            patch.setattr(module, name, watch(getattr(module, name)))
        yield opened


def lied_to(make: Make, lies: list[Any]) -> tuple[Any, Client]:
    client = Client()
    form = make({"ModelPackageGroupName": "group"}, client=client)
    wire = Wire(form)
    before = form.get_state()
    for lie in lies:
        wire.receive(lie, [b"x"])
    after = form.get_state()
    moved = {name for name in after if after[name] != before[name]}
    assert moved <= MAY_MOVE, moved
    assert form.arn == "" and form.status == "editing"
    json_codec.dumps(form.value)
    return form, client


@given(lies=strategies.lists(DATA, min_size=1, max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@pytest.mark.slow
def test_lies_change_nothing_and_end_nothing(make: Make, lies: list[Any]) -> None:
    form, client = lied_to(make, lies)
    assert client.calls == [], "a request left without a message that says all of it"
    wire = Wire(form)
    wire.write({"ModelPackageGroupName": "true"}, pending=[])
    assert form.value == {"ModelPackageGroupName": "true"}, "the form still listens"
    form.close()


LOCAL = ["/etc/passwd", "file:///etc/passwd", "~/.aws/credentials", "../secret.json"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_makes_the_kernel_open_a_file(
    make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    """In every member of every kind, and inside of every text that is read."""
    secret = tmp_path / "secret.json"
    secret.write_text('{"Domain": "SECRET"}')
    monkeypatch.chdir(tmp_path)
    form = make({"ModelPackageGroupName": "group"}, client=Client())
    wire = Wire(form)
    texts = [
        *LOCAL, str(secret), secret.as_uri(), "secret.json",
        f"aws sagemaker create-model-package --cli-input-json file://{secret}",
        f"aws sagemaker create-model-package --model-package-description file://{secret}",
        f"create_model_package(**json.load(open('{secret}')))",
        f"a: !include {secret}",
    ]  # fmt: skip
    wire.message({"kind": "hello", "id": "0"})
    with nothing_is_opened(monkeypatch) as opened:
        for number, text in enumerate(texts):
            content = {word: text for word in WORDS if word not in ("kind", "id", "request_id")}
            wire.message({**content, "kind": kind, "id": "1", "request_id": number})
            wire.message(
                {
                    "kind": kind,
                    "id": "1",
                    "view_id": "a",
                    "request_id": number,
                    "text": text,
                    "to": text,
                    "source": "text",
                }
            )
        until(lambda: not _at_work())
    theirs = [path for path in opened if "secret" in path or "passwd" in path or ".aws" in path]
    assert theirs == []
    assert "SECRET" not in json_codec.dumps([form.get_state("value"), wire.frames])


def _at_work() -> bool:
    import threading

    return any(thread.name in ("preview", "looking") for thread in threading.enumerate())


def test_what_needs_an_act_of_a_person_is_no_message(
    make: Make, tmp_path: Path, state_folder: Path
) -> None:
    """Uploads, drafts elsewhere and files have no kind: a page cannot ask for them."""
    assert not {"attach", "upload", "export_file", "write", "read", "open", "file"} & set(KINDS)
    draft = tmp_path / "draft.json"
    form = make({"ModelPackageGroupName": "group"}, client=Client(), draft=draft)
    wire = Wire(form)

    def files() -> list[Path]:
        below = [*tmp_path.rglob("*"), *state_folder.rglob("*")]
        return sorted(path for path in below if path.is_file())

    before = files()
    for take in ("mine", "theirs", "/etc/passwd", str(tmp_path / "other.json"), None, 5):
        wire.message(
            {"kind": "resolve_draft", "id": "1", "take": take, "path": str(tmp_path / "other")}
        )
    assert files() == before
    assert form.draft_state["path"] == str(draft)


@pytest.mark.slow
def test_the_answer_takes_no_longer_than_the_message_is_long(make: Make) -> None:
    form = make()
    wire = Wire(form)

    def lie(size: int) -> None:
        wire.message({"kind": "confirm", "path": ["x" * 1000] * size})
        wire.message({"kind": "set_package_kind", "package_kind": "x" * size * 100})
        wire.message({"kind": "submit", "request": "[" * size * 100, "pending": []})
        wire.message(
            {"kind": "preview", "view_id": "a", "request_id": 1, "source": "text", "x": [[]] * size}
        )
        wire.receive({"method": "update", "state": {"value": {"text": "[" * size * 100}}})
        wire.receive({"method": "update", "state": {"pending": [{"path": ["a"] * size}] * 10}})
        wire.receive({"method": "custom", "content": [{}] * size * 100})

    assert_growth(lie, 250, below=3)


@pytest.mark.soak
@pytest.mark.timeout(1200)
@given(lies=strategies.lists(DATA, min_size=1, max_size=20))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=3_000,
)
def test_many_lies(make: Make, lies: list[Any]) -> None:
    lied_to(make, lies)[0].close()
