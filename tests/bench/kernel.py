"""What the kernel's half costs: import, schema, check. CPU, so that a busy machine matters less."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from botocore.loaders import create_loader

from modelpkg_widget import check
from modelpkg_widget.schema.from_botocore import OPERATION, operation_schema
from tests.bench import loads

# The package itself imports nothing until a name is asked for: these two names need all of it.
_IMPORTS = {
    "product": "from modelpkg_widget import ModelPackageForm, check",
    "parts": "import anywidget, jsonschema",
}


def cpu(work: Callable[[], object]) -> float:
    """Return the seconds of CPU that a piece of work takes in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def imports(rounds: int) -> dict[str, float]:
    """Return seconds of CPU of importing this project, and of the two that it cannot be without.

    Each in a fresh process, in turns, so that a busy machine is as busy for either. The cheapest
    counts: the first may compile what the others find as bytecode. This project may take less than
    its parts: it leaves out a grammar that jsonschema imports where Jupyter is installed.
    """
    took: dict[str, list[float]] = {of: [] for of in _IMPORTS}
    for _ in range(rounds + 1):
        for of, statement in _IMPORTS.items():
            code = f"import time; start = time.process_time(); {statement}"
            code += "; print(time.process_time() - start)"
            said = subprocess.check_output([sys.executable, "-c", code], text=True)
            took[of].append(float(said))
    return {of: min(seconds) for of, seconds in took.items()}


def schemas(rounds: int) -> dict[str, float]:
    """Return seconds of CPU of making the schema, and of botocore's loading of what it is made of.

    As in a fresh process: nothing that an earlier round has made is used again.
    """
    took: dict[str, list[float]] = {"product": [], "botocore": []}
    for _ in range(rounds):
        operation_schema.cache_clear()
        took["product"].append(cpu(lambda: operation_schema(OPERATION)))
        took["botocore"].append(
            cpu(lambda: create_loader().load_service_model("sagemaker", "service-2"))
        )
    return {name: statistics.median(row) for name, row in took.items()}


def checks(rounds: int) -> dict[str, float]:
    """Return seconds of CPU of `check()` for each load."""
    requests = {name: loads.load(name) for name in loads.NAMES}
    check({})  # patterns are made ready once in a process
    for request in requests.values():
        check(request)
    took: dict[str, list[float]] = {name: [] for name in requests}
    for _ in range(rounds):
        for name, request in requests.items():
            took[name].append(cpu(lambda request=request: check(request)))  # type: ignore[misc]
    return {name: statistics.median(row) for name, row in took.items()}
