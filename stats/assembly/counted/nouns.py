"""What a number counts: the noun that belongs to it, and so the unit."""

from dataclasses import dataclass

from stats.assembly.counted.behindverb import subject_behind
from stats.assembly.counted.deednouns import deed_noun
from stats.assembly.counted.describing import (
    before_people,
    is_adjective,
    is_bent,
    is_described,
    is_held_by,
    is_hyphened,
    of_country,
    only_describes,
    singular,
    unknown_noun,
)
from stats.assembly.counted.heads import described_after, head_of, named_in
from stats.assembly.counted.homes import brought_home, lived_in, of_homes, of_labelled_homes
from stats.assembly.counted.leading import labels_lead, leads_next
from stats.assembly.counted.rows import end_of_row, is_object, over_short_form
from stats.assembly.counted.strengths import arms_of, body_of, called_in, members_named
from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue
from stats.readers.timewords import time_words
from stats.readers.wordsets import word_sets
from stats.vocabulary import Unit

_REACH = 7  # words between a number and its noun: "300 newly arrived, mostly elderly Malian refugees"
_UNITS = {unit.value: unit for unit in Unit}


@dataclass(slots=True)
class Noun:
    """The words that a number counts: tokens [first, last] (the subject), head the noun's cue where the lexicon has it.

    unit: None where the words are no known unit (a name such as "Oregonians"). terms: cues inside it that tell a term.
    end: token after it. thing: the number counts something that nobody counts here.
    """

    first: int
    last: int
    end: int
    unit: Unit | None = None
    head: Cue | None = None
    terms: tuple[Cue, ...] = ()
    thing: bool = False
    name: bool = False


def counted(view: View, q: Quantity) -> Noun | None:
    """Return the noun that follows a number, None where it is left out."""
    words, stop = view.words, view.sentence.last
    whole = view.last_of("share_whole", q.last + 1)
    if whole is not None and (whole + 1 >= stop or words[whole + 1] in ",;.)" or view.has("np_stops", whole + 1)):
        return None  # "about 200 of them, Teresopolis for 175"
    if labels_lead(view):
        return None
    if view.last_of("age_groups", q.last + 1) is not None:
        return None  # "Children: 254 OF SCHOOL AGE"
    if (body := body_of(view, q)) is not None and not members_named(view, body[1]):
        first, last, armed = body
        called = (armed,) if armed is not None else called_in(view, first, last)
        return Noun(first, last, last + 1, Unit.PERSON, armed, called)
    units, terms, things = view.starting("units"), view.starting("terms"), view.starting("counted")
    k = begin = _after_number(view, q) if body is None else body[1] + 2
    terms_found: list[Cue] = []
    name: int | None = None
    numbers = {other.first for other in view.quantities}
    articles = view.reading.lexicon.words("articles")
    while k < min(stop, begin + _REACH):
        word = words[k]
        if k in numbers:
            break  # "up from 2,600 two months ago"
        unit, thing = units.get(k), things.get(k)
        if unit is None and q.value == 1 and word.isalpha() and not thing and k not in terms:
            unit = singular(view, k)
        if unit and name == k - 1 and q.value > 1 and _way_home(view, begin, name, unit[0]):
            break
        if unit and q.value > 1 and brought_home(view, q, begin, unit[0]):
            return None
        nouns = [c for c in terms[k] if c.phrase.role == "nouns"] if k in terms else []
        if k == begin and not nouns and not unit and k in terms and (deed := deed_noun(view, q, k)) is not None:
            nouns = [deed]
        length = max([c.last for c in unit]) if unit else -1
        if thing and thing[0].last >= length and (thing[0].last > length or not unit) and not _longer(nouns, thing[0]):
            measured = words[thing[0].last] in time_words(view.reading.lexicon).units  # "two months' average"
            if thing[0].last + 1 < stop and not measured and view.reading.owns(thing[0].last + 1):
                k = thing[0].last + 2  # "40 of the village's 300 families"
                continue
            if is_hyphened(view, thing[0]):
                k = thing[0].last + 2  # "150 line-houses"
                continue
            if _is_time(view, q, thing[0]):
                break  # "rose to 92 last night"
            if (homes := of_homes(view, thing[0])) is not None:
                k = homes  # "306 units of housing"
                continue
            given_to = words[thing[0].last] in view.reading.lexicon.words("recipients")  # "30 TENTS FOR families"
            if given_to or not before_people(view, thing[0]):
                homes = of_labelled_homes(view, q, thing[0])
                unit_told = Unit.DWELLING if homes else None
                return Noun(begin, thing[0].last, thing[0].last + 1, unit_told, thing=not homes)
            k = thing[0].last + 1
            continue
        people = max([*(unit or ()), *nouns], key=lambda c: c.last, default=None)
        if people is not None and people.last + 2 < stop and view.reading.owns(people.last + 1):
            k = people.last + 2  # "1,000 women's wears", "one displaced persons' site"
            continue
        if nouns and people is not None and is_held_by(view, people):
            k = people.last + 3  # "two rebel-held towns"
            continue
        if unit and not nouns and q.value > 1 and only_describes(view, unit[0]):
            k = unit[0].last + 1
            continue
        if unit and not nouns and is_hyphened(view, unit[0]) and unit[0].last + 3 < stop:
            k = unit[0].last + 3  # "home-based displaced families"
            continue
        if nouns and not unit and k == begin and nouns[0].last + 1 in numbers and is_object(view, q):
            break  # "the quake that displaced thousands KILLED 30"
        if unit or nouns:
            if leads_next(view, q, max(c.last for c in (*(unit or ()), *nouns))):
                break
            head, k = head_of(view, unit, nouns, terms_found)
            if head is None or lived_in(view, q, head):
                return Noun(begin, k, k + 1, thing=True)
            return _noun(view, begin, end_of_row(view, q, head), head, terms_found)
        if k > begin and (view.has("of_the", k) or word in articles):
            break
        if (word == "." and view.touching(k) and len(words[k - 1]) <= 2) or (word.endswith(".") and len(word) == 2):
            name = None if name == k - 1 else name
            k += 1  # "1,700 U.S. troops"
            continue
        if view.has("np_stops", k) and view.touching(k) and k > begin and words[k - 1] == "-":
            k += 1  # "mud-and-thatch homes"
            continue
        joined = view.has("conjunctions", k) and word not in view.reading.lexicon.words("by_means")
        if joined and k > begin and words[k - 1].isalpha() and (
            is_described(view, k + 1, stop) or _is_kind_of_thing(view, k + 1)
        ):
            k, name = k + 1, None  # "300 Afro-Colombian and indigenous families", "pregnant and nursing mothers"
            continue
        if (view.has("np_stops", k) or not (word.isalpha() or word in "-'\"“”*’'" or word == "'s")) and not (
            word == ","
            and k > begin
            and k + 1 < stop
            and words[k + 1].isalpha()
            and not view.has("np_stops", k + 1)
            and name is None
        ):
            break
        bound = k > begin and words[k - 1] == "-" and view.touching(k)  # "300 rebel-HELD villagers"
        done = [c for c in terms[k] if c.phrase.role in ("done", "does")] if k in terms and not bound else None
        if done:
            bent = [c for c in done if c.phrase.role == "done" or is_bent(view, c)]
            if not bent or not is_adjective(view, done[0].last + 1, stop):
                break
            terms_found += done
        elif (
            word.isalpha() and view.capitalised(k) and view.last_of("totals", k) is None
        ) or view.last_of("nationalities", k) is not None:
            name = k
        elif name is not None and word.isalpha() and not (words[k - 1] == "-" and view.touching(k)):
            break
        elif name is not None and word.isalpha():
            name = None  # "89 Palestinian-OWNED sheds"
        k += 1
    if name is None and not terms_found and (ahead := _ahead(view, q)) is not None:
        return ahead
    if name is None and not terms_found and unknown_noun(view, begin, k):
        people = view.words[k - 1].endswith(tuple(view.reading.lexicon.grammar.get("person_endings", ())))
        return Noun(begin, k - 1, k, Unit.PERSON, name=True) if people else Noun(begin, k - 1, k, thing=True)
    return _named(view, begin, name, terms_found)


def _is_kind_of_thing(view: View, k: int) -> bool:
    """Tell whether a word only says what kind of thing the next one is: "155 primary and SECONDARY schools"."""
    plain = view.words[k].isalpha() and k not in view.starting("terms") and k not in view.starting("units")
    return plain and not view.has("np_stops", k) and k + 1 in view.starting("counted") and k + 1 < view.sentence.last


def _ahead(view: View, q: Quantity) -> Noun | None:
    """Return the noun ahead of a number that a word between gives it: "the REFUGEES who number 670,000"."""
    if not view.reading.lexicon.grammar.get("verb_first"):
        return None
    verb = view.reading.lexicon.asked("number_verbs").first(view.words, q.first - 1, view.first)
    for k in range(verb - 1, max(view.first, verb - _AHEAD) - 1, -1) if verb is not None else ():
        if not view.words[k].isalpha():
            break
        nouns = [c for c in view.ending("terms").get(k, ()) if c.phrase.role == "nouns"]
        units = view.ending("units").get(k, ())
        if nouns or units:
            head = (*units, *nouns)[0]
            unit = _UNITS[units[0].phrase.key] if units else Unit.PERSON
            return Noun(head.first, head.last, q.last + 1, unit, head, tuple(nouns))
    return None


_AHEAD = 3  # tokens from a noun to the word that gives it its number


def _way_home(view: View, begin: int, name: int, home: Cue) -> bool:
    """Tell whether a single home after the name of a people is where they go: "sent 4,000 Afghans HOME"."""
    plural = view.reading.lexicon.grammar.get("people_endings", "s")
    one = home.phrase.key == Unit.DWELLING and not view.words[home.last].endswith(plural)
    return one and _named(view, begin, name, []) is not None


def _is_time(view: View, q: Quantity, thing: Cue) -> bool:
    """Tell whether a thing after a number is a part of a time that begins behind it: "climbed to 4,000 LAST MONTH"."""
    reading = view.reading
    times = reading.within(reading.periods, view.sentence.start, view.sentence.end)
    return any(q.last < mark.first <= thing.first and thing.last <= mark.last for mark in times)


def _after_number(view: View, q: Quantity) -> int:
    """Return the token where the noun may begin, after "of", "of the", footnote marks, "more", "new"."""
    k = q.last + 1
    words, stop = view.words, view.sentence.last
    while k < stop and words[k] == "*":
        k += 1
    if k in view.closers and view.touching(k) and view.closers[k] == k + 2 and words[k + 1].isdigit():
        k = view.closers[k] + 1  # a footnote's mark: "11,285[1] injuries"
    if k in view.closers and any(m.first == k + 1 for m in view.reading.within(
        view.reading.periods, view.reading.starts[k], view.reading.ends[view.closers[k]]
    )):  # fmt: skip
        k = view.closers[k] + 1  # "83,610 (as of 21 August) Burundian refugees"
    if k in view.closers and (units := view.starting("units").get(k + 1)):
        stop_of = view.closers[k] - (words[view.closers[k] - 1] == ".")
        if units[0].last + 1 == stop_of:
            return k + 1  # "213 (HH), 1,278 (ind.)"
    if k in view.closers and _noun_after(view, k):
        k = view.closers[k] + 1
    if _leaves_verb_out(view, q, k):
        return k + 1
    last = view.last_of("of_the", k)
    if last is not None and (last + 1 >= stop or not (words[last + 1][0].isdigit() or _is_whence(view, last + 1))):
        k = last + 1
    strong = view.reading.lexicon.asked("strong", "words")
    if words[k : k + 1] == ["-"] and (last := strong.last(words, k + 1, stop)) is not None:
        return last + 1
    return subject_behind(view, q, k)


def _is_whence(view: View, k: int) -> bool:
    """Tell whether a single place stands at a token, where "of" is "from" too: "hundreds fled FROM THE TOWN"."""
    lexicon = view.reading.lexicon
    return bool(lexicon.grammar.get("verb_first")) and view.words[k] in word_sets(lexicon, "places")["pointers"]


def _leaves_verb_out(view: View, q: Quantity, comma: int) -> bool:
    """Tell whether a comma stands for the verb told before, as some languages write: "600 were fed and 40, CLOTHED"."""
    words, stop = view.words, view.sentence.last
    if not view.reading.lexicon.grammar.get("comma_for_verb") or comma + 1 >= stop or words[comma] != ",":
        return False
    joined = q.first > view.sentence.first and (words[q.first - 1] == "," or view.has("conjunctions", q.first - 1))
    told = [c for c in view.starting("terms").get(comma + 1, ()) if c.phrase.role == "nouns"]
    end = max((c.last for c in told), default=0) + 1
    return joined and bool(told) and (end >= stop or view.has("np_stops", end) or not words[end].isalnum())


def _noun_after(view: View, opening: int) -> bool:
    """Tell whether the noun stands after brackets with the same count in another unit: "950 (130 HH) new arrivals"."""
    k = view.closers[opening] + 1
    inside = any(opening < q.first < k for q in view.quantities)
    nouns = any(c.phrase.role == "nouns" for c in view.starting("terms").get(k, ()))
    return inside and (nouns or k in view.starting("units"))


def _longer(nouns: list[Cue], thing: Cue) -> bool:
    return any(c.last > thing.last for c in nouns)



def _noun(view: View, begin: int, last: int, head: Cue, terms: list[Cue]) -> Noun:
    unit = Unit.PERSON
    ending = [head] if head.phrase.table == "units" else named_in(view, head)
    if ending:
        unit = _UNITS[ending[0].phrase.key]
    terms = [c for c in terms if c.first >= begin]
    if unit is Unit.PERSON and (arms := arms_of(view, begin, last)) is not None:
        terms.append(arms)
    if view.reading.lexicon.grammar.get("adjectives_follow"):
        last = described_after(view, last, terms)
    return Noun(begin, last, over_short_form(view, last), unit, head, tuple(terms))




_SHORTEST_PEOPLE = 4  # letters of the name of a people: "Igbos", "Jews"


def _named(view: View, begin: int, name: int | None, terms: list[Cue]) -> Noun | None:
    """Take a capitalised plural after the number as people ("12,000 Kurds"), unless it is a place or month."""
    if name is None or terms or name - begin > 3:
        return None
    word = view.words[name]
    plural = word.endswith(view.reading.lexicon.grammar.get("people_endings", "s")) and len(word) >= _SHORTEST_PEOPLE
    if not plural and view.last_of("nationalities", name) is None and not of_country(view, name):
        return None
    if view.starting("months").get(name) or view.starting("weekdays").get(name):
        return None
    return Noun(begin, name, name + 1, Unit.PERSON, None, (), name=True)
