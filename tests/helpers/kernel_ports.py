"""Kernels of nbval on ports that stay free; loaded with ``-p tests.helpers.kernel_ports``.

A port that jupyter_client was given by the system may be taken before the kernel binds it, and the
kernel then ends. Servers of Jupyter start it again with other ports; nbval does not.
"""

from __future__ import annotations

from typing import Any

import pytest
from jupyter_client.manager import KernelManager

from .ports import free_port

CHANNELS = ("shell", "iopub", "stdin", "hb", "control")


def pytest_configure() -> None:
    """Have nbval make the managers of its kernels here: it lets nobody choose their ports."""
    pytest.MonkeyPatch().setattr("nbval.kernel.KernelManager", manager)


def manager(**options: Any) -> KernelManager:
    """Return a manager whose kernel gets ports of ours."""
    ports = {f"{channel}_port": free_port() for channel in CHANNELS}
    return KernelManager(**options, **ports, cache_ports=False)
