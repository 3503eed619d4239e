"""A made-up collection of any size: documents of about 1,200 characters with five figures each, the same for a seed."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from stats.document import Document
from stats.figure import Figure, figure_id
from stats.vocabulary import Cause, DayKnown, Hazard, Kind, PeriodRule, PlaceRole, Precision, Quantifier, Term, Unit

COUNTRIES = tuple(f"{chr(65 + n // 26)}{chr(65 + n % 26)}X" for n in range(60))
SOURCES = tuple(f"source-{n}" for n in range(40))
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu")
_TERMS = (Term.DISPLACED, Term.FLED, Term.EVACUATED, Term.KILLED, Term.RETURNED, Term.INJURED, Term.AFFECTED,
          Term.SHELTERED, Term.REFUGEE, Term.HOUSING_DESTROYED)  # fmt: skip
_FIRST = date(2010, 1, 1)


def collection(
    documents: int, seed: int = 1, figures: int = 5, words: int = 160
) -> Iterator[tuple[Document, list[Figure]]]:
    """Yield documents, each with its figures; every text different."""
    dice = random.Random(seed)
    vocabulary = ["".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))) for _ in range(20_000)]
    for number in range(documents):
        yield _document(dice, vocabulary, number, figures, words)


def _document(
    dice: random.Random, vocabulary: list[str], number: int, figures: int, words: int
) -> tuple[Document, list[Figure]]:
    day = _FIRST + timedelta(days=int(5800 * dice.random() ** 0.7))
    country = int(60 * dice.random() ** 2)
    place = int(50 * dice.random() ** 2)
    parts: list[str] = []
    spans: list[tuple[int, int, int]] = []
    length = 0
    for _ in range(figures):
        value = int(10 ** (1 + 4 * dice.random()))
        quote = f"{value:,}"
        before = f"Report {number} of {' '.join(dice.choices(vocabulary, k=words // figures // 2))}: "
        after = f" people {' '.join(dice.choices(vocabulary, k=words // figures // 2))}. "
        spans.append((length + len(before), length + len(before) + len(quote), value))
        parts += (before, quote, after)
        length += len(before) + len(quote) + len(after)
    text = "".join(parts)
    document = Document(
        text,
        title=f"Report {number}",
        publisher="A newspaper",
        url=f"https://news.example/{number}",
        published=day,
        published_by=DayKnown.STATED,
        language=("en", "fr", "es", "ar")[int(4 * dice.random() ** 3)],
    )
    return document, [_figure(dice, document, span, day, country, place) for span in spans]


def _figure(
    dice: random.Random, document: Document, span: tuple[int, int, int], day: date, country: int, place: int
) -> Figure:
    start, end, value = span
    kind = dice.choice((Kind.FLOW, Kind.FLOW, Kind.STOCK, Kind.CUMULATIVE))
    cause = Cause.CONFLICT if dice.random() < 0.6 else Cause.DISASTER
    last = day - timedelta(days=dice.randint(0, 6))
    return Figure(
        id=figure_id(document.id, start, end),
        start=start,
        end=end,
        quote=document.text[start:end],
        value=value,
        low=value,
        high=None if dice.random() < 0.2 else value,
        quantifier=dice.choice((Quantifier.EXACT, Quantifier.APPROXIMATELY)),
        unit=Unit.HOUSEHOLD if dice.random() < 0.15 else Unit.PERSON,
        subject="people",
        term=dice.choice(_TERMS),
        kind=kind,
        period_start=last if kind == Kind.STOCK else last - timedelta(days=dice.randint(1, 30)),
        period_end=last,
        period_text="over the past days",
        period_rule=PeriodRule.DATES,
        period_precision=Precision.DAY,
        place=f"Place {country}-{place}",
        country=COUNTRIES[country],
        place_id=f"geonames:{1_000_000 + country * 50 + place}",
        place_role=PlaceRole.ORIGIN if dice.random() < 0.7 else PlaceRole.DESTINATION,
        latitude=10.5,
        longitude=20.25,
        attribution="the agency",
        source_id=SOURCES[int(40 * dice.random() ** 2)],
        cause=cause,
        hazard=Hazard.FLOOD if cause == Cause.DISASTER else None,
        confidence=round(dice.random(), 3),
        evidence={"term": (end + 1, end + 7), "period": (end + 8, end + 20)},
        implied={"country": "place"},
    )
