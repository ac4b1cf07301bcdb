"""Marks of tests that not every run has."""

from __future__ import annotations

import os

import pytest

#: Of what `make soak` does in Chromium, and `make engines` in Firefox.
SOAK_OR_ENGINES = [] if os.environ.get("HOSTS") else [pytest.mark.soak]
