"""What is asked when a count's kind is settled: its words, its time and what both say."""

from dataclasses import dataclass

from stats.assembly.draft import Draft
from stats.readers.reading import Reading
from stats.readers.when.periodmark import PeriodMark
from stats.vocabulary import Kind

Told = tuple[Kind, str | None]
"""A kind and the rule that told it, None where the count's own words did."""
THOSE_THERE: Told = (Kind.STOCK, "a number of those who are there")


@dataclass(slots=True)
class Case:
    """A count whose kind is asked for. mark: its time expression. hint: the kind that this says, None where it is open.

    lodged: whether its word says that people are under a roof. default: what its term is by itself.
    """

    reading: Reading
    draft: Draft
    mark: PeriodMark | None
    hint: Kind | None
    role: str
    lodged: bool
    default: Kind = Kind.FLOW

    @property
    def said(self) -> Kind | None:
        """The kind that its verb and the words around it say."""
        return self.draft.said

    @property
    def here(self) -> bool:
        """Whether the time stands in its own sentence."""
        return self.mark is not None and self.mark.sentence == self.draft.sentence.index

    @property
    def behind(self) -> bool:
        """Whether the time stands behind its number."""
        return self.mark is not None and self.mark.first > self.draft.quantity.last

    def timed(self, *roles: str) -> bool:
        """Tell whether its time has one of these roles."""
        return self.mark is not None and self.mark.role in roles

    def keyed(self, key: str) -> bool:
        """Tell whether its time is of this kind of expression."""
        return self.mark is not None and self.mark.key == key
