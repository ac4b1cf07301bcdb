"""Runs texts with the sagemaker-core that is installed; prints what each of them printed or raised.

It runs in the environment of `make sdk`. Standard input: a JSON list of texts. Standard output: a
JSON list of pairs, what was printed and the name of what was raised.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys


def run(text: str) -> tuple[str, str]:
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(text, "exported.py", "exec"), {})
    except Exception as error:  # noqa: BLE001 - whatever a text raises is a result
        return printed.getvalue(), f"{type(error).__name__}: {error}"
    return printed.getvalue(), ""


if __name__ == "__main__":
    found = [run(text) for text in json.load(sys.stdin)]
    json.dump(found, sys.stdout)
