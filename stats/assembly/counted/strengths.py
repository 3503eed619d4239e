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


_NAMED = 4  # tokens of a body's name: "African Union peacekeeping force"


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
