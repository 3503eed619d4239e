"""Where a clause ends, between a number and a word that might tell its kind, and another one begins."""

from bisect import bisect_right

from stats.assembly.view import View


def turns_on(view: View, first: int, stop: int) -> bool:
    """Tell whether a clause ends among some tokens and another is joined to it: ", AND studies found"."""
    joints = (k for k in range(first, stop) if view.has("conjunctions", k))
    return any(view.words[k - 1] == "," or _opens_rest(view, k + 1) for k in joints)


def _opens_rest(view: View, token: int) -> bool:
    """Tell whether those left are the subject of a clause, without a number: "and THE REST remain in shelters"."""
    last = view.last_of("rests", token)
    return last is not None and not "".join(view.words[last + 1 : last + 2])[:1].isdigit()


def is_of_time(view: View, first: int, stop: int) -> bool:
    """Tell whether all that turns away among some tokens only opens a date: "the cumulative caseload SINCE 4 April"."""
    turns = [k for k in range(first, stop) if view.has("subordinators", k)]
    return all(_opening_at(view, k) == "since" for k in turns)


def _opening_at(view: View, token: int) -> str:
    """Return the key of the time expression that opens with a token, "" where none does."""
    periods, start = view.reading.periods, view.reading.starts[token]
    k = bisect_right(periods, start - 1, key=lambda m: m.start)
    return periods[k].key if k < len(periods) and periods[k].first == token else ""
