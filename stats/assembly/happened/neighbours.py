"""What a count takes from its neighbours: a shared verb, a list's next item, a way over brackets and insertions."""

from itertools import pairwise

from stats.assembly.counted.counts import Count, gap, is_pronoun, is_total, over_each
from stats.assembly.counted.leading import labels_lead
from stats.assembly.counted.terms import BACKGROUND, STRENGTH, Predicate, fits, of_noun, strongest
from stats.assembly.counted.twounits import of_households, previous_of, restates
from stats.assembly.happened.against import changed_to, is_compared, only_compared
from stats.assembly.happened.appositions import over_part
from stats.assembly.happened.inpart import tells_part
from stats.assembly.happened.insertions import over_place
from stats.assembly.happened.onward import go_elsewhere
from stats.assembly.joints import is_dash
from stats.assembly.kinds.totalling import counting_subject
from stats.assembly.view import View
from stats.readers.timewords import time_words
from stats.vocabulary import HARMED, HOUSING, TOLL, Term, Unit


def take_from_next(view: View, counts: list[Count], i: int) -> None:
    """Give a count without a term that of the next count it is joined to: "three soldiers and seven civilians died"."""
    if i + 1 >= len(counts):
        return
    count, following = counts[i], counts[i + 1]
    two_units = (count.unit, following.unit) == (Unit.HOUSEHOLD, Unit.PERSON)
    two_units = two_units and following.quantity.value >= count.quantity.value  # not "90 affected families, 29 hurt"
    two_units = two_units and not (i and of_households(view, counts[i - 1], count))  # "9,000 IDPs in 900 homes, and"
    if count.bracket is None and following.bracket is not None and not (two_units and count.term is None):
        return
    if (count.noun is None) is not (following.noun is None) and _in_parts(view, counts, i):
        return  # "including 2,360 children, and 16,298 were injured", "including two in X, and 90 residents"
    parts = (view.first_of("share_whole", c.quantity.first - 1) is not None for c in (count, following))
    if i and count.noun is None and not two_units and is_compared(view, count):
        return  # "the injured rose to 720 FROM OVER 140, and 23 people were missing"
    if any(parts) and not two_units:
        return  # "111 deaths, of which 87 in Mopti, and 900 displaced"
    if i and counts[i - 1].term is not None and _ends_insertion(view, counts, i):
        return  # "16 dead – 14 in Kherson, two in Mykolaiv – with 31 missing"
    if i and counts[i - 1].term is not None and view.has("of_them", count.quantity.last + 1):
        return  # "35 were killed, 24 of them children, while another 60 were missing"
    if _belongs(view, count, following) or over_part(view, count, following):
        count.chosen, count.term, count.heir = following.chosen, following.term, "next"
        return
    if not _only_joined(view, count, following) or (i and restates(view, counts[i - 1], count)):
        return
    verb = following.chosen
    if verb is not None and verb.how == "before" and verb.cue.first >= count.end and verb.cue.phrase.role != "hosts":
        return  # "injured 14 and DISPLACED 230 families"
    labelled = count.chosen is not None and count.chosen.how == "link" and count.term in HARMED
    if count.noun is None and count.unit is None and following.noun is not None and following.bracket is None and not (
        labelled or of_households(view, count, following)  # "the number of deaths stands at 10, while 5,812 families"
    ) and (count.term is None or fits(count.term, following.unit)):  # not "90 in shelters, with 40 homes damaged"
        count.unit = count.unit or following.unit
        count.unit_cue = count.unit_cue or following.unit_cue
    begin, end = gap(count, following)
    among = any(view.last_of("membership", k) is not None for k in range(begin, end))
    beside = count.noun is None and view.last_of("conjunctions", begin) == end - 1  # "18 and 15 deaths"
    told = following.chosen
    lent = [told] if told is not None and (following.heir == "next" or told.cue.first >= following.end) else []
    named = count.chosen is not None and count.chosen.how == "noun" and count.term not in BACKGROUND
    own = of_noun(following.noun) if among or beside or (two_units and not named) else []
    settled = bool(lent) and lent[0].how == "after" and fits(lent[0].term, count.unit)  # "cannot RETURN": displaced
    right = [] if settled else following.right
    shared = strongest([*right, *lent, *own], count.unit)
    if shared is None:
        count.pronoun = count.pronoun or (beside and following.noun is not None)  # "landed 22 AND 38 migrants"
        return
    homes = following.noun is not None and following.unit is Unit.DWELLING and count.unit is not Unit.DWELLING
    if homes and count.noun is not None and shared.term in HOUSING:
        return  # "900 people of 200 households, and 40 HOMES collapsed"
    if shared.term in BACKGROUND and any(c.term is not None and c.term not in BACKGROUND for c in counts[:i]):
        return  # "12 hurt men, 30 orphans and 15 people who live alone"
    listed = view.words[begin:end] == [","] and count.term is not None and shared.cue.phrase.role in _PREDICATES
    listed = listed or (named and shared.term not in TOLL and shared.cue.phrase.role in _PREDICATES)
    if listed and shared.cue.first == following.end:
        return  # "59 homeless, 328 families displaced", "90 affected people and 60 in shelters"
    apart = view.words[begin] in time_words(view.reading.lexicon).listed["turns"]  # "is 3,000 WHILE 40 were killed"
    apart = apart or view.has("including", begin + (view.words[begin] == ","))  # "is 300 WITH 14 more in hospital"
    tied = count.chosen is not None and count.chosen.how == "link"
    tied = tied and counting_subject(view.reading, view.sentence, count.quantity) is not None
    apart = apart or tied  # "the number of displaced HAD REACHED 900,000, and 220,000 had left the country"
    weak = not count.base and (
        count.chosen is None
        or count.chosen.how == "far"
        or (count.chosen.how == "link" and not apart and STRENGTH[count.chosen.term] < STRENGTH[shared.term])
        or (
            count.chosen.how == "noun"
            and (following.noun is not None or view.last_of("place_prepositions", following.end) is not None)
            and strongest([count.chosen, shared], count.unit) is shared
            and not count.left
            and count.term not in HOUSING  # "41 flooded houses and eight houses destroyed"
        )
    )
    if weak:
        count.chosen, count.term, count.heir = shared, shared.term, "next"


_PREDICATES = ("done", "does", "states")


def _ends_insertion(view: View, counts: list[Count], i: int) -> bool:
    """Tell whether a dash ends right after a count what another opened before one of those before it."""
    begin, end = gap(counts[i], counts[i + 1])
    if not any(is_dash(view, k) for k in range(begin, end)):
        return False
    opened = (k for j in range(max(0, i - _LISTED), i) for k in range(counts[j].end, counts[j + 1].quantity.first))
    return any(is_dash(view, k) for k in opened)


_LISTED = 8  # counts of a list between dashes


def _belongs(view: View, count: Count, following: Count) -> bool:
    """Tell whether those counted are told to be among the next: "two nurses, shot at dawn, ARE AMONG THE 18 dead"."""
    if following.noun is None or following.term not in HARMED or following.heir or count.unit is not following.unit:
        return False
    member = view.first_of("membership", following.quantity.first - 1)
    return member is not None and member >= count.end and view.last_of("passive", member) is not None


def _in_parts(view: View, counts: list[Count], i: int) -> bool:
    """Tell whether a count is an item of a list that "including" opens."""
    for k in range(i, 0, -1):
        begin, end = gap(counts[k - 1], counts[k])
        if any(c.phrase.role == "words" and begin <= c.first < end for c in view.all("including")):
            return True
        if not _only_joined(view, counts[k - 1], counts[k]):
            return False
    return False


def _verb_led(view: View, previous: Count, count: Count) -> bool:
    """Tell whether a verb that stands before those counted is said of a further count too, or opens a part of them.

    "Died 72 men AND 224 FIGHTERS", "died 42 men, AMONG THEM 25 SOLDIERS".
    """
    grammar = view.reading.lexicon.grammar
    if not (grammar.get("verb_first") or grammar.get("subject_after")) or previous.chosen is None:
        return False
    if any(c.phrase.role == "words" for c in view.ending("including").get(count.quantity.first - 1, ())):
        return True
    if previous.chosen.how != "before" and previous.heir != "previous":
        return False
    return _only_joined(view, previous, count) or _joined_near(view, previous, count)


def _among(view: View, previous: Count, count: Count) -> bool:
    """Tell whether those named by their work are told to be among the count before: "30 hurt, 3 MEDICS AMONG THEM"."""
    if count.quantity.value > previous.quantity.value or previous.term in BACKGROUND or count.unit is not previous.unit:
        return False
    after = any(c.phrase.role == "part_after" for c in view.starting("including").get(count.end, ()))
    return after or any(c.phrase.role == "words" for c in view.ending("including").get(count.quantity.first - 1, ()))


def _joined_near(view: View, previous: Count, count: Count) -> bool:
    """Tell whether a conjunction joins a count to one before it over a word or two that go with its noun."""
    begin, end = gap(previous, count)
    if not 0 < end - begin <= _WITH_NOUN or view.last_of("conjunctions", end - 1) != end - 1:
        return False
    told, turns = view.starting("terms"), view.tokens("subordinators")
    return all(view.words[k].isalpha() and k not in told and k not in turns for k in range(begin, end))


_WITH_NOUN = 4  # tokens from a counted noun to the next count: "124 men of the group and 50 fighters"


def take_from_previous(view: View, counts: list[Count], i: int) -> None:
    """Give a count without a term or unit those of the count before it, where it reads as its list's next item."""
    if i == 0:
        return
    count, previous = counts[i], previous_of(view, counts, i)
    if previous.term is None:
        named = previous.noun is not None and not previous.noun.name and not previous.base
        spoken_of = previous.noun is None and view.first_of("existential", previous.quantity.first - 1) is not None
        spoken_of = spoken_of or (previous.noun is None and is_total(view, previous.quantity))
        told = named or spoken_of or is_pronoun(view, previous) or previous.heir == "previous"
        if told and count.noun is None and count.term is None and _list_item(view, previous, count):
            count.heir = "previous"
            if not count.paired:
                count.unit, count.unit_cue = previous.unit, previous.unit_cue
        return
    listed = previous.chosen is not None and previous.chosen.how == "link" and _only_joined(view, previous, count)
    background = count.chosen is not None and count.chosen.how == "noun" and count.chosen.term in BACKGROUND
    loose = count.chosen is None or count.chosen.how == "far" or (listed and background) or _told_twice(previous, count)
    loose = loose or (background and (_verb_led(view, previous, count) or _among(view, previous, count)))
    toll = count.chosen is not None and count.chosen.how == "link" and count.chosen.cue.phrase.table == "labels"
    own = toll and previous.term not in TOLL  # "destroyed 340 houses, updating an earlier TOLL of 15"
    loose = (loose or (only_compared(view, count) and not own)) and not count.base
    if (
        loose
        and (count.noun is not None or (count.unit and labels_lead(view)) or _list_item(view, previous, count))
        and fits(previous.term, count.unit or previous.unit)
    ):
        count.chosen, count.term, count.heir = previous.chosen, previous.term, "previous"
        if count.term is Term.HOUSING_DESTROYED and tells_part(view, count.end):
            count.term = Term.HOUSING_DAMAGED
        go_elsewhere(view, counts, i)
    if loose and count.term is None and (other := _same_verb(view, previous, count)) is not None:
        count.chosen, count.term, count.heir = other, other.term, "previous"
    if count.unit is None and _is_labelled(view, count):
        return  # "Families in shelters: 3,550; HOMELESS: 9,527"
    if previous.unit is Unit.HOUSEHOLD and count.term not in HARMED and _elliptic(view, previous, count):
        count.unit, count.unit_cue = previous.unit, previous.unit_cue
    if count.unit is None and count.noun is None and count.term is not None and fits(count.term, previous.unit):
        if previous.unit == Unit.DWELLING and count.term not in HOUSING and count.heir != "previous":
            return  # "1,000 homes burnt and thousands have been evacuated": people, by what they did
        if previous.unit == Unit.HOUSEHOLD and count.term in HARMED and count.heir != "previous":
            return  # "8,112 families evacuated; dead: 14"
        count.unit, count.unit_cue = previous.unit, previous.unit_cue


def _same_verb(view: View, previous: Count, count: Count) -> Predicate | None:
    """Return what the verb of the count before tells of homes joined to it: "SWEPT AWAY 12 people AND 40 HOMES"."""
    told = previous.chosen
    if told is None or told.how != "before" or count.unit is not Unit.DWELLING:
        return None
    if not _only_joined(view, previous, count):
        return None
    cues = (c for c in view.ending("terms").get(told.cue.last, ()) if c.phrase.role in ("acts", "done"))
    return strongest([Predicate(c, "before") for c in cues if c.phrase.key in HOUSING], count.unit)


def _is_labelled(view: View, count: Count) -> bool:
    """Tell whether a label of its own, written with a capital, tells what happened to a count."""
    told = count.chosen
    if told is None or told.how != "link" or view.words[count.quantity.first - 1] != ":" or count.heir:
        return False
    return view.capitalised(told.cue.first) and told.cue.last == count.quantity.first - 2


def _told_twice(previous: Count, count: Count) -> bool:
    """Tell whether brackets only tell a count in another unit: "900 DISPLACED families (4,600 people) are home"."""
    if count.bracket is None or count.bracket != previous.end or count.chosen is None:
        return False
    if count.chosen.how == "noun" and count.chosen.term is Term.POPULATION:
        return {previous.unit, count.unit} == {Unit.HOUSEHOLD, Unit.PERSON}  # "300 families (1,600 INHABITANTS) fled"
    return count.chosen.how == "link" and previous.quantity.last < count.chosen.cue.first < previous.end


def _elliptic(view: View, previous: Count, count: Count) -> bool:
    """Tell whether a participle alone follows a number: "8,000 families have been affected AND 2,000 DISPLACED"."""
    head = count.noun.head if count.noun is not None else None
    named = head is not None and head.phrase.table == "terms" and view.has("of_them", count.quantity.last + 1)
    if named and previous.chosen is not None:
        return True  # "18,200 families were affected, 2,000 OF THEM HOMELESS"
    if head is None or head.first != count.quantity.last + 1 or previous.chosen is None:
        return False
    done = any(c.phrase.role == "done" for c in view.starting("terms").get(head.first, ()))
    joined = view.words[count.quantity.first - 1] == "," or view.has("conjunctions", count.quantity.first - 1)
    return done and joined and previous.chosen.how == "after"


def _list_item(view: View, previous: Count, count: Count) -> bool:
    """Tell whether a bare number goes on with the list before it: "1,200 in Erbil and 3,400 in Duhok", "(41)"."""
    if count.quantity.share is not None or count.bracket is not None or previous.base:
        return True
    begin, end = gap(previous, count)
    if is_pronoun(view, count) or view.first_of("more", count.quantity.first - 1, "before") is not None:
        return True
    if changed_to(view, previous, begin, end) or is_compared(view, count):
        return True
    reach = view.words[begin:end]
    dashed = any(a == b == "-" for a, b in pairwise(reach)) or (reach == ["-"] and not view.touching(begin))
    joined = dashed or any(w in ",;:–/|" for w in reach) or any(view.has("conjunctions", k) for k in range(begin, end))
    parts = view.starting("including").get(begin, ())  # "9,000 people INCLUDING 6,500 from Kosti"
    joined = joined or any(c.phrase.role == "words" for c in parts)
    k = over_each(view, count.quantity)
    k = view.closers[k] + 1 if k in view.closers else k  # "and 254 (69 families) at the school"
    if view.words[k : k + 1] and view.words[k] in _DASHES and view.last_of("place_prepositions", k + 1) is not None:
        k += 1  # "1,900 moved to Pentecost and 1,800 – to Maewo"
    place_after = k < view.sentence.last and (
        view.words[k] in ",;)./|"
        or view.last_of("place_prepositions", k) is not None
        or view.last_of("conjunctions", k) is not None
        or view.last_of("more", k) is not None or view.last_of("goes_on", k) is not None
        or view.words[k] in time_words(view.reading.lexicon).listed["agents"]  # "and 900 BY raids"
    )  # fmt: skip
    place_after = place_after or view.last_of("inside", k) is not None
    if not place_after and k < view.sentence.last and view.capitalised(k):
        begin_at = view.reading.starts[k]  # "another 201 reached Marib city and 39 MARIB AL WADI"
        place_after = any(p.start == begin_at for p in view.reading.within(view.reading.places, begin_at, begin_at + 1))
    dated = any(m.first == k for m in view.reading.within(view.reading.periods, view.sentence.start, view.sentence.end))
    return joined and (place_after or dated or k >= view.sentence.last)


_DASHES = frozenset("–—-")


def _only_joined(view: View, a: Count, b: Count) -> bool:
    """Tell whether only conjunctions and commas stand between two counts."""
    begin, end = gap(a, b)
    k = begin
    while k < end:
        if view.words[k] in ",/&(–-":
            k += 1
            continue
        last = view.last_of("conjunctions", k)
        if last is None:
            last = view.last_of("fillers", k)
        if last is None:
            last = view.last_of("equal_links", k)
        if last is None:
            last = _other_member(view, k)
        if last is None and (view.last_of("place_prepositions", k) is not None or view.capitalised(k)):
            last = over_place(view, k, end)
        if last is None:
            last = next((c.last for c in view.starting("more").get(k, ())), None)
        if last is None and k == begin and view.words[k] in view.reading.lexicon.words("numeral_of"):
            last = k if (a.unit, b.unit) == (Unit.PERSON, Unit.HOUSEHOLD) else None  # "350 members OF 73 families"
        if last is None:
            return False
        k = last + 1
    return True


def _other_member(view: View, k: int) -> int | None:
    """Step over a single person in a list: "two soldiers, a policeman and nine civilians"."""
    if view.last_of("membership", k) is not None:
        return view.last_of("membership", k)
    nouns = [
        *view.starting("units").get(k, ()),
        *(c for c in view.starting("terms").get(k, ()) if c.phrase.role == "nouns"),
    ]
    return nouns[0].last if nouns else None
