"""A form that can look, before anything is sent, at what AWS would find."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Any, Literal

import traitlets

from . import beside, messages
from .attached_form import AttachedForm
from .aws.service import NoSessionError, Service
from .checks.finding import Finding
from .checks.look import unanswered
from .checks.running import SECONDS, look_at
from .json_value import Json
from .merge import at, same
from .sending.journal import now


@dataclass(frozen=True)
class Checked:
    """The last preflight of a form.

    Attributes:
        state: ``off``, ``running`` or ``known``.
        when: it began, ISO 8601 in UTC.
        request: that was looked at.
        kind: of package that was chosen then; empty is any kind.
        findings: what was found.
    """

    state: Literal["off", "running", "known"] = "off"
    when: str = ""
    request: Json = None
    kind: str = ""
    findings: tuple[Finding, ...] = ()

    def as_dict(self, request: Json, kind: str) -> dict[str, Any]:
        """Return it as plain JSON, each finding with whether it is of an earlier request.

        Args:
            request: as it is now.
            kind: of package that is chosen now.
        """
        as_it_was = self.state == "off" or (same(self.request, request) and self.kind == kind)

        def is_old(finding: Finding) -> bool:
            if as_it_was or not finding.about:
                return not as_it_was
            return any(
                not same(at(self.request, path), at(request, path)) for path in finding.about
            )

        rows = [{**finding.as_dict(), "old": is_old(finding)} for finding in self.findings]
        return {"state": self.state, "when": self.when, "findings": rows}


class CheckedForm(AttachedForm):
    """Adds the preflight to an `AttachedForm`, whose arguments and errors it has."""

    checked: Any = traitlets.Dict(read_only=True).tag(sync=True)
    """The last preflight: ``state`` (``off``, ``running``, ``known``), ``when`` (ISO 8601), and
    ``findings``, dicts with the attributes of `Finding` and ``old``: a member that it is about has
    changed since."""

    def __init__(self, value: Any, draft: str | os.PathLike[str] | None, service: Service) -> None:
        self._prepare()
        self._asked = service
        self._checked = Checked()
        super().__init__(value, draft, service)

    def preflight(self, *, seconds: float = SECONDS) -> list[Finding]:
        """Look at what the request names, as AWS will find it; nothing is changed.

        Args:
            seconds: how long AWS has for all that is asked; what is late is ``unknown``.

        Returns:
            One finding for each check that applies; what cannot be asked is ``unknown``, with the
            permission that it would need. Never raises. See `checks.running.preflight`.
        """
        return self._look(self._begin(), seconds)

    def _begin(self) -> Checked:
        """Show that it runs; what was found before stays in sight until it has."""
        with self._changing():
            running = Checked("running", now(), self._ledger.copy(), self.kind or "")
            self._checked = replace(self._checked, state="running", when=running.when)
        return running

    def _look(self, running: Checked, seconds: float) -> list[Finding]:
        try:
            return self._found(running, seconds)
        except BaseException:  # Ctrl+C, say: nothing runs any more
            with self._changing():
                if self._checked.when == running.when:
                    known = bool(self._checked.findings)
                    self._checked = replace(self._checked, state="known" if known else "off")
            raise

    def _found(self, running: Checked, seconds: float) -> list[Finding]:
        problem = session = None
        try:
            session = self._asked.session()
        except NoSessionError:
            pass
        except Exception as error:  # noqa: BLE001 - a profile that is gone, told by each check
            problem = unanswered(error)
        found = look_at(running.request, session, problem, seconds, running.kind)
        with self._changing():
            if self._checked.when <= running.when:  # a later one may be done already
                self._checked = replace(running, state="known", findings=tuple(found))
        self._looked()
        return found

    def _looked(self) -> None:
        """Do what follows a preflight that ended."""

    def _derive(self) -> None:
        super()._derive()
        self.set_trait("checked", self._checked.as_dict(self._ledger.peek(), self.kind or ""))

    def _on_preflight(self, _: messages.Message) -> None:
        if self._checked.state == "running":
            return
        beside.run(self._look, self._begin(), SECONDS, name="preflight")
