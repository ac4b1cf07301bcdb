"""`python -m modelpkg_widget.localaws`: a sandbox as a process of its own."""

from __future__ import annotations

import sys

from .process import main

if __name__ == "__main__":
    sys.exit(main())
