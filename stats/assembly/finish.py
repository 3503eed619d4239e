"""Turns finished drafts into Figures: ids, quotes, links between figures, confidence."""

from functools import lru_cache

from stats.assembly.confidence import confidence
from stats.assembly.draft import Draft
from stats.figure import Figure, figure_id
from stats.gazetteer import Place, gazetteer
from stats.readers.reading import Reading
from stats.vocabulary import Kind, Term, Unit


def figures_of(reading: Reading, drafts: list[Draft]) -> tuple[Figure, ...]:
    """Return the figures of a document's drafts, in order of their place in the text, one for each span."""
    document = reading.document.id
    ids = {id(d): figure_id(document, d.quantity.start, d.quantity.end) for d in drafts}
    figures: dict[str, Figure] = {}
    for draft in sorted(drafts, key=lambda d: (d.quantity.start, d.quantity.end)):
        q = draft.quantity
        place = _place(draft.place_id) if draft.place_id else None
        figures[ids[id(draft)]] = Figure(
            id=ids[id(draft)], start=q.start, end=q.end, quote=reading.document.text[q.start : q.end],
            value=q.value, low=q.low, high=q.high, quantifier=q.quantifier, quantifier_text=q.quantifier_text,
            unit=draft.unit or Unit.PERSON, subject=draft.subject, term=draft.term or Term.OTHER,
            kind=draft.kind or Kind.FLOW,
            period_start=draft.period_start, period_end=draft.period_end, period_text=draft.period_text,
            period_rule=draft.period_rule, period_precision=draft.period_precision,
            place=draft.place, country=draft.country, place_id=draft.place_id, place_role=draft.place_role,
            pcode=place.pcode if place else None,
            latitude=place.latitude if place else None, longitude=place.longitude if place else None,
            attribution=draft.attribution, source_id=draft.source_id, cause=draft.cause, hazard=draft.hazard,
            forecast=draft.forecast, increment=draft.increment,
            part_of=ids.get(id(draft.parent)), same_as=ids.get(id(draft.same_as)),
            confidence=confidence(draft), evidence={"value": (q.start, q.end), **draft.evidence},
            implied=dict(draft.implied),
        )  # fmt: skip
    return tuple(figures.values())


@lru_cache(maxsize=10_000)
def _place(place_id: str) -> Place | None:
    return gazetteer().place(place_id)
