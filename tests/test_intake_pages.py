"""Twenty shapes of saved pages: the day right, the article's words and no others."""

import re
from collections import Counter
from datetime import date

import pytest
from intake_pages import Shape, shapes

from stats.errors import Unreachable
from stats.intake.html import read_html
from stats.vocabulary import DayKnown

SHAPES = shapes()


def tokens(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def f1(shape: Shape) -> tuple[int, int, int]:
    found, wanted = tokens(read_html(shape.html.encode(), url=shape.url).text), tokens("\n".join(shape.lines))
    return (found & wanted).total(), found.total(), wanted.total()


def test_there_are_twenty() -> None:
    assert len({shape.name for shape in SHAPES}) == 20


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_a_shape_gives_its_article(shape: Shape) -> None:
    document = read_html(shape.html.encode(), url=shape.url)
    common, found, wanted = f1(shape)
    assert 2 * common / (found + wanted) >= 0.95
    assert document.text.startswith(shape.lines[0]), "the headline is the first line"
    assert document.title == shape.lines[0]
    missing = [line for line in shape.lines[1:] if len(line) > 80 and line not in document.text]
    assert not missing
    kept = [words for words in shape.out if words in document.text.replace(f"{document.title}\n", "")]
    assert kept in ([], ["Copyright"]), kept


def test_days_are_right_in_eighteen_and_words_in_nineteen_of_twenty() -> None:
    days = sum(read_html(shape.html.encode(), url=shape.url).published == shape.day for shape in SHAPES)
    totals = [sum(column) for column in zip(*map(f1, SHAPES), strict=True)]
    assert days >= 18
    assert 2 * totals[0] / (totals[1] + totals[2]) >= 0.95


def test_a_page_without_any_day_has_none() -> None:
    page = SHAPES[0].html.replace("2017-03-09T18:20:00+00:00", "")
    assert read_html(page.encode()).published is None, "not the year of the copyright line"


ARTICLE = ("<article><h1>Floods in Beira</h1>{}<p>Some 4,300 people were evacuated from Beira on Monday, officials "
           "said, after heavy rains hit the province.</p></article>")  # fmt: skip
APRIL, MARCH = date(2023, 4, 3), date(2023, 3, 4)


@pytest.mark.parametrize(("language", "head", "body", "day"), [
    ("en-US", '<meta name="date" content="04/03/2023">', "", APRIL),
    ("en-US", '<meta property="article:published_time" content="04/03/2023 10:00 AM">', "", APRIL),
    ("en-US", "", '<p class="date">04/03/2023</p>', APRIL),
    ("en-US", "", "<p>Posted 4/3/2023 by staff</p>", APRIL),
    ("en-GB", '<meta name="date" content="04/03/2023">', "", MARCH),
    ("fr", '<meta name="date" content="04/03/2023">', "", MARCH),
    ("en", '<meta name="date" content="04/03/2023">', "", None),
    ("en", "", "<p>Posted 4/3/2023 by staff</p>", None),
    ("", '<meta name="date" content="04.03.2023">', "", MARCH),
    ("en", '<meta name="date" content="04/03/2023">', "<p>April 3, 2023</p>", APRIL),
    ("en", '<meta name="date" content="04/03/2023">', '<img src="/media/2023/04/03/beira.jpg">', APRIL),
    ("en", '<meta name="date" content="04/03/2023">', "<p>Last seen 03/29/2023</p>", APRIL),
    ("en", '<meta name="date" content="03/03/2023">', "", date(2023, 3, 3)),
    ("en-US", "", '<time datetime="2023-04-03T20:00:00-07:00">4/3/2023</time>', APRIL),
])  # fmt: skip
def test_a_day_that_reads_in_two_ways_is_settled_by_the_page(
    language: str, head: str, body: str, day: date | None
) -> None:
    """Read with the day first, pages of the United States were weeks or months off, and said to be certain."""
    page = f'<html lang="{language}"><head><title>Floods</title>{head}</head><body>{ARTICLE.format(body)}</body></html>'
    document = read_html(page.encode())
    assert (document.published, document.published_by) == (day, DayKnown.METADATA if day else None)
    assert any("reads in two ways" in told for told in document.warnings) == (day is None)


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "koi8-r"])
def test_a_page_in_an_older_encoding(encoding: str) -> None:
    line = "Более трёх тысяч человек были эвакуированы из-за наводнения, сообщили в пятницу в министерстве."
    if encoding == "koi8-r":
        line = line.replace("ё", "е")
    head = f'<html><head><meta charset="{encoding}"><title>Наводнение</title></head>'
    page = f"{head}<body><h1>Наводнение</h1><p>{line}</p></body></html>"
    assert line in read_html(page.encode(encoding)).text


def test_a_long_article_behind_a_wall_comes_with_a_warning() -> None:
    shape = SHAPES[1]
    page = shape.html.replace('"headline"', '"isAccessibleForFree": "False", "headline"')
    assert "pay wall" in read_html(page.encode()).warnings[0]
    short = re.sub(r"(<p>.*?</p>)\n.*</div>", r"\1</div>", page, flags=re.S)
    with pytest.raises(Unreachable, match="save the page"):
        read_html(short.encode())


def test_words_of_pages_stand_in_the_data() -> None:
    """No share button's or pay wall's words in the code: a person may add a language without touching it."""
    from pathlib import Path

    code = "".join(path.read_text(encoding="utf-8").lower() for path in Path("stats/intake").glob("*.py"))
    for words in ("subscribe", "suscript", "newsletter", "abonn", "partager"):
        assert words not in code, words
