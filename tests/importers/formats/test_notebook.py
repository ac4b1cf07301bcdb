"""Notebooks: which of them have no request that can be loaded."""

from __future__ import annotations

import json

import pytest

from modelpkg_widget import ModelPackageForm


@pytest.mark.parametrize("source", [["x = 1\n"], ["for x in\n"], []])
def test_a_notebook_is_refused_as_a_notebook(source: list[str]) -> None:
    cells = [{"cell_type": "code", "source": source}]
    text = json.dumps({"cells": cells, "nbformat": 4, "metadata": {}})
    with pytest.raises(ValueError, match=r"^A notebook: in its code, "):
        ModelPackageForm().load(text)
