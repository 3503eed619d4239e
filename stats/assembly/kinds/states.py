"""Whether those counted are somewhere or in some state, or what happened to them is told, by the words around them."""

from stats.assembly.draft import Draft
from stats.assembly.kinds.defaults import AUXILIARIES, MOVES
from stats.assembly.kinds.namings import was_done_to
from stats.assembly.when.timeframe import frame_of, named_in
from stats.readers.reading import Reading, Sentence
from stats.vocabulary import LODGED, Kind, Term

CAME = frozenset({Term.FLED, Term.DISPLACED, Term.RETURNED})
"""Terms of people who have come from elsewhere."""
_ARE_SO = frozenset({Term.DISPLACED, Term.REFUGEE, Term.IN_NEED, Term.SHELTERED, Term.IN_CAMP})
_LARGE = 100_000  # a count of so many displaced people stands for a country or region
_HUGE = 1_000_000  # whatever event its text is of
_LASTING = frozenset(("fighting", "crisis"))  # kinds of event that go on for years


def is_present(reading: Reading, draft: Draft) -> bool:
    """Tell whether a line stands under a heading that tells how it is now: "WHERE THEY LIVE NOW"."""
    moved = draft.term in MOVES or draft.term in CAME
    return moved and draft.sentence.index in frame_of(reading).present


def is_brought(reading: Reading, draft: Draft, after: int = 0) -> bool:
    """Tell whether a number is the total that something brings it to: "BRINGS THE TOTAL in the camps TO 26,000".

    after: the token behind which the words that say so must stand.
    """
    cues = reading.cues(draft.sentence).all("kinds")
    return any(c.phrase.role == "bringing" and after <= c.first and c.last < draft.quantity.first for c in cues)


def is_called_running(reading: Reading, sentence: Sentence, number: int, first: int = 0) -> bool:
    """Tell whether the noun that heads a number is called a running count: "the CUMULATIVE NUMBER of displaced is 900".

    number: the first token of the number; first: the token before which no such noun is its own.
    """
    told = (c for c in reading.cues(sentence).all("kinds") if c.phrase.role == "counted" and first <= c.first < number)
    last = max((c.last for c in told), default=None)
    return last is not None and not any(last < q.first < number for q in reading.numbers_in(sentence))


def is_ever(reading: Reading, draft: Draft) -> bool:
    """Tell whether a line counts all who were displaced, as one below counts those who still are.

    "TOTAL DISPLACED: 34,000", "CURRENTLY displaced: 12,000".
    """
    if draft.term is not Term.DISPLACED or draft.sentence.shape == "prose":
        return False
    total = reading.lexicon.asked("totals_ever")
    first, last = draft.quantity.first - _BESIDE, draft.quantity.last + _BESIDE
    here = range(max(draft.sentence.first, first), min(draft.sentence.last, last))
    if all(total.last(reading.words, k, draft.sentence.last) is None for k in here):
        return False
    below = reading.sentences[draft.sentence.index + 1 : draft.sentence.index + 1 + _BELOW]
    return any(c.phrase.role == "left" for s in below for c in reading.cues(s).all("kinds"))


_BESIDE = 6  # tokens from a number to "total displaced"
_BELOW = 4  # lines below a total that may tell how many still are


def has_reached(reading: Reading, draft: Draft) -> bool:
    """Tell whether a number is how many are displaced: "the number of displaced people HAS REACHED 15,800"."""
    if draft.term is not Term.DISPLACED or draft.governor is None or draft.governor.phrase.role != "nouns":
        return False
    number, told = reading.lexicon.asked("totals", "number"), draft.governor.first
    opening = range(max(draft.sentence.first, told - _NUMBER_OF), told)
    if all(number.last(reading.words, k, told) is None for k in opening):
        return False
    cues, first = reading.cues(draft.sentence).all("kinds"), draft.quantity.first
    if not reading.lexicon.words("left_from").isdisjoint(reading.words[told:first]):
        return False  # those from a town are counted as they leave it
    return any(c.phrase.role == "reaching" and first - _REACHED <= c.last < first for c in cues)


_NUMBER_OF = 6  # tokens from "the number of" to what is counted
_REACHED = 2  # tokens from "reached" to its number, with a quotation mark between


def will_be(reading: Reading, draft: Draft) -> bool:
    """Tell whether a forecast is of a state: "616,000 people WILL NEED food", "the DISPLACED could reach 900"."""
    governor = draft.governor
    if governor is not None and draft.how == "link" and draft.term in _ARE_SO and governor.phrase.role == "nouns":
        return True  # "THE NUMBER OF displaced people could reach 500,000"
    wants = reading.lexicon.words("wants")
    return draft.term is Term.IN_NEED and governor is not None and reading.words[governor.first] in wants


def was_done(reading: Reading, draft: Draft) -> bool:
    """Tell whether a table's column tells what was done to people, and not who is somewhere: "People displaced"."""
    return draft.governor is not None and draft.term not in LODGED and was_done_to(reading, draft.governor)


def is_standing(reading: Reading, draft: Draft) -> bool:
    """Tell whether a large count of displaced people has no event behind it (GUIDE 13).

    "Over 2 million people have been displaced in North Kivu", in a text that dates none of its own news.
    """
    if draft.term is not Term.DISPLACED or draft.value < _LARGE or draft.governor is None or draft.increment:
        return False
    frame, first, last = frame_of(reading), draft.governor.first, draft.governor.last
    dated = frame.news or frame.since is not None
    if draft.sentence.shape != "prose" or (dated and draft.value < _HUGE):
        return False
    if draft.quantity.base is not None and draft.quantity.base.value < _HUGE:
        return False  # "over 100,000 of the city's 347,000 inhabitants"
    named = named_in(reading, draft.sentence) | named_in(reading, reading.sentences[0])
    town = not reading.lexicon.words("left_from").isdisjoint(reading.words[last + 1 : last + 2])
    if named - _LASTING or (draft.value < _HUGE and town):
        return False  # a storm's or a town's
    auxiliaries = reading.words[first - AUXILIARIES : first]
    if draft.how == "before":  # "the fighting HAS DISPLACED 126,000 people" is what it did, "HAD" what was so before
        return any(word in reading.lexicon.asked("perfect", "past").by_last for word in auxiliaries)
    return not reading.lexicon.words("perfect").isdisjoint(auxiliaries)


def _is_led_by_remaining(reading: Reading, draft: Draft) -> bool:
    """Tell whether a verb of remaining stands right before a number: "REMAINED 900 of them there", verb first."""
    if not reading.lexicon.grammar.get("verb_first"):
        return False
    lasting = (c for c in reading.cues(draft.sentence).all("kinds") if c.phrase.role == "lasting")
    return any(0 < draft.quantity.first - c.last <= _LED for c in lasting)


_LED = 2  # tokens from a verb of remaining to its number


def remains(reading: Reading, draft: Draft) -> bool:
    """Tell whether a part has a verb of its own that says how it is now: "800 of these ARE LIVING in tents"."""
    if draft.said is Kind.STOCK and not draft.how and _is_led_by_remaining(reading, draft):
        return True
    if draft.said is not Kind.STOCK or draft.how not in ("after", "noun"):
        return False
    told = [c for c in reading.cues(draft.sentence).all("kinds") if c.phrase.key == Kind.STOCK]
    if draft.term in _HELD:  # "300 were hurt, nine of whom are STILL IN HOSPITAL"
        states = [c.first for c in told if c.phrase.role in ("lasting", "events") and c.first > draft.quantity.last]
        verbs = reading.words[draft.quantity.last + 1 : min(states) + 1] if states else []
        return not reading.lexicon.words("passive").isdisjoint(verbs)
    lasts = any(c.phrase.role == "lasting" for c in told)
    if draft.term not in MOVES:
        return False
    if draft.parent is None or draft.parent.sentence is draft.sentence or draft.how == "noun":
        return True
    role = draft.governor.phrase.role if draft.governor is not None else ""
    return role != "done" or lasts


_HELD = frozenset({Term.INJURED, Term.DETAINED})
