"""Binds a count to the place it is about, and that place's country and code."""

from bisect import bisect_left

from stats.assembly.draft import AS_TOLD, Draft
from stats.assembly.where.claimed import is_partly
from stats.assembly.where.homelands import homeland, is_elsewhere, nationals, teller_country
from stats.assembly.where.nearestplace import group_of, place_in_sentence
from stats.assembly.where.surroundings import ROWS, carried, is_of_earlier, is_of_longer, remember, told_before
from stats.assembly.where.toldplaces import is_country, place_of_speaker, places_of, seat_told_before
from stats.readers.reading import Cue, Reading
from stats.readers.where.placemention import PlaceMention
from stats.readers.where.places import chief_country
from stats.readers.wordsets import word_sets
from stats.vocabulary import PlaceRole, Term

_AWAY = frozenset({Term.SHELTERED, Term.IN_CAMP, Term.RETURNED})  # who are not where people left, unless told
_AT_HOME = frozenset({Term.FLED, Term.DISPLACED, Term.AFFECTED, Term.IN_NEED, Term.RETURNED})
"""Of these a nationality tells where they were."""
_MUCH = 0.3  # share of the document's places from which on a nationality tells where others were, too
_ROLES = {"origin": PlaceRole.ORIGIN, "left": PlaceRole.ORIGIN, "destination": PlaceRole.DESTINATION}
_DEFAULTS = {"move": PlaceRole.ORIGIN, "return": PlaceRole.DESTINATION}  # "4,000 people returned in X" came to X
_TOTAL_OF = 5  # tokens of an item that begins with "the total number of"
_ROAD = 3  # tokens from a road to the place where it ends
_WHOLE_REACH = 5  # tokens between a count and "in all"


def bind_place(reading: Reading, draft: Draft) -> None:
    """Set draft.place, country, place_id, place_role and evidence["place"] as far as the text tells them.

    The place nearest to the count that suits what happened is taken, in its sentence; else that of the figure it is a
    part of, of the sentences before it, of the heading above, of the title or the document's first place.
    """
    again = draft.same_as is not None and draft.implied.get("term") == AS_TOLD
    if draft.same_as is not None and (again or draft.same_as.sentence is draft.sentence):
        _take(draft, draft.same_as)
        return
    mention, implied = None, None
    whole = _whole(reading, draft)
    home = homeland(reading, draft)
    if home is not None:
        draft.country, draft.implied["country"] = home.country, "document"
        return
    mention = place_in_sentence(reading, draft)
    label = mention is not None and mention.last + 1 == draft.quantity.first  # "Total: 43, of which NAMPULA 12"
    if whole and mention is not None and not label and (whole == "everywhere" or _summed(reading, draft, mention)):
        mention = None  # "12 in X and 30 in Y, 42 in all", but "42 in all were taken from X"
    if mention is not None and not label and (_is_by_the_way(reading, mention) or _is_of_most(reading, draft, mention)):
        around = carried(reading, draft, shunned=_shunned(draft))
        if around is not None and around.country == mention.country and not (around.many or around.dateline):
            mention, implied = around, "carried"  # "A quake shook X. Twelve people died, most of them in Y"
    longer = mention is None and is_of_longer(reading, draft)
    whole = whole or ("everywhere" if longer else "")
    if mention is None and not whole and not draft.forecast:
        mention, implied = place_of_speaker(reading, draft.sentence, seated=True), "carried"
        mention = _narrowed(reading, draft, mention)
    earlier = is_of_earlier(reading, draft)
    if mention is None and earlier:
        mention, implied = told_before(reading, draft.sentence), "carried"
    elif mention is None and (not whole or draft.sentence.shape != "prose"):
        mention, implied = carried(reading, draft, whole=_is_total(draft, whole), shunned=_shunned(draft)), "carried"
    if mention is None and not whole:
        mention, implied = place_of_speaker(reading, draft.sentence), "carried"
        mention = mention or seat_told_before(reading, draft.sentence)
    elsewhere = bool(implied) and mention is not None and is_elsewhere(reading, draft, mention)
    if elsewhere:
        mention = None
    if mention is not None or not (earlier or longer):
        remember(reading, draft, mention)
    if mention is None or mention.bare:
        _set_country(reading, draft, mention)
        if mention is not None or whole == "everywhere" or (elsewhere and teller_country(reading, draft)):
            _name_country(reading, draft)  # "The storm crossed Bangladesh. BANGLADESHI officials said five had died"
        return
    start, end = mention.antecedent or (mention.start, mention.end)
    draft.place = mention.titled or " ".join(reading.text[start:end].split())
    draft.country = mention.country
    if mention.place is not None and not mention.many:
        draft.place_id = mention.place.place_id
    if draft.country is None and not (mention.many or (mention.place is not None and mention.place.country is None)):
        _set_country(reading, draft, None)  # but "across western Europe"
    if implied:
        draft.implied["place"] = implied
    else:
        draft.evidence["place"] = (mention.start, mention.end)
    group = group_of(draft)
    told = _ROLES.get(mention.role) if group != "other" else None  # "displaced from X. At least 17 have died": there
    if told is None and draft.term is Term.REFUGEE and _is_listed_abroad(reading, draft, mention):
        told = PlaceRole.DESTINATION
    draft.place_role = told or _DEFAULTS.get(group, PlaceRole.PRESENT)


def _is_by_the_way(reading: Reading, place: PlaceMention) -> bool:
    """Tell whether a place is only where a road ends: "It buried the ROAD TO X and killed nine people"."""
    roads = word_sets(reading.lexicon, "places")["roads"]
    return place.role == "beside" and roads.any(reading.words[max(0, place.first - _ROAD) : place.first])


def _is_of_most(reading: Reading, draft: Draft, place: PlaceMention) -> bool:
    """Tell whether only most of those counted are told to be at a place: "12 people died, MOST OF THEM in X"."""
    last = draft.quantity.last
    return place.first > last and is_partly(reading, place, places_of(reading, draft.sentence), last)


def _narrowed(reading: Reading, draft: Draft, teller: PlaceMention | None) -> PlaceMention | None:
    """Return the place told before of the country whose ministry tells a count, else the country.

    "Shells fell on Kherson. UKRAINE's ministry said 12 people had died": they died in Kherson.
    """
    if teller is None or not is_country(teller) or not reading.owns(teller.last + 1):
        return teller
    near = carried(reading, draft, shunned=_shunned(draft))
    inside = near is not None and near.country == teller.country and not (near.many or near.bare or near.dateline)
    return near if inside else teller


def _name_country(reading: Reading, draft: Draft) -> None:
    """Give a count of a whole country the name by which the text told of it last: "the toll ACROSS THE COUNTRY"."""
    before = reading.places[: bisect_left(reading.places, draft.quantity.start, key=lambda place: place.start)]
    named = (m for m in reversed(before) if m.country == draft.country and not (m.adjective or m.office or m.many))
    whole = next((m for m in named if m.place is not None and m.place.level == "country" and not m.pointer), None)
    if whole is not None and whole.place is not None:
        draft.place, draft.place_id = " ".join(reading.text[whole.start : whole.end].split()), whole.place.place_id
        draft.implied["place"], draft.place_role = "carried", PlaceRole.PRESENT


def _is_listed_abroad(reading: Reading, draft: Draft, place: PlaceMention) -> bool:
    """Tell whether a place is one of the countries to which people went: "to NEIGHBOURING COUNTRIES: EGYPT (900)"."""
    abroad, first = reading.lexicon.asked("other_countries"), draft.sentence.first
    ends = (abroad.last(reading.words, k, place.first) for k in range(first, place.first))
    last = next((k for k in ends if k is not None), None)
    if last is None:
        return False
    there = [p for p in reading.within(reading.places, draft.sentence.start, place.start) if p.last == last]
    led = bool(there) and there[-1].role == "destination"
    return led and reading.words[last + 1] in _LISTS and reading.words[draft.quantity.first - 1] == "("


_LISTS = (":", ",", "(", "–", "-")  # after "neighbouring countries": those follow


def _shunned(draft: Draft) -> tuple[str, ...]:
    """Return the role of a place told before that is not where this count was: who left for X did not die there."""
    if draft.term in _AWAY:
        return ("origin",)
    return ("destination",) if group_of(draft) == "other" else ()


def _is_total(draft: Draft, whole: str) -> bool:
    """Tell whether a count sums up the table or list that it stands in, not only what its own item tells."""
    return bool(whole) and (whole == "everywhere" or draft.sentence.shape == "row")


def _take(draft: Draft, other: Draft) -> None:
    """Give a count told again in another unit the place of the first: "310 families (1,600 people) in X"."""
    draft.place, draft.country = other.place, other.country
    draft.place_id, draft.place_role = other.place_id, other.place_role
    if "place" in other.evidence:
        draft.evidence["place"] = other.evidence["place"]
    draft.implied.update({key: other.implied[key] for key in ("place", "country") if key in other.implied})


def _summed(reading: Reading, draft: Draft, mention: PlaceMention) -> bool:
    """Tell whether a total stands behind a place that is only one of those it sums up: another count lies between."""
    q = draft.quantity
    between = reading.numbers_in(draft.sentence)
    return mention.first < q.first and any(other is not q and other.first < q.first for other in between)


def _whole(reading: Reading, draft: Draft) -> str:
    """Return how a count sums places up: "everywhere" ("nationwide", a row "Total"), "sums" ("157 in all"), or ""."""
    quantity = draft.quantity
    for cue in reading.cues(draft.sentence).all("place_whole"):
        paused = cue.last + 1 >= draft.sentence.last or not reading.words[cue.last + 1][0].isalnum()
        if (cue.phrase.role == "closed" and not paused) or reading.owns(cue.last + 1):
            continue  # "in the country's south"
        if cue.phrase.role == "elsewhere" and _is_named_behind(reading, cue):
            continue
        low, high = sorted((cue.first, quantity.first))
        near = abs(cue.first - quantity.last) <= _WHOLE_REACH or cue.first == draft.sentence.first
        if cue.first == draft.sentence.first < quantity.first and cue.phrase.role == "everywhere":
            between = reading.within(reading.places, reading.starts[low], reading.starts[high])
            if all(place.adjective for place in between):
                return "everywhere"  # "Nationwide the picture since 2014 is of three million displaced"
        if near and not reading.within(reading.quantities, reading.starts[low] + 1, reading.starts[high]):
            return "everywhere" if cue.phrase.role == "everywhere" or draft.sentence.shape == "row" else "sums"
    if draft.sentence.shape not in ROWS and not _labels_total(reading, draft):
        return ""
    whole = word_sets(reading.lexicon, "places")["whole"]
    first = reading.words[draft.sentence.first : min(draft.sentence.last, draft.sentence.first + 3)]
    if not whole.any(first):
        return ""
    begun = reading.words[draft.sentence.first : draft.sentence.first + _TOTAL_OF]
    prose = draft.sentence.shape == "item" and not word_sets(reading.lexicon, "places")["of"].isdisjoint(begun)
    return "" if prose else "everywhere"  # "• The total number OF the displaced in X is"


def _is_named_behind(reading: Reading, cue: Cue) -> bool:
    """Tell whether a word for other places is followed by where they lie: "ELSEWHERE IN the district"."""
    near = reading.within(reading.places, cue.end, cue.end + _BEHIND)
    return any(place.role and not place.bare for place in near)


_BEHIND = 20  # code points from "elsewhere" to the place in which that is


def _labels_total(reading: Reading, draft: Draft) -> bool:
    """Tell whether a line of its own is a word for a total and its number: "Total: 1,616 families", "Total 1,616"."""
    sentence, q = draft.sentence, draft.quantity
    ends = reading.words[q.first - 1] == ":" or q.last + 1 >= sentence.last
    return sentence.shape == "head" and q.first - sentence.first <= _LABEL and ends


_LABEL = 3  # tokens of "Grand total:"


def _set_country(reading: Reading, draft: Draft, mention: PlaceMention | None) -> None:
    """Set the country of a count without a place: the one the document is about, where there is one."""
    country = mention.country if mention is not None else None
    frame = reading.memo.get("frame", {})
    if country is None and (people := nationals(reading, draft)) is not None:
        much = frame.get(people.country or "", 0.0) >= _MUCH  # no two tourists
        told = draft.term in _AT_HOME or (much and draft.place is None and group_of(draft) == "other")
        country = people.country if told else None
    country = country or teller_country(reading, draft)
    draft.country = country or chief_country(frame)
    if draft.country:
        draft.implied["country"] = "document"
