"""Exiles: who is a refugee though the sentence does not say so, by the people's homeland and by what the passage tells.

A people counted in another country than its own ("around 200 Eritreans were registered in Tigray") are refugees in a
text that speaks of such, and so are those who come, arrive or are registered in a passage on refugees (GUIDE, Terms).
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from stats.assembly.draft import AS_BEFORE, Draft
from stats.assembly.joints import is_undone
from stats.assembly.view import View
from stats.readers.reading import Reading
from stats.readers.where.places import chief_country
from stats.vocabulary import Kind, Term, Unit

_UNTOLD = frozenset({Term.OTHER, Term.POPULATION, Term.IN_CAMP})
_STAYING = frozenset({Term.POPULATION, Term.IN_CAMP})
_CAME = frozenset({Term.OTHER, Term.FLED, Term.DISPLACED})
_SHARED = frozenset({*_UNTOLD, Term.FLED, Term.DISPLACED, Term.SHELTERED})
_WHENCE = frozenset({"origin", "home"})
_PEOPLE = frozenset({None, Unit.PERSON, Unit.HOUSEHOLD})
_NEAR = 150  # tokens before a clause among which the place it goes on about is sought
_AROUND = 40  # tokens of its sentence around a count
_VERB = 4  # tokens from those counted to their verb: "who have only lately arrived"


def bind_exile(reading: Reading, drafts: Sequence[Draft], i: int) -> None:
    """Make a draft one of refugees where its people's homeland, or the passage, tells so.

    drafts: all of a text in order, those before i bound.
    """
    draft = drafts[i]
    if draft.unit not in _PEOPLE:
        return
    if draft.term is Term.REFUGEE and _both_sides(reading, draft):
        draft.term = Term.DISPLACED
    if draft.term is Term.REFUGEE and draft.said is None and draft.governor is not None:
        entries = not reading.lexicon.words("entries").isdisjoint(draft.governor.phrase.words)
        between = reading.words[draft.governor.last + 1 : min(draft.quantity.first, draft.governor.last + _AROUND)]
        if entries and not reading.lexicon.words("workers", "guests").isdisjoint(between):
            draft.term = Term.OTHER  # "border crossings by TOURISTS: 3,400"
            return
        draft.said = Kind.FLOW if entries else None  # "border CROSSINGS this week: 3,400"
    whole = draft.sibling or draft.parent or (drafts[i - 1] if i else None)
    if whole is not None and whole.term is Term.REFUGEE and draft.term in _SHARED and _told_with(draft, whole):
        # "240,000 Burundians in camps in Tanzania and 3,000 SOMALIS"
        stays = draft.term in _STAYING
        draft.term, draft.said = Term.REFUGEE, draft.said or (Kind.STOCK if stays else None)
        return
    longs = _longs_for_home(reading, draft)
    comes = draft.term in _CAME and (longs or _comes(reading, draft))
    if not comes and draft.term not in _UNTOLD:
        return
    if draft.term is Term.POPULATION and _reported(reading, draft):
        draft.term = _as_reported(reading, drafts, i)
        draft.said = draft.said or (Kind.CUMULATIVE if draft.term is Term.REFUGEE else None)
    named = draft.noun is not None and reading.words[draft.noun[1]] in reading.lexicon.words("anybody")
    listed = named and draft.term is Term.OTHER and comes and not longs and draft.governor is None
    if listed and _of_displaced(reading, drafts, i):
        draft.term = Term.DISPLACED  # "9,000 families were REGISTERED"
        return
    passing = comes and anybody(reading, draft) and passage(reading, drafts, i) > 0
    if passing or _elsewhere(reading, drafts, i) or _waits(reading, drafts, i):
        stays = longs or draft.term in _STAYING
        draft.term = Term.REFUGEE
        went = (comes and not longs) or (not stays and _went(reading, draft))
        draft.said = draft.said or (Kind.FLOW if went else Kind.STOCK if stays else None)


def _both_sides(reading: Reading, draft: Draft) -> bool:
    """Tell whether people are told to be on both sides of a border: "have been displaced IN AND OUT OF the country"."""
    governor, last = draft.governor, draft.noun[1] if draft.noun is not None else draft.quantity.last
    if governor is None or governor.first <= last:
        return False
    both, stop = reading.lexicon.asked("both_sides"), draft.clause[1]
    return any(both.last(reading.words, k, stop) is not None for k in range(last + 1, min(governor.last + _BOTH, stop)))


_BOTH = 4  # tokens from a verb to where it leads


def _told_with(draft: Draft, whole: Draft) -> bool:
    """Tell whether the same word tells of a count and of the one that it is listed with."""
    own, other = draft.governor, whole.governor
    if draft.implied.get("term") == AS_BEFORE and (whole is draft.sibling or whole is draft.parent):
        return True
    return own is not None and other is not None and own.first == other.first


def _went(reading: Reading, draft: Draft) -> bool:
    """Tell whether the verb right after those counted is one of crossing or hiding: "600 Mexicans CROSSED hills"."""
    after = (draft.noun[1] if draft.noun is not None else draft.quantity.last) + 1
    near = reading.words[after : min(after + _VERB, draft.clause[1])]
    return not reading.lexicon.words("crosses", "hiding").isdisjoint(near)


def anybody(reading: Reading, draft: Draft) -> bool:
    """Tell whether those counted are told by no noun, by one for any people, or as a people: not "300 guests".

    Nor those who are told as guests or workers.
    """
    if visits(reading, draft):
        return False
    if draft.noun is None or homeland(reading, draft) is not None:
        return True
    return reading.words[draft.noun[1]] in reading.lexicon.words("anybody")


def may_be_exiles(reading: Reading, draft: Draft) -> bool:
    """Tell whether those counted may be refugees: people of no name, or of a people that flees, and no guests."""
    home = homeland(reading, draft)
    return anybody(reading, draft) and (home is None or home.lower() not in reading.lexicon.words("seldom_exiles"))


def _elsewhere(reading: Reading, drafts: Sequence[Draft], i: int) -> bool:
    """Tell whether a people is counted in another country than its own, in a text that speaks of refugees."""
    draft = drafts[i]
    if draft.noun is None or draft.forecast:
        return False
    home = homeland(reading, draft)
    if home is None or home.lower() in reading.lexicon.words("seldom_exiles"):
        return False
    if visits(reading, draft) or not _in_exile(reading, drafts, i):
        return False
    there = _country(reading, draft)
    return there is not None and there != home


def homeland(reading: Reading, draft: Draft) -> str | None:
    """Return the country that a people is of, by its name: "120 AFGHAN families", "9,000 ROHINGYA"; None if unnamed.

    Only where the name is that of the people, or stands before a word for any people: not "200 Kenyan POLICE OFFICERS".
    """
    if draft.noun is None:
        return None
    first, last = draft.noun
    words, lexicon = reading.words, reading.lexicon
    if not lexicon.words("no_homeland").isdisjoint(words[first : last + 1]):
        return None
    begin, end = reading.starts[first], reading.ends[last]
    named = [p for p in reading.within(reading.places, begin, end) if p.adjective and p.country]
    if named:
        plain = named[-1].last == last or words[last] in lexicon.words("anybody")
        return named[-1].country if plain else None
    known = {p.words[0]: p.key.upper() for p in lexicon.table("homelands")}
    return next((known[words[k]] for k in range(last, first - 1, -1) if words[k] in known), None)


def visits(reading: Reading, draft: Draft) -> bool:
    """Tell whether a clause tells what is told of guests and workers: "4,000 Indians WORK there", "came to a RALLY"."""
    begin, end = draft.clause
    listed = reading.lexicon.words
    if end < draft.sentence.last and listed("conjunctions") & {*reading.words[end - 1 : end + 1]}:
        end = min(draft.sentence.last, end + _VERB)  # "300 Serbs and 40 Croats VOTED"
    clause = reading.words[begin:end]
    return any(not listed(table).isdisjoint(clause) for table in ("visiting", "arenas", "pastimes"))


def _in_exile(reading: Reading, drafts: Sequence[Draft], i: int) -> bool:
    """Tell whether a people away from home is one of refugees: by the text, by its own name, or by how it came."""
    lexicon, told, draft = reading.lexicon, reading.tokens_of, drafts[i]
    if told(lexicon.words("abroad")) or told(lexicon.words("refugee_offices")):
        return True
    if any(d.term is Term.REFUGEE for d in drafts[max(0, i - _LATELY) : i + _LATELY]):
        return True
    begin, end = draft.clause
    moved = draft.term is not Term.OTHER and draft.term not in _STAYING
    if moved and (told(lexicon.words("crisis")) or told(lexicon.words("borders"))):
        return True  # "900 Haitians came ashore": told as people who left their homes
    if not lexicon.words("crosses").isdisjoint(reading.words[begin:end]):
        return True
    first, last = draft.quantity.first - _AROUND, draft.quantity.last + _AROUND
    around = reading.words[max(draft.sentence.first, first) : min(draft.sentence.last, last)]
    if not lexicon.words("flight", "hiding").isdisjoint(around):
        return True
    known = draft.noun is not None and not lexicon.words("exiles").isdisjoint(
        reading.words[draft.noun[0] : draft.noun[1] + 1]
    )
    return known and bool(told(lexicon.words("borders")))


def _country(reading: Reading, draft: Draft) -> str | None:
    """Return the country where those counted are: of the places of their clause, else of the nearest before it.

    What they left is none of them. None where several are named, or where nothing tells it.
    """
    begin, end = draft.clause
    start, stop = reading.starts[begin], reading.ends[end - 1]
    own = _countries(reading, start, stop, draft.noun)
    if own:
        return own[0] if len({*own}) == 1 else None
    before = _countries(reading, reading.starts[max(0, begin - _NEAR)], start)
    return before[-1] if before else chief_country(reading.memo.get("frame", {}))


def _countries(reading: Reading, start: int, stop: int, noun: tuple[int, int] | None = None) -> list[str]:
    """Return the countries of the places named in a part of a text, in order, without those that people left.

    noun: tokens of those counted, whose own name tells of no place: "90,000 KARENNI".
    """
    first, last = noun or (0, -1)
    places = [p for p in reading.within(reading.places, start, stop) if not first <= p.first <= last]
    return [
        p.country for p in places if p.country and not (p.adjective or p.dateline or p.office) and p.role not in _WHENCE
    ]


def _comes(reading: Reading, draft: Draft) -> bool:
    """Tell whether people are told to come, to arrive or to be taken in: by their verb, or by the one right after them.

    "8,762 people ENTERED the town", "1,480 CAME through", "among those REGISTERED are 43 pregnant women".
    """
    words, coming = reading.words, reading.lexicon.words("coming")
    if draft.governor is not None:
        return draft.term is not Term.OTHER and not coming.isdisjoint(draft.governor.phrase.words)
    if draft.implied.get("term") == AS_BEFORE or draft.term is not Term.OTHER:
        return False
    after = (draft.noun[1] if draft.noun is not None else draft.quantity.last) + 1
    begin, end = draft.clause
    if words[after : after + 1] == ["("] and ")" in words[after : after + _BRACKET]:
        after += words[after : after + _BRACKET].index(")") + 1  # "455,000 people (36,000 families) were REGISTERED"
        end = max(end, min(after + _VERB, draft.sentence.last))
    taken = reading.lexicon.words("taken_in")
    if any(words[k] in coming or words[k] in taken for k in range(after, min(after + _VERB, end))):
        return True
    return not taken.isdisjoint(words[begin : min(begin + _VERB, draft.quantity.first)])


def _longs_for_home(reading: Reading, draft: Draft) -> bool:
    """Tell whether nothing is told of people but that they would go home: "10,000 of them WANT to go home"."""
    governor = draft.governor
    if draft.term is not Term.DISPLACED or governor is None or governor.phrase.key == Term.DISPLACED:
        return False
    return is_undone(View.of(reading, draft.sentence, []), draft.quantity.last + 1, governor.first)


def passage(reading: Reading, drafts: Sequence[Draft], i: int) -> int:
    """Return whether the passage of a draft speaks of refugees (more than 0) or of the displaced (less than 0).

    A passage is its paragraph or, where that names neither, the nearest before it that does, headings too. Where no
    word of a text tells, those counted before do.
    """
    if "refugee passages" not in reading.memo:
        reading.memo["refugee passages"] = _passages(reading)
    told: list[int] = reading.memo["refugee passages"]
    over = told[min(drafts[i].sentence.paragraph, len(told) - 1)]
    if over:
        return over
    before = [d.term for d in drafts[max(0, i - _LATELY) : i]]
    return before.count(Term.REFUGEE) - before.count(Term.DISPLACED) - before.count(Term.EVACUATED)


def _of_displaced(reading: Reading, drafts: Sequence[Draft], i: int) -> bool:
    """Tell whether the passage of a draft speaks of the displaced, or the text of them and nowhere of refugees."""
    over, told, words = passage(reading, drafts, i), reading.tokens_of, reading.lexicon.words
    return over < 0 or (over == 0 and bool(told(words("uprooted"))) and not told(words("abroad")))


_BRACKET = 8  # tokens of brackets with the same count in another unit
_LATELY = 12  # counts before one among which refugees are told


def _reported(reading: Reading, draft: Draft) -> bool:
    """Tell whether it is a report that "has" a number, and no place: "the previous UPDATE HAD 4,029"."""
    governor = draft.governor
    if governor is None or governor.first < draft.sentence.first or governor.last >= draft.quantity.first:
        return False
    before = reading.words[max(draft.sentence.first, governor.first - _AROUND) : governor.first]
    has = reading.lexicon.asked("place_has").last(reading.words, governor.first, governor.last + 1) is not None
    return has and not reading.lexicon.words("count_keepers").isdisjoint(before)


def _as_reported(reading: Reading, drafts: Sequence[Draft], i: int) -> Term:
    """Return what those are of whom a report only gives a number: as the count before, or those out of a country."""
    draft = drafts[i]
    if draft.noun is not None:
        after = reading.within(reading.places, reading.ends[draft.noun[1]], draft.sentence.end)[:1]
        gap = reading.words[draft.noun[1] + 1 : after[0].first] if after else []
        abroad = 0 < len(gap) <= _OUT_OF and gap[0] in reading.lexicon.words("outward")
        country = abroad and after[0].place is not None and after[0].place.level == "country"
        return Term.REFUGEE if country else Term.OTHER
    before = drafts[i - 1] if i else None
    near = before is not None and before.sentence.paragraph == draft.sentence.paragraph
    return before.term if near and before is not None and before.term is not None else Term.OTHER


_OUT_OF = 2  # tokens between those counted and the country they are out of: "3 million people OUT OF Ukraine"


def _waits(reading: Reading, drafts: Sequence[Draft], i: int) -> bool:
    """Tell whether people of whom nothing else is told wait or stay, in a passage on refugees: "WAIT for asylum"."""
    draft = drafts[i]
    if draft.term is not Term.OTHER or draft.governor is not None or not anybody(reading, draft):
        return False
    after = (draft.noun[1] if draft.noun is not None else draft.quantity.last) + 1
    waiting = reading.lexicon.words("waiting")
    near = not waiting.isdisjoint(reading.words[after : min(after + _VERB, draft.clause[1])])
    return near and passage(reading, drafts, i) > 0


def _passages(reading: Reading) -> list[int]:
    """Return for each paragraph by how much more it speaks of refugees than of the displaced, as `passage` says."""
    sentences, lexicon = reading.sentences, reading.lexicon
    heads = [k for k, s in enumerate(sentences) if not k or s.paragraph != sentences[k - 1].paragraph]
    bounds = [*(sentences[k].first for k in heads), len(reading.words)]
    offices = {k - 1 for k in reading.tokens_of(lexicon.words("refugee_bodies"))}
    abroad = [k for k in reading.tokens_of(lexicon.words("abroad")) if k not in offices]
    uprooted = reading.tokens_of(lexicon.words("uprooted"))
    told: list[int] = [0] * (sentences[-1].paragraph + 1)
    before = max(0, len(abroad) - len(uprooted))
    for head, (first, stop) in zip(heads, pairwise(bounds), strict=True):
        over = bisect_left(abroad, stop) - bisect_left(abroad, first)
        within = bisect_left(uprooted, stop) - bisect_left(uprooted, first)
        before = over - within if over or within else before
        told[sentences[head].paragraph] = before
    return told
