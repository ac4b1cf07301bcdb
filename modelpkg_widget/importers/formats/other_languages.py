"""Names the language of a text that is not read, and what can be loaded instead."""

from __future__ import annotations

import re

from modelpkg_widget.importers.parse_result import ParseError, error_text

#: A code of ``importers/texts.json``, and what only texts of that language have.
_LANGUAGES = (
    ("hcl", re.compile(r"(?:^|\n)[ \t]{0,40}(?:resource|data|module|provider)[ \t]{1,20}\"")),
    ("cdk", re.compile(r"\bCfnModelPackage\s{0,20}[(.]|aws-cdk-lib|@aws-cdk/")),
    (
        "javascript",
        re.compile(
            r"\bCreateModelPackageCommand\s{0,20}\(|@aws-sdk/client-sagemaker"
            r"|\.createModelPackage\s{0,20}\(\s{0,20}\{|\bnew\s{1,20}AWS\.SageMaker\b"
        ),
    ),
    (
        "groovy",
        re.compile(
            r"\b(?:pipeline|steps)[ \t]{0,20}\{"
            r"|\bstage[ \t]{0,20}\([ \t]{0,20}(?:'[^'\n]{0,200}'|\"[^\"\n]{0,200}\")[ \t]{0,20}\)"
            r"[ \t]{0,20}\{"
        ),
    ),
    ("java", re.compile(r"\bCreateModelPackageRequest\s{0,20}\.\s{0,20}builder\b")),
    ("go", re.compile(r"\bsagemaker\.CreateModelPackageInput\s{0,20}\{")),
    ("csharp", re.compile(r"\bnew\s{1,20}CreateModelPackageRequest\b")),
)


def check(text: str) -> None:
    """Raise if a text is in a language that can't be parsed.

    Raises:
        ParseError: it is; names the language and the way on.
    """
    for code, form in _LANGUAGES:
        if form.search(text):
            raise ParseError(error_text("foreign", code))
