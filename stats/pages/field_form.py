"""The fields of a figure as they are typed: to set a figure right, or to say what a count is that the rules missed."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from stats.catalogues import country_names
from stats.errors import HeadcountError
from stats.pages import asked, choices, said
from stats.pages.marked_text import visible
from stats.vocabulary import Cause, Kind, PlaceRole, Quantifier, Status, Term, Unit
from stats.wording import Words, day_of, missing, plain

_ROLES = {PlaceRole.ORIGIN: "where they were before", PlaceRole.DESTINATION: "where they came to",
          PlaceRole.PRESENT: "where they are, or where it happened"}  # fmt: skip
_KIN = {"part_of": "Part of", "same_as": "The same count as"}


def fields(
    figure: Mapping[str, Any], beside: Sequence[Mapping[str, Any]], words: Words, key: str | None = None
) -> dict[str, Any]:
    """Draw the fields inside a form and return them as they are given there.

    Args:
        figure: as it stands; unit and kind that are None are to be chosen.
        beside: the figures of its article, of which it may be a part. words: the reader's.
        key: of a count that is added, whose term is asked for before: begins the keys of the fields. A field is new
            where what is read of it is; the others keep what was typed.
    """
    days = day_of(figure["period_start"]), day_of(figure["period_end"])

    def own(name: str) -> str | None:
        return None if key is None else f"{key}_{name}_{figure[name]}"

    def choose(where: DeltaGenerator, label: str, name: str, options: type[StrEnum], namer: Any) -> Any:
        told, listed = plain(figure[name]), list(options)
        index = listed.index(options(told)) if told else None
        return where.selectbox(label, listed, index=index, format_func=namer, key=own(name),
                               placeholder=words("Choose"))  # fmt: skip

    def number(where: DeltaGenerator, label: str, name: str) -> float | None:
        value: float | None = where.number_input(label, value=_float(figure[name]), min_value=0.0, step=1.0,
                                                 format="%0.0f", key=own(name))  # fmt: skip
        return value

    # A row each, so that on a phone, where columns stand below each other, they keep their order.
    (first, second), (third, fourth), (fifth, sixth), (seventh, eighth) = (st.columns(2) for _ in range(4))
    given = {
        "value": number(first, words("Count"), "value"),
        "quantifier": choose(second, words("Bounds"), "quantifier", Quantifier, lambda q: words(q.replace("_", " "))),
        "low": number(third, words("Lower bound (empty = open)"), "low"),
        "high": number(fourth, words("Upper bound (empty = open)"), "high"),
        "unit": choose(fifth, words("Unit"), "unit", Unit, words.unit),
        "kind": choose(sixth, words("Kind"), "kind", Kind, lambda k: words(said.KINDS[k])),
        "period_start": seventh.date_input(words("From"), value=days[0], key=own("period_start"),
                                           **choices.reach(*days)),
        "period_end": eighth.date_input(words("To"), value=days[1], key=own("period_end"), **choices.reach(*days)),
    }  # fmt: skip
    if key is None:
        first, second = st.columns(2)
        given["term"] = choose(first, words("What happened"), "term", Term, lambda t: words(t.replace("_", " ")))
    else:
        second = st.container()
    return {
        **given,
        "place": second.text_input(words("Place"), value=plain(figure["place"]), key=own("place")),
        "attribution": st.text_input(words("Who says so"), value=plain(figure["attribution"]), key=own("attribution")),
        **_of_series(figure, words, own),
        **_kin(figure, beside, words, own),
    }  # fmt: skip


def _of_series(figure: Mapping[str, Any], words: Words, own: Any) -> dict[str, Any]:
    """Draw the fields that say which series a figure belongs to, or that it belongs to none."""
    first, second, third = st.columns(3)
    names = country_names(words.language)
    none = words("not told")
    return {
        "country": _one_of(first, words("Country"), figure, "country", own, none,
                           dict(sorted(names.items(), key=lambda one: one[1]))),
        "place_role": _one_of(second, words("The place is"), figure, "place_role", own, none,
                              {str(role): words(text) for role, text in _ROLES.items()}),
        "cause": _one_of(third, words("Cause"), figure, "cause", own, none,
                         {str(cause): words(str(cause)) for cause in Cause}),
        "forecast": st.checkbox(words("A forecast: it has not happened"), value=bool(figure["forecast"]),
                                key=own("forecast")),
    }  # fmt: skip


def _one_of(
    where: DeltaGenerator, label: str, figure: Mapping[str, Any], name: str, own: Any, none: str,
    told: Mapping[str, str],
) -> str | None:  # fmt: skip
    offered = [None, *told]
    now = plain(figure[name]) or None
    chosen: str | None = where.selectbox(
        label, offered, index=offered.index(now) if now in offered else 0, key=own(name),
        format_func=lambda one: told[one] if one else none,
    )  # fmt: skip
    return chosen


def _kin(figure: Mapping[str, Any], beside: Sequence[Mapping[str, Any]], words: Words, own: Any) -> dict[str, Any]:
    """Draw what other figure of the article this one is part of, or tells again."""
    others = [one for one in beside if one["status"] != Status.REJECTED and one["figure_id"] != figure.get("figure_id")]
    named = _apart({one["figure_id"]: said.figure_in_words(one, words) for one in others}, others, words)
    for name in _KIN:  # one that is rejected, or no longer found, stays what it is until it is chosen otherwise
        if (kin := plain(figure[name])) and kin not in named and (one := _figure(kin)):
            named[kin] = visible(said.figure_in_words(one, words), 120)
    if not named:
        return {}
    columns = st.columns(2)
    return {name: _one_of(column, words(label), figure, name, own, words("no other count"), named)
            for column, (name, label) in zip(columns, _KIN.items(), strict=True)}  # fmt: skip


def _apart(named: Mapping[str, str], others: Sequence[Mapping[str, Any]], words: Words) -> dict[str, str]:
    """Return names that tell figures apart: with place and days where two say the same, else with their order."""
    told = list(named.values())
    found: dict[str, str] = {}
    for one in others:
        name = named[one["figure_id"]]
        if told.count(name) > 1:
            name = ", ".join(part for part in (name, plain(one["place"]), words.window(one)) if part)
        name = visible(name, 120)
        again = sum(other == name or other.startswith(f"{name} (") for other in found.values())
        found[one["figure_id"]] = f"{name} ({again + 1})" if again else name
    return found


def _figure(figure_id: str) -> dict[str, Any] | None:
    try:
        return asked.collection().store.figure(figure_id)
    except HeadcountError:
        return None


def _float(value: Any) -> float | None:
    return None if missing(value) else float(value)
