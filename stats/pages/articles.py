"""Articles: list and search; the reader shows a text with its figures marked and their fields beside it."""

import re
from typing import Any

import pandas as pd
import streamlit as st

from stats.charts.marks import rows_of
from stats.document import Document
from stats.errors import HeadcountError
from stats.filters import Filters
from stats.pages import adding, address, asked, choices, empty, filter_bar, parts, said, sentence
from stats.pages.marked_text import escaped, parts_of, visible
from stats.wording import Words, day_of, plain

_PAGE = 50  # articles a page
_FIGURES = 500  # figures of one article that are marked
_ARTICLE = "article"
_WHERE = "article"  # where a count is added
_AGAIN = "_read_again"  # what the last reading of an article changed


def page() -> None:
    """Draw the list, or the article that the address names."""
    if article_id := address.value(_ARTICLE):
        _reader(article_id)
        return
    words = asked.reader()
    empty.samples_notice()
    found = filter_bar.show()
    removed = address.value("removed") == "1"
    if asked.documents(Filters(), limit=1).empty and not removed:
        empty.nothing(found)
    else:
        st.title(words("Articles"))
    choices.toggle("removed", words("Show removed articles"))
    number = max(int(address.value("page", "1")) if address.value("page", "1").isdigit() else 1, 1)
    rows = asked.documents(found, limit=_PAGE + 1, offset=(number - 1) * _PAGE, removed=removed)
    if rows.empty and number == 1:
        if removed:
            st.info(words("No article was removed."))
        elif found.query() and not asked.documents(Filters(), limit=1).empty:
            st.info(words("No article matches these filters."))
            st.button(words("Clear the filters"), on_click=lambda: address.put(Filters()))
        return
    _list(rows.head(_PAGE), words)
    _turn(number, more=len(rows) > _PAGE, words=words)


def _list(rows: pd.DataFrame, words: Words) -> None:
    table = pd.DataFrame({
        words("Title"): [visible(plain(t), 160) or words("without a title") for t in rows["title"]],
        words("Publisher"): [visible(plain(p), 60) for p in rows["publisher"]],
        words("Published"): [day_of(d) for d in rows["published"]],
        words("Language"): [words.tongue(plain(code)) for code in rows["language"]],
        words("Figures"): rows["figures"].tolist(),
        words("Unreviewed"): rows["unreviewed"].tolist(),
        words("Added"): [day_of(d) for d in rows["added_at"]],
    })  # fmt: skip
    notes = [words("nearly the same as an earlier one") if plain(n) else "" for n in rows["near_copy_of"]]
    if any(notes):
        table[words("Note")] = notes
    st.caption(words("Choose a row to read the article with its figures marked."))
    picked = parts.table(table, "articles_list", words("List of articles"), height=min(38 + 35 * len(table), 700))
    if picked is not None:
        address.choose(_ARTICLE, str(rows["document_id"].iloc[picked]))
        st.rerun()


def _turn(number: int, *, more: bool, words: Words) -> None:
    if number == 1 and not more:
        return
    with st.container(horizontal=True, gap="small"):
        if st.button(words("Newer"), disabled=number == 1):
            address.choose("page", str(number - 1) if number > 2 else None)
            st.rerun()
        if st.button(words("Older"), disabled=not more):
            address.choose("page", str(number + 1))
            st.rerun()


def _reader(article_id: str) -> None:
    words = asked.reader()
    if st.button(words("← All articles"), type="tertiary", key="articles_back"):
        for name in (_ARTICLE, "at"):
            address.choose(name, None)
        parts.forget()
        st.rerun()
    try:
        document = asked.document(article_id)
    except HeadcountError as error:
        st.title(words("This article is not here"))
        st.text(str(error))
        return
    st.html(f"<h1>{escaped(document.title or words('Without a title'), 300)}</h1>")
    how = words(str(document.published_by)) if document.published_by else ""
    sure = document.language_confidence
    told = [document.publisher or "", words.day(document.published) + (f" ({how})" if how else ""),
            (document.language or "") + ("" if sure is None else f" ({words('sure: {share}', share=f'{sure:.2f}')})")]
    st.html(f'<div class="hc-quiet">{" · ".join(escaped(t, 200) for t in told if t)}</div>')
    for warning in document.warnings:
        st.text(visible(warning, 400))
    removed = not asked.documents(Filters(document=(article_id,)), limit=1, removed=True).empty
    _acts(document, words, removed=removed)  # above: an article may have more figures than anybody scrolls past
    _read(document, words, removed=removed)


def _adds(document: Document, figures: list[dict[str, Any]], *, removed: bool) -> bool:
    """Offer to add a count; while one is added, show the text for that, and tell so."""
    if removed or not asked.may_edit() or asked.collection().is_imported(document.id):
        return False
    if not adding.is_open(document.id, _WHERE):
        adding.button(document.id, _WHERE)
        return False
    if added := adding.editor(document, figures):
        address.choose("at", added)
        st.rerun()  # the whole page: its filters count the new figure too
    return True


@st.fragment
def _read(document: Document, words: Words, *, removed: bool) -> None:
    # Asked here, not handed over: what is added or taken back in the dialog is seen when it closes.
    figures = rows_of(asked.marked(document.id, _FIGURES))
    left, right = st.columns([7, 6], gap="large")
    with left:
        clicked = None
        if not _adds(document, figures, removed=removed):
            clicked = parts.article(parts_of(document.text, figures), key="article_text",
                                    language=document.language or "", chosen=address.value("at"))  # fmt: skip
    with right:
        if removed:
            st.info(words("This article was removed; its figures count nowhere."))
            return
        st.subheader(words.many(len(figures), "1 figure", "{n} figures"))
        if not figures:
            st.info(said.unread(document.language, words)
                    or words("No count of people, households or homes was found in this article."))  # fmt: skip
        clicked = parts.figure_list(figures, key="article_figures", text=document.text) or clicked
    sentence.open_now(clicked)


def _acts(document: Document, words: Words, *, removed: bool) -> None:
    original = asked.collection().store.original(document.id)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        if document.url and document.url.startswith(("http://", "https://")):
            st.link_button(words("The source's page"), document.url)
        if original:
            name = visible(re.split(r"[\\/]| > ", original[0])[-1], 120) or "article"  # "june.zip > news/a.pdf"
            st.download_button(words("The original file"), original[1], file_name=name, on_click="ignore")
        if not asked.may_edit():
            return
        with st.popover(words("Set the day")):
            day = st.date_input(words("Published on"), value=document.published, **choices.reach(document.published))
            st.caption(words("Windows such as “over the past 10 days” are read again against it."))
            if st.button(words("Keep the day"), type="primary"):
                _told(lambda: asked.collection().set_published(document.id, day, by=asked.by()))
        if st.button(words("Read again with today's rules")):
            _told(lambda: _read_again(document.id))
        if removed:
            if st.button(words("Restore"), type="primary"):
                _told(lambda: asked.collection().restore(document.id, by=asked.by()))
        elif st.button(words("Remove")):
            _told(lambda: asked.collection().remove(document.id, by=asked.by()))
    _changed(document, words)


def _read_again(article_id: str) -> None:
    st.session_state[_AGAIN] = asked.collection().extract_again(article_id, by=asked.by())


def _changed(document: Document, words: Words) -> None:
    """Tell what the last reading of this article changed, and which figures stay though they are read otherwise."""
    done = st.session_state.get(_AGAIN)
    if done is None or done.document_id != document.id:
        return
    counts = {
        words("new"): len(done.added),
        words("read otherwise"): len(done.changed),
        words("no longer found"): len(done.dropped),
        words("stay as reviewed"): len(done.kept),
    }
    told = ", ".join(f"{what}: {words.number(n)}" for what, n in counts.items() if n)
    st.success(words("Read again with today's rules. {told}", told=told or words("Nothing changed.")))
    if done.kept:
        st.caption(words("These stay as they were reviewed, though the rules read them otherwise now:"))
        rows = asked.collection().store.figure_rows(list(done.kept), asked.LISTED)
        sentence.open_now(parts.figure_list(rows, key="article_kept", text=document.text))
        for row in rows:
            read = done.kept[row["figure_id"]]
            fields = [f"{name}: {was} → {now}" for name, (was, now) in (read or {}).items()]
            st.text(visible(f"{row['quote']}: {', '.join(fields) or words('no longer found')}", 400))


def _told(act: Any) -> None:
    """Do something to an article and show it; what went wrong is told."""
    try:
        act()
    except HeadcountError as error:
        st.warning(asked.reader()("That was not done."))
        st.text(str(error))
        return
    st.rerun()


page()
