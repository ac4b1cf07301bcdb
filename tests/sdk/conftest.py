"""These tests need the Python that has sagemaker-core: `make sdk` names it in SDK_PYTHON."""

from __future__ import annotations

import os

collect_ignore_glob = [] if os.environ.get("SDK_PYTHON") else ["test_*.py"]
