"""What the HTML file holds, as a browser parses it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from modelpkg_widget.request.json_codec import dumps
from modelpkg_widget.standalone import document as made
from modelpkg_widget.standalone.document import document
from modelpkg_widget.widget.standalone_page import standalone_page
from tests.helpers.malicious_inputs import ALL, TEXTS, everywhere

VOID = {"meta"}
#: Bytes of a page with an empty request, and by gzip.
LARGEST, LARGEST_GZIPPED = 335_000, 100_000


class Parsed(HTMLParser):
    """Elements in their order, and the text in each that holds code or data."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("script", "style"):
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


@pytest.fixture(scope="module")
def empty() -> Parsed:
    return Parsed(standalone_page({}))


def _code(page: Parsed) -> dict[str, str]:
    """The content of each element of code or data, by its name or id."""
    names = [
        attributes.get("id") or tag
        for tag, attributes in page.elements
        if tag in ("script", "style")
    ]
    assert len(names) == len(set(names)) == len(page.texts)
    return dict(zip(names, page.texts, strict=True))


def _data(text: str) -> Any:
    return json.loads(_code(Parsed(text))["form-data"])


def test_it_is_one_whole_document(empty: Parsed) -> None:
    assert empty.open == []
    tags = [tag for tag, _ in empty.elements]
    for tag in ("html", "head", "title", "body", "main", "h1"):
        assert tags.count(tag) == 1
    assert ("html", {"lang": "en"}) in empty.elements
    ids = [attributes["id"] for _, attributes in empty.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_the_policy_allows_this_script_and_this_style_alone(empty: Parsed) -> None:
    (policy,) = (
        attributes["content"]
        for _, attributes in empty.elements
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    code = _code(empty)
    hashes = {
        name: base64.b64encode(hashlib.sha256(code[name].encode()).digest()).decode()
        for name in ("script", "style")
    }
    assert policy == (
        f"default-src 'none'; script-src 'sha256-{hashes['script']}'; "
        f"style-src 'sha256-{hashes['style']}'; base-uri 'none'; form-action 'none'"
    )
    # A policy counts for what follows it.
    assert [tag for tag, _ in empty.elements][:4] == ["html", "head", "meta", "meta"]


def test_nothing_in_it_loads_or_runs_anything_else(empty: Parsed) -> None:
    for tag, attributes in empty.elements:
        assert tag not in ("link", "img", "iframe", "object", "base", "form", "a")
        for name in attributes:
            assert not name.startswith("on")
            assert name not in ("src", "href", "style", "action", "srcdoc")
    code = _code(empty)
    assert not re.search(r"@import|url\(", code["style"])
    assert not re.search(
        r"\bfetch\(|XMLHttpRequest|WebSocket|\bimport\(|sendBeacon", code["script"]
    )


def test_it_is_ascii_small_and_always_the_same() -> None:
    text = standalone_page({})
    assert text == standalone_page({})
    assert text.isascii()
    assert "\r" not in text
    size, gzipped = len(text), len(gzip.compress(text.encode()))
    print(f"{size} bytes, {gzipped} by gzip")
    assert size <= LARGEST
    assert gzipped <= LARGEST_GZIPPED


@pytest.mark.parametrize(
    "texts", [[*TEXTS.values()], [ALL], ["]]>", "<!--", "<script>", "</SCRIPT x"]]
)
def test_no_text_of_a_request_ends_its_element(texts: list[str]) -> None:
    request = everywhere(texts)
    pending = {"path": ["CustomerMetadataProperties"], "key": texts[0], "text": ALL, "code": "x"}
    text = standalone_page(request, pending=[pending], kind=texts[0])
    # Browsers end an element at more than Python's parser does, such as "</script x".
    raw = text.partition('id="form-data">')[2].partition("</script>")[0]
    assert raw.startswith("{")
    assert not re.search("[<>&]", raw)
    page = Parsed(text)
    assert page.elements == Parsed(standalone_page({})).elements
    data = _data(text)
    assert data["request"] == dumps(request)
    assert data["traits"]["pending"] == [pending]
    assert data["traits"]["kind"] == texts[0]


def test_the_licences_of_what_is_inside_are_there(empty: Parsed) -> None:
    licences = _code(empty)["licences"]
    assert {"preact", "@preact/signals-core"} <= {
        line.split()[0] for line in licences.split("\n") if " (MIT)" in line
    }
    assert licences.count("WITHOUT WARRANTY OF ANY KIND") >= 2


def test_a_bundle_that_would_end_its_element_is_refused() -> None:
    for wrong in ("</script", "</STYLE>", "<!--", "<script", "a\rb", "a\0b"):
        with pytest.raises(ValueError, match=r"x\.js holds .* which cannot stand in an HTML file"):
            made.checked("x.js", f"a {wrong} b")
    assert made.checked("x.js", "a < b\n") == "a < b"


def test_words_of_the_page_are_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    words = dict.fromkeys(["title", "about", "form", "request", "limits", "no_script"], '<b>"é')
    monkeypatch.setattr(made, "_texts", lambda: words)
    page = Parsed(document({}))
    assert "b" not in {tag for tag, _ in page.elements}
    assert ("aside", {"aria-label": '<b>"é'}) in page.elements
