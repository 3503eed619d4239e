"""docs/data.md is what the code says."""

from stats.columns import FIGURE_COLUMNS, SERIES_COLUMNS
from stats.exports.data_page import PAGE, page
from stats.vocabulary import Term


def test_the_page_is_made_from_the_code() -> None:
    """When this fails: python -m stats.exports.data_page."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_it_names_every_column_and_word() -> None:
    made = page()
    for column in (*FIGURE_COLUMNS, *SERIES_COLUMNS):
        assert f"| `{column.name}` | {column.type} | {column.unit} | {column.meaning} |" in made
    for term in Term:
        assert f"`{term}`" in made
