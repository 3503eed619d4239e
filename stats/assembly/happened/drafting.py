"""From a count to a draft: its unit, subject and kind words, and its relations to the drafts before it."""

from stats.assembly.counted.counts import Count, gap, is_pronoun
from stats.assembly.counted.pronouns import many_do
from stats.assembly.draft import MANY, Draft
from stats.assembly.happened.admission import is_figure
from stats.assembly.happened.against import is_compared
from stats.assembly.happened.extents import clause_of, own_clause, telling_clause
from stats.assembly.happened.governing import skip_left
from stats.assembly.happened.lodging import CAMP_REACH, camp_in
from stats.assembly.happened.orders import given
from stats.assembly.happened.totals import total_follows
from stats.assembly.kinds.asked import is_told_once
from stats.assembly.kinds.saysother import COUNTED_UP, EVENTS
from stats.assembly.kinds.totalling import counting_subject, makes_sum
from stats.assembly.kinds.words import said_in
from stats.assembly.measured import over_filler
from stats.assembly.view import View
from stats.readers.reading import Cue
from stats.vocabulary import HOUSING, LODGED, TOLL, Kind, Term, Unit


def draft_of(view: View, counts: list[Count], i: int) -> Draft | None:
    """Return the draft of a count, None where nothing says that it is a figure."""
    count = counts[i]
    q, noun = count.quantity, count.noun
    term = count.term
    if not is_figure(view, counts, i):
        return None
    unit = count.unit or (Unit.DWELLING if term in HOUSING else Unit.PERSON if term else None)
    clause = clause_of(view, counts, i)
    before = counts[i - 1] if i else None
    stands = count.base and term is Term.OTHER and count.chosen is None  # "of the 350 houses"
    said = Kind.STOCK if stands else _said(view, count, telling_clause(view, counts, i, clause), before)
    draft = Draft(q, view.sentence, clause, unit=unit, term=term, said=said)
    if noun is not None:
        draft.noun = (noun.first, noun.last)
        draft.subject = view.text(noun.first, noun.last)
        draft.evidence["unit"] = draft.evidence["subject"] = _span(view, noun.first, noun.last)
    elif count.unit_cue is not None:
        draft.subject = view.text(count.unit_cue.first, count.unit_cue.last)
        draft.implied["unit"] = "from the same passage"
    elif count.paired:
        draft.implied["unit"] = "told in households too"
    elif term is None and many_do(view, q):
        draft.unit, draft.implied["unit"] = Unit.PERSON, MANY
    else:
        draft.implied["unit"] = "from what happened"
        if count.chosen is not None and count.chosen.cue.phrase.role == "nouns":
            draft.subject = view.text(count.chosen.cue.first, count.chosen.cue.last)
    if count.chosen is not None:
        draft.said = draft.said or _said_before(view, count.chosen.cue)
        draft.governor, draft.how = count.chosen.cue, count.chosen.how
        draft.evidence["term"] = (count.chosen.cue.start, count.chosen.cue.end)
        if count.heir:
            draft.implied["term"] = "shared in a list"
    return draft


def _said_before(view: View, told: Cue) -> Kind | None:
    """Return the kind that the sentence before tells, where it names those counted: "who are STILL there"."""
    if told.first >= view.sentence.first:
        return None
    sentence = view.reading.sentence_at(told.start)
    return said_in(View.of(view.reading, sentence, []), sentence.first, sentence.last, range(told.last, told.last))


def _is_elliptic(view: View, count: Count, before: Count | None) -> bool:
    """Tell whether a participle right after a number shares the auxiliary before it: "were burnt and 900 displaced"."""
    alone = count.noun is not None and count.noun.first == count.noun.last == count.quantity.last + 1
    if before is None or before.chosen is None or not alone or count.end in view.starting("units"):
        return False
    told = before.chosen.cue
    joined = view.last_of("conjunctions", count.quantity.first - 1) is not None
    passive = told.phrase.role == "done" and view.last_of("passive", told.first - 1) is not None
    participle = any(c.phrase.role == "done" for c in view.starting("terms").get(count.quantity.last + 1, ()))
    return joined and passive and participle


def _shares_adverb(view: View, count: Count, before: Count) -> bool:
    """Tell whether a verb joined to the one before goes on with its "so far": "HAVE SO FAR killed 35 AND DISPLACED"."""
    told, other = count.chosen, before.chosen
    if told is None or other is None or (told.how, other.how) != ("before", "before"):
        return False
    if not before.end < told.cue.first <= before.end + _JOINED or not view.has("conjunctions", told.cue.first - 1):
        return False
    counted_up = (c for c in view.all("kinds") if c.phrase.role == "adverbs" and c.phrase.key == Kind.CUMULATIVE)
    return any(other.cue.first - _ADVERB <= c.first < before.quantity.first for c in counted_up)


_JOINED = 6  # tokens from a counted noun to the next verb: "35 people in the north and displaced"
_ADVERB = 4  # tokens from "so far" to its verb
_LIVING = LODGED | {Term.POPULATION}
_THERE = LODGED | {Term.REFUGEE, Term.STRANDED}


def _are_helped(view: View, count: Count, cue: Cue) -> bool:
    """Tell whether displaced people are counted as help reached them: "gave tents to 120 displaced families"."""
    if count.term is not Term.DISPLACED or cue.phrase.role != "nouns":
        return False
    got = any(p.term is Term.IN_NEED and p.cue.phrase.role == "did" for p in count.right)
    return got or given(view, count.quantity, count.end) is not None


def _is_headline_verb(view: View, count: Count, cue: Cue) -> bool:
    """Tell whether a bare participle is a title's verb: "Over 800 displaced after attacks on two villages"."""
    if view.sentence.index or view.sentence.shape != "head" or count.term is not Term.DISPLACED:
        return False
    return cue.first == cue.last == count.quantity.last + 1 and view.has("np_stops", cue.last + 1)


def _has_moved_in(view: View, cue: Cue) -> bool:
    """Tell whether a verb says how people came to be somewhere: "have crowded into the camps"."""
    perfect = view.words[cue.first - 1] in view.reading.lexicon.words("perfect")
    return perfect and cue.phrase.role == "does" and view.words[cue.last] in view.reading.lexicon.words("moves_in")


_NOW = frozenset({Term.IN_NEED, Term.POPULATION, Term.SHELTERED, Term.IN_CAMP})


def _said(view: View, count: Count, clause: tuple[int, int], before: Count | None) -> Kind | None:
    """Return the kind that the clause tells, else the word itself that told the term: "the toll"."""
    cue = count.chosen.cue if count.chosen else None
    if view.first_of("increments", over_filler(view.reading, count.quantity.first, view.first) - 1) is not None:
        return Kind.FLOW
    if total_follows(view, count.quantity) and not _is_reckoned_state(view, count):
        return Kind.CUMULATIVE
    if count.chosen is not None and count.chosen.how == "link" and count.chosen.cue.phrase.key == Term.POPULATION:
        return Kind.STOCK  # "bringing its POPULATION to 14,600"
    if cue is not None and _is_elliptic(view, count, before):
        return Kind.FLOW
    described = cue is not None and cue.phrase.role == "done" and cue.first == count.end
    if described and any(p.term in _NOW and p.cue.phrase.role == "does" for p in count.right):
        return Kind.STOCK  # "15,000 people displaced by the quake need assistance"
    if described and cue is not None and _lasts(view, cue.last + 1, clause[1]):
        return Kind.STOCK  # "people displaced since May are still in tents"
    inside = cue is not None and view.sentence.first <= cue.first < view.sentence.last
    end = max(clause[1], cue.last) if cue is not None and inside else clause[1]
    linked = count.chosen is not None and (count.chosen.how == "link" or _is_reached(view, count))
    linked = linked or _is_predicate(view, count)
    if cue is None and count.noun is None and count.quantity.share is None:
        if makes_sum(view.reading, view.sentence, count.quantity):
            return Kind.CUMULATIVE
        linked = linked or counting_subject(view.reading, view.sentence, count.quantity) is not None
    led = clause[1] < view.sentence.last and (
        view.first_of("linking", skip_left(view, clause[1] - 1)) is not None or view.has("linking", clause[1])
    )
    clause = (own_clause(view, count, clause[0], before), clause[1])
    if cue is not None and count.term in LODGED and _has_moved_in(view, cue):
        return Kind.FLOW
    if count.term in LODGED and view.has("causatives", count.quantity.first - 1):
        return Kind.FLOW  # "forced 770 of them into relief camps"
    verb = cue.last if cue is not None else -1
    number = range(count.quantity.first, count.quantity.last + 1)
    if said := said_in(view, clause[0], end, number, linked=linked, led=led, term=count.term, verb=verb):
        return said
    if total_follows(view, count.quantity):
        return Kind.STOCK
    if view.first_of("more", count.quantity.first - 1, "before") is not None and count.term not in _THERE:
        return Kind.FLOW
    if cue is not None and (_is_headline_verb(view, count, cue) or _are_helped(view, count, cue)):
        return Kind.FLOW
    if before is not None and _shares_adverb(view, count, before):
        return Kind.CUMULATIVE
    told = view.starting("kinds").get(cue.first) if cue else None
    if told and not linked and view.has("linking", told[0].first):
        return None  # "1,900 people reached Aceh" is no total reached
    if told and is_told_once(view, told[0], count.quantity.first):
        return None
    if told and count.term in EVENTS and told[0].phrase.key == Kind.STOCK and told[0].phrase.role != "events":
        return None  # "a stretch that HAS TAKEN three lives"
    return Kind(told[0].phrase.key) if told else None


def _is_predicate(view: View, count: Count) -> bool:
    """Tell whether a number is told of those behind it, who have an article: "ya son 212 LOS MUERTOS"."""
    lexicon, k = view.reading.lexicon, count.quantity.last + 1
    behind = lexicon.grammar.get("subject_after") and k < view.sentence.last
    return bool(behind) and view.words[k] in lexicon.words("articles")


def _is_reckoned_state(view: View, count: Count) -> bool:
    """Tell whether a total told behind its number is of people who are so: "chiffre À 517 000 LE NOMBRE DE déplacés".

    In a language that tells totals so by habit; but something may bring it there: "PORTE À 517 000 le nombre de".
    """
    if not view.reading.lexicon.grammar.get("noun_first") or count.term in COUNTED_UP:
        return False
    before = view.ending("kinds").get(count.quantity.first - 1, ())
    return all(c.phrase.role != "bringing" for c in before)


def _is_reached(view: View, count: Count) -> bool:
    """Tell whether a number far from its noun is what that went up to: "the tally of those hit by … WENT UP TO 900"."""
    far = count.chosen is not None and count.chosen.how == "far"
    return far and view.first_of("linking", count.quantity.first - 1) is not None


def _lasts(view: View, first: int, stop: int) -> bool:
    """Tell whether a word such as "still" follows within a clause."""
    lasting = (c.first for c in view.all("kinds") if c.phrase.role == "lasting" and first <= c.first < stop)
    return any("," not in view.words[first:k] for k in lasting)


def _span(view: View, first: int, last: int) -> tuple[int, int]:
    return view.reading.starts[first], view.reading.ends[last]


def relate(view: View, counts: list[Count], i: int, drafts: dict[int, Draft]) -> None:
    """Link a draft to its list's draft before it, to its whole, and to the same count in another unit."""
    draft, count = drafts[i], counts[i]
    q = count.quantity
    added = view.first_of("more", q.first - 1, "before") is not None or view.first_of("increments", q.first - 1)
    draft.increment = bool(added) or any(
        c.phrase.role == "after" for c in view.starting("more").get(q.last + 1, ())
    )
    if q.base is not None:
        base = next((d for d in drafts.values() if d.quantity is q.base), None)
        draft.parent = base
    j = next((k for k in range(i - 1, -1, -1) if k in drafts), None) if i else None
    if j is None:
        return
    previous = drafts[j]
    if count.heir == "previous" or is_compared(view, count):
        draft.sibling = previous
    begin, end = gap(counts[j], count)
    part = any(begin <= c.first < end and c.phrase.role == "words" for c in view.all("including"))
    beside = (q.last + 1, count.end)
    part = part or any(c.phrase.role == "part_after" for k in beside for c in view.starting("including").get(k, ()))
    if {draft.term, previous.term} <= TOLL and draft.term != previous.term:
        part = False  # "46 are dead, with 19 still missing": these are no part of those
    if part and draft.value <= (previous.quantity.high or previous.value) and draft.unit == previous.unit:
        draft.parent = draft.parent or previous.parent or previous
    outside = counts[j].bracket is None or (previous.same_as is not None and counts[j].bracket != count.bracket)
    inside = count.bracket is not None and outside  # "90 families (400 people) fled because of floods (250 people)"
    alike = draft.term is previous.term and draft.unit is previous.unit
    if inside and alike and draft.value < previous.value:
        draft.parent = draft.parent or previous  # "147,000 refugees (55,221 in Mauritania, 52,875 in Niger)"
    whole = draft.parent
    bare = count.noun is None and draft.governor is not None
    near = draft.governor.first == q.last + 1 if draft.governor is not None else False
    bare = bare and (draft.how == "lodged" or near or is_pronoun(view, count))
    if whole is None and bare and previous.parent is not None and previous.term is Term.DISPLACED:
        whole = draft.parent = previous.parent  # "154,718 in sites and 348,882 in host families"
    if whole is None and bare and draft.how == "lodged" and draft.unit == previous.unit:
        whole = draft.sibling = previous  # "sheltering 15,000 IDPs: 6,500 in the relief centre"
    of_displaced = whole is not None and whole.term is Term.DISPLACED and bare and draft.term in _LIVING
    if whole is None and bare and draft.term in _LIVING and draft.unit is previous.unit:
        listed = previous.how == "noun" or previous.sibling is not None  # "900 IDPs are in camps, 400 with relatives"
        of_displaced = previous.term is Term.DISPLACED and listed
        draft.sibling = previous if of_displaced else draft.sibling
    if of_displaced and not _says_where(view, draft):
        draft.term = Term.DISPLACED  # "503,600 IDPs, of whom 154,718 in sites" are displaced (GUIDE, Terms)
    if counts[j].noun is None and (them := view.last_of("of_them", begin)) is not None:
        begin = them + 1  # "57,400 of them, or 9,530 families"
    if _same_count(view, previous, draft, begin, end):
        draft.same_as = draft.sibling = previous
        if previous.how == "link" and draft.how == "after" and previous.term is draft.term:
            # "Inside centres: 310 families or 1,290 persons TOOK SHELTER": what both did, whatever the label tells
            previous.governor, previous.how, previous.said = draft.governor, draft.how, draft.said
        if previous.term is not None and count.bracket is None and count.right:
            draft.term = previous.term


def _says_where(view: View, draft: Draft) -> bool:
    """Tell whether a verb of its own says where a part of the displaced stay: "900 of them ARE IN schools"."""
    told = draft.governor
    if told is None or draft.how != "after":
        return False
    if camp_in(view, told.first, min(view.sentence.last, told.last + CAMP_REACH)) is None:
        return False  # "43,000 of whom are staying IN ALDER"
    verbs = view.reading.lexicon.words("auxiliaries", "perfect")
    only_where = told.phrase.role == "states" or view.last_of("place_prepositions", told.first) is not None
    only_where = only_where or view.has("np_stops", told.first)  # "900 WITH relatives"
    return not only_where or not verbs.isdisjoint(view.words[draft.quantity.last + 1 : told.first])


def _same_count(view: View, a: Draft, b: Draft, begin: int, end: int) -> bool:
    """ "310 households (1,600 people)", "989 families or 3,828 persons": one count in two units."""
    homes = a.unit == Unit.DWELLING and a.term in (Term.EVACUATED, Term.AFFECTED) and end - begin <= 2
    if {a.unit, b.unit} != {Unit.HOUSEHOLD, Unit.PERSON} and not (homes and b.unit == Unit.PERSON):
        return False
    if a.term is not b.term and not TOLL.isdisjoint({a.term, b.term}):
        return False  # "55 dead, 26 families displaced"
    households, people = (b, a) if b.unit == Unit.HOUSEHOLD else (a, b)
    if households.value > (people.quantity.high or people.value):
        return False  # "two fatalities, 1,469 households affected"
    if view.words[begin:end] == [","] and a.term is not b.term and a.governor is not b.governor:
        return False  # "34 stranded, 7 families returned"
    added = view.words[end - 1] in view.reading.lexicon.words("numeral_joiners")
    if added and (a.how, b.how) == ("before", "after") and a.term is not b.term:
        return False  # "floods hit 4,000 people, AND 450 families were moved out"
    return end - begin <= 5 and all(
        w in "(,/–-"
        or view.last_of("equal_links", begin + j) is not None
        or view.first_of("equal_links", begin + j) is not None
        for j, w in enumerate(view.words[begin:end])
    )
