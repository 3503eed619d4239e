"""Search: found by words in any script, shown with the words marked, and nothing of the query language gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_made import document

from stats.filters import Filters
from stats.store import Store
from stats.store.words import AFTER, BEFORE, snippet, terms_of, words_of

TEXTS = {
    "accents": "Des pluies ont touché Kédougou où 1 200 ménages ont fui.",
    "hyphen": "The camp of Al-Hawl holds 60,000 people; al hawl is in Syria.",
    "arabic": "نزح ٤٠ ألف شخص من المُوصِل أمس.",
    "burmese": "ရခိုင်ပြည်နယ်မှ လူများ ထွက်ပြေး",
    "plain": "Displaced families from Mosul reached the camp. <b>Bold</b> & more.",
}


@pytest.fixture
def articles(store: Store) -> Store:
    """A store that holds TEXTS, the title of each its name."""
    store.add_many([(document(text, title=name), []) for name, text in TEXTS.items()])
    return store


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("kedougou", {"accents"}),
        ("KÉDOUGOU menages", {"accents"}),
        ("menage", set()),
        ("menage*", {"accents"}),
        ("1 200", {"accents"}),
        ("Al-Hawl", {"hyphen"}),
        ('"hawl is"', {"hyphen"}),
        ('"is hawl"', set()),
        ("camp", {"hyphen", "plain"}),
        ("camp mosul", {"plain"}),
        ("موصل", set()),
        ("الموصل", {"arabic"}),
        ("40", {"arabic"}),
        ("ထွက်ပြေး", {"burmese"}),
        ("arabic", {"arabic"}),
        ("", set()),
        ("***", set()),
        ('"', set()),
        ("camp OR mosul", set()),
        ("NOT camp", set()),
        ("title:camp", set()),
        ("camp'); drop table documents; --", set()),
    ],
)
def test_questions_and_what_they_find(articles: Store, question: str, found: set[str]) -> None:
    assert set(articles.search(question)["title"]) == found
    assert set(articles.documents(Filters(q=question))["title"]) == (found if question else set(TEXTS))
    assert len(articles.documents()) == len(TEXTS)


def test_a_snippet_marks_the_words_and_leaves_escaping_to_the_page(articles: Store) -> None:
    shown = articles.search("displac* camp")["snippet"].iloc[0]
    assert shown == "\x02Displaced\x03 families from Mosul reached the \x02camp\x03. <b>Bold</b> & more."
    assert "الم\u064fوص\u0650ل" in TEXTS["arabic"]
    assert f"{BEFORE}المُوصِل{AFTER}" in articles.search("الموصل")["snippet"].iloc[0]
    assert f"{BEFORE}Kédougou{AFTER}" in articles.search("kedougou")["snippet"].iloc[0]


def test_titles_count_more_and_removed_documents_are_not_found(store: Store) -> None:
    first = document("Heavy rain. A flood, a flood, then news of the town, the road and the bridge.", title="Rain")
    second = document("The town and the road and the bridge were under water after days of rain.", title="Flood")
    store.add_many([(first, []), (second, [])])
    assert store.search("flood")["title"].tolist() == ["Flood", "Rain"]
    assert len(store.search("flood", limit=1)) == 1
    store.remove(second.id, "ana")
    assert store.search("flood")["title"].tolist() == ["Rain"]


def test_a_long_text_is_cut_around_the_word() -> None:
    text = "before " * 200 + "Mosul" + " after" * 200
    shown = snippet(text, terms_of("mosul"))
    assert f"{BEFORE}Mosul{AFTER}" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 320
    assert len(snippet("x" * 100_000, terms_of("mosul"))) < 600


@given(text=st.text(max_size=300), question=st.text(max_size=30))
def test_a_snippet_without_its_marks_is_a_passage_of_the_text(text: str, question: str) -> None:
    shown = snippet(text, terms_of(question))
    assert shown.count(BEFORE) == shown.count(AFTER)
    plain = shown.replace(BEFORE, "").replace(AFTER, "").removeprefix("… ").removesuffix(" …")
    passage = " ".join(text.replace(BEFORE, " ").replace(AFTER, " ").split())
    assert plain.strip() in passage or not plain.strip()


@given(text=st.text(max_size=200))
def test_words_hold_nothing_but_letters_and_digits(text: str) -> None:
    words = words_of(text)
    assert all(word.isalnum() for word in words.split())
    assert words_of(words) == words
