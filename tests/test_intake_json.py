"""Articles as JSON, a line each or in an array: all of them, and what is wrong with one stops no other."""

import json
from datetime import date

import pytest

from stats.intake import receive
from stats.vocabulary import DayKnown


def test_lines_of_json_keep_text_id_and_the_three_states_of_the_day() -> None:
    odd = "Caf\u0065\u0301 \u2028 “x” Ã© ﬁ  two  blanks\t\n"
    lines = [
        {"id": "a1", "text": odd, "published": "2017-03-09", "lang": "fr", "title": "T", "source": "no publisher"},
        {"id": "b2", "text": "Ten fled.", "published": None},
        {"id": "c3", "text": "Ten fled."},
        {"id": "d4", "text": "Ten fled.", "published": "soon"},
    ]
    data = "\n".join(json.dumps(line) for line in lines).encode() + b"\n\n"
    a, b, c, d = [one.documents[0] for one in receive(data, name="x.jsonl")]
    assert (a.id, a.text, a.language, a.title, a.publisher) == ("a1", odd, "fr", "T", None)
    assert (a.published, a.published_by) == (date(2017, 3, 9), DayKnown.STATED)
    assert (b.published, b.published_by) == (None, DayKnown.UNKNOWN)
    assert (c.published, c.published_by) == (None, None)
    assert d.published_by is DayKnown.UNKNOWN
    assert d.warnings


def test_a_bad_line_of_json_stops_no_other() -> None:
    found = list(
        receive(b'{"text": "Ten fled."}\n{"text": \n[1]\n{"title": "x"}\n{"text": "Six fled."}', name="x.jsonl")
    )
    assert [one.error is None for one in found] == [True, False, False, False, True]
    assert all("text" in str(one.error) for one in found if one.error)
    assert [one.name for one in found][1] == "x.jsonl > line 2"


ARTICLES = [{"title": "A", "text": "Some 4,300 people fled Masisi.", "published": "2023-03-02"},
            {"title": "B", "text": "About 700 families left.", "published": "2023-03-03"}]  # fmt: skip


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", ["a.json", "a.txt"])
def test_an_array_of_articles_is_read_as_articles(indent: int | None, name: str) -> None:
    """As prose, keys and all, it gave one article of many, each count of one place and day."""
    found = list(receive(json.dumps([*ARTICLES, 5], indent=indent).encode(), name=name))
    told = [(one.title, one.text, one.published.isoformat()) for each in found for one in each.documents]
    assert told == [(one["title"], one["text"], one["published"]) for one in ARTICLES]
    assert (found[1].name, found[1].original) == (f"{name} > article 2", json.dumps(ARTICLES[1]).encode())
    assert "no JSON object" in str(found[2].error)


def test_one_article_over_several_lines_is_read() -> None:
    (found,) = receive(json.dumps(ARTICLES[0], indent=2).encode(), name="a.json")
    assert (found.name, found.documents[0].published) == ("a.json > article 1", date(2023, 3, 2))


def test_an_array_that_was_cut_off_says_so() -> None:
    (found,) = receive(json.dumps(ARTICLES).encode()[:-5], name="a.json")
    assert "begins like an array of JSON and is none" in str(found.error)
