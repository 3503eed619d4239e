"""Bodies told by how many they are: "an 800-STRONG BATTALION", "the 1,500-MEMBER peacekeeping FORCE"."""

from stats.assembly.view import View
from stats.phrases import Phrase
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Cue
from stats.readers.timewords import time_words
from stats.vocabulary import Term


def body_of(view: View, q: Quantity) -> tuple[int, int, Cue | None] | None:
    """Return the first and last token of the body that a number is the strength of, and the word that it is armed.

    A word such as "member" tells a strength only before a body in arms or a team: not "the 15-MEMBER council".
    """
    k = q.last + 1
    if k + 1 >= view.sentence.last or view.words[k] != "-" or not view.touching(k):
        return None
    asked, stop = view.reading.lexicon.asked, view.sentence.last
    strong, members = (asked("strong", role).last(view.words, k + 1, stop) for role in ("words", "members"))
    last = strong if strong is not None else members
    if last is None:
        return None
    for j in range(last + 1, min(stop, last + 1 + _NAMED)):
        if not view.words[j].isalpha():
            break
        if view.words[j] in view.reading.lexicon.words("armed_bodies"):
            phrase = Phrase((view.words[j],), "terms", Term.ARMED, "nouns")
            return last + 1, j, Cue(j, j, view.reading.starts[j], view.reading.ends[j], phrase)
        if view.words[j] in view.reading.lexicon.words("bodies_of_people"):
            return last + 1, j, None
    return None


def members_named(view: View, last: int) -> bool:
    """Tell whether those who make up a body are named behind it: "a 300,000-strong community OF REFUGEES".

    last: the body's last token.
    """
    of, who = last + 1, last + 2
    if who >= view.sentence.last or view.words[of] not in view.reading.lexicon.words("numeral_of"):
        return False
    near = range(who, min(view.sentence.last, who + _MEMBERS))
    named = (c for k in near for c in view.starting("terms").get(k, ()) if c.phrase.role == "nouns")
    return next(named, None) is not None or any(k in view.starting("units") for k in near)


_MEMBERS = 3  # tokens from "of" to those of whom a body is: "of Syrian refugees"


def called_in(view: View, first: int, last: int) -> tuple[Cue, ...]:
    """Return what the words between a strength and its body call those in it: "the 9,000-strong REFUGEE community"."""
    cues = (c for k in range(first, last) for c in view.starting("terms").get(k, ()))
    return tuple(c for c in cues if c.phrase.role in ("nouns", "done") and c.last < last)


_NAMED = 4  # tokens of a body's name: "African Union peacekeeping force"


def arms_of(view: View, begin: int, last: int) -> Cue | None:
    """Return the word by which people bear arms, as one for those in arms; None where they bear none.

    "Youths WITH rifles", "men, CARRYING machetes,", "gun-WIELDING youths"; tokens [begin, last] are their noun.
    """
    asked, words, stop = view.reading.lexicon.asked, view.words, view.sentence.last
    for k in range(begin + 1, last):
        if words[k - 1] == "-" and asked("bearing_arms", "joined").last(words, k, stop) == k:
            return _armed_by(view, k, k) if asked("weapons").first(words, k - 2, view.first) is not None else None
    k = last + 1 + (words[last + 1 : last + 2] == [","])
    if k < stop and (alone := asked("bearing_arms", "alone").last(words, k, stop)) is not None:
        return _armed_by(view, k, alone)
    bears = asked("bearing_arms", "words").last(words, k, stop) if k < stop else None
    if bears is None:
        return None
    for j in range(bears + 1, min(stop, bears + _ARMS)):
        if asked("weapons").last(words, j, stop) is not None:
            return _armed_by(view, k, bears)
        if not (words[j][0].isalnum() or words[j] == "-") or j in view.starting("units") or view.has("np_stops", j):
            break
    return None


def _armed_by(view: View, first: int, last: int) -> Cue:
    """Return some tokens as a word for those in arms."""
    phrase = Phrase(tuple(view.words[first : last + 1]), "terms", Term.ARMED, "nouns")
    return Cue(first, last, view.reading.starts[first], view.reading.ends[last], phrase)


_ARMS = 6  # tokens from "with" to a weapon: "with home-made hunting rifles"


def tells_size(view: View, q: Quantity) -> bool:
    """Tell whether a number is how many belong to who did it, or to what is no such body: "BY A 15-MEMBER group".

    Or how many one family or council has: "a 12-MEMBER family".
    """
    k, words, lexicon = q.last + 1, view.words, view.reading.lexicon
    if words[k : k + 1] != ["-"] or lexicon.asked("strong", "members").last(words, k + 1, view.sentence.last) is None:
        return False
    body = body_of(view, q)
    led = q.first - 2 >= view.sentence.first and words[q.first - 1] in lexicon.words("articles", "numeral_articles")
    agent = led and words[q.first - 2] in time_words(lexicon).listed["agents"]
    return body is None or (agent and body[2] is None)
