"""Twenty shapes of saved pages: the day right, the article's words and no others."""

import re
from collections import Counter

import pytest
from intake_pages import Shape, shapes

from stats.errors import Unreachable
from stats.intake.html import read_html

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
