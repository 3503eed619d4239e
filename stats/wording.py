"""How a number, its bounds, a day and a window are told to people, in the reader's language.

The words of the interface come from data/locale/<language>.po, English where a catalogue has none; numbers and dates
from Babel. Every caller takes `Words` for a locale and asks it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_timedelta
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_decimal

from stats.catalogues import CATALOGUES, catalogue, source_names
from stats.vocabulary import Kind, PeriodRule, Precision, Quantifier, Unit

RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")

_UNITS = {Unit.PERSON: ("person", "people"), Unit.HOUSEHOLD: ("household", "households"),
          Unit.DWELLING: ("home", "homes")}  # fmt: skip
# Bounds in words where the text's own are not at hand (sums, other languages): {} is the number.
_BOUNDED = {
    Quantifier.APPROXIMATELY: "about {}",
    Quantifier.MORE_THAN: "more than {}",
    Quantifier.LESS_THAN: "up to {}",
    Quantifier.VAGUE: "at least {}",
}

# Counts in words that are nouns, so that what they count stands after them as in "hundreds of people".
_NOUNS = "dozens scores hundreds thousands millions"

@dataclass(frozen=True)
class Words:
    """The words of one locale. language: that of the catalogue; locale: Babel's, for numbers and dates."""

    language: str
    locale: str

    def __call__(self, text: str, **values: Any) -> str:
        """Return an interface text in the reader's language, its {slots} filled."""
        found = catalogue(self.language).one.get(text) or text
        return found.format(**values) if values else found

    @property
    def right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language in RIGHT_TO_LEFT

    # Numbers

    def number(self, value: float) -> str:
        """Write a number in full with the locale's separators; at most one decimal, and none where it is whole."""
        if missing(value):
            return "–"
        rounded = round(float(value), 1)
        pattern = "#,##0" if rounded == int(rounded) or abs(rounded) >= 100 else "#,##0.#"
        return _decimal(value, pattern, self.locale)

    def short(self, value: float) -> str:
        """Write a number short, for axes only: 200K, 1.2M; with two decimals where they are all of it, 1.25M."""
        digits = 2 if len(str(int(value)).rstrip("0")) == 3 else 1
        return str(format_compact_decimal(value, fraction_digits=digits, locale=self.locale))

    def unit(self, unit: str, value: float = 5) -> str:
        """Name what is counted, in the number that `value` asks for: several where not given, not the Arabic two."""
        one, many = _UNITS[Unit(unit)]
        return self._form(value, one, many)

    def unit_after(self, count: str, unit: str, value: float = 5) -> str:
        """Name what is counted as it stands after its count: "people", but "of people" after "hundreds".

        Args:
            count: as it is told. unit, value: as of `unit`.
        """
        named = self.unit(unit, value)
        noun = any(count.casefold().endswith(one) for one in self(_NOUNS).split())
        return self("of {unit}", unit=named) if noun else named

    def many(self, count: int, one: str, several: str) -> str:
        """Return a text for a count of things: `one` for one, `several` with its {n} for any other number.

        Other languages have forms of their own for some numbers: those of gettext, six in Arabic.
        """
        return self._form(count, one, several).format(n=self.number(count))

    def _form(self, count: float, one: str, several: str) -> str:
        found = catalogue(self.language)
        forms = found.several.get(one)
        if forms is None:
            return one if count == 1 else several
        return forms[found.form(int(count))]

    def tongue(self, code: str) -> str:
        """Name a language (ISO 639-1) to people: "French" for fr."""
        return str(Locale.parse(self.locale).languages.get(code, code))

    def stated(self, figure: Mapping[str, Any]) -> str:
        """Tell a figure's number as its text did: "more than 200,000", "18,000 to 25,000", "thousands".

        Args:
            figure: value, low, high, quantifier, quantifier_text; where known quote, and language: its own words
                are used, on their side of the number, where the reader's language is the text's.
        """
        quantifier = figure["quantifier"]
        foreign = plain(figure.get("language")) not in ("", self.language)
        if quantifier == Quantifier.VAGUE:
            own = "" if foreign else plain(figure.get("quote"))
            return own or self("at least {}").format(self.number(figure["value"]))
        if quantifier == Quantifier.RANGE:
            return self.bounded(figure["value"], figure["low"], figure["high"])
        number = self.number(figure["value"])
        if quantifier == Quantifier.EXACT:
            return number
        own = "" if foreign else plain(figure.get("quantifier_text")).lower()
        quote = " ".join(plain(figure.get("quote")).lower().split()) or own
        if own and quote.startswith(own):
            return f"{own} {number}"
        if own and quote.endswith(own):  # "5,000 or more", "200+"
            return f"{number}{' ' if quote.endswith(f' {own}') else ''}{own}"
        return self(_BOUNDED[Quantifier(quantifier)]).format(number)

    def bounded(self, value: float, low: float | None, high: float | None) -> str:
        """Tell a value of a series with its bounds; where one is open the other is said: "at least 212,000".

        The value of a sum may lie between its bounds: 18,000 to 25,000 and at least 5,000 are at least 23,000.
        """
        least, most = (None if missing(bound) else bound for bound in (low, high))
        if least is None:
            if most is None:
                return self("about {} (both bounds open)").format(self.number(value))
            return self("up to {}").format(self.number(most))
        if most is None:
            return self("at least {}").format(self.number(least))
        if least == most:
            return self.number(value)
        return self("{} to {}").format(self.number(least), self.number(most))

    # Sources

    def source(self, source: str) -> str:
        """Name a source to people: "Red Cross or Red Crescent society" for red-cross; what is a name stays."""
        return self(source_names()[source]) if source in source_names() else source

    def sources(self, told: str) -> str:
        """Name sources that are told together, by semicolons, as a series tells them."""
        return "; ".join(map(self.source, told.split("; ")))

    # Days

    def lasting(self, seconds: float) -> str:
        """Write how long something takes, in its largest unit: "12 seconds", "3 minutes"."""
        return str(format_timedelta(timedelta(seconds=max(1.0, seconds)), locale=self.locale))

    def day(self, when: Any) -> str:
        """Write a day in full: 9 March 2017."""
        found = day_of(when)
        return self("an unknown day") if found is None else _written(found, "long", self.locale)

    def month(self, when: Any) -> str:
        """Write a month: March 2017."""
        found = day_of(when)
        return self("an unknown month") if found is None else _written(found, "MMMM y", self.locale)

    def between(self, start: Any, end: Any) -> str:
        """Write a window of days, whole months and years by their names: "27 February – 9 March 2017", "March 2017"."""
        first, last = day_of(start), day_of(end)
        if first is None or last is None or first == last:
            return self.day(last or first)
        if _is_month_end(last) and first.day == 1:
            if (first.year, first.month) == (last.year, last.month):
                return self.month(first)
            if first.month == 1 and last.month == 12:
                return str(first.year) if first.year == last.year else f"{first.year} – {last.year}"
        if first.year != last.year:
            return f"{self.day(first)} – {self.day(last)}"
        told = self.day(last)
        if first.month == last.month and told.startswith(str(last.day)):
            return f"{first.day}–{told}"
        return f"{format_skeleton('MMMMd', first, locale=self.locale)} – {told}"

    def window(self, row: Mapping[str, Any]) -> str:
        """Tell when a figure, or a row of a series, holds: by its kind, at the precision known.

        Args:
            row: kind, period_start, period_end; where known period_rule and period_precision.
        """
        start, end = day_of(row["period_start"]), day_of(row["period_end"])
        precision = plain(row.get("period_precision"))
        if row["kind"] == Kind.STOCK:
            if end is None:
                return self("date not told")
            whole = self._named(end, precision)
            return self("in {time}", time=whole) if whole else self("on {day}", day=self.day(end))
        if row["kind"] == Kind.CUMULATIVE and start:
            since = self._since(start, precision)
            return self("{since}, {until}", since=since, until=self("by {day}", day=self.day(end))) if end else since
        if row["kind"] == Kind.CUMULATIVE:
            since = self("start of counting not told")
            return self("{since}, {until}", since=since, until=self.until(row)) if end else since
        if start is None:
            return self.until(row) if end else self("date not told")
        told = self.between(start, end)
        days = days_of(row)
        named = told in (self.month(start), str(start.year))
        if days is None or days <= 1 or named or precision in (Precision.MONTH, Precision.YEAR):
            return told
        return self("{window} ({days})", window=told, days=self.many(days, "1 day", "{n} days"))

    def until(self, row: Mapping[str, Any]) -> str:
        """Tell when a window without a start ends, at the precision known: "by 9 March 2017", "by the end of 2016"."""
        end = day_of(row["period_end"])
        named = self._named(end, plain(row.get("period_precision"))) if end else ""
        return self("by the end of {time}", time=named) if named else self("by {day}", day=self.day(end))

    def ending(self, row: Mapping[str, Any]) -> str:
        """Write the end of a figure's window at the precision known: "9 March 2017", "2016"."""
        end = day_of(row["period_end"])
        return (self._named(end, plain(row.get("period_precision"))) if end else "") or self.day(end)

    def _named(self, end: date, precision: str) -> str:
        # Where the month or year was not over at publication, its window ends before it does.
        if precision == Precision.YEAR and (end.month, end.day) == (12, 31):
            return str(end.year)
        return self.month(end) if precision == Precision.MONTH and _is_month_end(end) else ""

    def _since(self, start: date, precision: str) -> str:
        if precision == Precision.YEAR or (start.month, start.day) == (1, 1):
            return self("since {start}", start=str(start.year))
        if precision == Precision.MONTH or start.day == 1:
            return self("since {start}", start=self.month(start))
        return self("since {start}", start=self.day(start))

    def listed(self, items: list[str]) -> str:
        """Join names as a sentence does: "Mosul, Goma and Idlib"."""
        return str(format_list(items, locale=self.locale)) if items else ""


@lru_cache(maxsize=64)
def words(browser_locale: str | None = None) -> Words:
    """Return the words for a browser's locale ("fr-FR"); British order of dates for English that is not American.

    A locale that nobody knows, or a language without a catalogue, gives English words.
    """
    try:
        found = Locale.parse((browser_locale or "en-GB").replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        found = Locale.parse("en_GB")
    language = found.language if (CATALOGUES / f"{found.language}.po").is_file() else "en"
    if language == "en" and found.language != "en":
        found = Locale.parse("en_GB")
    if str(found) == "en":
        return Words("en", "en_GB")
    return Words(language, str(found))


@lru_cache(maxsize=20_000)
def _decimal(value: float, pattern: str, locale: str) -> str:
    return str(format_decimal(value, format=pattern, locale=locale))


@lru_cache(maxsize=20_000)
def _written(day: date, pattern: str, locale: str) -> str:
    # A chart asks for the same days in each of its marks, and Babel takes a third of a millisecond for one.
    return str(format_date(day, pattern, locale=locale))


def missing(value: Any) -> bool:
    """Tell whether a cell is empty: None, NaN, NaT or pandas' NA."""
    if value is None:
        return True
    if isinstance(value, float):
        return math.isnan(value)
    return type(value).__name__ in ("NaTType", "NAType")


def plain(value: Any) -> str:
    """Return a text cell, "" where it is empty."""
    return "" if missing(value) else str(value)


def day_of(when: Any) -> date | None:
    """Return a cell's day: from a date, a timestamp or an ISO text; None where it is empty."""
    if missing(when) or when == "":
        return None
    if isinstance(when, datetime):
        return when.date()
    return when if isinstance(when, date) else date.fromisoformat(str(when)[:10])


def days_of(row: Mapping[str, Any]) -> int | None:
    """Return how many days a flow's window has, None without a start; look-back windows leave their first day out."""
    start, end = day_of(row["period_start"]), day_of(row["period_end"])
    if start is None or end is None:
        return None
    first_counts = plain(row.get("period_rule")) != PeriodRule.LOOK_BACK
    return max((end - start).days + first_counts, 1)


def _is_month_end(day: date) -> bool:
    return day.month != date.fromordinal(day.toordinal() + 1).month
