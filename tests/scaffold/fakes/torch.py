"""What the scaffold calls of PyTorch: a layer that learns its rows by heart."""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sklearn.linear_model import (  # type: ignore[import-not-found]  # beside it, when run
    LogisticRegression,
)


class Tensor:
    def __init__(self, values: list[Any], layer: Linear | None = None) -> None:
        self.values, self.layer = values, layer

    def argmax(self, dim: int) -> Tensor:
        assert dim == 1
        assert self.layer is not None
        known = LogisticRegression(max_iter=1).fit(*self.layer.known)
        return Tensor(known.predict(self.values))

    def tolist(self) -> list[Any]:
        return self.values


class Linear:
    def __init__(self, inputs: int, outputs: int) -> None:
        self.inputs, self.outputs = inputs, outputs
        self.known: Any = ([], [])

    def __call__(self, values: Tensor) -> Tensor:
        assert all(len(row) == self.inputs for row in values.values)
        return Tensor(values.values, self)

    def parameters(self) -> Linear:
        return self

    def state_dict(self) -> dict[str, Any]:
        return {"known": self.known}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        self.known = state["known"]

    def eval(self) -> Linear:
        return self


class _Loss:
    def __call__(self, found: Tensor, targets: Tensor) -> _Loss:
        assert found.layer is not None
        found.layer.known = (found.values, targets.values)
        return self

    def backward(self) -> None:
        """Nothing: it knows all already."""


class _Adam:
    def __init__(self, parameters: Linear, lr: float) -> None:
        assert parameters.outputs > 1
        assert lr > 0

    def zero_grad(self) -> None:
        """Nothing."""

    def step(self) -> None:
        """Nothing."""


nn = SimpleNamespace(Linear=Linear, CrossEntropyLoss=_Loss)
optim = SimpleNamespace(Adam=_Adam)
tensor = Tensor


def manual_seed(seed: int) -> None:
    assert seed >= 0


def save(state: dict[str, Any], path: Path) -> None:
    path.write_bytes(pickle.dumps(state))


def load(path: Path, *, map_location: str, weights_only: bool) -> dict[str, Any]:
    assert (map_location, weights_only) == ("cpu", True)
    found: dict[str, Any] = pickle.loads(path.read_bytes())
    return found


@contextlib.contextmanager
def inference_mode() -> Iterator[None]:
    yield
