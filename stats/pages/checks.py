"""Checks: contradictions and implausible figures, each a sentence that leads to its figures."""

import pandas as pd
import streamlit as st

from stats.errors import HeadcountError
from stats.filters import Filters
from stats.pages import asked, empty, filter_bar, sentence
from stats.pages import situation as situations
from stats.pages.marked_text import escaped, escaped_attribute
from stats.wording import plain

_SHOWN = 100
_MARKS = {"warning": "✗", "notice": "!", "agrees": "✓"}


def page() -> None:
    """Draw the page."""
    words = asked.reader()
    found = filter_bar.show()
    total = asked.count(found)
    if total == 0:
        empty.nothing(found)
        return
    scope = found
    if total > asked.SMALL:
        _, scope = situations.scope_of(found, total)
        st.caption(words("There are very many figures: one country and measure are checked. Choose others above."))
    try:
        problems = _problems(asked.version(), tuple(sorted(scope.query().items())))
    except HeadcountError as error:
        st.title(words("The checks could not run"))
        st.text(str(error))
        return
    agrees = problems["severity"] == "agrees"
    doubtful = problems[~agrees]
    st.title(words("{n} things to look at", n=words.number(len(doubtful))))
    if doubtful.empty:
        st.success(words("No contradiction was found among {n} figures.", n=words.number(total)))
    _list(doubtful, "doubt")
    if agrees.any():
        with st.expander(words("{n} counts were compared and fit", n=words.number(int(agrees.sum())))):
            _list(problems[agrees], "fit")


@st.cache_data(max_entries=30, show_spinner="Checking …")
def _problems(v: str, key: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    return asked.collection().checks(Filters.read(dict(key)))


@st.fragment
def _list(problems: pd.DataFrame, group: str) -> None:
    words = asked.reader()
    chosen = None
    for number, row in enumerate(problems.head(_SHOWN).to_dict("records")):
        ids = row["figure_ids"].split() if isinstance(row["figure_ids"], str) else list(row["figure_ids"])
        severity = plain(row["severity"])
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(f'<div class="hc-check"><b title="{escaped_attribute(words(severity))}">{_MARKS.get(severity, "·")}'
                    f"</b> {escaped(row['sentence'], 500)}</div>", width="content")  # fmt: skip
            label = words("The sentences") if len(ids) > 1 else words("The sentence")
            if ids and st.button(label, key=f"check_{group}_{number}", type="tertiary"):
                chosen = ",".join(ids)
    if len(problems) > _SHOWN:
        st.caption(words("{n} more; narrow the filters to see them.", n=len(problems) - _SHOWN))
    sentence.open_now(chosen)


page()
