"""Which tests stay together on one worker: those of a file, or of a group.

A test of a group, marked `xdist_group`, has ``@`` and its name at the end of its id.
"""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadGroupScheduling


class ByFileOrGroup(LoadGroupScheduling):
    """Deals out groups, and what is in none by files."""

    def _split_scope(self, nodeid: str) -> str:
        group = super()._split_scope(nodeid)
        return nodeid.partition("::")[0] if group == nodeid else group


@pytest.hookimpl(optionalhook=True)  # tests run without pytest-xdist, too
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadGroupScheduling | None:
    """Say how tests are dealt out with ``--dist loadgroup``: a hook of pytest-xdist."""
    return ByFileOrGroup(config, log) if config.getoption("dist") == "loadgroup" else None
