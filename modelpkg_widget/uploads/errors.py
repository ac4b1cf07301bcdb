"""Why a file was not attached, in words that say what to do."""

from __future__ import annotations

from typing import Any

from modelpkg_widget.aws.errors import issues_from_error
from modelpkg_widget.request.issues import Issue, Path
from modelpkg_widget.resources import texts
from modelpkg_widget.resources.tables import load_table

#: The permission that an operation of S3 needs, where that has another name (IAM, "Actions,
#: resources, and condition keys for Amazon S3").
_PERMISSIONS = {
    "CompleteMultipartUpload": "PutObject",
    "CreateMultipartUpload": "PutObject",
    "HeadBucket": "ListBucket",
    "HeadObject": "GetObject",
    "UploadPart": "PutObject",
}


class AttachError(Exception):
    """A file was not uploaded, or its address was not filled in. `attach` raises it.

    Attributes:
        issues: The problems, at least one `Issue`.
    """

    def __init__(self, issues: list[Issue]) -> None:
        self.issues = issues
        super().__init__("\n".join(str(issue) for issue in issues))


def error(code: str, path: Path, more: str = "", **values: Any) -> AttachError:
    """Make an error of a row of ``texts.json``; ``more`` is said behind its hint."""
    row = load_table("uploads/texts")[code]
    hint = f"{texts.format_text(row['hint'], values)} {more}".strip()
    return AttachError(
        [Issue(path, "attach", texts.format_text(row["message"], values), hint=hint)]
    )


def from_s3(found: Exception, path: Path, address: str, more: str = "") -> AttachError:
    """Say what S3, or the way to it, had against an upload."""
    response = getattr(found, "response", None) or {}
    code = str(response.get("Error", {}).get("Code", ""))
    rows = load_table("uploads/texts")
    kind = next((name for name, row in rows.items() if code in row.get("codes", ())), "")
    operation = str(getattr(found, "operation_name", ""))
    values = {
        "address": address,
        "bucket": address.removeprefix("s3://").partition("/")[0],
        "permission": f"s3:{_PERMISSIONS.get(operation, operation)}",
        "text": str(response.get("Error", {}).get("Message", "")),
    }
    if kind:
        return error(kind, path, more, **values)
    first = issues_from_error(found)[0]
    return error("other", path, f"{first.hint} {more}".strip(), why=first.message, **values)
