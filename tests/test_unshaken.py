"""What a text says does not hang on its lines, on what else is told of those counted, or on asides."""

import json
import re
import textwrap
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from stats.document import Document
from stats.extract import extract
from stats.intake import receive, source_of
from stats.vocabulary import DayKnown

ROOT = Path(__file__).resolve().parents[1]
PUBLISHED = date(2023, 5, 10)


def told(document):
    """Return what the figures of a document say, without where they stand."""
    return [
        (f.value, f.quantifier, f.unit, f.term, f.kind, f.period_start, f.period_end, f.country)
        for f in extract(document)
    ]


def articles():
    """Return articles in our own words: the samples, and those of the corpus."""
    samples = sorted((ROOT / "data" / "samples").glob("20*"))
    found = [document for path in samples for r in receive(source_of(str(path))) for document in r.documents]
    for line in (ROOT / "tests" / "corpus" / "articles_en.jsonl").read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        day = date.fromisoformat(given["published"]) if given.get("published") else None
        found.append(Document(given["text"], published=day, published_by=DayKnown.STATED, language="en"))
    return found


def wrapped(text, width):
    """Cut the paragraphs of a text into lines of a width, as mails do."""
    blocks = re.split(r"\n\n+", text)
    return "\n\n".join(textwrap.fill(b, width, break_long_words=False, break_on_hyphens=False) for b in blocks)


@pytest.mark.parametrize("width", [64, 72, 88])
def test_wrapped_lines_say_the_same(width):
    """Lines that end where they are full are read as one, in texts of several paragraphs without lists."""
    prose = [d for d in articles() if re.search(r"[^\n]\n[^\n]", d.text) is None and len(d.text) > _LONG]
    assert sum(bool(told(document)) for document in prose) >= 20
    for document in prose:
        cut = replace(document, text=wrapped(document.text, width), id="")
        assert told(cut) == told(document), document.text


_LONG = 800  # code points: a few lines could be those of a list


SAID = [
    ("{n} people{who} were displaced by floods.", "displaced"),
    ("{n} people{who} have fled since March.", "fled"),
    ("At least {n} people{who} were killed on Monday.", "killed"),
    ("{n} people{who} were evacuated overnight.", "evacuated"),
    ("{n} people{who} have returned since 8 February.", "returned"),
    ("{n} people{who} are in urgent need of food.", "in_need"),
    ("{n} people{who} have been affected by the drought.", "affected"),
]
WHO = [
    " who live along the river", " living near the border", " who lived in the valley", " from the worst-hit villages",
    " in the path of the storm", " who had stayed behind", ", most of them women,", ", many of them farmers,",
    " (mainly women and children)", " – most of them elderly –", " whose crops had failed",
]  # fmt: skip


@pytest.mark.parametrize(("said", "term"), SAID, ids=[term for _, term in SAID])
@pytest.mark.parametrize("who", WHO)
def test_what_else_is_told_of_people_hides_nothing(said, term, who):
    """Who they are, where they live and what they had gone through leave what happened to them as it is."""
    plain, more = (
        told(Document(said.format(n="1,240", who=w), published=PUBLISHED, published_by=DayKnown.STATED, language="en"))
        for w in ("", who)
    )
    assert [f[3] for f in plain] == [term]
    assert more == plain


BARE = [
    ("Police opened fire, killing {q}90 and wounding {q}400.", ["killed", "injured"]),
    ("The blast killed {q}90.", ["killed"]),
    ("Fighting has sent {q}9,000 over the border into Uganda.", ["refugee"]),
    ("The raid displaced {q}9,000 and left {q}90 missing.", ["displaced", "missing"]),
    ("The rebels are holding {q}90.", ["detained"]),
    ("The storm drove {q}9,000 from their homes.", ["displaced"]),
    ("The toll stands at {q}90.", ["killed"]),
    ("Troops killed 4,000, of whom {q}90 were children.", ["killed", "killed"]),
]


@pytest.mark.parametrize(("said", "terms"), BARE, ids=[said for said, _ in BARE])
@pytest.mark.parametrize("quantifier", ["at least", "up to", "more than", "some", "nearly", "an estimated", "around"])
def test_a_quantifier_changes_nothing_but_the_bounds(said, terms, quantifier):
    """What befell those whose noun is left out stays the same, however their number is bounded."""
    plain, bounded = (
        extract(Document(said.format(q=q), published=PUBLISHED, published_by=DayKnown.STATED, language="en"))
        for q in ("", f"{quantifier} ")
    )
    assert [f.term for f in plain] == terms
    assert [(f.value, f.unit, f.term, f.kind) for f in bounded] == [(f.value, f.unit, f.term, f.kind) for f in plain]


AROUND = {
    "who says it behind": "{0}, according to the mayor.",
    "who says it before": "Officials said {1}.",
    "who warns": "UNHCR warned that {1}.",
    "who turns from a denial": "The army denied reports but said {1}.",
    "a list": "Highlights\n- {0}.",
    "other sentences": "The situation is grave. {0}. Roads are cut.",
    "a clause behind": "{0}, and the roads are cut.",
    "a raised mark of a note": "{0}.²",
    "a bracketed mark of a note": "{0}.[1]",
    "bold letters": "**{0}.**",
}


def phrasings():
    """Return the corpus's phrasings of one sentence, each with one that another clause may lead to."""
    corpus = tomllib.loads((ROOT / "tests" / "corpus" / "en.toml").read_text(encoding="utf-8"))
    texts = [case[0] for topic in corpus.values() for case in topic["cases"]]
    plain = [t[:-1] for t in texts if t.endswith(".") and "\n" not in t and ". " not in t]
    return [(t, t[0].lower() + t[1:] if t.split(" ")[0].lower() in SMALL else t) for t in plain]


SMALL = frozenset(
    ("a", "about", "an", "another", "around", "at", "between", "clashes", "families", "fighting", "floods", "more",
     "nearly", "over", "people", "police", "raiders", "residents", "some", "the", "up")
)  # fmt: skip
_UNCHANGED = 0.98


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND.keys())
def test_what_stands_around_a_phrasing_changes_nothing(around):
    """Who says it, a bullet, the sentences beside it leave what a sentence tells as it is, but for a few."""
    stated = {"published": PUBLISHED, "published_by": DayKnown.STATED, "language": "en"}
    plain = [(told(Document(f"{text}.", **stated)), text, led) for text, led in phrasings()[::3]]
    counts = [(found, text, led) for found, text, led in plain if found and (led != text or "{1}" not in around)]
    assert len(counts) > 300
    changed = [text for found, text, led in counts if told(Document(around.format(text, led), **stated)) != found]
    assert len(changed) <= (1 - _UNCHANGED) * len(counts), changed


@pytest.mark.parametrize(("text", "counts"), [
    ("Some 3,000 people were killed.1 Another 2,000 were injured.2", [3_000, 2_000]),
    ("Some 3,000 people fled² and 40 were hurt.³\nRoads are cut.", [3_000, 40]),
    ("Some 3,000 people fled (most of them by boat).12 Another 40 were hurt.", [3_000, 40]),
    ("As Vol.3 The Floods has it, 3,000 people fled.", [3_000]),
    ("The flood covered 300 km² and displaced 3,000 people.", [3_000]),
    ("See rice.org.1 There 3,000 people fled.", [3_000]),
    ("**Displaced:** 3,000 people. **Killed:** 12", [3_000, 12]),
])
def test_marks_of_notes_and_bold_letters_count_nobody(text, counts):
    """A footnote's mark is no count and ends no sentence before its number: pages and PDFs are pasted with them."""
    found = extract(Document(text, published=PUBLISHED, published_by=DayKnown.STATED, language="en"))
    assert [f.value for f in found] == counts


PLANS = [
    "appealed for help", "plans to open camps", "intends to send aid", "will send food", "expects more rain",
    "vowed to rebuild the town", "promised new homes", "asked for tents",
]  # fmt: skip
TOLD = [
    ", saying {0}", ", adding that {0}", ", noting that {0}", ", stressing that {0}", ", pointing out that {0}",
    ", explaining that {0}", " and said {0}", " and announced that {0}", " after {0}", ", as {0}", " because {0}",
]  # fmt: skip


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("told", TOLD)
def test_a_plan_ends_where_something_is_told(plan, told):
    """What somebody plans, asks for or expects makes no forecast of what they tell in the same sentence."""
    text = f"The governor {plan}{told.format('3,000 people had been displaced')}."
    (found,) = extract(Document(text, published=PUBLISHED, published_by=DayKnown.STATED, language="en"))
    assert (found.term, found.forecast, found.period_end) == ("displaced", False, PUBLISHED)


@pytest.mark.parametrize(
    "aside", [" (mostly women and children)", ", most of them children,", ", many of them elderly,"]
)
def test_what_kind_of_people_they_are_hides_nothing(aside):
    """An aside behind the noun of those counted leaves what befell them as it is, wherever it stands in a sentence."""
    stated = {"published": PUBLISHED, "published_by": DayKnown.STATED, "language": "en"}
    counts, changed = 0, []
    for text, _ in phrasings():
        plain = extract(Document(f"{text}.", **stated))
        noun = _PEOPLE.match(text, plain[0].end) if len(plain) == 1 else None
        if noun is None or text[noun.end() :].startswith((",", " (")):
            continue
        counts += 1
        more = extract(Document(f"{text[: noun.end()]}{aside}{text[noun.end() :]}.", **stated))
        if [(f.value, f.unit, f.term, f.kind) for f in more] != [(f.value, f.unit, f.term, f.kind) for f in plain]:
            changed.append(text)
    assert counts > 300
    assert len(changed) <= (1 - _UNCHANGED) * counts, changed


_PEOPLE = re.compile(r" (?:people|persons|residents|villagers|civilians)\b")


ASIDES = [
    "The road there is 40 km long and was built in 1998.", "Prices of rice have risen by 30 per cent since January.",
    "The weather office expects 120 mm of rain by Friday.", "A minister visited the area on Sunday.",
    "Electricity is out in 14 districts.", "The area was last hit by a drought in 2011.",
]  # fmt: skip
STORIES = [
    "Floods displaced 1,240 people in Beira on Monday. {aside} The death toll has risen to six.",
    "Between 3 and 9 May some 900 families fled Goma. {aside} At least 1,400 people are still in the camp.",
    "Raiders attacked Alder on Tuesday. They killed 14 villagers. {aside} Another 300 people fled to the town.",
    "As of 8 May, 3,200 people were in shelters. {aside} Since 1 May 12 people have died.",
]


@pytest.mark.parametrize("aside", ASIDES)
@pytest.mark.parametrize("story", STORIES, ids=lambda s: s[:20])
def test_asides_change_no_count(story, aside):
    """A sentence that counts nobody leaves the counts beside it as they are."""
    plain, more = (
        told(Document(re.sub("  +", " ", story.format(aside=a)), published=PUBLISHED, published_by=DayKnown.STATED,
                      language="en"))
        for a in ("", aside)
    )  # fmt: skip
    assert plain
    assert more == plain


@pytest.mark.parametrize("text", [
    "About 76,000 people were in shelters late on 3 May. Over 6,000 of them were in Alder.",
    "Some 35,000 families had been registered by Monday. Among them are 14,500 children.",
    "Floods have hit 9,300 households since 1 February. As a result, 291 people died.",
    "Raiders came to the village on 2 May. They killed 14 people.",
])  # fmt: skip
def test_a_paragraph_that_goes_on_is_read_with_the_one_before(text):
    """News put each sentence into a paragraph of its own: "They" and "of them" point over the blank line."""
    stated = {"published": PUBLISHED, "published_by": DayKnown.STATED, "language": "en"}
    first, _, second = text.partition(". ")
    together, apart = told(Document(text, **stated)), told(Document(f"{first}.\n\n{second}", **stated))
    assert together == apart
    assert together


@pytest.mark.parametrize(("text", "days"), [
    ("Some 300 families fled between 3 and 9 May. The dam was built in 1998.", (None, None)),
    ("Some 300 families fled between 3 and 9 May. In 2019 the raids killed 40.", (date(2019, 5, 3), date(2019, 5, 9))),
    ("The dam was built in 1998. The 300 inhabitants were ordered out that day.", (None, None)),
])  # fmt: skip
def test_a_year_told_of_another_thing_dates_no_count(text, days):
    """Where no day of publication is known, only a year that stands with a count tells the year of a day."""
    figure = extract(Document(text, published_by=DayKnown.UNKNOWN, language="en"))[0]
    assert (figure.period_start, figure.period_end) == days


STORIES_DATED = [
    ("Raiders struck the village on 3 May. About 300 families have left since they killed 22 people.", 22, "flow",
     (date(2023, 5, 3), date(2023, 5, 3))),
    ("April's fighting displaced 9,000 people, 2,500 of whom have not gone back home.", 2500, "stock",
     (PUBLISHED, PUBLISHED)),
    ("In Alder, 300 houses were under water on Monday, according to the mayor.", 300, "flow",
     (date(2023, 5, 8), date(2023, 5, 8))),
    ("Some 5,400 families were evacuated before landfall on 18 April.", 5400, "flow", (None, date(2023, 4, 18))),
    ("Last month's two days of fighting, in which 18 people died, were heavy.", 18, "flow",
     (date(2023, 4, 1), date(2023, 4, 30))),
    ("The river has burst its banks for the second time in a month. Some 800 houses have collapsed.", 800, "flow",
     (None, PUBLISHED)),
    ("The agency counted 11,600 persons displaced since October 2022, as of 3 May.", 11600, "cumulative",
     (date(2022, 10, 1), date(2023, 5, 3))),
    ("The war that erupted on 2 March drove 9,000 people out. By the end of April 6,800 had gone back.", 6800,
     "cumulative", (None, date(2023, 4, 30))),
    ("Gunmen killed 17 people in Alder on Friday. In Birch, 5 people were killed in raids last week.", 5, "flow",
     (date(2023, 5, 1), date(2023, 5, 7))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "count", "kind", "days"), STORIES_DATED, ids=lambda v: str(v)[:30])
def test_days_of_stories(text, count, kind, days):
    """A count takes its own day where another's stands closer."""
    found = extract(Document(text, published=PUBLISHED, published_by=DayKnown.STATED, language="en"))
    figure = next(f for f in found if f.value == count)
    assert (figure.kind, (figure.period_start, figure.period_end)) == (kind, days)


UNDATED = [
    ("about 3,400 people were injured", None), ("3,400 families remain cut off", PUBLISHED),
    ("3,400 villagers fled to the hills", None), ("some 3,400 people are in need of food", PUBLISHED),
]  # fmt: skip
TOLD_BESIDE = [
    "{0}, said the agency, which last visited the town in February.",
    "{0}, said the agency, whose staff pulled out in February.",
    "{0}, said the agency, adding that its stocks ran out in February.",
    "{0}, the agency said, although it has not been in the town since February.",
    "{0}, according to figures that were last updated on Monday.", "{0}, according to a study published in February.",
    "{0}, the ministry said after a cabinet meeting on Monday.", "{0}, a spokeswoman said in Geneva last week.",
    "The agency, whose staff pulled out in February, says {0}.", "Elected in 2017, the governor said {0}.",
    "During a visit to the town on Monday, the minister said {0}.",
    "In an appeal launched in February, the agency said {0}.",
    "Following talks with donors on Monday, the minister said {0}.",
    "Arriving in the capital on Monday, the envoy said {0}.", "{0}, according to its website, updated on Monday.",
    "The group, based in London since 2003, said {0}.", "{0}, said Maria Ruiz, a doctor who arrived on Monday.",
    "The Observatory, which has documented the war since 2011, said {0}.",
    "{0}, while the market will stay shut until Monday.", "{0}, while the road has been shut since Monday.",
    "{0}, and banks have been closed since Monday.", "{0}, and a team of experts arrived on Monday.",
    "{0} and aid workers reached the area on Monday.", "{0}, but aid only arrived on Monday.",
    "{0} in the district, where a new governor took office in March.", "The rainy season usually begins in June. {1}.",
    "The lean season runs from June to September. {1}.",
]  # fmt: skip


@pytest.mark.parametrize("frame", TOLD_BESIDE)
def test_days_of_who_tells_and_of_each_year_date_no_count(frame):
    """A count without a day has none from what its sentence tells of the speaker, or the one before of every year."""
    for clause, start in UNDATED:
        text = frame.format(clause, clause[0].upper() + clause[1:])
        found = extract(Document(text[0].upper() + text[1:], published=PUBLISHED, language="en",
                                 published_by=DayKnown.STATED))  # fmt: skip
        figure = next(f for f in found if f.value == 3400)
        assert (figure.period_start, figure.period_end) == (start, PUBLISHED), text
