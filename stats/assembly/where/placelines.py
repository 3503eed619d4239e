"""Lines of a list by places: "Alder: 12 dead", "Birch – 9 dead, 4 hurt"; the line below them may be of neither."""

from collections.abc import Mapping, Sequence

from stats.assembly.counted.lines import LINES
from stats.readers.reading import Reading, Sentence
from stats.readers.where.placemention import PlaceMention

_NEAR = 3  # lines around one of a list, of which another must open with a place too
_SETS_OFF = frozenset((":", "-", "–", "—", "=", "("))
_NAME = 7  # tokens of a name and the sign behind it


def is_place_line(reading: Reading, here: Mapping[int, Sequence[PlaceMention | None]], index: int) -> bool:
    """Tell whether a line is one of a list by places: it opens with its own, as another line near it does.

    here: the places that the counts so far were bound to, by sentence.
    """
    beside = (k for k in range(index - _NEAR, index + 1 + _NEAR) if 0 <= k < len(reading.sentences))
    own = _opening(reading, here, index)
    return own is not None and any((other := _opening(reading, here, k)) is not None and other != own for k in beside)


def _opening(reading: Reading, here: Mapping[int, Sequence[PlaceMention | None]], index: int) -> str | None:
    """Return the place that opens a line, set off from its counts, all of which are there; None where none does."""
    line, told = reading.sentences[index], here.get(index)
    if not told or line.shape not in LINES or len({m.start if m else -1 for m in told}) != 1 or told[0] is None:
        return None
    place = told[0]
    return reading.folded[place.start : place.end] if _opens(reading, line, place) else None


def _opens(reading: Reading, line: Sentence, place: PlaceMention) -> bool:
    first = line.first + (not reading.words[line.first][0].isalnum())
    after = reading.words[place.last + 1] if place.last + 1 < line.last else ""
    return place.first == first and (after in _SETS_OFF or after[:1].isdigit())


def opens_list(reading: Reading, line: Sentence, place: PlaceMention) -> bool:
    """Tell whether a line at the top is no title but the first of a list by places: the next one is like it."""
    below = reading.sentences[line.index + 1 : line.index + 2]
    if not below or line.shape not in LINES or not _opens(reading, line, place) or not _counts_behind(reading, line):
        return False
    return below[0].shape == line.shape and _counts_behind(reading, below[0])


def _counts_behind(reading: Reading, line: Sentence) -> bool:
    """Tell whether a line is a name, a sign and a number, or ends on the number: "Birch – 9 dead", "Birch 9"."""
    behind = (q for q in reading.numbers_in(line) if line.first < q.first <= line.first + _NAME)
    return reading.heads[line.first].isupper() and any(
        reading.words[q.first - 1] in _SETS_OFF or q.last + 1 >= line.last for q in behind
    )
