"""Places told in the fields of a form: "Location: Alder", whether or not anybody knows the name."""

from stats.readers.reading import Reading, Sentence
from stats.readers.where.placemention import PlaceMention

_LONGEST = 6  # tokens of a name
_LINES = frozenset(("head", "item", "row"))


def field_place(reading: Reading, line: Sentence, country: str | None) -> PlaceMention | None:
    """Return the name that a form's field for a place holds, None where it holds none.

    country: the one that the text is about.
    """
    if line.shape not in _LINES:
        return None
    first = line.first + (not reading.words[line.first][0].isalnum())
    label = reading.lexicon.asked("place_fields").last(reading.words, first, line.last)
    if label is None or label + 1 >= line.last or not reading.heads[label + 1].isupper():
        return None
    last = label
    for k in range(label + 1, min(line.last, label + 1 + _LONGEST)):
        small = reading.words[k] in reading.lexicon.words("numeral_of") or reading.words[k] in ("-", "'")
        if not (small or (reading.words[k].isalpha() and reading.heads[k].isupper())):
            break
        last = k
    ends = last + 1 == line.last or not reading.words[last + 1][0].isalnum()
    if last == label or not ends or not reading.words[last].isalpha():
        return None
    whence = reading.lexicon.asked("place_fields", "origin").last(reading.words, first, line.last) is not None
    start, end, role = reading.starts[label + 1], reading.ends[last], "origin" if whence else "present"
    return PlaceMention(start, end, label + 1, last, None, country, role=role)
