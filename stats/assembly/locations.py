"""Binds a count to the place it is about, and that place's country and code."""

from stats.assembly.draft import Draft
from stats.readers.attributions import Attribution
from stats.readers.places import PlaceMention, chief_country
from stats.readers.quantity import Quantity
from stats.readers.reading import Reading, Sentence
from stats.readers.wordsets import word_sets
from stats.vocabulary import Kind, PlaceRole, Term

_MOVED = frozenset({Term.DISPLACED, Term.FLED, Term.EVACUATED, Term.RELOCATED, Term.REFUGEE, Term.HOMELESS})
_STAY = frozenset({Term.SHELTERED, Term.IN_CAMP})

# What a place's role costs a count, in steps of about two words (the guide's hard case 7): of a movement the origin,
# else the destination; of people somewhere, where they are; of returns, where to.
_COSTS: dict[str, dict[str, float]] = {
    "move": {"origin": 0, "present": 6, "": 8, "destination": 14, "beside": 16, "home": 5, "contested": 12},
    "stay": {"present": 0, "destination": 2, "": 5, "origin": 14, "beside": 10, "contested": 12},
    "host": {"present": 0, "destination": 0, "": 4},
    "return": {"destination": 0, "present": 4, "": 6},
    "other": {"present": 0, "": 3, "destination": 6, "origin": 6, "beside": 9, "contested": 8},
}
_PARTY = 70.0  # more than any bound: it is no place of what happened
_OUTER = 6.0  # the larger place beside the one meant
_BREAK = 40.0  # a semicolon or a full stop lies between
_TURN = 10.0  # "while", "but" lies between
_COLON = 8.0  # a colon lies between
_FRONTED = 12.0  # the place opens the part of another count, as another opens the sentence of this one
_CROSSED = 6.0  # another count lies between
_OTHERS = 40.0  # the place stands right before another count, as its label
_BEFORE = 3.0  # the place stands before the count, not as its label
_LABEL = -6.0  # the place stands right before the count, as its label
_CLAUSE = 5.0  # the place stands in another clause
_FARTHEST = 38.0
_ONLY = 45.0  # _FARTHEST for the only place of a sentence
_POINTER = 2.0
_ROLES = {"origin": PlaceRole.ORIGIN, "destination": PlaceRole.DESTINATION}
_ROWS = ("row", "item")
_LABEL_SIGNS = frozenset({":", "(", "|", "–", "—", "-", "="})
_CELL_STARTS: tuple[list[str], ...] = ([], ["|"], ["-"], ["•"], ["*"])
_FRONT = 3  # tokens from a sentence's beginning to a place that opens it
_WHOLE_REACH = 5  # tokens between a count and "in all"
_LABEL_LENGTH = 5  # tokens of a paragraph's first words that are its heading: "> Tanzania."
_BREADTH = {"admin2": 1, "admin1": 2, "region": 3, "country": 4}
_TITLE = 3  # sentences at the document's head that may be its title
_LITTLE = 0.2  # share of the document's places below which a country is not what its sentences are about


def bind_place(reading: Reading, draft: Draft) -> None:
    """Set draft.place, country, place_id, place_role and evidence["place"] as far as the text tells them.

    The place nearest to the count that suits what happened is taken, in its sentence; else that of the figure it is a
    part of, of the sentences before it, of the heading above, of the title or the document's first place.
    """
    mention, implied = None, None
    if not _whole(reading, draft):
        mention = _in_sentence(reading, draft)
        if mention is None:
            mention, implied = _carried(reading, draft), "carried"
    bound: list[tuple[Sentence, PlaceMention | None]] = reading.memo.setdefault("bound places", [])
    bound.append((draft.sentence, mention))
    if mention is None or mention.bare:
        _set_country(reading, draft, mention)
        return
    start, end = mention.antecedent or (mention.start, mention.end)
    draft.place = " ".join(reading.text[start:end].split())
    draft.country = mention.country
    if mention.place is not None and not mention.many:
        draft.place_id = mention.place.place_id
    if draft.country is None and not mention.many:
        _set_country(reading, draft, None)
    if implied:
        draft.implied["place"] = implied
    else:
        draft.evidence["place"] = (mention.start, mention.end)
    draft.place_role = _ROLES.get(mention.role, PlaceRole.ORIGIN if _group(draft) == "move" else PlaceRole.PRESENT)


def _group(draft: Draft) -> str:
    """Return which of _COSTS suits what happened."""
    if draft.term is Term.RETURNED:
        return "return"
    if draft.term is Term.REFUGEE and draft.kind is Kind.STOCK:
        return "host"
    if draft.term in _STAY or (draft.kind is Kind.STOCK and draft.term in _MOVED):
        return "stay"
    return "move" if draft.term in _MOVED else "other"


def _places(reading: Reading, sentence: Sentence) -> list[PlaceMention]:
    """Return the mentions of a sentence that tell where something may have happened: no speaker, no dateline."""
    found: list[PlaceMention] = list(reading.within(reading.places, sentence.start, sentence.end))
    speakers: list[Attribution] = [m for m in reading.attributions if sentence.first <= m.first < sentence.last]
    return [
        p
        for p in found
        if not (p.adjective or p.office or p.dateline)
        and not any(p.start < m.whole[1] and m.whole[0] < p.end for m in speakers)
    ]


def _in_sentence(reading: Reading, draft: Draft) -> PlaceMention | None:
    """Return the place of the count's own sentence that suits it best."""
    places = _places(reading, draft.sentence)
    if not places:
        return None
    sentence = draft.sentence
    if sentence.shape == "row" and reading.words[sentence.first : places[0].first] in _CELL_STARTS:
        return places[0]
    kinds = word_sets(reading.lexicon, "places")["kinds"]
    others = [
        q
        for q in reading.within(reading.quantities, sentence.start, sentence.end)
        if q is not draft.quantity and not (q.last + 1 < sentence.last and reading.words[q.last + 1] in kinds)
    ]
    fronted = places[0].role == "present" and places[0].first - sentence.first <= _FRONT
    costs = _COSTS[_group(draft)]
    words = reading.words
    splits = word_sets(reading.lexicon, "speakers")["splits"]
    token, last = draft.quantity.first, draft.quantity.last
    best: tuple[float, PlaceMention] | None = None
    for place in places:
        after = place.first > token
        low, high = (last, place.first) if after else (place.last, token)
        gap = max(0, high - low - 1)
        between = words[low + 1 : high]
        cost = gap * 0.5 + costs.get(place.role, _PARTY) + _OUTER * place.outer + _POINTER * place.pointer
        for word in between if sentence.shape != "row" else ():
            cost += (
                _BREAK if word in (";", ".") else _TURN if word in splits else _COLON if word == ":" and gap > 1 else 0
            )
        cost += _CROSSED * sum(1 for q in others if low < q.first and q.last < high)
        if not draft.clause[0] <= place.first < draft.clause[1]:
            cost += _CLAUSE
        if after and _labels(words, place, others):
            cost += _OTHERS
        elif after and fronted and places[0].first < token and any(q.first > place.last for q in others):
            cost += _FRONTED
        if not after:
            cost += _LABEL if gap <= 1 and place.role == "" else _BEFORE
        if best is None or cost < best[0]:
            best = (cost, place)
    farthest = _ONLY if len(places) == 1 else _FARTHEST
    return best[1] if best is not None and best[0] < farthest else None


def _labels(words: list[str], place: PlaceMention, others: list[Quantity]) -> bool:
    """Tell whether a place is the label of another count: "Erbil 1,200", "Erbil: 1,200", "Erbil (1,200"."""
    following = place.last + 1
    if following < len(words) and words[following] in _LABEL_SIGNS:
        following += 1
    return any(q.first == following for q in others)


def _whole(reading: Reading, draft: Draft) -> bool:
    """Tell whether the count sums all places up: "157 in all", a row "Total"."""
    quantity = draft.quantity
    for cue in reading.cues(draft.sentence).get("place_whole", ()):
        paused = cue.last + 1 >= draft.sentence.last or not reading.words[cue.last + 1][0].isalnum()
        if cue.phrase.role == "closed" and not paused:
            continue
        low, high = sorted((cue.first, quantity.first))
        near = abs(cue.first - quantity.last) <= _WHOLE_REACH or cue.first == draft.sentence.first
        if near and not any(low < q.first < high for q in reading.quantities):
            return True
    if draft.sentence.shape not in _ROWS:
        return False
    whole = word_sets(reading.lexicon, "places")["whole"]
    return whole.any(reading.words[draft.sentence.first : min(draft.sentence.last, draft.sentence.first + 3)])


def _carried(reading: Reading, draft: Draft) -> PlaceMention | None:
    """Return the place told before the count: by the figure it belongs to, in the sentences and the heading above.

    None where the sentence before tells of several places, so that none of them is meant.
    """
    sentence = draft.sentence
    bound: list[tuple[Sentence, PlaceMention | None]] = reading.memo.get("bound places", [])
    for index in range(sentence.index, -1, -1):
        earlier = reading.sentences[index]
        if earlier.shape in _ROWS and earlier.paragraph != sentence.paragraph:
            continue
        here = [mention for home, mention in bound if home is earlier]
        if here:
            if len({m.start if m else -1 for m in here}) == 1:
                place = here[0]
                break
            return here[-1] if earlier is sentence else None
        if earlier is not sentence:
            place = _main(reading, _places(reading, earlier))
            if place is not None:
                break
    else:
        return _below(reading, sentence)
    if (
        place is None
        or earlier.paragraph == sentence.paragraph
        or earlier.shape == "head"
        or not _passing(reading, place)
    ):
        return place
    told = next((m for home, m in reversed(bound) if m is not None and home.shape not in _ROWS), None)
    return _topic(reading, sentence) or told or place


def _below(reading: Reading, sentence: Sentence) -> PlaceMention | None:
    """Return the place of the sentence after a count that no place stands before."""
    for later in reading.sentences[sentence.index + 1 : sentence.index + 2]:
        if later.paragraph == sentence.paragraph:
            return _main(reading, _places(reading, later))
    return None


def _passing(reading: Reading, place: PlaceMention) -> bool:
    """Tell whether a place is named only once in the document, so that it is not what the document is about."""
    if _is_country(place):
        return False
    if place.place is None or place.many:
        name = reading.folded[place.start : place.end]
        return reading.folded.count(name) < 2
    same = [p for p in reading.places if p.place is not None and p.place.place_id == place.place.place_id]
    return len(same) < 2


def _topic(reading: Reading, sentence: Sentence) -> PlaceMention | None:
    """Return the place that the document's title names, for what stands below it."""
    if "topic" not in reading.memo:
        reading.memo["topic"] = _find_topic(reading)
    topic: PlaceMention | None = reading.memo["topic"]
    return topic if topic is not None and topic.start < sentence.start else None


def _find_topic(reading: Reading) -> PlaceMention | None:
    """Return the place of the document's title."""
    for sentence in reading.sentences[:_TITLE]:
        if sentence.shape == "head":
            place = _main(reading, _places(reading, sentence))
            if place is not None:
                return place
    return None


def _main(reading: Reading, places: list[PlaceMention]) -> PlaceMention | None:
    """Return the place that a sentence is about: where something happens, before what it is a part of or whence."""
    frame: dict[str, float] = reading.memo.get("frame", {})
    chief = chief_country(frame)
    fitting = [
        p
        for p in places
        if p.role not in ("parties", "beside")
        and not p.bare
        and (chief is None or p.country is None or frame.get(p.country, 0.0) >= _LITTLE)
    ]
    return min(fitting, key=lambda p: (p.outer, _breadth(p), p.start), default=None)


def _breadth(place: PlaceMention) -> int:
    """Return how wide a place is: towns and unknown names before districts, provinces, regions and countries."""
    return _BREADTH.get(place.place.level, 0) if place.place is not None else 0


def _is_country(place: PlaceMention) -> bool:
    return place.place is not None and place.place.level == "country"


def _set_country(reading: Reading, draft: Draft, mention: PlaceMention | None) -> None:
    """Set the country of a count without a place: the one the document is about, where there is one."""
    country = mention.country if mention is not None else None
    draft.country = country or chief_country(reading.memo.get("frame", {}))
    if draft.country:
        draft.implied["country"] = "document"
