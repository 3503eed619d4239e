"""What drove the event: the count's own words first, then the document's."""

import pytest

from stats.assembly.causes import bind_cause
from stats.assembly.draft import Draft
from stats.document import Document
from stats.extract import extract
from stats.lexicon import lexicon
from stats.readers.numbers.quantities import read_quantities
from stats.readers.sentences import open_reading
from stats.vocabulary import Cause, DayKnown, Hazard


def draft_of(text: str, count: str) -> Draft:
    """Return the draft of the count written so, with its cause."""
    reading = open_reading(Document(text=text, language="en", published_by=DayKnown.UNKNOWN), lexicon("en"))
    read_quantities(reading)
    position = text.index(count)
    quantity = next(q for q in reading.quantities if q.start <= position < q.end)
    sentence = reading.sentence_at(position)
    draft = Draft(quantity, sentence, (sentence.first, sentence.last))
    bind_cause(reading, draft)
    return draft


@pytest.mark.parametrize(
    ("text", "count", "cause", "hazard"),
    [
        ("Clashes displaced 300 people.", "300", Cause.CONFLICT, None),
        ("Airstrikes killed 12.", "12", Cause.CONFLICT, None),
        ("Flash floods displaced 300 people.", "300", Cause.DISASTER, Hazard.FLOOD),
        ("A magnitude 6 earthquake displaced 300 people.", "300", Cause.DISASTER, Hazard.EARTHQUAKE),
        ("Typhoon Megi displaced 300 people.", "300", Cause.DISASTER, Hazard.STORM),
        ("Lava destroyed 40 houses.", "40", Cause.DISASTER, Hazard.VOLCANO),
        ("A natural disaster displaced 300 people.", "300", Cause.DISASTER, None),
        ("A forced eviction left 300 people homeless.", "300", Cause.OTHER, None),
        ("There are 300 people in the camp.", "300", None, None),
        ("The camp's 450,000 people are at risk of famine.", "450,000", None, None),  # hunger has causes of its own
        ("Lahars buried 300 homes.", "300", Cause.DISASTER, Hazard.LANDSLIDE),
        ("A downpour submerged 300 homes.", "300", Cause.DISASTER, Hazard.FLOOD),
        ("Freezing temperatures killed 12 people.", "12", Cause.DISASTER, Hazard.COLD),
        ("Bandits killed 12 people.", "12", Cause.CONFLICT, None),
        ("A ferry capsized and 12 people drowned.", "12", Cause.OTHER, None),
        ("Mortar fire killed 12 people.", "12", Cause.CONFLICT, None),  # a part of a longer name
        ("Fighting erupted and 300 people fled.", "300", Cause.CONFLICT, None),
        ("The fire brigade freed 12 people.", "12", None, None),  # no fire
    ],
)
def test_own_sentence(text: str, count: str, cause: Cause | None, hazard: Hazard | None) -> None:
    """A cue of the count's sentence tells the cause; a hazard makes a disaster."""
    draft = draft_of(text, count)
    assert (draft.cause, draft.hazard) == (cause, hazard)


def test_nearest_cue_wins() -> None:
    """Where a text tells of two causes, the one nearest to the count holds."""
    text = "Fighting displaced 300 people; the drought has displaced 700 people."
    assert draft_of(text, "300").cause is Cause.CONFLICT
    assert (draft_of(text, "700").cause, draft_of(text, "700").hazard) == (Cause.DISASTER, Hazard.DROUGHT)


def test_document_fills_in() -> None:
    """A count without a cue takes the cause of what the document is about, and says so."""
    draft = draft_of("Cyclone batters coast\n\nA cyclone came ashore on Friday. Some 300 people are homeless.", "300")
    assert (draft.cause, draft.hazard) == (Cause.DISASTER, Hazard.STORM)
    assert draft.implied["cause"] == "document"
    assert "cause" not in draft.evidence


def test_evidence_is_the_cue() -> None:
    """The span of the evidence holds the word that told the cause."""
    text = "Shelling displaced 300 people."
    start, end = draft_of(text, "300").evidence["cause"]
    assert text[start:end] == "Shelling"


@pytest.mark.parametrize(
    ("text", "cause", "hazard"),
    [
        ("Unas 700 personas siguen en albergues temporales tras el terremoto.", Cause.DISASTER, Hazard.EARTHQUAKE),
        ("El temporal dejó 700 afectados.", Cause.DISASTER, Hazard.STORM),
        ("El volcán dejó 700 damnificados.", Cause.DISASTER, Hazard.VOLCANO),
        ("El Ejército evacuó a 300 personas por el huracán.", Cause.DISASTER, Hazard.STORM),
        ("La Oficina de Gestión de Desastres reportó 30 muertos por el sismo.", Cause.DISASTER, Hazard.EARTHQUAKE),
    ],
)
def test_spanish(text: str, cause: Cause, hazard: Hazard | None) -> None:
    """What does not last is no storm, and neither who is told as ruined nor who helps hides what ruined them."""
    figures = extract(Document(text, language="es"))
    assert [(figure.cause, figure.hazard) for figure in figures] == [(cause, hazard)]
