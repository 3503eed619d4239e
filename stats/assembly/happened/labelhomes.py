"""Homes in a label that are none of those counted: where these are, or what a house is called."""

from stats.assembly.view import View
from stats.readers.reading import Cue
from stats.vocabulary import Unit


def is_where(view: View, cue: Cue) -> bool:
    """Tell whether homes are only where those labelled are: "the number of evacuees IN SHELTERS is"."""
    if cue.phrase.key != Unit.DWELLING:
        return False
    numbered = next((q for q in view.quantities if q.last == cue.first - 1), None)
    k = (numbered.first if numbered is not None else cue.first) - 1  # "the evacuees are IN 24 SHELTERS: Alder 300"
    k -= view.words[k] in view.reading.lexicon.words("articles")
    return view.first_of("inside", k) is not None


def ends_name(view: View, noun: Cue) -> bool:
    """Tell whether homes before brackets are a house's name: "Farmers' BUILDING (120)", not "HOUSES (120)"."""
    plural = str(view.reading.lexicon.grammar.get("people_endings", "s"))
    single = noun.phrase.key == Unit.DWELLING and not view.words[noun.last].endswith(plural)
    return single and noun.first > view.sentence.first and view.capitalised(noun.first)
