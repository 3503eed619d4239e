"""Bare numbers that stand for people named before: "12,000 of them", "the rest, 302,", "five were hurt"."""

from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity
from stats.readers.timewords import time_words
from stats.vocabulary import Quantifier


def stands_for_named(view: View, q: Quantity) -> bool:
    """Tell whether the words beside a number without a noun say that it is a part of those named before."""
    if view.has("of_them", q.last + 1) or view.first_of("existential", q.first - 1) is not None:
        return True
    if view.first_of("told_again", q.first - 1) is not None or view.first_of("those_left", q.first - 1) is not None:
        return True
    if view.first_of("share_whole", q.first - 1) is not None:
        return True  # "of whom 30 were traders"
    if any(c.phrase.role == "after" for c in view.starting("more").get(q.last + 1, ())):
        return True
    if view.words[q.first - 1] in view.reading.lexicon.words("number_verbs") and _those_before(view, q):
        return True  # "THOSE from the coast NUMBER some 15,200", "OLD PEOPLE, he said, number 900"
    if view.has("people_who", q.last + 1):
        return True  # "the 5,500 WHO are still there"
    if _of_rest(view, q) or _is_subject(view, q) or many_do(view, q):
        return True
    return any(k < q.first and _clause_start(view, k) for k in view.tokens("of_pronouns"))


def _those_before(view: View, q: Quantity) -> bool:
    """Tell whether the clause before a number has people as its subject: "those on the coast", "Women over 60"."""
    those = view.reading.lexicon.words("those")
    if view.words[q.first - 2] in view.reading.lexicon.words("articles", "numeral_articles"):
        return False  # "THE NUMBER 40"
    if not view.reading.lexicon.words("perfect").isdisjoint(view.words[q.first - 1 - _VERB : q.first - 1]):
        return False  # "families HAVE phone number 40"
    people = False
    for k in range(q.first - 2, max(view.sentence.first, q.first - _SUBJECT) - 1, -1):
        if view.words[k] in those:
            return True
        if view.words[k] in ";:.(" or view.words[k][0].isdigit() or view.has("subordinators", k):
            return people
        if view.starting("units").get(k):
            people = not view.reading.owns(k + 1)
        elif k in view.starting("counted"):
            people = False  # "the CAMELS of the villagers number 400"
    return people


_VERB = 3  # tokens in which another verb stands before a number's name
_SUBJECT = 14  # tokens from those counted to their verb, with who says it between: "women, the office said, number"


def _is_subject(view: View, q: Quantity) -> bool:
    """Tell whether a number opens a clause as its subject: "210 are under 18 AND 21 ARE pregnant", "FIVE WERE shot"."""
    likewise = view.has("did_likewise", q.last + 1)  # "By Monday 19,000 HAD DONE SO"
    if q.share is not None or not (likewise or view.last_of("passive", _over_perfect(view, q.last + 1)) is not None):
        return False
    people = [*view.all("units"), *(c for c in view.all("terms") if c.phrase.role == "nouns")]
    numbered = {other.last + 1 for other in view.quantities}  # "at TWO CHECKPOINTS, and another 3,000 were"
    things = (c for c in view.all("counted") if c.last < q.first and c.first not in numbered)
    if any(things) and all(c.first > q.first for c in people):
        return False  # "the roads are closed and 12 ARE flooded"
    k = _before_lead(view, q.first - 1)
    return k < view.sentence.first or view.words[k] in ";:–—" or view.last_of("conjunctions", k) is not None


def _over_perfect(view: View, k: int) -> int:
    """Step over "have" and a small word after it: "37 HAVE been buried", "19,000 HAD ALREADY been counted"."""
    then, adverbs = k, view.reading.lexicon.words("passive_adverbs")
    if k + 1 < view.sentence.last and view.words[k] in view.reading.lexicon.words("perfect"):
        then = k + 1 + (view.words[k + 1] in adverbs)
        then = k if then >= view.sentence.last or view.words[then] in adverbs else then
    return then


def _before_lead(view: View, k: int) -> int:
    """Return the token before what leads to the subject of a clause: "SO FAR 37", "BY MONDAY ONLY 900", "ANOTHER 12".

    k: the token before the number.
    """
    first = view.sentence.first
    for _ in range(_LEADS):
        led = view.first_of("fillers", k) if k >= first else None
        if led is None and k >= first:
            led = view.first_of("more", k, "before")
        if led is None and k >= first:
            led = view.first_of("those_left", k)
        if led is None and k > first:
            led = _time_before(view, k)
        if led is None:
            break
        k = led - 1
    return k


def _time_before(view: View, k: int) -> int | None:
    """Return the first token of a sentence that opens with a time which ends at a token, or at the comma there."""
    last = k - (view.words[k] == ",")
    start = view.reading.starts[last]
    marks = view.reading.within(view.reading.periods, view.sentence.start, start + 1)
    opens = any(m.last == last and m.first - view.sentence.first <= _LEADS for m in marks)
    return view.sentence.first if opens else None


_LEADS = 3  # words that lead to the subject of a clause, and those before a time: "As late as Monday only"


def many_do(view: View, q: Quantity) -> bool:
    """Tell whether a vague number alone does something: "HUNDREDS are bedding down", "said THOUSANDS slept outside".

    A verb must follow; a passive may be said of things ("hundreds were printed").
    """
    if q.quantifier is not Quantifier.VAGUE or q.digits or q.share is not None:
        return False
    before, k = q.first - 1, q.last + 1
    saying = time_words(view.reading.lexicon).saying
    opens = q.first == view.sentence.first or view.words[before] in ",;:–—" or view.words[before] in saying
    opens = opens or view.has("relatives", before) or view.has("conjunctions", before)
    if not opens or k >= view.sentence.last or not view.words[k].isalpha() or view.capitalised(k):
        return False
    if (passive := view.last_of("passive", k + (view.words[k] in view.reading.lexicon.words("perfect")))) is not None:
        doing = tuple(view.reading.lexicon.grammar.get("participle_endings", ()))
        verb = _over_adverbs(view, passive + 1)
        if verb >= view.sentence.last or view.has("idle_dozens", verb):
            return False  # "dozens ARE ON ORDER"
        return view.words[verb].endswith(doing) or view.has("place_prepositions", verb)
    idle = ("of_the", "more", "conjunctions", "counted", "units", "idle_dozens")
    return not any(view.has(table, k) for table in idle)


def _over_adverbs(view: View, k: int) -> int:
    """Return the token of a verb behind "were still", "are believed to be", from the token behind the "were" on."""
    lexicon, words = view.reading.lexicon, view.words
    while k < view.sentence.last and words[k] in lexicon.words("passive_adverbs"):
        k += 1
    led = k + 2 < view.sentence.last and words[k + 1] in lexicon.words("infinitives")
    be = view.last_of("passive", k + 2) if led else None
    return k if be is None else be + 1


def _of_rest(view: View, q: Quantity) -> bool:
    """Tell whether a number is set off behind a part of those named: "more than half, 5,497, are", "the rest, 302,"."""
    k = q.first - 2
    if k < view.sentence.first or view.words[k + 1] != ",":
        return False
    return view.first_of("rests", k) is not None or any(p.last == k and p.share is not None for p in view.quantities)


def _clause_start(view: View, k: int) -> bool:
    return k == view.sentence.first or view.words[k - 1] in ",;:–—(.-"
