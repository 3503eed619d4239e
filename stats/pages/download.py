"""Download: the rows of the filters in every format, the link that gives them again, and how to load them."""

from datetime import date

import streamlit as st

from stats.columns import FIGURE_COLUMNS, SERIES_COLUMNS, ids
from stats.downloads import FORMATS, STEPS, TABLES, download
from stats.errors import HeadcountError
from stats.filters import Filters
from stats.pages import address, asked, choices, filter_bar, taking
from stats.wording import Words

_LINKED = 200_000  # figures above which the link is the better way: it streams
_TABLES = {"figures": "Figures: one row a stated count", "series": "Series: one row a point in time, counted once",
           "gold": "Reviewed documents as labelled text"}  # fmt: skip
_FORMATS = {"csv": "CSV (opens in Excel)", "hxl": "CSV with HXL tags", "xlsx": "Excel workbook", "parquet": "Parquet",
            "json": "JSON Lines", "package": "Data package (zip: figures, series, texts, dictionary)"}  # fmt: skip


def page() -> None:
    """Draw the page."""
    words = asked.reader()
    found = filter_bar.show()
    st.title(words("Take it away"))
    total = asked.count(found)
    st.write(words.many(total, "1 figure passes the filters above.", "{n} figures pass the filters above."))
    left, right = st.columns(2, gap="large")
    with left:
        table = choices.one_of("table", words("Table"), TABLES, namer=lambda t: words(_TABLES[t]), menu=True,
                               width="stretch")  # fmt: skip
        form = "json" if table == "gold" else choices.one_of(
            "format", words("Format"), FORMATS, namer=lambda f: words(str(_FORMATS.get(f, f))), menu=True,
            width="stretch")  # fmt: skip
        every = None
        if table == "series":
            every = choices.one_of("every", words("Calendar buckets"), ["", *STEPS], menu=True, width="stretch",
                                   namer=lambda s: words(s) if s else words("as reported")) or None  # fmt: skip
        known = None
        if table != "gold":
            known = choices.day("as_known_on", words("As known on (empty: today)"), width="stretch")
        suffix = {"csv": "csv", "json": "json", "parquet": "parquet"}.get(form, "csv")
        live = address.api(table if table != "gold" else "figures", suffix, found, every=every,
                           as_known_on=known.isoformat() if known else None)  # fmt: skip
        _button(table, form, found, every, known, live)
        if total > _LINKED:
            st.info(words("These are many rows: the link on this page streams them without waiting."))
    with right:
        if table != "gold":
            _how(live, table, found, words)
    _cite(words)


def _button(table: str, form: str, found: Filters, every: str | None, known: date | None, live: str) -> None:
    """Draw the button; the rows are made when it is pressed, not before."""
    words = asked.reader()
    try:
        made = download(asked.collection(), table, form, found, every=every, as_known_on=known, link=live)
    except HeadcountError as error:
        st.warning(words("This cannot be written."))
        st.text(str(error))
        return
    st.download_button(
        words("Download {name}", name=made.name),
        lambda: b"".join(
            download(asked.collection(), table, form, found, every=every, as_known_on=known, link=live).blocks
        ),
        file_name=made.name,
        mime=made.mime,
        on_click="ignore",
        type="primary",
        key="download_now",
    )


def _how(live: str, table: str, found: Filters, words: Words) -> None:
    st.subheader(words("The same rows as a live link"))
    st.code(live, language=None, wrap_lines=True)
    tool = choices.one_of("tool", words("Open it in"), ("pandas", "R", "Excel"), quiet=True)
    days = ["period_start", "period_end", "published"] if table == "figures" else ["date", "period_start", "period_end"]
    named = ids(FIGURE_COLUMNS if table == "figures" else SERIES_COLUMNS)
    if tool == "pandas":
        types = "\n".join(f"        '{name}': 'str'," for name in named)  # a line each: the block must not scroll
        st.code(f'import pandas as pd\n\n{table} = pd.read_csv(\n    "{live}",\n    parse_dates={days},\n'
                f"    dtype={{\n{types}\n    }},\n)", language=None)  # fmt: skip
    elif tool == "R":
        types = ",\n".join(f'    {name} = "c"' for name in named)
        st.code(f'library(readr)\n\n{table} <- read_csv(\n  "{live}",\n  col_types = cols(\n{types}\n  )\n)',
                language=None)  # fmt: skip
    else:
        st.write(words("Data › From Web, then paste the link. Or open the downloaded CSV: it is marked as UTF-8, and "
                       "text cells that look like formulas are made harmless."))  # fmt: skip
        st.write(words("Excel takes some ids for numbers: under Transform Data, give {columns} the type Text.",
                       columns=words.listed([f"`{name}`" for name in named])))  # fmt: skip
    st.caption(words("Missing is empty, an empty bound is open, numbers are as the text states them. docs/data.md "
                     "explains each column."))  # fmt: skip


def _cite(words: Words) -> None:
    st.subheader(words("How to cite"))
    cited = f"Headcount, {words('figures read from news and reports')}, {words.day(date.today())}. "
    st.code(cited + address.link(), language=None, wrap_lines=True)
    taking.citation(cited + "{link}")


page()
