"""`python -m modelpkg_widget.fake_aws`: a sandbox as a process of its own."""

from __future__ import annotations

import sys

from .server.process import main

if __name__ == "__main__":
    sys.exit(main())
