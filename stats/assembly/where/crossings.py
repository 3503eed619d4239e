"""Movements over a border: people who leave one country for another are refugees, whatever the verb (GUIDE, Terms)."""

from stats.assembly.draft import Draft
from stats.assembly.where.abroad import is_counted_abroad
from stats.assembly.where.overborders import is_part_left, leads_over, shelters_abroad
from stats.readers.reading import Reading
from stats.readers.where.placemention import PlaceMention
from stats.readers.where.places import chief_country
from stats.vocabulary import Kind, Term

_MOVED = frozenset({Term.FLED, Term.DISPLACED, Term.OTHER})
_GONE = _MOVED | {Term.SHELTERED}
_CALLED = frozenset({Term.REFUGEE, Term.DISPLACED})
_HOSTED = frozenset({Term.POPULATION, Term.SHELTERED, Term.FLED})
_STAYING = frozenset({Term.IN_CAMP, Term.SHELTERED})
_VERBS = frozenset({"does", "did"})
_WHENCE = frozenset({"origin", "home"})
_FROM = 3  # tokens from people to where they are from: "40,000 people FROM western SUDAN"
_REFUGE = 5  # tokens from "refuge" to the place it is sought in
_ABROAD = 8  # tokens from a verb to where it leads: "fled the Central African Republic for NEIGHBOURING COUNTRIES"
_MOVING_ROLES = frozenset({"does", "did", "done", "deeds", "nouns", "acts", "goes", "drives", "forces", "ousts"})


def _from_elsewhere(reading: Reading, draft: Draft) -> bool:
    """Tell whether people are hosted elsewhere than where they are from: "Lebanon hosts 1.5 million Syrians".

    They are told by their nationality, or come "from Sudan".
    """
    if draft.noun is None or draft.governor is None:
        return False
    if draft.how == "before":
        hosted = draft.governor.phrase.role in ("hosts", "done", "acts", "deeds")
    else:
        hosted = draft.term is Term.FLED and _are_hosted(reading, draft)
    if not hosted:
        return False
    begin, end = reading.starts[draft.noun[0]], reading.ends[draft.noun[1]]
    beside = reading.within(reading.places, end, draft.sentence.end)
    origins = {p.country for p in beside if p.role in _WHENCE and p.first - draft.noun[1] <= _FROM}
    origins |= _fled_from(reading, draft)
    nations = _nations(reading, draft) | origins
    before = reading.within(reading.places, draft.sentence.start, begin)
    hosts = {p.country for p in before if p.country and not (p.adjective or p.dateline)}
    return bool(nations) and bool(hosts) and nations.isdisjoint(hosts)


def _fled_from(reading: Reading, draft: Draft) -> set[str | None]:
    """Return the countries that a clause right behind people says they fled: "40,000 WHO FLED the war in Darfur"."""
    end = draft.noun[1] + 1 if draft.noun is not None else draft.quantity.last + 1
    words, sentence = reading.words, draft.sentence
    who = reading.lexicon.asked("relatives").last(words, end, sentence.last)
    stop = next((k for k in range(end, min(end + _FLED, sentence.last)) if words[k] in ",;:."), end + _FLED)
    stop = min(stop, sentence.last)
    if who is None or reading.lexicon.words("flight", "runs").isdisjoint(words[who + 1 : min(who + _VERB, stop)]):
        return set()
    places = reading.within(reading.places, reading.starts[who], reading.ends[stop - 1])
    return {p.country for p in places if p.country and not p.adjective}


_FLED = 14  # tokens of such a clause
_VERB = 4  # tokens from "who" to the verb of flight: "who have recently fled"


def _are_hosted(reading: Reading, draft: Draft) -> bool:
    """Tell whether a verb of hosting stands right before a count: "Kenya HOSTS 6,000 Somalis who fled the war"."""
    return any(
        cue.phrase.role == "hosts" and cue.last < draft.quantity.first <= cue.last + _HOSTING
        for cue in reading.cues(draft.sentence).all("terms")
    )


_HOSTING = 3  # tokens from a verb of hosting to the number


def _in_exile(reading: Reading, draft: Draft) -> bool:
    """Tell whether people named by their country are in a camp of another: "BURUNDIANS in camps in TANZANIA"."""
    nations = _nations(reading, draft)
    if not nations or draft.noun is None:
        return False
    after = reading.within(reading.places, reading.ends[draft.noun[1]], reading.ends[draft.clause[1] - 1])
    there = {p.country for p in after if p.country and not (p.adjective or p.dateline) and p.role not in _WHENCE}
    return bool(there) and nations.isdisjoint(there)


def _nations(reading: Reading, draft: Draft) -> set[str | None]:
    """Return the countries that those counted are of, by their name: "120 AFGHAN families"."""
    if draft.noun is None:
        return set()
    begin, end = reading.starts[draft.noun[0]], reading.ends[draft.noun[1]]
    return {p.country for p in reading.within(reading.places, begin, end) if p.adjective and p.country}


def _seeks_refuge(reading: Reading, draft: Draft) -> bool:
    """Tell whether refuge is sought in a region or country, and not in a building: they fled there (GUIDE 8)."""
    governor = draft.governor
    if governor is None or reading.lexicon.words("refuge").isdisjoint(governor.phrase.words):
        return False
    near = reading.within(reading.places, governor.end, draft.sentence.end)
    place = next((p for p in near if p.place is not None and not p.adjective), None)
    if place is None or place.first - governor.last > _REFUGE:
        return False
    sheltered, stop = reading.lexicon.asked("shelter_words"), draft.sentence.last
    return all(sheltered.last(reading.words, k, stop) is None for k in range(governor.last + 1, place.first))


def _goes_abroad(reading: Reading, draft: Draft) -> bool:
    """Tell whether where people go is told as other countries: "have sought safety in NEIGHBOURING COUNTRIES".

    Or as one: "have fled, afraid of more raids, to the Diffa region in NEIGHBOURING NIGER".
    """
    if draft.governor is None or draft.governor.last < draft.quantity.last:
        return False
    first = _over_insertion(reading, draft.governor.last + 1)
    stop = min(first + _ABROAD, draft.sentence.last)
    # "11 million were displaced and 3 million fled to neighbouring countries" tells where the others went
    stop = next((q.first for q in reading.numbers_in(draft.sentence) if first <= q.first < stop), stop)
    abroad = reading.lexicon.asked("other_countries")
    if any(abroad.last(reading.words, k, draft.sentence.last) is not None for k in range(first, stop)):
        return True
    turns = reading.lexicon.asked("subordinators")
    stop = next((k for k in range(first, stop) if turns.last(reading.words, k, stop) is not None), stop)
    near = reading.within(reading.places, reading.starts[first], reading.ends[stop - 1]) if first < stop else ()
    led = draft.term is not Term.DISPLACED
    return any(_is_next_country(reading, p) and (led or p.role == "destination") for p in near)


def _over_insertion(reading: Reading, k: int) -> int:
    """Return the token after an insertion that a comma opens at a token: "fled, FEARING FOR THEIR LIVES, to"."""
    words = reading.words
    if words[k : k + 1] != [","]:
        return k
    return next((j + 1 for j in range(k + 1, min(k + _INSERTED, len(words))) if words[j] == ","), k)


def _is_next_country(reading: Reading, place: PlaceMention) -> bool:
    """Tell whether a country is told to lie next to that of the text: "NEIGHBOURING Niger", "le Niger VOISIN"."""
    if place.place is None or place.place.level != "country" or place.adjective:
        return False
    beside = reading.words[max(0, place.first - 1) : place.last + 2]
    return not reading.lexicon.words("neighbouring").isdisjoint(beside)


_INSERTED = 10  # tokens of an insertion between a verb and where it leads


_ABROAD = 8  # tokens from "fled" to "neighbouring countries": "fled the Central African Republic for"


def _tells_arrivals(reading: Reading, draft: Draft) -> bool:
    """Tell whether people are only called arrivals, which a text on refugees and one on the displaced both do."""
    governor = draft.governor
    return governor is not None and " ".join(governor.phrase.words) in reading.lexicon.words("arrivals")


def _comes_over(reading: Reading, draft: Draft) -> bool:
    """Tell whether a clause names where people come from and another country: "arrivals FROM BURUNDI IN TANZANIA".

    Or only the country that they came to.
    """
    (begin, end), sentence = draft.clause, draft.sentence
    places = reading.within(reading.places, sentence.start, sentence.end)
    if sentence.shape == "row":
        begin, end = sentence.first, sentence.last
    named = [p for p in places if begin <= p.first < end and p.country and not (p.adjective or p.dateline)]
    if draft.governor is not None and not begin <= draft.governor.first < end:
        after = draft.governor.last + 1  # the heading: "ARRIVALS IN CHAD"
        headed = reading.within(reading.places, draft.governor.end, draft.governor.end + _HEADED)
        named += [p for p in headed if p.first <= after + 1 and not p.adjective and p.country]
    origins = {p.country for p in named if p.role in _WHENCE}
    if any(p.role not in _WHENCE and p.place is not None and p.place.level == "country" for p in named):
        return True  # "arrivals in BANGLADESH": into a country one comes from another
    return bool(origins) and any(p.role not in _WHENCE and p.country not in origins for p in named)


_HEADED = 10  # code points from arrivals to where they came, in a heading


def _bound_for(reading: Reading, goal: PlaceMention, earlier: list[str | None]) -> bool:
    """Tell whether people leave places of another country for this one: "have left eastern Myanmar FOR Thailand"."""
    if goal.place is None or goal.place.level != "country" or not earlier or goal.country in earlier:
        return False
    return reading.words[goal.first - 1] in reading.lexicon.words("bound_for")


def _within_country(reading: Reading, draft: Draft, goals: list[PlaceMention]) -> bool:
    """Tell whether people crossed no border but a line inside a country: "crossed to GOVERNMENT-HELD areas".

    Or went to places next to theirs: "fled to neighbouring VILLAGES", of a district or of their own country.
    """
    governor, lexicon = draft.governor, reading.lexicon
    if governor is None:
        return False
    if governor.phrase.words[-1] in lexicon.words("neighbouring"):
        home = chief_country(reading.memo.get("frame", {}))
        abroad = [p for p in goals if p.place is not None and p.place.level == "country" and p.country != home]
        return not abroad and reading.words[governor.last + 1] in lexicon.words("inland")
    if goals:
        return False
    held, stop = lexicon.asked("held_areas"), draft.clause[1]
    return any(held.last(reading.words, k, stop) is not None for k in (governor.last + 1, governor.last + 2))


def _driven(reading: Reading, draft: Draft) -> bool:
    """Tell whether somebody drives people on: "have DRIVEN 655,000 people into Bangladesh"."""
    verbs = reading.lexicon.words("causatives")
    return draft.governor is not None and not verbs.isdisjoint(draft.governor.phrase.words)


def _stays_inland(reading: Reading, draft: Draft, goals: list[PlaceMention]) -> bool:
    """Tell whether people cross a front or a river and no border: "crossed to army-HELD areas", "the other BANK"."""
    governor, lexicon = draft.governor, reading.lexicon
    if governor is None or lexicon.words("crosses").isdisjoint(governor.phrase.words):
        return False
    if any(p.place is not None and p.place.level == "country" for p in goals):
        return False
    after = reading.words[governor.last + 1 : min(governor.last + 1 + _SIDE, draft.sentence.last)]
    return not lexicon.words("sides").isdisjoint(after)


_SIDE = 6  # tokens from "crossed" to the side that people cross to


def bind_crossing(reading: Reading, draft: Draft) -> None:
    """Make a movement a crossing where its clause names an origin in one country and a destination in another.

    A country entered or reached by people who are told to have moved is a crossing too.
    """
    if is_counted_abroad(reading, draft):
        draft.term = Term.REFUGEE
        return
    if draft.term in _CALLED and _tells_arrivals(reading, draft):
        abroad = bool(reading.tokens_of(reading.lexicon.words("abroad"))) or _comes_over(reading, draft)
        draft.term = Term.REFUGEE if abroad else Term.DISPLACED
        return
    if draft.term in _HOSTED and _from_elsewhere(reading, draft):
        draft.term = Term.REFUGEE
        return
    if draft.term in _STAYING and _in_exile(reading, draft):
        draft.term, draft.said = Term.REFUGEE, draft.said or Kind.STOCK
        return
    whole = draft.parent or draft.sibling
    of_whole = whole is not None and (draft.governor is None or draft.governor is whole.governor)
    if whole is not None and of_whole and whole.term is Term.REFUGEE and draft.term in _MOVED:
        draft.term = Term.REFUGEE
        return
    if draft.term in _GONE and _goes_abroad(reading, draft):
        draft.term, draft.said = Term.REFUGEE, draft.said or Kind.FLOW
        return
    beyond = draft.term is Term.FLED and leads_over(reading, draft)
    if beyond or (draft.term is Term.SHELTERED and shelters_abroad(reading, draft)):
        draft.term, draft.said = Term.REFUGEE, draft.said or Kind.FLOW
        return
    if draft.term is Term.SHELTERED and _seeks_refuge(reading, draft):
        draft.term = Term.FLED
    crossing = draft.term is Term.REFUGEE and draft.governor is not None and draft.governor.phrase.role in _VERBS
    if not (draft.term in _MOVED or crossing) or (draft.forecast and draft.governor is None):
        return
    if draft.governor is not None and draft.governor.phrase.role not in _MOVING_ROLES:
        return
    begin, end = draft.clause
    if begin > draft.sentence.first and draft.governor is not None and draft.governor.first > draft.quantity.last:
        begin = draft.quantity.first  # what stands before it is told of the count before
    places: list[PlaceMention] = [
        p for p in reading.within(reading.places, draft.sentence.start, draft.sentence.end)
        if begin <= p.first < end and p.country and not p.adjective and not p.dateline
    ]  # fmt: skip
    if not places and not crossing:
        return
    origins = {p.country for p in places if p.role == "origin"} | _nations(reading, draft)
    goals = [p for p in places if p.role == "destination"]
    if draft.term is Term.REFUGEE:
        if _stays_inland(reading, draft, goals) or _within_country(reading, draft, goals):
            draft.term = Term.FLED
        if goals and {p.country for p in goals} == origins:
            draft.term = Term.FLED  # "people from Kayah crossed into southern Shan"
        return
    over = [p for p in goals if origins and p.country not in origins]
    home = chief_country(reading.memo.get("frame", {}))
    crossed = reading.lexicon.words("crosses")
    if draft.governor is not None and not crossed.isdisjoint(draft.governor.phrase.words):
        over += [p for p in goals if p.place is not None and p.place.level == "country"]  # "crossed the Naf into"
    if draft.governor is not None and draft.governor.phrase.table == "moves":
        named = {p.country for p in places if p.place is not None and p.place.level == "country"} - {home}
        over += [p for p in goals if p.country in named]  # "headed to the Tillabéri region in Niger"
    entered = reading.lexicon.asked("crossings")
    over += [
        p
        for p in places
        if p.place is not None
        and p.place.level == "country"
        and entered.first(reading.words, p.first - 1, begin) is not None
    ]
    if draft.term is Term.FLED or _driven(reading, draft):
        over += [p for p in goals if home and p.country != home and p.place is not None and p.place.level == "country"]
        over += [p for p in places if _bound_for(reading, p, [q.country for q in places if q.first < p.first])]
    if draft.governor is not None and draft.governor.phrase.key == Term.FLED:
        over += [
            p
            for p in places
            if p.first == draft.governor.last + 1 and p.place is not None and p.place.level == "country"
            and reading.text[p.start].isupper()  # "fled northern Syria": a part of it, to anywhere
            and not is_part_left(reading, p)
        ]
    if over:
        draft.term = Term.REFUGEE
        draft.said = draft.said or Kind.FLOW
        draft.evidence["term"] = (over[0].start, over[0].end)
