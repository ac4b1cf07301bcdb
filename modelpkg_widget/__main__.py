"""`python -m modelpkg_widget` is the command `modelpkg-widget`."""

import sys

from .cli.main import main

if __name__ == "__main__":
    sys.exit(main())
