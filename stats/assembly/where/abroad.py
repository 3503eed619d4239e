"""Lists of other countries, to which people have come from the one that a text is on: "Sudan", then "Chad 492,400"."""

from stats.assembly.counted.lines import holds_counts
from stats.assembly.draft import Draft
from stats.readers.reading import Reading, Sentence
from stats.readers.where.placemention import PlaceMention
from stats.vocabulary import Term

_TITLES = 2  # lines at the top that name what a text is on
_LINES = frozenset(("head", "item", "row"))
_TOLD = frozenset({Term.DISPLACED, Term.FLED, Term.REFUGEE})
_THERE = frozenset(("present", "destination"))


def is_counted_abroad(reading: Reading, draft: Draft) -> bool:
    """Tell whether a line counts who came to another country than that of the title: "Arrivals in Chad: 492,400".

    The name alone tells that where the lines beside it name countries too: "Niger: 300" may be of Nigeria's state.
    """
    if draft.term not in _TOLD or draft.sentence.shape not in _LINES or draft.unit is None:
        return False
    label = _country(reading, draft.sentence, draft.quantity.start)
    home = _title_countries(reading)
    if label is None or not home or label.country in home or _stays_inside(reading, draft):
        return False
    return label.role in _THERE or _is_among_countries(reading, draft.sentence)


def _stays_inside(reading: Reading, draft: Draft) -> bool:
    """Tell whether those counted are said to be in their own country: "IDPs in Mali"."""
    governor = draft.governor
    inside = reading.lexicon.words("stay_inside")
    return governor is not None and not inside.isdisjoint(governor.phrase.words)


def _country(reading: Reading, line: Sentence, stop: int) -> PlaceMention | None:
    """Return the country that a line names before its number, as the only place there; None where it names none."""
    told = [p for p in reading.within(reading.places, line.start, stop) if not p.adjective]
    only = told[0] if len(told) == 1 else None
    return only if only is not None and only.place is not None and only.place.level == "country" else None


def _title_countries(reading: Reading) -> set[str]:
    """Return the countries of the places that the title names; none where it is a sentence, or counts somebody."""
    known: set[str] | None = reading.memo.get("countries of the title")
    if known is None:
        known = reading.memo["countries of the title"] = set()
        for line in reading.sentences[:_TITLES]:
            if line.shape not in _LINES or holds_counts(reading, line):
                break
            places = reading.within(reading.places, line.start, line.end)
            known |= {p.country for p in places if p.country}
    return known


def _is_among_countries(reading: Reading, line: Sentence) -> bool:
    """Tell whether the lines right above and below one are of countries, or of no place, and one of them is."""
    beside = []
    for index in (line.index - 1, line.index + 1):
        other = reading.sentences[index] if 0 <= index < len(reading.sentences) else None
        if other is None or other.shape != line.shape or not reading.numbers_in(other):
            continue
        if reading.within(reading.places, other.start, other.end):
            beside.append(_country(reading, other, other.end) is not None)
    return bool(beside) and all(beside)
