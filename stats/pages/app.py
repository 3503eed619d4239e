"""The pages' setup and navigation; each page is a file of its own beside this one."""

import logging
from pathlib import Path

import streamlit as st

from stats.collection import is_open
from stats.errors import HeadcountError
from stats.pages import address, asked, empty, parts, sentence
from stats.vocabulary import Status

HERE = Path(__file__).parent
# File -> title. The address of a page is its file's name; the first is where the dashboard opens.
PAGES = {
    "overview": "Overview",
    "series": "Series",
    "who_says_what": "Who says what",
    "articles": "Articles",
    "review": "Review",
    "add": "Add",
    "checks": "Checks",
    "download": "Download",
    "method": "Method",
}


def run() -> None:
    """Run the page that the address names."""
    st.set_page_config(page_title="Headcount", page_icon=str(HERE / "assets" / "icon.png"), layout="wide")
    parts.style()
    st.logo(str(HERE / "assets" / f"logo-{'dark' if asked.dark() else 'light'}.svg"), size="large")
    words = asked.reader()
    try:
        if not asked.access().may_view(asked.person()):
            _log_in()
            return
        if not is_open():
            with st.spinner(words("Opening the collection; a first start reads the sample articles …")):
                asked.collection()
    except HeadcountError as error:
        st.title(words("The collection cannot be opened"))
        st.text(str(error))
        return
    asked.begin_page()
    waiting = asked.facet("status").get(Status.UNREVIEWED, 0)
    pages = []
    for name, title in PAGES.items():
        label = words(title) + (f" · {words.number(waiting)}" if name == "review" and waiting else "")
        pages.append(st.Page(HERE / f"{name}.py", title=label, url_path=name, default=name == "overview"))
    page = st.navigation(pages, position="top")
    address.settle(page.url_path or "overview")
    try:
        page.run()
    except HeadcountError as error:
        st.title(words("This page cannot be shown"))
        st.text(str(error))
    except Exception:  # whatever breaks, the reader is told what became of their work
        logging.getLogger(__name__).exception("The page %s broke", page.url_path or "overview")
        empty.broken()
    finally:
        asked.end_page()
    parts.lost()
    parts.moves()
    sentence.open_if_asked()


def _log_in() -> None:
    words = asked.reader()
    st.title("Headcount")
    if asked.person() is None:
        st.write(words("Log in to see this collection."))
        st.button(words("Log in"), on_click=st.login, type="primary")
        return
    st.write(words("This account may not look at this collection. Ask the person who runs it to add you."))
    st.button(words("Log out"), on_click=st.logout)


run()
