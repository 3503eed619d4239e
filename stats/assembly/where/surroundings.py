"""The place that a count takes over from what stands around it: the sentences before, the heading above, the title."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from stats.assembly.counted.lines import LINES, holds_counts
from stats.assembly.draft import Draft
from stats.assembly.when.timeframe import frame_of, named_in
from stats.assembly.where.claimed import is_of_part
from stats.assembly.where.placelines import is_place_line, opens_list
from stats.assembly.where.toldplaces import is_country, main_place, places_of
from stats.assembly.where.widerplaces import WIDE, is_somewhere_in, lies_closer, lies_in
from stats.readers.digests import ITEM, Item
from stats.readers.reading import Reading, Sentence
from stats.readers.when.pairs import pairs_in
from stats.readers.where.placemarks import TITLE
from stats.readers.where.placemention import PlaceMention
from stats.readers.wordsets import word_sets
from stats.vocabulary import Kind

ROWS = ("row", "item")
_FAR = 400  # sentences before a count from which it may take a place
_AROUND = 50_000  # code points around a name in which it may be named again
_TITLE = 3  # sentences at the document's head that may be its title
_LEAD = 3  # sentences that open a document, its title among them
_SEAT = 1_000_000  # people of a city in which news from elsewhere is written
_CELLS = frozenset({"|", ";"})
_APART = -2  # where what stands in no text stands
_LONG_BEFORE = timedelta(days=90)
_LONG_RUNNING = timedelta(days=365)


@dataclass(slots=True)
class _Bound:
    """The places that the counts so far were bound to: by sentence, and the last one outside of lists and tables."""

    here: dict[int, list[PlaceMention | None]] = field(default_factory=dict)
    last: PlaceMention | None = None
    latest: date | None = None
    begun: date | None = None  # the first day of any


def _bound(reading: Reading) -> _Bound:
    found: _Bound | None = reading.memo.get("bound places")
    if found is None:
        found = reading.memo["bound places"] = _Bound()
    return found


def remember(reading: Reading, draft: Draft, mention: PlaceMention | None) -> None:
    """Keep the place that a count was bound to, and the day it is of, for the counts after it."""
    bound, sentence = _bound(reading), draft.sentence
    bound.here.setdefault(sentence.index, []).append(mention)
    if mention is not None and sentence.shape not in ROWS:
        bound.last = mention
    if draft.period_end is not None and (bound.latest is None or draft.period_end > bound.latest):
        bound.latest = draft.period_end
    begin = draft.period_start or draft.period_end
    if begin is not None and (bound.begun is None or begin < bound.begun):
        bound.begun = begin


def is_of_earlier(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count is of an event long before those told so far, which was elsewhere unless its place is told.

    "Floods in Benue have displaced 300. Those of 2012 killed hundreds".
    """
    latest = _bound(reading).latest
    if draft.kind is not Kind.FLOW or draft.period_end is None or latest is None:
        return False
    return latest - draft.period_end > _LONG_BEFORE


def is_of_longer(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count runs since long before those told so far began, so that it is of more than their place.

    "900 fled El Fasher on Saturday. The war, which began in April 2023, has uprooted 12 million".
    """
    begun, (told, _) = _bound(reading).begun, draft.evidence.get("period", (-1, -1))
    if draft.kind is Kind.STOCK or draft.period_start is None or begun is None or told < draft.sentence.start:
        return False
    return not is_of_earlier(reading, draft) and begun - draft.period_start > _LONG_RUNNING


def told_before(reading: Reading, sentence: Sentence) -> PlaceMention | None:
    """Return the place of the story told right before a sentence, in its paragraph, by sentences that count nobody."""
    bound = _bound(reading)
    for index in range(sentence.index - 1, max(-1, sentence.index - _FAR), -1):
        earlier = reading.sentences[index]
        if earlier.paragraph != sentence.paragraph or index in bound.here:
            return None
        if (place := main_place(reading, places_of(reading, earlier))) is not None:
            return place
    return None


def carried(
    reading: Reading, draft: Draft, *, whole: bool = False, shunned: tuple[str, ...] = ()
) -> PlaceMention | None:
    """Return the place told around a count: in its paragraph, before it, in the heading above, in the title.

    None where its paragraph tells of several places just before, so that none of them is meant. whole: the count sums
    up a table or list, so that only the title's place can be meant. shunned: the roles of places that cannot be meant;
    one that only a storm reached may be.
    """
    sentence = draft.sentence
    if whole:
        topic = _topic(reading, sentence)
        return topic if topic is not None and _holds_rows(reading, draft, topic) else None
    bound, labelled = _bound(reading), _is_labelled(reading, sentence)
    for index in range(sentence.index, max(-1, sentence.index - _FAR), -1):
        earlier = reading.sentences[index]
        near = earlier.paragraph == sentence.paragraph
        scene = sentence.shape == "item" and index not in bound.here
        tells = _is_heading(reading, earlier) or (scene and _sets_scene(reading, earlier))
        if earlier.shape in ROWS and not near and not tells:
            continue
        here = bound.here.get(index)
        if here and earlier is not sentence and labelled and _is_of_row(reading, earlier, here):
            continue
        if here and earlier is not sentence and sentence.shape in LINES and is_place_line(reading, bound.here, index):
            continue  # "Alder: 12 dead", "Birch: 9 dead", and below them "In shelters: 33,000"
        if here and earlier is not sentence and all(m is not None and _is_kind_of_area(reading, m) for m in here):
            continue
        if here:
            if len({m.start if m else -1 for m in here}) == 1:
                place = here[0]
            elif earlier is sentence:
                place = _of_whole(reading, sentence, here)
            else:
                return _holding_all(reading, sentence, bound) if near else _topic(reading, sentence)
        else:
            told = places_of(reading, earlier) if earlier is not sentence else _before_break(reading, draft)
            place = main_place(reading, told, heads=earlier.shape == "head")
        moved = place is not None and place.role in shunned and (here or place.role == "origin")
        if (here and place is None) or (place is not None and not moved):
            break
    else:
        topic = _topic(reading, sentence)
        topic = None if topic is not None and topic.role == "origin" and topic.role in shunned else topic
        return topic or _first_told(reading, bound) or _written_at(reading, sentence)
    topic = _topic(reading, sentence) if place is not None else None
    if here and place is not None and topic is not None and is_somewhere_in(reading, place, topic):
        return topic  # "Gunmen kill 12 in X", and below it "Twelve people died in a village in Y. Another 45 were hurt"
    heads = earlier.shape == "head" or _is_heading(reading, earlier)
    if place is None or near or heads or not _passing(reading, place):
        return place
    if topic is not None and topic.feature:
        return place  # "Taal Volcano evacuees swell": they are not at the volcano
    follows = sentence.shape == "prose" and sentence.paragraph - earlier.paragraph == 1
    if follows and not _counts_in_paragraph(reading, earlier) and lies_closer(place, topic or bound.last):
        return place  # "A landslide has killed hundreds in Y.\n\nIt struck X at dawn.\n\nTwelve people died"
    side = place.pointer and place.place is None  # "the south of the state"
    leads = here and earlier.index <= _LEAD and topic is not None and (side or is_country(topic))
    if topic is not None and leads and topic.country == place.country and not place.many:
        return place  # the text opens with where in the country it happened
    return topic or bound.last or place


def _of_whole(reading: Reading, sentence: Sentence, here: list[PlaceMention | None]) -> PlaceMention | None:
    """Return the last of a sentence's places that is no part's: "In X 369 died, 228 OF THEM IN Y; 60 are hurt"."""
    numbers = reading.numbers_in(sentence)
    return next((m for m in reversed(here) if m is None or not is_of_part(reading, m, numbers)), here[-1])


def _counts_in_paragraph(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence, or one before it in its paragraph, tells a count."""
    here, index = _bound(reading).here, sentence.index
    while index >= 0 and reading.sentences[index].paragraph == sentence.paragraph:
        if index in here:
            return True
        index -= 1
    return False


def _before_break(reading: Reading, draft: Draft) -> list[PlaceMention]:
    """Return the places told before the semicolon ahead of a count: "Shells hit X at dawn; 30 people were killed"."""
    sentence, first = draft.sentence, draft.quantity.first
    if sentence.shape == "row":
        return []
    stop = next((k for k in range(first - 1, sentence.first, -1) if reading.words[k] == ";"), sentence.first)
    return [place for place in places_of(reading, sentence) if place.last < stop]


def _is_kind_of_area(reading: Reading, place: PlaceMention) -> bool:
    """Tell whether a place is only a kind of area, of which the next sentence need not tell: "FLOOD-PRONE AREAS"."""
    if not place.pointer or place.place is not None or place.antecedent is not None:
        return False
    return reading.words[place.last] in word_sets(reading.lexicon, "places")["areas"]


def _is_labelled(reading: Reading, row: Sentence) -> bool:
    """Tell whether a row of a table begins with words of its own: its counts are not those of the row above."""
    first = row.first + (reading.words[row.first] in _CELLS)
    return row.shape == "row" and first < row.last and reading.words[first][0].isalpha()


def _is_of_row(reading: Reading, row: Sentence, here: list[PlaceMention | None]) -> bool:
    """Tell whether the place of an earlier row's counts is what that row begins with."""
    begun = row.first + (reading.words[row.first] in _CELLS)
    return row.shape == "row" and any(place is not None and place.first == begun for place in here)


def _holds_rows(reading: Reading, draft: Draft, topic: PlaceMention) -> bool:
    """Tell whether the title's place is that of a total: no country, or the one that all rows and lines above lie in.

    Only where the label is the word for a total and nothing more: "All island" names what it counts.
    """
    if not is_country(topic):
        return True
    words, sentence = reading.words, draft.sentence
    label = [k for k in range(sentence.first, draft.quantity.first) if words[k].isalpha()]
    if len(label) != 1:
        return False
    bound = _bound(reading).here
    lines = range(max(0, sentence.index - _ROWS_BACK), sentence.index)
    told = [m for index in lines for m in bound.get(index, ()) if m is not None]
    return bool(told) and all(m.country in (None, topic.country) for m in told)


_ROWS_BACK = 30  # lines above a total that it may sum up


def _holding_all(reading: Reading, sentence: Sentence, bound: _Bound) -> PlaceMention | None:
    """Return the place that holds all those told before in a count's paragraph: "In Peru 85 died, 17 in Arequipa"."""
    index = sentence.index - 1
    told: list[PlaceMention] = []
    floor = max(0, sentence.index - _FAR)
    while index >= floor and reading.sentences[index].paragraph == sentence.paragraph:
        told += [m for m in reversed(bound.here.get(index, ())) if m is not None]
        index -= 1
    told.reverse()
    wide = next((m for m in told if m.place is not None and not (m.many or m.pointer)), None)
    if wide is None or wide.place is None or wide.place.level not in WIDE:
        return None
    others = [m for m in told if m.start != wide.start]
    return wide if others and all(lies_in(m, wide) for m in others) else None


def _written_at(reading: Reading, sentence: Sentence) -> PlaceMention | None:
    """Return where a text was written, the widest place of its dateline, for one that tells of no other place.

    None for a city so large that news from all over a country is written there, and for the seat of who writes.
    """
    told: Sequence[PlaceMention] = reading.within(reading.places, 0, sentence.end)
    lines = [p for p in told if p.dateline and not p.seat and not pairs_in(reading, reading.sentence_at(p.start))]
    place = lines[-1].place if lines else None
    seat = place is not None and place.level == "city" and (place.population or 0) > _SEAT
    return lines[-1] if lines and not seat else None


def _first_told(reading: Reading, bound: _Bound) -> PlaceMention | None:
    """Return the place that the first counts of a text without a title are of, if it is no country: a list opens so."""
    index = min(bound.here, default=0)
    here = bound.here.get(index, [])
    place = here[0] if here and len({m.start if m else -1 for m in here}) == 1 else None
    if place is None or place.many or place.role == "origin" or is_country(place):
        return None
    if _is_of_row(reading, reading.sentences[index], here) or is_place_line(reading, bound.here, index):
        return None
    return place if reading.sentences[index].paragraph <= _LEAD else None


def _sets_scene(reading: Reading, item: Sentence) -> bool:
    """Tell whether an item that counts nobody tells of an event, and where: "• Fighting has gone on in X since May"."""
    told = item.shape == "item" and item.index not in frame_of(reading).numbers
    return told and bool(places_of(reading, item)) and bool(named_in(reading, item))


def _is_heading(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether an item is nothing but a place's name, and so heads those below it: "c. Solomon Islands"."""
    places = places_of(reading, sentence)
    if len(places) != 1 or places[0].last != sentence.last - 1:
        return False
    before = reading.words[sentence.first : places[0].first]  # its bullet, number or letter
    return (sentence.shape == "item" and all(word.isdigit() or len(word) == 1 for word in before)) or not before


def _passing(reading: Reading, place: PlaceMention) -> bool:
    """Tell whether a place is named only once in the document, so that it is not what the document is about."""
    if is_country(place):
        return False
    if place.place is None or place.many:
        name = reading.folded[place.start : place.end]
        return reading.folded.count(name, max(0, place.start - _AROUND), place.end + _AROUND) < 2
    if "named places" not in reading.memo:
        reading.memo["named places"] = Counter(p.place.place_id for p in reading.places if p.place is not None)
    named: Counter[str] = reading.memo["named places"]
    return named[place.place.place_id] < 2


def _topic(reading: Reading, sentence: Sentence) -> PlaceMention | None:
    """Return the place that the document's title names, for what stands below it."""
    if "topic" not in reading.memo:
        reading.memo["topic"] = _find_topic(reading)
    topic: PlaceMention | None = reading.memo["topic"]
    return topic if topic is not None and topic.start < sentence.start else None


def _find_topic(reading: Reading) -> PlaceMention | None:
    """Return the place of the document's title, of a digest's item that of its heading."""
    item: Item | None = reading.memo.get(ITEM)
    if item is not None:
        return main_place(reading, places_of(reading, reading.sentence_at(item.start)), heads=True)
    for sentence in reading.sentences[:_TITLE]:
        counts = sentence.shape == "row" and holds_counts(reading, sentence)  # "Galle | 12 | 30"
        if sentence.shape in ("head", "row") and not counts:
            place = main_place(reading, places_of(reading, sentence))
            if place is not None and not opens_list(reading, sentence, place):
                return place
    return _titled(reading)


def _titled(reading: Reading) -> PlaceMention | None:
    """Return the place of a title that stands apart from the text, as one before all that the text tells.

    None where it is a whole country: that the text is about it is known, and no place in it.
    """
    title: Reading | None = reading.memo.get(TITLE)
    if title is None:
        return None
    told = [place for sentence in title.sentences for place in places_of(title, sentence)]
    place = main_place(title, told)
    if place is None or place.pointer or is_country(place) or place.country is None:
        return None
    start, end = place.antecedent or (place.start, place.end)
    words = " ".join(title.text[start:end].split())
    return replace(place, start=_APART, end=_APART, first=_APART, last=_APART, antecedent=None, titled=words)
