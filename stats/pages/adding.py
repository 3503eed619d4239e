"""Adding a count that the rules missed: point at its number, see what is read there, set the rest, keep it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from stats.charts.template import colour_of
from stats.document import Document
from stats.errors import HeadcountError
from stats.pages import acts, asked, correcting, field_form, parts, said, spans
from stats.pages.marked_text import escaped, inert, passage, visible
from stats.pages.missed_words import Missed, read_missed
from stats.store import Addition
from stats.store.standing import loosened
from stats.vocabulary import Quantifier, Term
from stats.wording import Words, plain

_OPEN = "_adding"
_PART = 20_000  # code points of an article that can be pointed at at once: more words make a browser slow
_PASSAGE = 2_500  # the same beside a sentence: about a screen
_ASKED = {"value": "the count", "unit": "its unit", "kind": "its kind"}
# Field -> its name in the evidence, where that is another.
_TOLD_AS = {"period_start": "period", "period_end": "period", "country": "place"}
_EMPTY = dict.fromkeys((
    "value", "low", "high", "unit", "subject", "term", "kind", "period_start", "period_end", "place", "country",
    "place_role", "attribution", "cause", "part_of", "same_as",
)) | {"quantifier": str(Quantifier.EXACT), "forecast": False}  # fmt: skip


@dataclass(slots=True)
class _Adding:
    """What is being added: in which article, where it was begun, the part of the text shown, the words pointed at."""

    document_id: str
    where: str
    part: int | None = None
    pointed: tuple[int, int] | None = None


def begin(document_id: str, where: str) -> None:
    """Begin to add a count to an article. where: what shows its text."""
    st.session_state[_OPEN] = _Adding(document_id, where)


def leave() -> None:
    """Stop adding; nothing is written."""
    st.session_state.pop(_OPEN, None)


def is_open(document_id: str, where: str) -> bool:
    """Tell whether a count is being added to an article, begun there."""
    now: _Adding | None = st.session_state.get(_OPEN)
    return now is not None and (now.document_id, now.where) == (document_id, where)


def button(document_id: str, where: str) -> None:
    """Draw the button that begins it, for those who may change things."""
    if asked.may_edit():
        st.button(asked.reader()("Add a missed count"), key=f"add_missed_{where}", type="tertiary",
                  on_click=begin, args=(document_id, where))  # fmt: skip


def editor(
    document: Document, figures: Sequence[Mapping[str, Any]], around: tuple[int, int] | None = None
) -> str | None:
    """Draw the text whose words can be pointed at, then what was read there and the form; return the figure just added.

    Args:
        document: the article. figures: those that stand in it, with their spans.
        around: a span around which the text is shown first, in shorter parts; from its beginning where not given.
    """
    now: _Adding = st.session_state[_OPEN]
    words = asked.reader()
    st.subheader(words("Add a missed count"))
    if now.pointed is None:
        _text(document, figures, around, now, words)
        st.button(words("Leave it"), key="missed_leave", on_click=leave)
        return None
    start, end = now.pointed
    try:
        missed = read_missed(document, start, end)
    except HeadcountError as error:
        st.warning(words(str(error)))
        _again_button(words)
        return None
    held = next((f for f in figures if f["start"] < missed.end and f["end"] > missed.start), None)
    if held is not None:
        told = words("“{quote}” is a figure already. Open it by its mark in the text and correct it, or choose other "
                     "words.", quote=visible(held["quote"], 80))  # fmt: skip
        st.warning(inert(told))
        _again_button(words)
        return None
    return _say(document, figures, missed, words)


def _text(
    document: Document, figures: Sequence[Mapping[str, Any]], around: tuple[int, int] | None, now: _Adding, words: Words
) -> None:
    cuts = parts_of_text(document.text, _PASSAGE if around else _PART)
    if now.part is None:
        now.part = next((n for n, cut in enumerate(cuts) if around and around[0] < cut[1]), 0)
    _turn(now, now.part, len(cuts), words)
    first, last = cuts[now.part]
    first = last - len(document.text[first:last].lstrip())

    def point(told: Mapping[str, Any]) -> None:
        now.pointed = int(told["start"]), int(told["end"])

    parts.spans(
        spans.words_between(document.text, first, last), key=f"missed_words_{now.where}_{now.part}",
        number=(first, first), fields=[("value", words("count"), "", None)], measure="", on_told=point,
        taken=[f for f in figures if f["start"] < last and f["end"] > first],
        hint=words("Choose the words of the number, as “more than 200”. Those in colour are figures already."),
    )  # fmt: skip


def _turn(now: _Adding, at: int, count: int, words: Words) -> None:
    """Go from one part of a long article to the next."""
    if count == 1:
        return

    def go(step: int) -> None:
        now.part = at + step

    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button(words("Earlier in the text"), key="missed_earlier", disabled=at == 0, on_click=go, args=(-1,))
        last = at == count - 1
        st.button(words("Later in the text"), key="missed_later", disabled=last, on_click=go, args=(1,))
        st.caption(words("Part {n} of {all}", n=at + 1, all=count))


def parts_of_text(text: str, size: int = _PART) -> list[tuple[int, int]]:
    """Cut a long text into parts that can be shown at once: at ends of paragraphs, else at blanks."""
    cuts: list[tuple[int, int]] = []
    first = 0
    while len(text) - first > size:
        found = (text.rfind(gap, first + size // 2, first + size) for gap in ("\n\n", "\n", " "))
        last = next((at for at in found if at >= 0), first + size)
        cuts.append((first, last))
        first = last
    return [*cuts, (first, len(text))]


def _again_button(words: Words) -> None:
    def again() -> None:
        st.session_state[_OPEN].pointed = None

    with st.container(horizontal=True, gap="small"):
        st.button(words("Choose other words"), key="missed_other", on_click=again)
        st.button(words("Leave it"), key="missed_leave", on_click=leave)


def _say(
    document: Document, figures: Sequence[Mapping[str, Any]], missed: Missed, words: Words
) -> str | None:
    """Show what was read and ask for the rest; return the id of the figure once it is kept."""
    own = f"missed_{missed.start}_{missed.end}"
    marked = passage(document.text, {"start": missed.start, "end": missed.end, "evidence": missed.evidence})
    st.html(f'<div class="hc-sentence" style="--mark:{colour_of("", asked.dark())}">{marked}</div>')
    if not missed.number:
        st.warning(words("No number was read in these words. Choose the number itself, or type its count below."))
    told = plain(missed.fields.get("term"))
    chosen = st.selectbox(
        words("What happened to them?"), list(Term), index=list(Term).index(Term(told)) if told else None,
        format_func=lambda t: words(str(t).replace("_", " ")), placeholder=words("Choose"), key=f"{own}_term",
    )  # fmt: skip
    if chosen is None:
        st.caption(words("Days, place and who says so are then read as of such a count."))
        _again_button(words)
        return None
    missed = read_missed(document, missed.start, missed.end, str(chosen))
    read: dict[str, Any] = {**_EMPTY, **missed.fields, "term": str(chosen)}
    st.html(f'<div class="hc-quiet">{_read_so_far(read, words)}</div>')
    with st.form(f"form_{own}", border=False):
        given = field_form.fields(read, figures, words, key=own)
        why = st.text_input(words("Why (kept with the count)"), key=f"{own}_why")
        kept = st.form_submit_button(words("Keep the count"), type="primary")
    added = _kept(document, missed, read, given, why, words) if kept else None
    _again_button(words)
    return added


def _read_so_far(read: Mapping[str, Any], words: Words) -> str:
    """Say what the rules read of the words, as the sentence of a figure says it."""
    if read["value"] is None:
        return escaped(words("The rules read no count here."))
    counted = plain(read["subject"]) or (words.unit(read["unit"]) if read["unit"] else "")
    told = [f"{words.stated({**read, 'language': None})} {counted}".strip()]
    told += [words.window(read)] if read["period_end"] or read["period_start"] else []
    told += [plain(read["place"]), plain(read["attribution"])]
    return f"{escaped(words('The rules read'))}: {escaped(' · '.join(t for t in told if t), 300)}"


def _kept(
    document: Document, missed: Missed, read: Mapping[str, Any], given: Mapping[str, Any], why: str, words: Words
) -> str | None:
    if lacking := [words(name) for field, name in _ASKED.items() if given.get(field) is None]:
        st.warning(words("Say {what} too, then keep the count.", what=words.listed(lacking)))
        return None
    added = acts.add_missed(Addition(document.id, missed.start, missed.end, *settled(missed, read, given)), why)
    if added:
        leave()
        figure = asked.collection().store.figure(added)
        st.toast(inert(words("Added: {figure}", figure=said.figure_in_words(figure, words))))
    return added or None


def settled(
    missed: Missed, read: Mapping[str, Any], given: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Sequence[int]]]:
    """Return the fields and evidence of a count as it is kept: what was read, with what was typed in its place.

    Args:
        missed: what was read. read: its fields, all that the form has. given: the form as it was kept.
    """
    changes = correcting.changed_fields(read, given)
    fields = {**read, **loosened({**_EMPTY, **read}, changes)}
    if {"value", "quantifier"} & changes.keys() and not {"low", "high"} & changes.keys():
        del fields["low"], fields["high"]  # they follow from the count and its quantifier
    gone = {_TOLD_AS.get(name, name) for name in changes}
    return fields, {name: span for name, span in missed.evidence.items() if name not in gone}
