"""Labels that count what happened and nobody: "Confinement EVENTS by department: Chocó 65"."""

from stats.assembly.view import View


def counts_events(view: View, first: int, last: int) -> bool:
    """Tell whether a label in tokens [first, last] is headed by events: "Mass displacement EVENTS", "EVENTS by month".

    Where people stand before them ("People hit by events: 40"), these are counted.
    """
    events = view.reading.lexicon.words("event_nouns")
    if events.isdisjoint(view.words[first : last + 1]):
        return False
    k = next(k for k in range(first, last + 1) if view.words[k] in events)
    if any(j in view.starting("units") for j in range(first, k)):
        return False
    if k == last:
        return True
    after = view.words[k + 1]
    return not after[0].isalnum() or after in view.reading.lexicon.words("divided_by")
