"""What JSON cannot hold, as the error that people expect of a trait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import traitlets

from modelpkg_widget.request.plain_json import NotSerializableError


@contextmanager
def trait_errors() -> Iterator[None]:
    """Raise what JSON cannot hold as the error of the trait ``value``."""
    try:
        yield
    except NotSerializableError as error:
        raise traitlets.TraitError(f"value: {error}") from error
