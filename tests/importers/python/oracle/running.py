"""Runs a generated program for real, with a client that records what it is sent."""

from __future__ import annotations

import copy
import os
import random
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

WORDS = ["alpha", "beta", "gamma", "delta"]
NAMES = ["ModelPackageDescription", "Domain", "Task", "SourceUri", "ModelPackageGroupName"]
VARIABLES = ["GROUP", "STAGE", "EXTRA"]


class Client:
    """Records; each method beside that returns what nobody can tell."""

    def __init__(self, dice: random.Random) -> None:
        self.sent: list[dict[str, Any]] = []
        self._dice = dice

    def create_model_package(self, **request: Any) -> dict[str, str]:
        self.sent.append(copy.deepcopy(request))
        if self._dice.random() < 0.15:
            raise ValueError("throttled")
        return {"ModelPackageArn": self._dice.choice(WORDS)}

    def create_model_package_group(self, **_: Any) -> dict[str, str]:
        return {"ModelPackageGroupArn": self._dice.choice(WORDS)}


class Helpers(types.ModuleType):
    """Code that the text imports, and that does whatever it likes."""

    def __init__(self, dice: random.Random) -> None:  # noqa: C901 - many small functions
        super().__init__("helpers")
        kept: list[Any] = []
        __all__ = [
            "flag", "word", "words", "table", "change", "keep", "later", "risky", "call", "wrap",
            "pick", "Swallow",
        ]  # fmt: skip

        def flag() -> bool:
            return dice.random() < 0.5

        def word() -> str:
            return dice.choice(WORDS)

        def words() -> list[str]:
            return [dice.choice(WORDS) for _ in range(dice.randint(0, 3))]

        def table() -> dict[str, str]:
            return {dice.choice(NAMES): dice.choice(WORDS) for _ in range(dice.randint(0, 2))}

        def change(it: Any) -> Any:
            if isinstance(it, dict):
                if it and flag():
                    it.pop(dice.choice(list(it)))
                it[dice.choice(NAMES)] = word()
            elif isinstance(it, list):
                for one in it:
                    change(one)
                if flag() and all(isinstance(one, str) for one in it):
                    it.append(word())
            elif hasattr(it, "__dict__"):
                for value in vars(it).values():
                    change(value)
            return it if flag() else None

        def keep(it: Any) -> None:
            kept.append(it)

        def later() -> None:
            for one in kept:
                if flag():
                    one() if callable(one) and not isinstance(one, type) else change(one)

        def risky() -> None:
            if dice.random() < 0.4:
                raise ValueError("no")

        def call(function: Callable[[], Any]) -> None:
            for _ in range(dice.randint(0, 2)):
                function()

        def wrap(function: Any) -> Any:
            if flag():
                return function
            return lambda *given, **named: function(*given, **named) if flag() else None

        def pick(one: Any, other: Any) -> Any:
            return one if flag() else other

        class Swallow:
            def __enter__(self) -> str:
                return word()

            def __exit__(self, *_: object) -> bool:
                return flag()

        for name in __all__:
            setattr(self, name, locals()[name])
        self.__all__ = __all__


@contextmanager
def inputs(dice: random.Random, client: Client) -> Iterator[None]:
    """Give a program its environment, its arguments and what it imports."""
    boto3 = types.ModuleType("boto3")
    boto3.client = lambda *_, **__: client  # type: ignore[attr-defined]
    modules = {"boto3": boto3, "helpers": Helpers(dice)}
    environment = {name: dice.choice(WORDS) for name in VARIABLES if dice.random() < 0.5}
    arguments = ["program.py", *dice.sample(WORDS, dice.randint(0, 2))]
    with (
        mock.patch.dict(sys.modules, modules),
        mock.patch.dict(os.environ, environment),
        mock.patch.object(sys, "argv", arguments),
    ):
        yield


def run(code: types.CodeType, seed: int) -> list[dict[str, Any]]:
    """Run a program; return each request that it has sent, to its end or to its exception."""
    dice = random.Random(seed)
    client = Client(dice)
    names: dict[str, Any] = {"__name__": "__main__"}
    with inputs(dice, client):
        try:
            exec(code, names)
            if "handler" in names and not client.sent:
                names["handler"](dice.choice(WORDS))
        except (Exception, SystemExit):  # noqa: BLE001 - what was sent before counts
            pass
    return client.sent
