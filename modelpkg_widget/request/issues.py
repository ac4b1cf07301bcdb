"""One finding about a request, and how the place that it speaks of is spelled."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, Literal

from .notebook_table import NotebookTable

Path = tuple[str | int, ...]
Severity = Literal["error", "warning", "info"]
Source = Literal["schema", "rule", "form", "preflight", "service", "exercise"]


class MapKey(str):
    """A key of a map inside a path; equal to its text, spelled ``{"KEY"}`` instead of ``.KEY``."""

    __slots__ = ()


def format_path(path: Path) -> str:
    """Spell a path as botocore does: ``InferenceSpecification.Containers[0].Environment{"A"}``.

    Args:
        path: member names, list positions (int, 0-based) and map keys (`MapKey`).

    Returns:
        The spelling; an empty path gives ``""``.
    """
    parts: list[str] = []
    for step in path:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        elif isinstance(step, MapKey) or not step.isidentifier():
            parts.append(f"{{{json.dumps(step)}}}")
        else:
            parts.append(f".{step}" if parts else step)
    return "".join(parts)


_STEP = re.compile(r'\.([^\W\d]\w*)|\[(0|[1-9][0-9]{0,8})\]|\{("(?:[^"\\]|\\.)*")\}')


def parse_path(text: str) -> Path:
    """Read a path that is spelled as `format_path` does.

    Raises:
        ValueError: it is spelled in another way.
    """
    steps: list[str | int] = []
    at, spelled = 0, text if text.startswith(("[", "{")) or not text else f".{text}"
    while at < len(spelled):
        step = _STEP.match(spelled, at)
        if not step:
            raise ValueError(
                f"{text[:200]!r} is not the path of a member, such as "
                'InferenceSpecification.Containers[0].Environment{"KEY"}.'
            )
        name, item, key = step.groups()
        steps.append(name or (int(item) if item else MapKey(json.loads(key))))
        at = step.end()
    return tuple(steps)


@dataclass(frozen=True)
class Issue:
    """One problem, or one remark, about one member of a request.

    Attributes:
        path: The steps to the member, outermost first; ``()`` is the whole request. A missing or
            unknown member has its own path, a map entry the path of the map and its key.
        code: A JSON Schema keyword (``maxLength``), or the id of a rule. For the key of a map
            entry, ``key.`` and a keyword. Otherwise ``service`` (from AWS), ``draft`` (not saved),
            ``attach`` (not uploaded), ``carried`` (from an earlier version), ``first`` (no earlier
            version), ``confirm`` (needs a confirmation), ``goal`` or ``answer`` (of an exercise).
        message: One sentence that says what is wrong.
        severity: ``error`` stops a submission, ``warning`` and ``info`` do not.
        hint: What to do about it. Can be empty.
        source: What found it: ``schema``, ``rule``, ``form``, ``preflight``, ``service`` or
            ``exercise``.
        related: Paths of other members that the issue is about.
    """

    path: Path
    code: str
    message: str
    severity: Severity = "error"
    hint: str = ""
    source: Source = "schema"
    related: tuple[Path, ...] = field(default=())

    def __str__(self) -> str:
        where = format_path(self.path) or "request"
        return f"{where}: {self.message}" + (f" {self.hint}" if self.hint else "")

    def as_dict(self) -> dict[str, Any]:
        """Return a dict of plain JSON, with ``path`` and ``related`` as lists."""
        plain = asdict(self)
        plain["path"] = list(self.path)
        plain["related"] = [list(path) for path in self.related]
        return plain


class IssueList(NotebookTable[Issue]):
    """All that is wrong: a list of `Issue`, which a notebook shows as a table."""

    columns: ClassVar = {
        "Where": lambda issue: format_path(issue.path) or "request",
        "Severity": lambda issue: issue.severity,
        "Problem": lambda issue: issue.message,
        "What to do": lambda issue: issue.hint,
    }
    empty: ClassVar = "No issues."
