"""Tells in words how a figure came about: which words of the text told each field, and which rule filled the others."""

from datetime import date

from stats.document import Document, Span
from stats.figure import ADDED, Figure

AROUND = 70
FIELDS = ("value", "low", "high", "quantifier", "unit", "subject", "term", "kind", "period_start", "period_end",
          "period_rule", "period_precision", "place", "country", "place_role", "attribution", "source_id", "cause",
          "hazard", "forecast", "increment", "part_of", "same_as")  # fmt: skip
_ALWAYS = ("value", "low", "high")


def explain(document: Document, figure: Figure) -> str:
    """Return a few lines: the number in its surroundings, then each field with its value and what told it.

    Args:
        document: the document that the figure was read from.
        figure: one of its figures.

    Returns:
        Lines joined by line feeds. A field that is null and that nothing tells is left out; an open bound is shown.
    """
    sure = ADDED if figure.added else f"sure {figure.confidence:.2f}"
    lines = [_in_context(document.text, figure), f"  {sure}   id {figure.id}"]
    for name in FIELDS:
        value = getattr(figure, name)
        if value is None and name not in _ALWAYS and name not in figure.evidence and name not in figure.implied:
            continue
        if value is False:
            continue
        lines.append(f"  {name:<17}{_shown(name, value):<22} {_reason(document.text, figure, name)}".rstrip())
    return "\n".join(lines)


def _in_context(text: str, figure: Figure) -> str:
    before = text[max(0, figure.start - AROUND) : figure.start]
    after = text[figure.end : figure.end + AROUND]
    return " ".join(f"…{before}[{figure.quote}]{after}…".split())


def _shown(name: str, value: object) -> str:
    if value is None:
        return "open" if name in ("low", "high") else "-"
    if isinstance(value, bool):
        return "yes"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _reason(text: str, figure: Figure, name: str) -> str:
    if name in figure.evidence:
        words = " ".join(Span(*figure.evidence[name]).of(text).split())
        return f"“{words}”"
    return f"implied: {figure.implied[name]}" if name in figure.implied else ""
