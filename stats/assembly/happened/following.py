"""What is said of a count after it: the predicates to its right, in its own clause."""

from bisect import bisect_left

from stats.assembly.counted.terms import BACKGROUND, LOSS, Predicate, fits
from stats.assembly.happened.apposed import closing_dash, over_apposition, over_insertion, over_time
from stats.assembly.happened.bareclauses import is_bare_relative, is_of_people, only_tells_who
from stats.assembly.happened.besides import is_left_so, lists_on, of_next_thing, of_others, of_things
from stats.assembly.happened.lodging import CAMP_REACH, camp_in, camp_where, housed, lodged_near
from stats.assembly.joints import (
    describes_place,
    governs_next,
    is_adverb,
    is_dash,
    is_infinitive,
    is_joined,
    is_named_as,
    is_participle,
    is_relative,
    main_verb,
    only_leads,
    ruins_place,
    takes_object,
)
from stats.assembly.view import View
from stats.readers.reading import Cue
from stats.vocabulary import HARMED, HOUSING, Term, Unit

_AFTER = ("does", "did", "done", "states")
_REACH = 34  # tokens between a number and the predicate after it
_RULES = frozenset("–—-")
_ENDS, _DASHES = frozenset(";):"), frozenset("–—")


def after(
    view: View, begin: int, limit: int, unit: Unit | None, *, bare: bool = False, forced: bool = False
) -> list[Predicate]:
    """Return the predicates to the right of a count, in the same clause and before the next count.

    begin: token after the noun. limit: token of the next count, or the sentence's end. bare: the noun is left out.
    forced: a verb of forcing stands before the count, so that "to flee" behind it is what they do. The first predicate
    counts; a second only where the first is an attribute ("people living in camps | were evacuated") or it is joined to
    it ("were affected and evacuated").
    """
    words = view.words
    terms, closers, turns = view.starting("terms"), view.closers, view.tokens("subordinators")
    found: list[Predicate] = []
    attribute = False
    if begin < limit and words[begin] in _RULES and is_dash(view, begin):
        closing = closing_dash(view, begin, min(limit, begin + _REACH))
        begin = begin if closing is None else closing + 1  # "12,400 people – the sick – were taken away"
    told = begin
    onward = over_insertion(view, begin, limit) if bare else begin
    stop = min(limit, begin + _REACH)
    possessed, stations = view.starting("possessed"), view.stations()
    for k in stations[bisect_left(stations, onward) : bisect_left(stations, stop)]:
        if k < onward:
            continue
        word = words[k]
        if word == "(" and k in closers:
            if closers[k] >= limit:
                break
            onward = closers[k] + 1
            begin = onward if k == begin else begin
            continue
        if word in _ENDS or (word in _DASHES and found):
            break
        if word == "," and found and not attribute and view.has("some_of_them", k + 1):
            break  # "75 families took shelter, MOST have not gone home"
        if word == "," and not view.tokens("share_whole").isdisjoint(range(k + 2, k + _SHARE)):
            if "," not in words[k + 1 : stop]:
                break  # "300 people, most of whom had fled": what follows is said of a part of them
            onward = words.index(",", k + 1)
            if view.last_of("conjunctions", onward + 1) is not None:
                break  # "brings the dead to 410, of whom 120 were children, AND the number of wounded to 1,400"
            continue
        cues = _told_after(view, terms[k], begin, limit, unit) if k in terms else None
        if word == "," and not found and (over := over_apposition(view, k, stop)) is not None:
            onward = over
            continue
        if cues and (of_others(view, begin, k) or (of_things(view, begin, k) and not lists_on(view, begin, unit))):
            break  # "left dozens killed and several others injured", "400 displaced, 30 bridges gone"
        if cues:
            onto = _going_on(view, cues[0], limit, unit)
            leads = onto and onto[0].first == cues[0].last and cues[0].phrase.key == Term.DISPLACED
            leads = leads and onto[0].phrase.key != Term.EVACUATED  # "displaced | TO SAFER AREAS"
            cues = onto if leads else cues + onto  # "had TO MOVE IN WITH relatives"
        if cues:
            lives = housed(cues) or _camps(view, cues[0])
            camp = camp_in(view, cues[0].last + 1, min(limit, cues[0].last + CAMP_REACH)) if lives else None
            camp = camp_where(view, begin) if lives and camp is None else camp
            passive = view.last_of("passive", k - 1) is not None or k == begin
            within = range(k, cues[0].last) if cues[0].phrase.role == "done" else ()  # "BEEN MOVED TO", "TO BE MOVED"
            passive = passive or any(view.last_of("passive", j) == j for j in within)
            if not found:
                found += _staying(view, cues, camp)
                role = cues[0].phrase.role
                participle = role in ("done", "states")
                participle = participle or (role == "does" and (is_participle(view, k) or _is_in(view, k)))
                set_off = k == begin + (words[begin] == ",")  # "300 families, LIVING IN TENTS, were moved"
                attribute = (set_off and participle and cues[0].last + 1 < limit) or is_relative(view, begin, k)
                attribute = attribute or view.has("relatives", k) or k in possessed  # "WHO LIVE in huts were moved"
                attribute = attribute or describes_place(view, cues[0]) or is_bare_relative(view, begin, cues)
                told = cues[0].last
            elif attribute and (passive or _is_main(view, cues, k, forced=forced)):
                if of_next_thing(view, told, k):
                    break  # "300 people rendered homeless, a dozen sheep PERISHED"
                if found[-1].term is Term.OTHER:
                    found.pop()  # "people in the path of the storm ARE IN NEED"
                found += _staying(view, cues, camp)
                attribute, told = False, cues[0].last
            elif (k - told <= _NEXT and _is_state(cues) and not _only_whither(view, found, cues)) or (
                (k - told <= _JOIN and is_joined(view, k)) or _how_it_was(cues, told)
            ):
                found += _staying(view, cues, camp)
                told = cues[0].last
            else:
                told = -_REACH  # nothing joins a predicate over one that was passed by
            onward = max(c.last for c in cues) + 1
            continue
        if k in possessed and k <= begin + 1:
            found += _lost(view, k, stop)
            main = main_verb(view, k, stop)
            if main is None:
                break
            attribute, onward = True, main
            continue
        if k in turns and word in view.reading.lexicon.words("of_a_part"):
            if not only_tells_who(view, k):
                break
            continue
        if attribute and k in turns and (main := over_time(view, k)) is not None:
            onward = main
            continue  # "900 people displaced SINCE OCTOBER have returned"
        if (
            k in turns
            and not (k == begin and (view.has("relatives", k) or _is_told_at(view, k + 1)))
            and not is_adverb(view, k)
            and not is_named_as(view, k)
            and not (attribute and view.has("circumstances", k))
        ):
            break
        if ((found and not attribute) or bare) and word in ",.":
            break
    else:
        k = max(stop, onward)
    return found or lodged_near(view, begin, min(limit, k), unit)


def _is_told_at(view: View, k: int) -> bool:
    """Tell whether a token begins what may be told of those counted, and not who did it: "300 displaced AS floods"."""
    told = any(c.phrase.role in _AFTER for c in view.starting("terms").get(k, ()))
    return told and not is_participle(view, k)


def _lost(view: View, k: int, stop: int) -> list[Predicate]:
    """Return what the loss of homes or crops makes of people: "200 WHOSE HOMES WERE FLOODED". k: token of "whose"."""
    for j in range(k + 1, min(stop, k + _OWNED)):
        home = any(c.phrase.key == Unit.DWELLING for c in view.starting("units").get(j, ()))
        if home or view.words[j] in view.reading.lexicon.words("livelihoods"):
            told = [p for p in after(view, j + 1, stop, Unit.DWELLING)[:1] if p.term in LOSS]
            return [Predicate(p.cue, "after", LOSS[p.term] if home else Term.AFFECTED) for p in told]
    return []


_OWNED = 4  # tokens from "whose" to the homes or crops


def _is_in(view: View, k: int) -> bool:
    """Tell whether what is told of those counted opens with a preposition: "families IN NEED OF help have returned"."""
    return view.last_of("place_prepositions", k) is not None


def _is_main(view: View, cues: list[Cue], k: int, *, forced: bool) -> bool:
    """Tell whether a verb may be the main one after an attribute: "people living in camps WERE MOVED".

    Or a need, told without a verb where a language has none for "are".
    """
    needs = bool(view.reading.lexicon.grammar.get("bare_relatives")) and any(
        c.phrase.role == "states" and c.phrase.key == Term.IN_NEED for c in cues
    )
    verb = any(c.phrase.role in ("does", "did") or is_of_people(view, c) for c in cues)
    return (verb or needs) and (forced or not is_infinitive(view, k))


def _staying(view: View, cues: list[Cue], camp: Term | None) -> list[Predicate]:
    """Return words as predicates, "where" if they tell of the place ("of THE AFFECTED areas"); a camp is lived in."""
    told = [(c, describes_place(view, c)) for c in cues]
    return [
        Predicate(c, "where" if where else "after", camp if housed([c]) or _camps(view, c) else None)
        for c, where in told
        if not (where and ruins_place(view, c))
    ]


def _camps(view: View, cue: Cue) -> bool:
    """Tell whether a verb of camping leaves open where: "are CAMPED in a school"."""
    return cue.first == cue.last and view.words[cue.first] in view.reading.lexicon.words("camping")


def _is_state(cues: list[Cue]) -> bool:
    return any(c.phrase.role == "states" for c in cues)


def _how_it_was(cues: list[Cue], told: int) -> bool:
    """Tell whether a participle right after a verb of staying says how they stayed: "spent the night TRAPPED"."""
    return cues[0].first == told + 1 and any(c.phrase.role == "done" and c.phrase.key in _HELD for c in cues)


_HELD = frozenset({Term.STRANDED, Term.DETAINED, Term.MISSING})


def _only_whither(view: View, found: list[Predicate], cues: list[Cue]) -> bool:
    """Tell whether a state only says where people fled to: "have FLED the north TO SAFER AREAS"."""
    whither = view.last_of("directions", cues[0].first) is not None
    return whither and found[-1].term is Term.FLED and all(c.phrase.key == Term.EVACUATED for c in cues)


def _was_done(view: View, k: int) -> bool:
    """Tell whether a participle stands after "to be": "WERE since left", but not "have SINCE left"."""
    adverbs = view.reading.lexicon.words("passive_adverbs")
    k -= 1
    while k > view.sentence.first and view.words[k] in adverbs:
        k -= 1
    return view.words[k] not in adverbs and view.last_of("passive", k) is not None


def _told_after(view: View, cues: list[Cue], begin: int, limit: int, unit: Unit | None) -> list[Cue]:
    """Return those of the cues that start at a token that may tell what happened to the count before them."""
    k = cues[0].first
    if view.words[k - 1] == "-" and view.touching(k) and view.touching(k - 1) and view.words[k + 1 : k + 2] != [","]:
        return []  # "in flood-hit Sylhet"
    told = [c for c in cues if c.phrase.role in _AFTER and fits(c.phrase.key, unit)]
    active = [c for c in told if c.phrase.role in ("does", "did")]
    if len(active) < len(told) and k - 1 in view.ending("units") and view.sentence.shape != "head":
        told = active or told  # "2,000 people MOVED OUT OF the valley", "2,000 people were MOVED OUT OF the valley"
    if len(told) > 1 and _is_done(view, k):
        told = [c for c in told if c.phrase.role == "done"] or told  # "300 people were CLEARED OUT", and did not go
    elif len(told) > 1 and _is_doing(view, k):
        told = [c for c in told if c.phrase.role in ("does", "did")] or told  # "300 people have MOVED OUT"
    lexicon = view.reading.lexicon
    if view.words[k - 1] in lexicon.words("perfect") and not lexicon.grammar.get("verb_first"):
        told = [c for c in told if not (_harms(c) and c.first == k)]  # "five soldiers have HELD talks", but "BEEN HELD"
    if view.words[k] in view.reading.lexicon.words("forsaken") and _was_done(view, k):
        told = [c for c in told if c.first < c.last or c.phrase.role != "does"]  # "were LEFT without parents"
    if view.words[k - 1] in view.reading.lexicon.words("articles"):
        told = [c for c in told if c.last + 1 != limit]  # "46 children, and THE INJURED 179 men"
    if view.has("conjunctions", k - 1) and any(takes_object(view, c) for c in told):
        return []  # "displaced 300 families AND KILLED A guard"
    things = view.ending("counted").get(k - 1, ()) if not view.ending("units").get(k - 1) else ()
    near = k - begin <= _BOTH and view.has("conjunctions", begin)  # "12 homes AND 30 BARNS destroyed"
    within = k > begin and bool(view.ending("terms").get(k - 1))  # "SPENT THE NIGHT trapped"
    if things and not (near or within or lists_on(view, begin, unit) or is_left_so(view, begin)):
        # "people from two districts WERE MOVED"
        passive = view.last_of("passive", k - 1) is not None or view.last_of("passive", k) == k
        told = [c for c in told if c.phrase.role != "done" or passive or is_of_people(view, c)]
    told = [c for c in told if c.phrase.role != "states" or not (_is_degree(view, c) or _is_change(view, c))]
    if view.words[k] in view.reading.lexicon.words("numeral_of"):
        out = view.words[k - 1] in view.reading.lexicon.words("outward")
        told = [c for c in told if not (out and c.phrase.role == "states")]  # "driven out OF THEIR HOMES"
    if unit is None and view.last_of("place_prepositions", k - 1) is not None:
        told = [c for c in told if c.phrase.role != "done" or not _of_thing(view, c)]  # "were in flooded areas"
    elif unit is None and k > begin and view.last_of("passive", k - 1) is None:
        told = [c for c in told if not _of_home(view, c)]  # "60 were brought from cars and FLOODED HOUSES"
    told = told or [c for c in cues if _become(view, c)]
    return [c for c in told if not governs_next(view, c, limit) and not only_leads(view, c)]


def _harms(cue: Cue) -> bool:
    """Tell whether a single word is a participle of harm that somebody does to others: "HELD", "KILLED"."""
    return cue.phrase.role == "done" and cue.phrase.key in HARMED and cue.first == cue.last


def _is_done(view: View, k: int) -> bool:
    """Tell whether "to be" stands right before a participle at a token, so that it was done to those counted."""
    if is_participle(view, k) or view.words[k - 1] in view.reading.lexicon.words("passive_adverbs"):
        return False
    return view.words[k - 1] in view.reading.lexicon.words("passive")


def _is_doing(view: View, k: int) -> bool:
    """Tell whether "have" or "to" stands right before a verb at a token, so that those counted did it."""
    lexicon, before = view.reading.lexicon, view.words[k - 1]
    return before in lexicon.words("perfect") or before in lexicon.words("infinitives")


def _is_degree(view: View, cue: Cue) -> bool:
    """Tell whether a state only says how far what follows goes: "have been COMPLETELY displaced"."""
    return any(c.phrase.role == "done" for c in view.starting("terms").get(cue.last + 1, ()))


def _is_change(view: View, cue: Cue) -> bool:
    """Tell whether a state only says by how much there are fewer: "66,000 homes, DOWN 14 per cent"."""
    return any(q.first == cue.last + 1 and q.share is not None for q in view.quantities) or any(
        q.first == cue.last + 2 and view.words[cue.last + 1] in view.reading.lexicon.words("change_links")
        for q in view.quantities
    )


def _going_on(view: View, cue: Cue, limit: int, unit: Unit | None) -> list[Cue]:
    """Return the cues that begin within another and go on after it: "were GIVEN | SHELTER", "were MOVED TO | A NEW"."""
    terms = view.starting("terms")
    for k in range(cue.first + 1, cue.last + 1):
        longer = k in terms and terms[k][0].last > cue.last
        if longer and (k == cue.last or terms[k][0].phrase.role == cue.phrase.role):
            return _told_after(view, terms[k], k, limit, unit)
    return []


def _of_thing(view: View, cue: Cue) -> bool:
    """Tell whether a participle is said of homes, or of the thing after it: "140 from STRANDED buses"."""
    return cue.phrase.key in HOUSING or cue.last + 1 in view.starting("counted")


def _of_home(view: View, cue: Cue) -> bool:
    """Tell whether a participle is said of the homes after it."""
    homes = view.starting("units").get(cue.last + 1, ())
    return cue.phrase.role == "done" and cue.phrase.key in HOUSING and any(c.phrase.key == Unit.DWELLING for c in homes)


_BOTH = 6  # tokens from "homes" to what happened to them and to things: "homes and at least 30 stone barns destroyed"
_SHARE = 5  # tokens from a comma to "of whom": "most of whom", "the great majority of whom"


_NEXT = 4  # tokens from a predicate to one that only makes it more precise: "living in 480 relief camps"
_JOIN = 8  # tokens from a predicate to one that is joined to it: "were affected and evacuated"


def _become(view: View, cue: Cue) -> bool:
    """Tell whether a noun says what those counted before it are: "two thirds of them are now refugees"."""
    said = cue.phrase.role == "nouns" and cue.phrase.key not in BACKGROUND
    return said and view.last_of("passive", cue.first - 1) is not None
