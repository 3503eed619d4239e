"""Those told again with their number and nothing new: "killed 12 villagers on Sunday. … named THE 12 men"."""

from stats.assembly.counted.terms import BACKGROUND
from stats.assembly.draft import AS_TOLD, Draft
from stats.readers.reading import Reading

_COUNTS, _SENTENCES = 8, 4  # how far back those are told whom an article and a number point to


def name_again(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Let those whom an article and their number point back to be the count told before: "named THE THREE soldiers".

    Only where nothing is said of them but what they are: a verb of their own tells something new.
    """
    articles = reading.lexicon.words("articles")
    for i, draft in enumerate(drafts):
        plain = draft.term is None or (draft.term in BACKGROUND and draft.how == "noun")
        if not plain or draft.noun is None or draft.value < _SEVERAL or draft.quantity.share is not None:
            continue
        if reading.words[draft.quantity.first - 1] in articles and (told := _told(drafts, i)) is not None:
            draft.term, draft.governor, draft.how = told.term, None, ""
            draft.same_as = draft.sibling = told
            draft.evidence.pop("term", None)
            draft.implied["term"] = AS_TOLD
    return drafts


_SEVERAL = 2  # "the one man" is told again as "the man"


def _told(drafts: list[Draft], i: int) -> Draft | None:
    """Return the count of the same number and unit told shortly before, of whom a verb tells something."""
    draft = drafts[i]
    for other in reversed(drafts[max(0, i - _COUNTS) : i]):
        if draft.sentence.index - other.sentence.index > _SENTENCES:
            return None
        befallen = other.term is not None and other.term not in BACKGROUND and other.quantity.share is None
        if other.value == draft.value and other.unit is draft.unit and befallen and not other.forecast:
            return other if other.sentence is not draft.sentence else None
    return None
