"""Where people are: the camp or shelter that a clause names, before a count, after it or by a "where"."""

from stats.assembly.counted.terms import Predicate
from stats.assembly.joints import is_participle
from stats.assembly.view import View
from stats.phrases import Phrase
from stats.readers.reading import Cue
from stats.readers.wordsets import word_sets
from stats.vocabulary import Term, Unit

CAMP_REACH = 10  # tokens between "live in" or "home to" and the camp
LODGINGS = {Term.IN_CAMP: ("camp_words", "site_words"), Term.SHELTERED: ("shelter_words",)}
"""The tables of the places that tell a term of those in them."""
_HOUSED = frozenset((Term.POPULATION, Term.SHELTERED))
_CAMP = 4  # tokens of a camp's name after its preposition: "at the Kule refugee CAMP"
_WHERE = 14  # tokens from a shelter to the "where" that points to it


def housed(cues: list[Cue]) -> bool:
    """Tell whether a verb only says that people live or stay somewhere."""
    return any(c.phrase.key in _HOUSED for c in cues)


def camp_in(view: View, first: int, last: int) -> Term | None:
    """Return what a place named in tokens [first, last) tells: "live in six camps", "the school is home to"."""
    outside = view.reading.lexicon.words("outside")
    turns, camps, shelters = (view.tokens(t) for t in ("subordinators", "camp_words", "shelter_words"))
    for k in range(first, last):
        if view.words[k] in outside:
            return None  # "21,660 live OUTSIDE camps"
        if k in camps or (view.has("site_words", k) and view.words[k - 1][0].isdigit()):
            return Term.IN_CAMP
        if k in shelters:
            return Term.IN_CAMP if within_camp(view, k) else Term.SHELTERED
        if view.words[k] == "," and _lists_lodgings(view, k):
            continue
        if k in turns or view.words[k] in ",;.(" or view.words[k] in view.reading.lexicon.words("perfect"):
            return None  # "living near Alder | HAVE been moved to a school"
    return None


def _lists_lodgings(view: View, comma: int) -> bool:
    """Tell whether a comma stands between two places to live in of a list: "in empty HOUSES, SCHOOLS and mosques"."""
    houses = any(c.phrase.key == Unit.DWELLING for c in view.ending("units").get(comma - 1, ()))
    if not houses and not view.ending("counted").get(comma - 1):
        return False
    last = view.last_of("shelter_words", comma + 1)
    last = view.last_of("shelter_words", comma + 2) if last is None else last  # ", public schools and"
    return last is not None and (view.words[last + 1 : last + 2] == [","] or view.has("conjunctions", last + 1))


def within_camp(view: View, shelter: int) -> bool:
    """Tell whether shelters at a token stand in a camp: "moved into TENTS at a camp"."""
    there = view.last_of("inside", shelter + 1)
    return there is not None and not view.tokens("camp_words").isdisjoint(range(there + 1, there + 1 + _CAMP))


def camp_named(view: View, first: int, stop: int) -> Term | None:
    """Return what the place told last in tokens [first, stop) tells: "31 camps for the displaced, which host"."""
    counted = view.reading.lexicon.words("centres")
    for k in range(stop - 1, first - 1, -1):
        site = view.has("site_words", k) and not view.has("shelter_words", k - 1)  # "the protection SITE"
        if site or view.has("camp_words", k):
            return Term.IN_CAMP
        if view.has("shelter_words", k) or (view.words[k] in counted and any(q.last == k - 1 for q in view.quantities)):
            return Term.SHELTERED  # "two CENTRES hold 334"
        if view.words[k] in ",;." or view.has("subordinators", k):
            return None
    return None


def camp_of_subject(view: View, verb: int) -> Term | None:
    """Return what the place tells that a verb has as its subject, farther off than its own clause.

    "The CAMP, built for 3,000, now HOLDS 9,000", "the CAMP was built for 3,000 and now HOLDS 9,000", "the CAMP is full.
    It now HOLDS 9,000".
    """
    lexicon, first, k = view.reading.lexicon, view.sentence.first, verb - 1
    it = word_sets(lexicon, "places")["it"]
    while k > first and (view.words[k] in lexicon.words("auxiliaries") or view.last_of("fillers", k) == k):
        k -= 1
    if view.words[k] == ",":
        opening = next((j for j in range(k - 1, max(first, k - _INSERTED), -1) if view.words[j] in ",;:."), first)
        return camp_named(view, max(first, opening - CAMP_REACH), opening) if view.words[opening] == "," else None
    if k > first and view.words[k] in it:
        k -= 1
        if k > first and view.words[k] in ".;":
            return _camp_heading_clause(view, first, k)
    elif k == first and view.words[k] in it and view.sentence.index:
        before = view.reading.sentences[view.sentence.index - 1]
        return _camp_heading_clause(View.of(view.reading, before, []), before.first, before.last)
    if k > first and view.last_of("conjunctions", k) == k:
        begin = next((j + 1 for j in range(k - 1, first, -1) if view.words[j] in ".;:"), first)
        return _camp_heading_clause(view, begin, k)
    return None


def camp_it_owns(view: View, named: Cue) -> Term | None:
    """Return what the camp tells whose people "its" names: "the CAMP took in 300, bringing ITS population to 9,000"."""
    k = named.first - 1
    if view.words[k] not in word_sets(view.reading.lexicon, "places")["whose"]:
        return None
    begin = next((j + 1 for j in range(k, view.opening, -1) if view.words[j] in ".;:"), view.opening)
    return _camp_heading_clause(view, begin, k)


def _camp_heading_clause(view: View, first: int, stop: int) -> Term | None:
    """Return what a place tells that is named in the first words of a clause, tokens [first, stop)."""
    return camp_named(view, first, min(stop, first + _SUBJECT))


_INSERTED = 16  # tokens from a camp to the comma before its verb: ", which was built for 3,000 people,"
_SUBJECT = 4  # tokens of a subject that ends in a camp: "the main evacuation centre"


def reach_of(view: View, tokens: range) -> list[int]:
    """Return those of some tokens at which a camp, a shelter or a number of centres is told, in order."""
    named = view.tokens("camp_words") | view.tokens("shelter_words")
    counted = view.reading.lexicon.words("centres")
    return [k for k in tokens if k in named or (view.words[k] in counted and _numbered(view, k))]


def _numbered(view: View, k: int) -> bool:
    """Tell whether a number stands right before a token, and a preposition before that: "in 275 CENTRES"."""
    q = next((q for q in view.quantities if q.last == k - 1), None)
    return q is not None and any(view.last_of("inside", j) == q.first - 1 for j in (q.first - 1, q.first - 2))


def camp_of(view: View, first: int) -> Cue | None:
    """Return the camp or shelter that owns a count, as a word for those in it: "the CAMP'S 9,000 residents"."""
    owner = first - 2 if view.reading.owns(first - 1) else -1
    if owner < view.sentence.first:
        return None
    term = camp_named(view, owner, owner + 1)
    return None if term is None else lodging_cue(view, owner, term)


def camp_heading(view: View, first: int) -> Cue | None:
    """Return the camps or shelters that head a line, for those in them: "EVACUATION CENTRES: 340 families"."""
    begin = view.sentence.first
    colon = next((k for k in range(begin + 1, min(first, begin + _HEADING)) if view.words[k] == ":"), begin)
    for k in range(begin, colon):
        for term, tables in LODGINGS.items():
            if any(view.last_of(table, k) == colon - 1 for table in tables):
                return lodging_cue(view, k, term)
    return None


def site_named(view: View, first: int, noun: int) -> Cue | None:
    """Return the school or camp by whose name a line opens, for those in it: "Alder SCHOOL, Birch - 50 families".

    first, noun: tokens of the count and the last one of its noun: not the "50 PUPILS" of a school.
    """
    begin, k = view.sentence.first, first - 1
    if view.words[noun] not in view.reading.lexicon.asked("unit_words").by_last:
        return None
    if view.sentence.shape not in ("head", "item") or view.words[k] not in _DASHES or first - begin > _SITE:
        return None
    if not view.capitalised(begin) or any(q.first < first - _SITE for q in view.quantities):
        return None
    for j in range(begin + 1, k):
        for term, tables in LODGINGS.items():
            if any(view.has(table, j) for table in tables):
                return None if view.words[j - 1][0].isdigit() else lodging_cue(view, j, term)  # "7 sites - 920 people"
    return None


_DASHES = frozenset("–—-:")
_SITE = 9  # tokens of a site's name, with its place
_HEADING = 6  # tokens of what heads a line, with its colon


def camp_where(view: View, begin: int) -> Term | None:
    """Return what the place tells that "where" points back to: "in 439 shelters, where 37,000 people are staying"."""
    reach = range(begin - 1, max(view.sentence.first, begin - CAMP_REACH), -1)
    k = next((k for k in reach if view.has("where", k)), 0)
    found = None
    for j in range(max(view.sentence.first, k - _WHERE), k):
        if view.has("camp_words", j):
            found = Term.IN_CAMP
        elif view.has("shelter_words", j):
            found = Term.SHELTERED
    return found


def lodged_in(view: View) -> Cue | None:
    """Return what a title that only names where people are tells of those counted under it: "Collective shelters"."""
    told = dict.fromkeys(view.tokens("camp_words"), Term.IN_CAMP)
    homes = view.reading.lexicon.words("relief_homes")  # no school or church by itself: what is counted may be pupils
    for k in view.tokens("shelter_words"):
        last = view.last_of("shelter_words", k)
        if last is not None and (last > k or view.words[k] in homes):
            told.setdefault(k, Term.SHELTERED)
    if not told:
        return None
    first = min(told)
    return lodging_cue(view, first, told[first])


def lodged_at(view: View, tokens: tuple[int, int]) -> Cue | None:
    """Return what the name of a column tells of the people in it: "Families IN ECs", "Homeless (PUBLIC SHELTER)".

    tokens: [first, last) of the name, in any sentence.
    """
    inside = view.reading.lexicon.asked("inside")
    for k in range(*tokens):
        if view.words[k - 1] != "(" and inside.first(view.words, k - 1, tokens[0]) is None:
            continue
        for term, tables in LODGINGS.items():
            for name in tables:
                last = view.reading.lexicon.asked(name).last(view.words, k, tokens[1])
                if last is not None:
                    starts, ends = view.reading.starts, view.reading.ends
                    phrase = Phrase(tuple(view.words[k : last + 1]), "terms", term, "nouns")
                    return Cue(k, last, starts[k], ends[last], phrase)
    return None


def lodging_cue(view: View, token: int, term: Term) -> Cue | None:
    """Return the camp or shelter at a token as a word that tells a term; None where none starts there."""
    cue = next((c for table in LODGINGS[term] if (c := view.cue(table, token)) is not None), None)
    if cue is None:
        return None
    return Cue(token, cue.last, cue.start, cue.end, Phrase(cue.phrase.words, "terms", term, "nouns"))


def lodged_near(view: View, begin: int, stop: int, unit: Unit | None) -> list[Predicate]:
    """Read where people are when no verb tells it: "191,692 people in 1,096 collective shelters"."""
    if unit == Unit.DWELLING:
        return []
    numeral_of = view.reading.lexicon.words("numeral_of")
    if ")" in view.words[begin - 1 : begin + 1]:  # "Alder (300), | Birch SCHOOL (120)": the next one's
        beside = range(begin, min(stop, begin + _LODGED) - 1)
        stop = next((k for k in beside if view.words[k] in ",;" and view.capitalised(k + 1)), stop)
    reach = range(begin, min(stop, begin + _LODGED))
    near = reach_of(view, reach)
    sudden = view.reading.lexicon.asked("dates", "sudden")
    for k in near:
        if any(sudden.last(view.words, j, k) is not None for j in range(begin, k)):
            return []  # "seven killed, including 3 women, in a RAID on the camp": what befell it, not who lives there
        if _whence(view, begin, k) or view.last_of("age_groups", k - 1) is not None:
            continue  # "19,000 moved FROM houses and hotels", "254 OF SCHOOL AGE"
        if view.sentence.shape == "prose" and not _leads_there(view, begin, k):
            continue  # "evacuated 8,400 people, FORCING SCHOOLS to close"
        for table, term in (("camp_words", Term.IN_CAMP), ("shelter_words", Term.SHELTERED)):
            wanted = view.ending("terms").get(k - 2, ()) if view.words[k - 1] in numeral_of else ()
            if any(c.phrase.key == Term.IN_NEED for c in wanted):
                return []  # "29,000 people IN NEED OF shelter"
            if cue := view.cue(table, k):
                return [Predicate(cue, "lodged", term)]
        if cue := view.cue("centres", k):
            return [Predicate(cue, "lodged", Term.SHELTERED)]
    return []


def _leads_there(view: View, begin: int, k: int) -> bool:
    """Tell whether a camp or shelter is no object of another clause: ", FORCING SCHOOLS to close"."""
    comma = next((j for j in range(k - 1, begin - 1, -1) if view.words[j] == ","), None)
    if comma is None or any(view.last_of("place_prepositions", j) is not None for j in range(comma + 1, k)):
        return True
    return not (is_participle(view, comma + 1) or view.words[k - 1][0].isdigit())


def _whence(view: View, begin: int, k: int) -> bool:
    """Tell whether a camp or shelter at a token is where people come from, by the preposition before it."""
    for j in range(k - 1, begin - 1, -1):
        if view.words[j] in view.reading.lexicon.words("outward"):
            return True
        if view.last_of("place_prepositions", j) is not None:
            return False
    return False


_LODGED = 9  # tokens between the noun and the place that people are in
