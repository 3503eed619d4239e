"""Checks: contradictions and implausible figures, each a sentence that leads to its figures."""

import pandas as pd
import streamlit as st

from stats.catalogues import country_names
from stats.errors import HeadcountError
from stats.filters import Filters
from stats.pages import address, asked, choices, empty, filter_bar, said, sentence
from stats.pages import situation as situations
from stats.pages.marked_text import escaped, escaped_attribute
from stats.showing import Checked
from stats.wording import Words, plain

_SHOWN = 25  # sentences at first, and more with each request
_MARKS = {"warning": "✗", "notice": "!", "agrees": "✓"}
_SAID = {"warning": "does not fit", "notice": "worth a look", "agrees": "fits"}


def page() -> None:
    """Draw the page."""
    words = asked.reader()
    found = filter_bar.show()
    total = asked.count(found)
    if total == 0:
        empty.nothing(found)
        return
    scope = situations.scope_of(found, total)[1] if total > asked.SMALL else found
    try:
        checked = asked.checked(scope)
    except HeadcountError as error:
        st.title(words("The checks could not run"))
        st.text(str(error))
        return
    problems = checked.found
    agrees = problems["severity"] == "agrees"
    doubtful = problems[~agrees]
    st.title(words.many(len(doubtful), "1 thing to look at", "{n} things to look at"))
    if checked.figures < total:
        st.html(f'<div class="hc-quiet">{escaped(_left_out(checked, scope, total, words), 400)}</div>')
    if doubtful.empty:
        st.success(words("No contradiction was found among {n} figures.", n=words.number(checked.figures)))
    _list(doubtful, "doubt")
    if agrees.any():
        _fits(problems[agrees])


def _left_out(checked: Checked, scope: Filters, total: int, words: Words) -> str:
    countries = country_names(words.language)
    where = [*(countries.get(c, c) for c in scope.country[:3]), *(said.measure_name(m, words) for m in scope.measure)]
    told = [words("{n} of {all} figures were checked ({where}).", n=words.number(checked.figures),
                  all=words.number(total), where=", ".join(where))]  # fmt: skip
    if checked.series < checked.of_series:
        told.append(words("Of {all} series there, the {n} with most figures.", n=words.number(checked.series),
                          all=words.number(checked.of_series)))  # fmt: skip
    told.append(words("Choose a country, a place, a measure or dates above to check others."))
    return " ".join(told)


@st.fragment
def _fits(problems: pd.DataFrame) -> None:
    words = asked.reader()
    label = words("{n} counts were compared and fit", n=words.number(len(problems)))
    opened = choices.fold("fits", label)
    if opened.open:
        with opened:
            _list(problems, "fit")


@st.fragment
def _list(problems: pd.DataFrame, group: str) -> None:
    words = asked.reader()
    chosen = None
    told = address.value(group)
    shown = max(int(told) if told.isdecimal() else 0, _SHOWN)
    for number, row in enumerate(problems.head(shown).to_dict("records")):
        ids = row["figure_ids"].split() if isinstance(row["figure_ids"], str) else list(row["figure_ids"])
        severity = plain(row["severity"])
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            meant = escaped_attribute(words(_SAID.get(severity, severity)))
            st.html(f'<div class="hc-check"><b title="{meant}">{_MARKS.get(severity, "·")}</b> '
                    f"{escaped(row['sentence'], 500)}</div>", width="content")  # fmt: skip
            label = words("The sentences") if len(ids) > 1 else words("The sentence")
            if ids and st.button(label, key=f"check_{group}_{number}", type="tertiary"):
                chosen = ",".join(ids)
    if (left := len(problems) - shown) > 0:
        st.button(words("Show {n} of {all} more", n=words.number(min(left, _SHOWN)), all=words.number(left)),
                  key=f"check_more_{group}", on_click=address.choose, args=(group, str(shown + _SHOWN)))  # fmt: skip
    sentence.open_now(chosen)


page()
