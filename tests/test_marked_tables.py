"""Which lists of the lexicon leave marks in a text: only those that a rule looks for as marks, as each costs time."""

import re
from pathlib import Path

from stats.lexicon import _APART, _UNMARKED, ASKED, lexicon

STATS = Path(__file__).resolve().parents[1] / "stats"
CODE = (*(STATS / "readers").rglob("*.py"), *(STATS / "assembly").rglob("*.py"), STATS / "refiners.py")
ASKS = re.compile(r'\b(?:words|asked|firsts)\((?:"\w+", )*$')  # word by word, or at one token: no mark is needed


def test_a_list_that_is_only_asked_word_by_word_leaves_no_marks() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in CODE)
    named = {table: [found.start() for found in re.finditer(f'"{table}"', code)] for table in _marked()}
    needless = {
        table for table, places in named.items() if all(ASKS.search(code, max(0, at - 90), at) for at in places)
    }
    assert not needless, f"put them into _UNMARKED of stats/lexicon.py: {sorted(needless)}"


def _marked() -> set[str]:
    """Return the tables of which marks are made."""
    return {phrase.table for phrase in lexicon("en").phrases} - ASKED - _APART - _UNMARKED
