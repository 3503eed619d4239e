"""Reviewed documents as labelled documents: JSON Lines that `score` reads."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from stats.filters import Filters
from stats.vocabulary import Status

if TYPE_CHECKING:
    from stats.store import Store

LABELS = ("start", "end", "quote", "low", "high", "value", "quantifier", "unit", "subject", "term", "kind",
          "period_start", "period_end", "period_text", "place", "country", "attribution")  # fmt: skip
REVIEWED = (Status.ACCEPTED, Status.CORRECTED, Status.REJECTED)


def gold_blocks(store: "Store", filters: Filters) -> Iterator[bytes]:
    """Yield a line for each document that has a reviewed figure that passes: its text, and its figures as they stand.

    Rejected figures are left out. `unreviewed` counts the figures nobody has looked at: where it is 0, the line is a
    full label.
    """
    listed = store.documents(replace(filters, status=filters.status or tuple(map(str, REVIEWED))))
    for document_id in listed["document_id"].tolist():
        document = store.document(document_id)
        if document is None:
            continue
        rows = [store.figure(i) for i in _ids(store, document_id)]
        labels = [_label(row) for row in rows if row["status"] != Status.REJECTED]
        line = {
            "id": document.id,
            "lang": document.language,
            "published": document.published.isoformat() if document.published else None,
            "source": document.url or document.publisher,
            "title": document.title,
            "text": document.text,
            "figures": labels,
            "unreviewed": sum(row["status"] == Status.UNREVIEWED for row in rows),
        }
        yield (json.dumps(line, ensure_ascii=False) + "\n").encode()


def _ids(store: "Store", document_id: str) -> list[str]:
    found = store.figures(Filters(document=(document_id,)), columns=("figure_id",), order="document")
    return [str(i) for i in found["figure_id"].tolist()]


def _label(row: dict[str, Any]) -> dict[str, Any]:
    label = {name: row[name] for name in LABELS}
    return {**label, "forecast": True} if row["forecast"] else label
