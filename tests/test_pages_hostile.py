"""Texts from outside on the pages: an attack set in title, text, source, place and file name stays plain text."""

import html
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from dashboard_app import ALL, app, html_of, use
from hypothesis import given
from hypothesis import strategies as st
from standins import figure

from stats.collection import Collection
from stats.document import Document
from stats.pages.marked_text import escaped, in_sentence, inert, parts_of, passage, visible
from stats.settings import Settings
from stats.store.sentences import Sentences
from stats.vocabulary import DayKnown

ATTACKS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<iframe src=//evil.test>",
    "<a href='javascript:alert(1)'>x</a>", "![x](http://evil.test/t.png)", "[x](http://evil.test)",
    "[x](javascript:alert(1))", "<style>body{display:none}</style>", "<form action=//evil.test><input></form>",
    "\"><script>alert(1)</script>", "' onmouseover='alert(1)", "{{7*7}}", "${7*7}", "$$\\href{//evil.test}{x}$$",
    "`x`", "**x**", "# x", "| a | b |\n|---|---|", "> x", "- x", "1. x", "\\[x\\]", ":material/home:", ":red[x]",
    "~~x~~", "http://evil.test/auto", "www.evil.test", "mailto:a@evil.test", "<http://evil.test>",
    "=HYPERLINK(\"http://evil.test\")", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\u202egpj.exe", "\u2066x\u2069",
    "\u200bx\u200b", "\ufeffx", "\x00x", "\x1b[31mx", "a\u0301" * 60, "&lt;script&gt;", "%3Cscript%3E",
    "<base href=//evil.test>", "<meta http-equiv=refresh content=0;url=//evil.test>", "<!--", "]]>", "</title>",
    "../../x",
)  # fmt: skip
LIVE = re.compile(r"<(script|img|svg|iframe|style|form|a|base|meta|input)\b|<[^>]*\son\w+=", re.IGNORECASE)


@lru_cache(maxsize=1)
def attacks() -> tuple[Path, tuple[str, ...]]:
    """Return a folder with a database of one article an attack, and their ids; made once."""
    folder = Path(tempfile.mkdtemp(prefix="headcount-attacks-"))
    pairs = []
    for number, attack in enumerate(ATTACKS):
        one = Document(text=f"In {attack} 400 people fled.", title=attack, publisher=attack, url=attack,
                       published=date(2017, 3, 12), published_by=DayKnown.STATED, language="en")  # fmt: skip
        counted = figure(one, one.text.index("400"), 400 + number)
        pairs.append((one, [replace(counted, quote="400", place=attack, place_id=None, attribution=attack,
                                    source_id=None, subject=attack, period_text=attack)]))  # fmt: skip
    with Collection.open(Settings(data=folder)) as collection:
        kept = collection.keep_read(pairs, original=b"x", original_name=ATTACKS[0])
    return folder, tuple(one.document_id for one in kept)


@pytest.fixture
def attacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, ...]]:
    folder, ids = attacks()
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    for _ in use(tmp_path, monkeypatch, with_samples=False):
        yield ids


@pytest.mark.parametrize("page", ALL)
def test_no_attack_is_markup_on_any_page(attacked: tuple[str, ...], page: str) -> None:
    at = app(page)
    assert not at.exception
    for kind in ("html", "markdown", "caption", "title", "header", "subheader", "info", "warning", "success"):
        for element in at.get(kind):
            shown = str(element.value)
            if "<style>" in shown and ".hc-" in shown:
                continue
            assert not LIVE.search(shown), shown
            if kind != "html":
                assert "evil.test" not in shown
    for button in at.button:
        assert "evil.test" not in button.label


@pytest.mark.parametrize("number", range(0, len(ATTACKS), 5))
def test_no_attack_is_markup_in_the_reader(attacked: tuple[str, ...], number: int) -> None:
    at = app("articles", article=attacked[number])
    assert not at.exception
    assert not LIVE.search(html_of(at).partition("</style>")[2])


def test_the_sentence_of_an_attack_is_plain(attacked: tuple[str, ...]) -> None:
    from stats.filters import Filters
    from stats.pages import asked

    for own in asked.figures(Filters(), limit=3)["figure_id"]:
        shown = html_of(app(figure=own)).partition("</style>")[2]
        assert "<mark>" in shown
        assert not LIVE.search(shown)


@given(st.text(max_size=200))
def test_escaping_leaves_no_markup_and_no_hidden_sign(text: str) -> None:
    shown = escaped(text).removeprefix("<bdi>").removesuffix("</bdi>")
    assert "<" not in shown
    assert not set(shown) & set("\u202e\u200b\ufeff\x00")
    assert html.unescape(shown) == visible(text)


@given(st.text(max_size=80))
def test_inert_text_has_no_bare_sign_of_markdown(text: str) -> None:
    assert not re.search(r"(?<!\\)[\[\]<>`*_$#]", inert(text).replace("\\\\", ""))


@given(st.text(min_size=1, max_size=120), st.data())
def test_the_parts_of_a_text_make_the_text(text: str, data: st.DataObject) -> None:
    spans = []
    for _ in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, len(text) - 1))
        spans.append({"start": start, "end": data.draw(st.integers(start + 1, len(text)))})
    assert "".join(part.text for part in parts_of(text, spans)) == text


@given(st.text(max_size=60), st.text(alphabet="0123456789,", min_size=1, max_size=9), st.text(max_size=60))
def test_a_passage_marks_its_number_once(before: str, number: str, after: str) -> None:
    text = before + number + after
    shown = passage(text, {"start": len(before), "end": len(before) + len(number), "evidence": {}})
    assert shown.count("<mark>") == 1
    assert number in shown


def test_a_sentence_shows_its_number_where_it_stands() -> None:
    assert in_sentence("Some 40,000 people fled.", "Some 40,000", "") == ("", "Some 40,000", " people fled.")
    assert in_sentence("", "40", "") == ("", "40", "")
    assert in_sentence("Nobody.", "40", "No")[1] == "40"


@pytest.mark.parametrize(
    ("text", "number", "which"),
    [
        ("Floods hit Borno. On 3 March, 3 people were killed in Bama.", "3", 1),
        ("Nhamatanda; 3,900; 780; 7", "7", 1),
        ("3 people were killed on\n 3 March; 3 more are missing.", "3", 0),
        ("On  3\u200b March,\n3 people fled.", "3", 1),
    ],
)
def test_of_several_like_signs_the_one_that_counts_is_marked(text: str, number: str, which: int) -> None:
    start = [found.start() for found in re.finditer(number, text)][which]
    sentence = Sentences(text).at(start, start + len(number))
    before, marked, after = in_sentence(sentence, number, text[:start])
    assert (before + marked + after).split() == visible(sentence).split()
    assert len(after) == len(" ".join(visible(text[start:]).split())) - len(number)
