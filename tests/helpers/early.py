"""Loaded before pytest's plugins: nbval would import jsonschema with its grammar of IRIs.

That takes 3 s of CPU in each process of a run.
"""

import modelpkg_widget.validation.lazy_jsonschema  # noqa: F401
