"""Those counted behind their number and verb, with an article: "son 300 LAS FAMILIAS damnificadas"."""

from stats.assembly.view import View
from stats.readers.numbers.quantity import Quantity


def subject_behind(view: View, q: Quantity, k: int) -> int:
    """Return the token behind the article at token k that leads those counted, k itself where none does.

    Only where a language may have its subject last, and a verb that links the two stands right before the number; what
    heads a number itself is not counted: "subió a 19 LA CIFRA de muertos".
    """
    lexicon = view.reading.lexicon
    if not lexicon.grammar.get("subject_after") or k + 1 >= view.sentence.last:
        return k
    if view.words[k] not in lexicon.words("articles") or view.first_of("linking", q.first - 1) is None:
        return k
    people = k + 1 in view.starting("units")
    people = people or any(c.phrase.role == "nouns" for c in view.starting("terms").get(k + 1, ()))
    return k + people
