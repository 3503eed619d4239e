"""Search over the articles' text."""

from sqlalchemy import Select, and_, select

from stats.store.tables import documents


def with_words(q: str) -> Select[tuple[int]]:
    """Return the numbers of the documents whose text holds every word of a question."""
    words = q.split()
    return select(documents.c.number).where(
        and_(*(documents.c.text.icontains(word, autoescape=True) for word in words))
    )
