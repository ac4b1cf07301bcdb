from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelpkg_widget.schema.html_text import first_sentence, plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (None, ""),
        ("", ""),
        ("<p>One.</p>", "One."),
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("<p>A <code>b</code> and <i>c</i>.</p>", "A b and c."),
        ("<p>Over\n   two lines.</p>", "Over two lines."),
        ("<p>Use:</p> <ul> <li> <p>a</p> </li> <li> <p>b</p> </li> </ul>", "Use:\n- a\n- b"),
        ("<ul><li>a</li><li></li><li>b</li></ul>", "- a\n- b"),
        ("<p>1 &lt; 2 &amp; 3 &gt; 2</p>", "1 < 2 & 3 > 2"),
        ("<p>See <a href='https://x.example'>this</a>.</p>", "See this."),
        ("<note> <p>Mind.</p> </note><p>More.</p>", "Mind.\nMore."),
        ("<p>a<br/>b</p>", "a\nb"),
        ("<p>never closed", "never closed"),
        ("plain", "plain"),
        ("<p>a - b</p>", "a - b"),
    ],
)
def test_plain_text(html: str | None, text: str) -> None:
    assert plain_text(html) == text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", ""),
        ("One. Two.", "One."),
        ("One", "One"),
        ("One\nTwo.", "One"),
        ("Version 1.5 is new. Use it.", "Version 1.5 is new."),
        ("Types, e.g. text, are many. More.", "Types, e.g. text, are many."),
        ("A list, i.e. many. More.", "A list, i.e. many."),
        ("Is it? Yes.", "Is it?"),
        ("Ends in a dot.", "Ends in a dot."),
        ("s3://bucket/model.tar.gz is one. More.", "s3://bucket/model.tar.gz is one."),
    ],
)
def test_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


@given(st.text(alphabet="ab <>/pliu&;!-\n\"'", max_size=40))
def test_any_text_ends_in_plain_lines(html: str) -> None:
    text = plain_text(html)
    assert text == text.strip()
    assert all(line == " ".join(line.split()) and line for line in text.split("\n") if text)
    assert text.startswith(first_sentence(text))
