"""Which of its sentence's places is a count's own: each costs it by its role, its distance and what lies between."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from stats.assembly.draft import Draft
from stats.assembly.when.timeframe import frame_of
from stats.assembly.where.besidecounts import (
    is_bare,
    is_behind_goal,
    is_listed,
    is_scene,
    is_settled,
    is_whence,
    left_again,
    narrows,
)
from stats.assembly.where.claimed import (
    RELATED,
    brackets,
    describes,
    heads,
    is_claimed,
    is_label,
    is_of_part,
    is_partly,
    is_past_aside,
    is_wide,
    opens_clause,
    opens_own,
    parts_between,
    tells,
)
from stats.assembly.where.toldplaces import is_country, places_of
from stats.lexicon import Lexicon
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Reading
from stats.readers.where.placeholds import holds
from stats.readers.where.placemention import PlaceMention
from stats.readers.where.placenames import ROLES
from stats.readers.where.places import chief_country
from stats.readers.wordsets import word_sets
from stats.vocabulary import LODGED, Kind, Term

_HURT = frozenset({Term.KILLED, Term.INJURED, Term.MISSING, Term.DETAINED, Term.ARMED})  # in no country they are "from"
_MOVED = frozenset({Term.DISPLACED, Term.FLED, Term.EVACUATED, Term.RELOCATED, Term.REFUGEE, Term.HOMELESS})


# What a place's role costs a count, in steps of about two words (the guide's hard case 7): of a movement the origin,
# else the destination; of people somewhere, where they are; of returns, where to.
_COSTS: dict[str, dict[str, float]] = {
    "move": {"origin": 0, "present": 6, "": 8, "destination": 14, "beside": 24, "home": 5, "contested": 12,
             "dwelling": 0, "left": 1},
    "stay": {"present": 0, "destination": 2, "": 5, "origin": 10, "beside": 24, "contested": 12, "dwelling": 4,
             "left": 10},
    "host": {"present": 0, "destination": 0, "": 4, "dwelling": 4, "left": 8},
    "return": {"destination": 0, "present": 4, "": 6, "dwelling": 6, "left": 4},
    "other": {"present": 0, "": 3, "destination": 9, "origin": 6, "beside": 24, "contested": 8, "dwelling": 1,
              "left": 1},
}
_HOSTED = frozenset({"stay", "host", "return"})  # of these an event before them tells nothing
_PARTY = 70.0  # more than any bound: it is no place of what happened
_OUTER = 6.0  # the larger place beside the one meant
_BREAK = 40.0  # a semicolon or a full stop lies between
_TURN = 14.0  # "while", "but" lies between
_COLON = 8.0  # a colon lies between
_FRONTED = 12.0  # the place opens the part of another count, as another opens the sentence of this one
_LISTED = 17.0  # the place ends the part of another count, right before this one
_CROSSED = 6.0  # another count lies between
_OTHERS = 40.0  # the place stands right before another count, as its label
_CLAIMED = 40.0  # another count before it has the place
_BEFORE = 3.0  # the place stands before the count, not as its label
_TOLD = 4.0  # the count is told of the place right before it: "X, with its 480 people"
_HEADED = 12.0  # the place heads the count with a colon, or the count stands in brackets behind it
_CLAUSE = 5.0  # the place stands in another clause
_FARTHEST = 45.0  # a place that costs more is not the count's; what stands around it is asked
_FEATURE = 10.0  # a river or a dam by which people live
_ABROAD = 20.0  # "neighbouring countries": the country that people left tells more
_POINTER = 2.0  # "the village" is told less plainly than a name
_CELLS = frozenset({"|", ";"})
_BREAKS = frozenset({";", ".", ":"})
_CELL_STARTS: tuple[list[str], ...] = ([], ["|"], ["-"], ["•"], ["*"])
_FRONT = 3  # tokens from a sentence's beginning to a place that opens it
_EVENT = 12.0  # the place is where an event drove people off: "fled to X AFTER the attack on Y"
_WHENCE = frozenset({"home", "origin"})
_INNER = 12.0  # the place behind a count lies in the one before it
_EXPLAINED = 10  # tokens from a place to the larger one that explains it


def group_of(draft: Draft) -> str:
    """Return which of _COSTS suits what happened."""
    term = draft.term
    if term not in _MOVED:
        return "return" if term is Term.RETURNED else "stay" if term in LODGED else "other"
    if draft.kind is Kind.STOCK:
        return "host" if term is Term.REFUGEE else "stay"
    are = draft.governor is not None and draft.governor.phrase.role == "nouns"  # no verb says that they moved
    return "host" if are and term is Term.REFUGEE and draft.kind is Kind.CUMULATIVE else "move"


def _near(marks: Sequence[Any], q: Quantity) -> list[Any]:
    """Return those of a sentence's numbers or places, in order, that are not too far from a number to matter to it."""
    low = bisect_left(marks, q.first - _WITHIN, key=_FIRST)
    return list(marks[low : bisect_left(marks, q.first + _WITHIN, key=_FIRST)])


_FIRST = attrgetter("first")
_WITHIN = 300  # tokens; the cost of any place that is half as far is too high


def _is_abroad(place: PlaceMention, chief: str | None) -> bool:
    """Tell whether a mention names countries, and not only the one that the document is about."""
    return is_country(place) and (place.many or place.country != chief)


def place_in_sentence(reading: Reading, draft: Draft) -> PlaceMention | None:
    """Return the place of the count's own sentence that suits it best."""
    places = places_of(reading, draft.sentence)
    if not places:
        return None
    sentence = draft.sentence
    if sentence.shape == "row":
        cell = _in_cell(reading, draft, places)
        if cell is not None:
            return cell
    names = word_sets(reading.lexicon, "places")
    kinds = names["kinds"]
    counts = frame_of(reading).numbers.get(sentence.index, ())
    others = [
        q
        for q in _near(reading.numbers_in(sentence), draft.quantity)
        if q is not draft.quantity
        and q.first in counts
        and not (q.last + 1 < sentence.last and reading.words[q.last + 1] in kinds)
    ]
    firsts = {q.first for q in others}
    fronted = places[0].role == "present" and places[0].first - sentence.first <= _FRONT
    fronted = fronted and not any(q.first < places[0].first for q in reading.numbers_in(sentence))
    group = group_of(draft)
    if group == "host" and draft.kind is Kind.CUMULATIVE and _goes(places):
        group = "move"  # "Hundreds of refugees from X have arrived in Y since Sunday"
    costs, staying = _COSTS[group], group == "stay"
    words = reading.words
    splits = word_sets(reading.lexicon, "speakers")["splits"]
    turns = names["turns"]
    breaks = _breaks(reading.lexicon)
    token, last = draft.quantity.first, draft.quantity.last
    roles, perfect = names.keys_of(ROLES), reading.lexicon.words("perfect")
    described = describes(reading, sentence, token)
    # "AFTER the attack on X, 300 sought shelter in Y"
    late = words[sentence.first] in word_sets(reading.lexicon, "speakers")["since"]
    best: tuple[float, PlaceMention] | None = None
    joins = names["commas"]
    near = _near(places, draft.quantity)
    chief = chief_country(reading.memo.get("frame", {}))
    wholes, apart = _wholes(near), reading.lexicon.words("subordinators")
    settled = is_settled(reading, near, last)
    for place in near:
        after = place.first > token
        low, high = (last, place.first) if after else (min(wholes[place.first], token - 1), token)
        gap = max(0, high - low - 1)
        role = place.role
        if role == "parties" and brackets(words, place, token, last):
            role = ""  # "all over the island, with Gampaha (197,144) hit worst"
        elif role == "parties" and group == "move" and is_whence(reading, draft, place):
            role = "origin"  # "evacuated 1,200 fighters FROM X"
        elif role == "origin" and draft.term in _HURT and _is_abroad(place, chief):
            role = "parties"  # "two tourists FROM SPAIN were killed"
        elif role == "destination" and group == "move" and is_scene(reading, draft, wholes[place.first]):
            role = "origin"  # "fighting spread TO X, WHERE 900 fled"
        elif group == "return" and role in _TURNED and left_again(draft, place):
            role = _TURNED[role]
        cost = gap * 0.5 + costs.get(role, _PARTY) + _OUTER * place.outer + _POINTER * place.pointer
        cost += _FEATURE * place.feature + _ABROAD * (place.pointer and place.many)
        if cost - _HEADED >= (best[0] if best is not None else _FARTHEST):
            continue  # what stands between only adds to it
        between = words[low + 1 : high]
        parts = parts_between(words, low, high, others, turns) if after and others else frozenset()
        gap -= len(parts)
        if parts:
            cost -= len(parts) * 0.5
            between = [words[k] for k in range(low + 1, high) if k not in parts]
        broken = not breaks.isdisjoint(between)
        for k, word in enumerate(words[low + 1 : high], low + 1) if broken and sentence.shape != "row" else ():
            if k in parts:
                continue
            if word == ";" or (word == "." and not _shortens(reading, k)):
                cost += _BREAK
                if after and any(q.first > place.last for q in others):
                    cost += _CLAIMED  # "The army said 12 had died; IN X, 14 were hurt"
            elif word in splits or word in turns:
                cost += _TURN
                if after and word in splits and any(q.first > place.last for q in others):
                    cost += _CLAIMED  # "2,775 fled, WHILE clashes in Boyo made 2,700 flee"
            elif word == ":" and gap > 1:
                cost += _COLON
        if cost - _HEADED >= (best[0] if best is not None else _FARTHEST):
            continue
        # but not "300 people IN 60 families in X", "60 families (300 people) in X"
        crossed = (q for q in others if low < q.first and q.last < high and q.first not in parts)
        crossed = (q for q in crossed if not (after and words[q.first - 1] == "(" and "," not in words[q.last : high]))
        cost += _CROSSED * sum(1 for q in crossed if not (after and words[q.first - 1] in roles))
        if not draft.clause[0] <= place.first < draft.clause[1] or (group in _HOSTED and not after and late):
            cost += _CLAUSE
        own = group == "move" and place.role == "origin"  # "fled from X, WHERE 900 live"
        left = place.role == "origin" and words[place.last + 1 : place.last + 2] == [":"]  # "fled from X: 75 to Y"
        label = is_label(words, place, wholes[place.first], firsts, names) and not (left and last < place.first)
        if after and (described or label or (tells(reading, place, token, firsts) and not (left or own))):
            cost += _OTHERS if words[place.first - 1] != "(" else _PARTY  # "85 dead (Arequipa 17, Cusco 8)"
        elif after and (
            opens_clause(reading, place, last)
            or is_past_aside(reading, place, token, sentence.first)
            or (group == "move" and is_behind_goal(reading, place, near, last))
        ):
            cost += _PARTY
        elif after and (
            is_partly(reading, place, places, last)
            or is_claimed(reading, place, token, others, places, staying=staying)
        ):
            cost += _CLAIMED
        elif after and fronted and places[0].first < token and any(q.first > place.last for q in others):
            cost += _FRONTED * (not joins.isdisjoint(between))  # but "In X, 300 moved to Y, and 40 went to Z"
        whole = wholes[place.first]
        headed = not (after or place.outer or settled) and (
            heads(words, whole, token, names)
            or holds(reading, whole, token)
            or is_bare(words, place, whole, token, last)
        )
        if headed and not (left and any(q.last < place.first for q in others)):
            cost += _OUTER if is_wide(place, places) else -_HEADED
        elif not after and brackets(words, place, token, last):
            cost -= _HEADED
        elif not after and is_of_part(reading, place, others):
            cost += _PARTY
        elif not after and is_listed(reading, place, token, others):
            cost += _LISTED
        elif not after and (place.outer or settled or gap > RELATED or not tells(reading, place, place.last, {token})):
            acts = not (place.role or place.outer or perfect.isdisjoint(words[whole + 1 : whole + 2]))
            # "With rain in X, Y HAS moved 300"
            cost += _BEFORE * (gap > 1 or bool(place.role)) - _BEFORE * acts
        elif not after:
            cost -= _TOLD
        if not (after or broken or (group == "move" and role == "origin")) and opens_own(words, place, token, apart):
            cost += _EVENT  # "ministers met in X AFTER 300 people had arrived in Y"
        if after and group == "move" and not apart.isdisjoint(between):
            cost += _EVENT if place.role != "origin" else _EVENT / 2  # "since men FROM X raided them"
        if after and any(
            words[k] in apart and words[k - 1] == "," and any(k < q.first and q.last < high for q in others)
            for k in range(low + 2, high)
        ):
            cost += _CLAIMED  # "the toll is 24, AS TWO deaths in Mulanje had other causes"
        behind = best is not None and best[1].first < token < place.first
        if best is not None and not best[1].role and best[1].last + 1 == token:
            behind = False  # "(NAROK 3, others in Nairobi)"
        if best is not None and behind and apart.isdisjoint(between) and narrows(best[1], place):
            cost -= _INNER
        if best is None or cost < best[0]:
            best = (cost, place)
    return best[1] if best is not None and best[0] < _FARTHEST else None


# What places told of before the verb are to those who return: "who had fled X FOR Y have returned", to X.
_TURNED = {"destination": "origin", "origin": "", "left": ""}


def _goes(places: list[PlaceMention]) -> bool:
    """Tell whether a sentence tells both where people came from and where they went."""
    roles = {place.role for place in places}
    return "destination" in roles and not roles.isdisjoint(_WHENCE)


@lru_cache(maxsize=16)
def _breaks(lexicon: Lexicon) -> frozenset[str]:
    """Return the words and signs that set a place apart from a count."""
    return _BREAKS | word_sets(lexicon, "speakers")["splits"] | word_sets(lexicon, "places")["turns"]


def _wholes(places: list[PlaceMention]) -> dict[int, int]:
    """Return the last token of what names each place, by its first one: "X, a village in Y" up to Y."""
    wholes: dict[int, int] = {}
    following: PlaceMention | None = None
    for place in reversed(places):
        joined = following is not None and following.outer and not place.outer and place.role != "beside"
        near = following is not None and following.first - place.last <= _EXPLAINED
        wholes[place.first] = wholes[following.first] if following is not None and joined and near else place.last
        following = place
    return wholes


def _shortens(reading: Reading, stop: int) -> bool:
    """Tell whether a full stop only shortens a word, so that the sentence goes on: "on Feb. 6", "B.C., 300"."""
    following = reading.starts[stop + 1]
    if reading.words[stop - 1] in word_sets(reading.lexicon, "places")["named_after"]:
        return True  # "Lt. Gen. Suharyanto"
    sign = reading.text[following]
    return sign in ",(" or sign.isdigit() or sign.islower()


def _in_cell(reading: Reading, draft: Draft, places: list[PlaceMention]) -> PlaceMention | None:
    """Return the place of the count's own cell of a row, else that of the row's first cell."""
    sentence, words = draft.sentence, reading.words
    token = draft.quantity.first
    first = max((k + 1 for k in range(sentence.first, token) if words[k] in _CELLS), default=sentence.first)
    last = next((k for k in range(token, sentence.last) if words[k] in _CELLS), sentence.last)
    own = [p for p in places if first <= p.first < last]
    if own:
        return min(own, key=lambda p: abs(p.first - token))
    return places[0] if words[sentence.first : places[0].first] in _CELL_STARTS else None
