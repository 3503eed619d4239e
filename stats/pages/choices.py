"""A page's own choices, kept in the address beside the filters: a link shows the same tab, scale and table."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from stats.filters import joined, parted
from stats.pages import address

_KEY = "choice_{}"


def one_of(
    name: str,
    label: str,
    options: Sequence[str],
    *,
    default: str = "",
    namer: Callable[[str], str] = str,
    quiet: bool = False,
    menu: bool = False,
    width: Any = "content",
) -> str:
    """Offer one of a few options, and return the one of the address.

    Args:
        name: in the address. label: for people. options: as the address tells them.
        default: what an address without it means; the first option where not given.
        namer: names an option for people. quiet: the label is for screen readers only.
        menu: a menu instead of buttons side by side. width: of the widget.
    """
    default = default if default in options else options[0]
    told = address.value(name, default)
    _set(name, told if told in options else default)
    shown = "collapsed" if quiet else "visible"
    args: dict[str, Any] = {"key": _KEY.format(name), "format_func": namer, "label_visibility": shown, "width": width,
                            "on_change": _write, "args": (name, default)}  # fmt: skip
    if menu:
        st.selectbox(label, list(options), **{**args, "width": 170 if width == "content" else width})
    else:
        st.segmented_control(label, list(options), required=True, **args)
    return str(st.session_state[_KEY.format(name)] or default)


def some_of(name: str, label: str, options: Sequence[str], *, namer: Callable[[str], str] = str,
            most: int | None = None, width: Any = "stretch") -> list[str]:  # fmt: skip
    """Offer several of many options, with search, and return those of the address that are on offer.

    Args:
        name, label, options, namer, width: as in `one_of`. most: how many may be chosen.
    """
    told = [one for one in parted(address.value(name)) if one in options]
    _set(name, told[:most])
    st.multiselect(label, list(options), key=_KEY.format(name), format_func=namer, max_selections=most, width=width,
                   on_change=_write, args=(name, ""))  # fmt: skip
    return list(st.session_state[_KEY.format(name)])


def toggle(name: str, label: str, *, on: str = "1") -> bool:
    """Offer a switch, and return whether it is on in the address, where it is told by the word `on`."""
    _set(name, address.value(name) == on)
    st.toggle(label, key=_KEY.format(name), on_change=_write_switch, args=(name, on))
    return bool(st.session_state[_KEY.format(name)])


def fold(name: str, label: str) -> Any:
    """Offer something that opens beneath a line, and return its container: its `open` tells whether it is open."""
    _set(name, address.value(name) == "open")
    return st.expander(label, key=_KEY.format(name), on_change=_write_switch, args=(name, "open"))


def day(name: str, label: str, *, width: Any = 150) -> date | None:
    """Offer a day, and return that of the address; one that cannot be read is left out."""
    try:
        told = date.fromisoformat(address.value(name)) if address.value(name) else None
    except ValueError:
        told = None
        address.choose(name, None)
    _set(name, told)
    st.date_input(label, key=_KEY.format(name), value=None, format="YYYY-MM-DD", width=width, on_change=_write,
                  args=(name, ""), **reach(told))  # fmt: skip
    found = st.session_state[_KEY.format(name)]
    return found if isinstance(found, date) else None


def reach(*told: date | None) -> dict[str, Any]:
    """Return the first and last day that a person may choose, as a day's widget takes them.

    From 1900 to ten years from now, and as far as the days told: a widget breaks on a day that lies outside.
    """
    now = date.today()
    days = [day for day in told if day is not None]
    last = now.replace(year=now.year + 10, day=min(now.day, 28))
    return {"min_value": min([*days, date(1900, 1, 1)]), "max_value": max([*days, last])}


def _set(name: str, value: Any) -> None:
    """Set the widget to what the address says, wherever that was changed: a link, Back, another widget.

    It is set at every run: a run that is cut short would else leave the browser with an empty widget.
    """
    st.session_state[_KEY.format(name)] = value


def _write(name: str, default: str) -> None:
    value = st.session_state.get(_KEY.format(name))
    told = joined(value) if isinstance(value, list) else str(value or "")
    address.choose(name, told if told != default else None)


def _write_switch(name: str, on: str) -> None:
    address.choose(name, on if st.session_state.get(_KEY.format(name)) else None)
