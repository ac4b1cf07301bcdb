"""What a page says when a person presses the button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from modelpkg_widget.request.issues import Path
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.submission.send_options import SendOptions
from modelpkg_widget.widget import message_fields as fields
from modelpkg_widget.widget.messages import PageWrite


@dataclass(frozen=True, kw_only=True)
class KeptValue:
    """A value of an earlier version that a person has kept.

    Attributes:
        path: path of the member.
        value: that the person saw.
    """

    path: fields.MemberPath
    value: fields.JsonValue


@dataclass(frozen=True, kw_only=True)
class Submit(PageWrite):
    """A person pressed the button; the request is the one that the person saw.

    Attributes:
        allow_duplicate: another package of a request that has made one.
        force: it is sent against what speaks against it.
        confirmed: paths of the values that were confirmed.
        package_kind: the kind of package that the page shows as chosen, empty for any kind; None
            if nobody chose. A busy kernel might not know the last choice.
        kept: the values of an earlier version that the person has kept; the kernel may not have
            heard of it yet.
        unreviewed: the person has decided to send the others as they are.
    """

    kind: ClassVar[str] = "submit"
    allow_duplicate: bool = False
    force: bool = False
    confirmed: tuple[fields.MemberPath, ...] = ()
    package_kind: fields.PackageKindId | None = None
    kept: tuple[KeptValue, ...] = ()
    unreviewed: bool = False

    @property
    def options(self) -> SendOptions:
        """Which button it was."""
        return SendOptions(allow_duplicate=self.allow_duplicate, force=self.force)

    @property
    def kept_values(self) -> list[tuple[Path, Json]]:
        """The values that the person has kept, each with its path."""
        return [(row.path, row.value) for row in self.kept]
