"""What the scaffold calls of joblib."""

from __future__ import annotations

import pickle
from pathlib import Path


def dump(value: object, path: Path) -> None:
    path.write_bytes(pickle.dumps(value))


def load(path: Path) -> object:
    return pickle.loads(path.read_bytes())
