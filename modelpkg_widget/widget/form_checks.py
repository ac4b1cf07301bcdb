"""What a form looks at before its request is sent: AWS, and the containers on this machine."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from modelpkg_widget.preflight_checks.check_result import SECONDS, Finding
from modelpkg_widget.rehearsal.limits import RECORDS, STARTUP_SECONDS
from modelpkg_widget.request.call_arguments import explain_methods, need_number

if TYPE_CHECKING:
    from modelpkg_widget.rehearsal.result import Rehearsal

    from .controller import FormController


@explain_methods
class FormChecks:
    """The methods of a form that check its request outside of it."""

    _controller: FormController

    def preflight(self, *, seconds: float = SECONDS) -> list[Finding]:
        """Check in AWS what the request names. Reads only.

        Args:
            seconds: How long all checks together can take. Checks that are late are ``unknown``.

        Returns:
            One finding for each check that applies: see `modelpkg_widget.preflight`. Never raises.
        """
        need_number("seconds", seconds)
        return self._controller.preflight.run(seconds)

    def rehearse(
        self,
        *,
        engine: str | None = None,
        records: int | Literal["all"] = RECORDS,
        data: str | os.PathLike[str] | None = None,
        model: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | None = None,
        output: str | os.PathLike[str] | None = None,
        startup_seconds: float = STARTUP_SECONDS,
    ) -> Rehearsal:
        """Run the containers of the request on this machine, as the validation in AWS runs them.

        Args:
            engine: See `modelpkg_widget.rehearse`, also for the other arguments.
            records: How many records of the test data are sent, or ``"all"``.
            data: A local file with test data.
            model: A local model archive, or one for each container.
            output: The file that the answers are written to.
            startup_seconds: How long a container can take until it answers GET /ping.

        Returns:
            One finding for each step, with ``verdict``, ``log`` and ``output``.

        Raises:
            ValueError: `records` is not a positive number.
            RuntimeError: the page has started a rehearsal of this form that is not over.
        """
        from modelpkg_widget.rehearsal.progress import StageLine
        from modelpkg_widget.rehearsal.rehearse import options_of

        need_number("startup_seconds", startup_seconds)
        options = options_of(engine, records, data, model, output, startup_seconds)
        line = StageLine()
        try:
            return self._controller.rehearsal.run(options, line.show)
        finally:
            line.end()
