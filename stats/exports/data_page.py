"""Makes docs/data.md, the description of everything that leaves Headcount, from the code that writes it.

`python -m stats.exports.data_page` writes the page anew; a test holds the page to the code.
"""

import inspect
from collections.abc import Iterable
from enum import StrEnum

from stats import vocabulary
from stats.columns import DOCUMENT_COLUMNS, FIGURE_COLUMNS, REVIEW_COLUMNS, SERIES_COLUMNS, Column
from stats.exports.about import HOUSEHOLD_NOTE, LICENCE_NOTE
from stats.figure import FIELDS
from stats.filters import FILTER_NAMES
from stats.settings import ROOT
from stats.vocabulary import Kind, Measure, Term, category_of, terms_of

PAGE = ROOT / "docs" / "data.md"

# Attributes of the HXL 1.1 dictionary that our hashtags use; the others are custom, which the standard allows.
_HXL_ATTRIBUTES = frozenset(
    {"code", "end", "id", "lat", "lon", "name", "num", "reported", "source", "start", "type", "url"}
)

_FILTER_WORDS = {
    "country": "ISO 3166-1 alpha-3 code",
    "place": "the place in the text's words, or its id in the gazetteer",
    "measure": "what is charted together, below",
    "term": "what happened to them, below",
    "kind": "flow, cumulative or stock",
    "unit": "person, household or dwelling",
    "from": "first day: the figure's period_end is on it or later",
    "to": "last day: the figure's period_end is on it or earlier",
    "cause": "conflict, disaster or other",
    "hazard": "the natural hazard",
    "source": "id of the organisation that says so",
    "language": "language of the document, ISO 639-1",
    "status": "unreviewed, accepted, corrected or rejected",
    "document": "id of the document",
    "q": "words in the text",
}

_HEAD = """# The data

What leaves Headcount: by the page Download, by `python -m stats export`, and under `/api`. This page is made from the
code (`python -m stats.exports.data_page`), so it is what the files hold. Columns never come and go.

## How values are written

- Missing is empty in CSV and XLSX, null in JSON Lines and Parquet; zero is 0. An empty `low` or `high` beside a value
  is an open bound ("more than 200,000" has no `high`).
- Numbers are unrounded and have no thousands separators; days are ISO 8601 (`2017-03-09`), moments too, in UTC.
- CSV is UTF-8 with a byte order mark, by which Excel knows it (`--no-bom`, or `bom=0` in an address, leaves it out);
  lines end with LF; booleans are `true` and `false`.
- In CSV, text that a spreadsheet would run (it begins with `=`, `+`, `-`, `@`, a tab or a line break) has an apostrophe
  before it; importing a data package takes it off again. Numbers are never touched. XLSX stores such text as text.
- HXL is CSV with the hashtags below in its second row. Attributes marked (c) are custom, which HXL allows.
- XLSX has the rows, a dictionary of the columns, the sources and what was asked, each on a sheet.
- Parquet has typed columns; each column's metadata holds its meaning and unit, the file's (key `headcount`) the query.
- A number's unit: where the table says "see unit", the row's own column `unit` names it.

## Reading it

```python
import pandas
figures = pandas.read_csv("figures.csv", parse_dates=["published", "period_start", "period_end"])
series = pandas.read_csv("http://127.0.0.1:8501/api/series.csv?measure=displaced&every=month")
```

```r
figures <- readr::read_csv("figures.csv")
```

In Excel: Data, From Web, and the address; or open the CSV file as it is.

Never add up rows of different `kind`, nor stocks over time; in series, count the rows whose `role` is recommended.
"""


_EXTRACT = f"""## What `extract` prints

One JSON object a line: `{{"id": …, "figures": […]}}`. `id` is the document's. A figure always has these keys, null
where nothing tells: {", ".join(f"`{name}`" for name in FIELDS)}.

`start` and `end` count Unicode code points of the text. `evidence` is an object: for a field the span `[start, end]`
that told it. `implied`: for a field the rule that filled it. The other keys are the columns above.
"""

_PACKAGE = """## The data package

`--format package` makes a zip that follows the Frictionless Data Package specification: `figures.csv`, `series.csv`,
`documents.csv` with the texts, `reviews.csv`, all without byte order mark; `datapackage.json` with their schemas,
`README.md` with the query, the link and the terms, and `SHA256SUMS`. `python -m stats import` takes it in: the
documents, the figures as they were found, and the reviews in their order, after which they stand as they stood.
Filters choose the documents, each of which comes with all its figures, and the rows of `series.csv`. Removed documents
and the original files are not in it.
"""

_FILTERS = """## Filters

The same in the address of a page, under `/api` and on the command line (`--country IRQ`). Several values: a comma in an
address, a repeated flag on the command line. For series, `every` is day, week, month, quarter or year; with it, `from`
and `to` choose whole buckets of flows, those that share a day with the span, and of stocks and cumulative counts those
of the span, of which the last stands for its bucket. `places=1`, or `--places`, puts the partial sum of its places, of
what was chosen, beside each country's series. `as_known_on`, a day, gives the rows as a reader knew them then. A word
that no figure can have is refused, with those that it can; a page leaves it out and says so.
"""

_SERIES = "One row a day of a series, or a bucket with `--every`. docs/method.md tells how it is made."


def page() -> str:
    """Return the whole page as Markdown."""
    filters = [(f"`{name}`", _FILTER_WORDS[name]) for name in FILTER_NAMES]
    measures = [(f"`{measure}`", ", ".join(terms_of(measure))) for measure in Measure]
    parts = [
        _HEAD,
        "## figures.csv\n\nOne row a figure, as it stands after review.",
        _columns(FIGURE_COLUMNS),
        f"## series.csv\n\n{_SERIES}",
        _columns(SERIES_COLUMNS),
        _PACKAGE,
        "### documents.csv\n\nOne row a document, in the order they were added.",
        _columns(DOCUMENT_COLUMNS),
        "### reviews.csv\n\nOne row for each act of a reviewer on a figure, oldest first.",
        _columns(REVIEW_COLUMNS),
        _EXTRACT,
        _FILTERS,
        _table(("filter", "what it keeps"), filters),
        "## Words",
        *(_words(kind) for kind in _enumerations()),
        "### Measures\n\nWhat is charted together; the term `other` is listed and never charted.",
        _table(("measure", "terms"), measures),
        "### IDMC's categories",
        _table(("term", *(f"as {k}" for k in Kind)), _categories()),
        f"## Terms of use\n\n{LICENCE_NOTE} {HOUSEHOLD_NOTE}",
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _columns(columns: tuple[Column, ...]) -> str:
    rows = [(f"`{c.name}`", c.type, c.unit, c.meaning, f"`{c.hxl}`{_custom(c.hxl)}") for c in columns]
    return _table(("column", "type", "unit", "meaning", "HXL"), rows)


def _custom(hashtag: str) -> str:
    _, *attributes = hashtag.split("+")
    return "" if all(a in _HXL_ATTRIBUTES or a.startswith("v_") for a in attributes) else " (c)"


def _enumerations() -> list[type[StrEnum]]:
    return [
        kind
        for _, kind in inspect.getmembers(vocabulary, inspect.isclass)
        if issubclass(kind, StrEnum) and kind not in (StrEnum, Measure)
    ]


def _words(kind: type[StrEnum]) -> str:
    return f"**{kind.__name__}**. {inspect.getdoc(kind)} " + ", ".join(f"`{word}`" for word in kind)


def _categories() -> list[tuple[str, ...]]:
    rows = [(f"`{term}`", *((category_of(term, kind) or "") for kind in Kind)) for term in Term]
    return [row for row in rows if any(row[1:])]


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [tuple(header), *(tuple(row) for row in rows)]
    lines.insert(1, tuple("---" for _ in lines[0]))
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
