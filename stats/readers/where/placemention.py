"""One phrase of a text that names a place."""

from dataclasses import dataclass

from stats.gazetteer import Place


@dataclass(slots=True)
class PlaceMention:
    """A phrase that names a place, or several in a list: code points [start, end), tokens [first, last].

    place: the first of its places as the gazetteer knows it, None for an unknown name. country: ISO alpha-3, None where
    unknown or several. role: what the words before it make of it: origin, left (where something drove people off:
    "fled fighting in X"), destination, present, beside (it tells where another lies), parties (not where anything
    happened) or "". outer: it only tells what larger place the one before it
    lies in. adjective: a nationality ("Syrian"), no place. office: part of the name of an organisation. many: a list of
    places. dateline: where the report was written. seat: of a dateline, the town where the body sits that wrote it.
    bare: "the country", which names no place. pointer: "the village".
    feature: a river, a dam, a road, by which people live.
    antecedent: code points of the name that a pointer points back to, where one was given.
    titled: its words, of one that only the document's title names, which stands apart from the text.
    """

    start: int
    end: int
    first: int
    last: int
    place: Place | None
    country: str | None
    role: str = ""
    outer: bool = False
    adjective: bool = False
    office: bool = False
    many: bool = False
    dateline: bool = False
    seat: bool = False
    bare: bool = False
    pointer: bool = False
    feature: bool = False
    antecedent: tuple[int, int] | None = None
    titled: str = ""
