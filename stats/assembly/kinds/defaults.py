"""What a count is by its term and the word that told it, where nothing else speaks: flow or stock (GUIDE, Kind)."""

from stats.assembly.draft import Draft
from stats.assembly.kinds.besidelosses import is_beside_losses
from stats.assembly.kinds.namings import is_numbered, is_of_event, was_done_to, were_left
from stats.assembly.kinds.records import is_called_so
from stats.assembly.when.tenses import is_now
from stats.readers.reading import Cue, Reading
from stats.readers.timewords import time_words
from stats.vocabulary import LODGED, Kind, Term

# What a term is when nothing else speaks: by the role of the word that told it, "" for all other roles.
_DEFAULTS: dict[Term, dict[str, Kind]] = {
    Term.DISPLACED: {"nouns": Kind.STOCK, "hosts": Kind.STOCK, "": Kind.FLOW},
    Term.RETURNED: {"nouns": Kind.STOCK, "": Kind.FLOW},
    Term.EVACUATED: {"nouns": Kind.STOCK, "hosts": Kind.STOCK, "": Kind.FLOW},
    Term.REFUGEE: {"does": Kind.FLOW, "states": Kind.FLOW, "deeds": Kind.FLOW, "": Kind.STOCK},
    Term.SHELTERED: {"done": Kind.FLOW, "did": Kind.FLOW, "acts": Kind.FLOW, "": Kind.STOCK},
    Term.IN_CAMP: {"did": Kind.FLOW, "": Kind.STOCK},
    Term.AFFECTED: {"states": Kind.STOCK, "": Kind.FLOW},
    Term.STRANDED: {"acts": Kind.FLOW, "": Kind.STOCK},
    Term.IN_NEED: {"done": Kind.FLOW, "did": Kind.FLOW, "acts": Kind.FLOW, "": Kind.STOCK},
    Term.MISSING: {"": Kind.FLOW},
    Term.DETAINED: {"nouns": Kind.STOCK, "states": Kind.STOCK, "acts": Kind.FLOW, "": Kind.FLOW},
    Term.ARMED: {"": Kind.STOCK},
    Term.POPULATION: {"": Kind.STOCK},
    Term.OTHER: {"nouns": Kind.STOCK, "states": Kind.STOCK, "": Kind.FLOW},
}
MOVES = frozenset(
    {Term.EVACUATED, Term.DISPLACED, Term.REFUGEE, Term.STRANDED, Term.SHELTERED, Term.HOMELESS, Term.RETURNED}
)
_STATES = frozenset({Term.STRANDED, Term.DETAINED, Term.HOMELESS})
AUXILIARIES = 3  # tokens before a participle: "have now been displaced"
_GONE = frozenset({Term.FLED, Term.DISPLACED, Term.REFUGEE, Term.RETURNED})
_CALLED = frozenset({Term.EVACUATED, Term.REFUGEE, Term.DISPLACED, Term.RETURNED})
_HEADS = frozenset(("nouns", "states", "words"))
_LABEL_SIGNS = ":–—-"  # between a line's label and its number
_NUMBERED = frozenset({Term.DISPLACED, Term.REFUGEE, Term.DETAINED, Term.IN_NEED})
_BROUGHT = frozenset({Term.EVACUATED, Term.RETURNED})  # who is called so in prose has been brought there, or come
_GIFT = 4  # tokens from "has put up" to "shelters for"
_GOING = 7  # tokens from "refugees" to their verb: "had been registered as arriving"


def default_kind(reading: Reading, draft: Draft) -> Kind:
    """Return what a draft is by its term and the word that told it, where nothing else speaks."""
    role = draft.governor.phrase.role if draft.governor else ""
    if draft.term is None:
        return Kind.FLOW
    if draft.governor and (draft.governor.phrase.table in ("gives", "gets") or _goes(draft.governor)):
        return Kind.FLOW
    if were_left(reading, draft):
        return Kind.FLOW
    if is_called_so(reading, draft) or (draft.term in _NUMBERED and is_numbered(reading, draft)):
        return Kind.STOCK
    if draft.term in LODGED and (_were_taken(reading, draft) or _go_there(reading, draft)):
        return Kind.FLOW
    held = draft.governor is not None and draft.governor.phrase.words[-1] in reading.lexicon.words("site_verbs")
    if held and draft.term in LODGED and draft.how == "before":
        return Kind.STOCK  # "the shelter HELD 300"
    if _moved_on(reading, draft):
        return Kind.FLOW
    counted = draft.how != "link" or draft.term is Term.DETAINED
    if draft.governor and counted and is_of_event(reading, draft.governor):
        return Kind.FLOW  # "66 ABDUCTIONS were registered", "ARRESTS: 66"
    if draft.term is Term.REFUGEE and role == "states" and draft.governor and draft.governor.phrase.key in LODGED:
        return Kind.STOCK  # "240,000 Burundians IN CAMPS across the border"
    if draft.term in LODGED and draft.how in ("link", "table") and role != "did":
        return Kind.STOCK  # "the number of those lodged in 12 halls was 800"
    if draft.term in (Term.MISSING, Term.HOMELESS) and role in _HEADS and draft.how == "link":
        # "are missing" tells what befell them (GUIDE, Kind), "the number of missing is 40" how many still are
        told, number = _told(draft), draft.quantity.first
        signs = ":" if draft.sentence.shape == "prose" else _LABEL_SIGNS
        labelled = any(word in signs for word in reading.words[told:number]) or told + 1 == number
        return Kind.FLOW if labelled else Kind.STOCK
    if draft.term is Term.HOMELESS and role == "stays":
        return Kind.STOCK  # "2,000 families ARE out of doors"
    if draft.term is Term.HOMELESS and role == "nouns" and draft.governor and draft.noun:
        within = draft.noun[0] == draft.governor.first < max(draft.noun[1], draft.governor.last)
        return Kind.STOCK if within else Kind.FLOW  # "27,100 homeless people", but "left 27,100 people homeless"
    if draft.term in LODGED and (_was_lodged(reading, draft) or _seeks(reading, draft)):
        return Kind.FLOW
    if draft.term in LODGED and role == "done" and _is_lodged(reading, draft):
        return Kind.STOCK
    if draft.term is Term.DISPLACED and role == "done" and _is_put_up(reading, draft):
        return Kind.STOCK  # "6,029 people temporarily displaced in 30 evacuation facilities"
    told_last = draft.governor and draft.noun and draft.noun[0] < draft.governor.first == draft.noun[1]
    if told_last and draft.term in (Term.DISPLACED, Term.EVACUATED):
        return Kind.FLOW  # told after the noun: "69 people killed and 6,700 OTHERS DISPLACED"
    if (
        draft.governor
        and draft.noun
        and draft.noun[0] <= draft.governor.first <= draft.noun[1]
        and draft.term in MOVES
        and (role == "done")
    ):
        return Kind.STOCK  # told by an adjective: "16,000 evacuated people in 151 centres"
    if (
        role in ("acts", "done")
        and draft.term in _STATES
        and draft.governor
        and draft.governor.last < draft.quantity.first
        and not (draft.term is Term.STRANDED and draft.how == "link")  # "the number of people TRAPPED is 640"
    ):
        return Kind.FLOW  # somebody did it to them: "floods have cut off 8,000 people"
    if draft.term is Term.DISPLACED and draft.how == "table" and _heads_deeds(reading, draft):
        return Kind.FLOW
    if draft.term is Term.DISPLACED and draft.how == "link" and _labels_deed(reading, draft):
        return Kind.FLOW
    if draft.term is Term.DISPLACED and role == "nouns" and draft.how == "noun" and is_beside_losses(reading, draft):
        return Kind.FLOW  # "8 dead, 90 homes burnt, 2,700 displaced"
    brought = draft.term in _BROUGHT and role == "nouns" and draft.sentence.shape == "prose"
    if brought and not _is_housed(reading, draft):
        return Kind.FLOW  # "the media speak of 2,037 EVACUEES"
    named = draft.governor.phrase.words[-1] if draft.governor else ""
    if draft.term is Term.OTHER and named in reading.lexicon.words("casualties"):
        return Kind.FLOW
    if draft.term is Term.OTHER and draft.governor is None and _are_at_work(reading, draft):
        return Kind.STOCK
    table = _DEFAULTS.get(draft.term, {})
    return table.get(role) or table.get("") or Kind.FLOW


def _are_at_work(reading: Reading, draft: Draft) -> bool:
    """Tell whether those counted are called by their work in an emergency: "on the scene are 300 RESCUERS"."""
    return draft.noun is not None and reading.words[draft.noun[1]] in reading.lexicon.words("responders")


def _heads_deeds(reading: Reading, draft: Draft) -> bool:
    """Tell whether a column tells what was done to people, "PERSONS DISPLACED", and no other tells how they are."""
    governor = draft.governor
    if governor is None or not was_done_to(reading, governor):
        return False
    head = reading.sentence_at(governor.start)
    sites = (reading.lexicon.asked("held_columns"), reading.lexicon.asked("centres"))
    inside = range(head.first, head.last)
    if any(table.last(reading.words, k, head.last) is not None for table in sites for k in inside):
        return False
    held = (c for c in reading.cues(head).all("terms") if c.phrase.role != "hosts")  # "HOUSES destroyed" hold nobody
    return all(c.phrase.key not in _STANDING for c in held)


def _labels_deed(reading: Reading, draft: Draft) -> bool:
    """Tell whether a line's label ends in what was done to those it names: "Families DISPLACED: 3,656"."""
    governor, k = draft.governor, draft.quantity.first - 2
    ends = governor is not None and governor.last == k and not reading.words[k + 1].isalnum()
    return ends and governor is not None and draft.sentence.shape != "prose" and was_done_to(reading, governor)


_STANDING = LODGED | {Term.IN_NEED, Term.POPULATION}


def _is_housed(reading: Reading, draft: Draft) -> bool:
    """Tell whether those who were brought are the text's, or told with shelters: "14,500 evacuees in 63 CENTRES"."""
    lexicon, sentence, words = reading.lexicon, draft.sentence, reading.words
    first = draft.quantity.first
    if draft.how == "link" or words[first - 1] in time_words(lexicon).listed["definite"]:
        return True
    if lexicon.asked("those_left").first(words, first - 1, sentence.first) is not None:
        return True
    if reading.cues(sentence).all("hosts") or is_now(reading, draft):
        return True
    first = max(sentence.first, draft.quantity.first - _HOUSED)
    stop = min(sentence.last, draft.quantity.last + _HOUSED)
    stop = next((k for k in range(draft.quantity.last + 1, stop) if words[k] in _BREAKS), stop)
    sites = (lexicon.asked("shelter_words"), lexicon.asked("centres"), lexicon.asked("remaining"))
    return any(table.last(words, k, stop) is not None for table in sites for k in range(first, stop))


def _is_put_up(reading: Reading, draft: Draft) -> bool:
    """Tell whether people of whom a bare participle tells are where it says: "6,029 displaced IN 30 CENTRES"."""
    lexicon, words, governor = reading.lexicon, reading.words, draft.governor
    if governor is None or draft.how != "after" or governor.last + 2 >= draft.sentence.last:
        return False
    if any(words[k] in lexicon.words("auxiliaries") for k in range(draft.quantity.last + 1, governor.first)):
        return False  # "900 WERE displaced in camps", by what happened there
    if lexicon.asked("inside").last(words, governor.last + 1, draft.sentence.last) is None:
        return False
    stop = min(draft.sentence.last, governor.last + _PUT_UP)
    sites = [lexicon.asked(name) for name in ("shelter_words", "centres", "camp_words", "site_words")]
    return any(table.last(words, k, stop) is not None for table in sites for k in range(governor.last + 2, stop))


_PUT_UP = 6  # tokens from "displaced" to the end of "in 30 evacuation facilities"
_BREAKS = frozenset((",", ";", ":"))
_HOUSED = 20  # tokens between those who were brought and the word for where they are


def _told(draft: Draft) -> int:
    """Return the token of the word that told a draft's term, that of its number where none did."""
    return draft.governor.first if draft.governor is not None else draft.quantity.first


def _seeks(reading: Reading, draft: Draft) -> bool:
    """Tell whether a headline tells where people have gone: "34,000 TAKE REFUGE in bases"."""
    governor = draft.governor
    if governor is None or draft.sentence.shape != "head" or draft.how != "after":
        return False
    return governor.phrase.words[0] in reading.lexicon.words("seeks")


def _was_lodged(reading: Reading, draft: Draft) -> bool:
    """Tell whether a verb says how people came to be lodged: "HAVE BEEN given shelter", "set up TO HOUSE 500"."""
    governor, lexicon = draft.governor, reading.lexicon
    if governor is None or governor.first <= draft.sentence.first:
        return False
    first = governor.first
    if draft.how == "before":
        offered = governor.phrase.words[-1] in lexicon.words("recipients")
        gives = reading.cues(draft.sentence).all("gives") if offered else ()
        given = any(first - _GIFT <= c.last < first for c in gives)  # "PROVIDED emergency shelters for 27"
        return given or reading.words[first - 1] in lexicon.words("infinitives")
    perfect = lexicon.asked("perfect").by_last
    ahead = reading.words[max(draft.sentence.first, first - AUXILIARIES) : first]
    going_on = reading.words[first].endswith(tuple(lexicon.grammar.get("participle_endings", ())))
    done = reading.words[first - 1] in lexicon.words("passive") and not going_on  # no "have been LIVING in tents"
    return draft.how == "after" and done and any(word in perfect for word in ahead)


def _is_lodged(reading: Reading, draft: Draft) -> bool:
    """Tell whether a verb says where people are now: "300 victims ARE put up at a school", "are, he said, taken in"."""
    governor, lexicon = draft.governor, reading.lexicon
    if governor is None or draft.how != "after" or draft.sentence.shape != "prose":
        return False
    ahead = reading.words[max(draft.quantity.last + 1, governor.first - AUXILIARIES) : governor.first]
    now = lexicon.asked("tenses", "now").by_last
    past = lexicon.words("perfect", "was_done")
    be = lexicon.words("passive")
    return any(w in now and w in be for w in ahead) and past.isdisjoint(ahead)


def _moved_on(reading: Reading, draft: Draft) -> bool:
    """Tell whether those who are called displaced go somewhere: "6,000 evacuees HAVE GONE to X", "TAKEN IN by towns".

    Or are made to: "FORCED 1,800 refugees TO CROSS the river".
    """
    governor, noun, words = draft.governor, draft.noun, reading.words
    if draft.term not in _CALLED or governor is None or governor.phrase.role != "nouns" or noun is None:
        return False
    if any(q.base is draft.quantity for q in reading.numbers_in(draft.sentence)):
        return False  # "one in three of the 9,000 evacuees has gone home"
    first = max(noun[1], draft.quantity.last) + 1
    others = [q.first for q in reading.numbers_in(draft.sentence) if q.first >= first]
    stop = min([first + _GOING, *others])  # "of the 9,000 evacuees, 4,500 have gone home"
    going = [c for c in reading.cues(draft.sentence).all("moves") if first <= c.first < stop]
    done = reading.lexicon.words("perfect", "passive")
    ending = tuple(reading.lexicon.grammar.get("participle_endings", ()))
    if _go_themselves(reading, draft, first, ending):
        return True
    for cue in going:
        moving = bool(ending) and words[cue.first].endswith(ending) and cue.first - first <= 1  # "are moving freely"
        led = not time_words(reading.lexicon).listed["agents"].isdisjoint(words[cue.last + 1 : cue.last + 2])
        if led and cue.phrase.role == "goes" and words[cue.first - 1] in reading.lexicon.words("passive"):
            continue  # "families that are HEADED BY women"
        if cue.phrase.role != "stays" and not moving and not done.isdisjoint(words[first : cue.first]):
            return True
    forced = words[draft.quantity.first - 1] in reading.lexicon.words("causatives")
    return forced and words[first] in reading.lexicon.words("infinitives")


def _go_themselves(reading: Reading, draft: Draft, first: int, ending: tuple[str, ...]) -> bool:
    """Tell whether a verb of going stands right behind those who are called so: "4,300 refugees ENTER Chad"."""
    if first >= draft.sentence.last or (ending and reading.words[first].endswith(ending)):
        return False  # "refugees fleeing the war"
    if reading.words[first] in reading.lexicon.words("crosses", "arriving"):
        means = reading.lexicon.words("by_means")  # not "refugees reached WITH food"
        return means.isdisjoint(reading.words[first + 1 : first + 2])
    starts = reading.cues(draft.sentence).starts
    if any(c.phrase.role == "goes" for c in starts.get("moves", {}).get(first, ())):
        return True
    return any(c.phrase.role == "does" and c.phrase.key in _GONE for c in starts.get("terms", {}).get(first, ()))


def _were_taken(reading: Reading, draft: Draft) -> bool:
    """Tell whether those who are under a roof were brought there: "300 villagers WERE TAKEN to a school"."""
    governor = draft.governor
    if governor is None or governor.phrase.table != "moves" or governor.phrase.role != "stays":
        return False
    moved = reading.cues(draft.sentence).starts.get("moves", {}).get(governor.last + 1, ())
    return any(c.phrase.role != "stays" for c in moved)


def _go_there(reading: Reading, draft: Draft) -> bool:
    """Tell whether those who are lodged only go there: "have begun MOVING INTO camps", "are ARRIVING in camps"."""
    governor, last = draft.governor, draft.quantity.last
    if governor is None or draft.how != "after":
        return False
    if reading.words[governor.first] in reading.lexicon.words("arriving"):
        return True
    moving = [c for c in reading.cues(draft.sentence).all("moves") if last < c.first and c.phrase.role == "goes"]
    goes = governor.phrase.role == "does" and any(c.first == governor.first for c in moving)  # "have GONE into camps"
    return goes or (governor.phrase.role == "states" and any(0 < governor.first - c.last <= _INTO for c in moving))


_INTO = 2  # tokens from a verb of going to where people go: "moving INTO relief camps"


def _goes(governor: Cue) -> bool:
    """Tell whether an everyday verb of going or taking tells of people: "MOVED to eleven centres", not "LIVE in"."""
    return governor.phrase.table == "moves" and governor.phrase.role != "stays"
