"""Names of places inside longer names: of an armed group ("the Kachin Independence Army"), or of a person."""

from collections.abc import Sequence

from stats.gazetteer import PlaceMark
from stats.readers.reading import Reading
from stats.readers.wordsets import WordSets, word_sets

_LONGEST = 6  # words of a group's name behind the place in it: "Bangsamoro ISLAMIC FREEDOM FIGHTERS"
_GIVEN = 4  # words of a function and of given names before a surname


def with_groups(reading: Reading, marks: Sequence[PlaceMark]) -> list[PlaceMark]:
    """Return the marks of a text without those that are surnames; those inside the names of groups are marked so.

    A group that bears a place's name is itself at the place told with "in": "the Arakan Army IN PALETWA".
    """
    words, found = word_sets(reading.lexicon, "places"), list[PlaceMark]()
    group: int | None = None  # the last token of the group's name told right before
    for mark in marks:
        first, last = reading.token_at(mark.start), reading.token_at(mark.end - 1)
        if _is_surname(reading, first, words) or _is_opposed(reading, first, words):
            continue
        at = group is not None and first == group + 2 and reading.words[first - 1] in words["within"]
        if mark.in_name and at:
            mark = mark._replace(in_name=False)
        end = _group_end(reading, last, words) if not mark.adjective else None
        if end is not None:
            mark = mark._replace(in_name=True)
        group = end
        found.append(mark)
    return found


def _group_end(reading: Reading, last: int, words: WordSets) -> int | None:
    """Return the last token of a group's name that goes on behind a place; None where it does not, or in a headline."""
    end = None
    for k in range(last + 1, min(last + 1 + _LONGEST, len(reading.words))):
        if not reading.heads[k].isupper() or not reading.words[k].isalpha():
            break
        end = k
    if end is None or reading.words[end] not in words["group_heads"]:
        return None
    return end if reading.sentence_at(reading.starts[last]).shape == "prose" else None


def _is_surname(reading: Reading, first: int, words: WordSets) -> bool:
    """Tell whether a name ends that of a person: a function, a given name that no word is, and it."""
    titles, k = word_sets(reading.lexicon, "speakers")["titles"], first - 1
    if k < 1 or not reading.heads[k].isupper() or reading.lexicon.knows(reading.words[k]):
        return False
    while k > first - _GIVEN and k > 0 and reading.heads[k].isupper() and reading.words[k] not in titles:
        k -= 1
    if reading.words[k] in words["office_links"]:  # "the Minister FOR Information Zaman Kaira"
        k -= 1
    return k >= 0 and reading.words[k] in titles


def _is_opposed(reading: Reading, first: int, words: WordSets) -> bool:
    """Tell whether a name only tells whom a group is against or with: "ANTI-Balaka groups"."""
    k = first - 2
    return k >= 0 and reading.words[k + 1] == "-" and reading.words[k] in words["sides_with"]
