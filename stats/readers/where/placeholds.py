"""Verbs that tell of a place whom it holds: "Labanga HOUSES 300", "That town TOOK IN another 40"."""

from stats.readers.reading import Reading

_BESIDE = 2  # tokens between such a verb and its count: "holds SOME 300", "took in ANOTHER 40"
_MANY = 100  # people, whom no person takes in
_TABLES = ("place_holds", "place_has")


def holds(reading: Reading, last: int, token: int) -> bool:
    """Tell whether a place that ends at a token is told to hold the count that starts at another."""
    if not 1 < token - last <= _LONGEST:
        return False
    for table in _TABLES:
        end = reading.lexicon.asked(table).last(reading.words, last + 1, token)
        if end is not None and token - end - 1 <= _BESIDE and _is_small(reading, end + 1, token):
            return True
    return False


def surely_holds(reading: Reading, last: int, stop: int) -> bool:
    """Tell whether what follows a name is what only a place does, before a count: "Labanga IS HOME TO 300"."""
    end = reading.lexicon.asked("place_holds", "sure").last(reading.words, last + 1, stop)
    least = 0
    if end is None:  # "Labanga HOSTS 300 families", but "Ana Brito hosts 12 people in her house"
        end, least = reading.lexicon.asked("place_holds", "many").last(reading.words, last + 1, stop), _MANY
    if end is None:
        return False
    start, after = reading.starts[end], reading.starts[min(end + 1 + _BESIDE, stop - 1)]
    return any(q.first > end and q.value >= least for q in reading.within(reading.quantities, start, after + 1))


def _is_small(reading: Reading, first: int, stop: int) -> bool:
    """Tell whether only small words stand in [first, stop): "ANOTHER 40", but no verb: "has DRIVEN OUT 40"."""
    small = reading.lexicon.words("fillers", "another", "articles")
    return all(word in small for word in reading.words[first:stop])


_LONGEST = 8  # tokens from a place to the count that it holds
