"""Texts made to make a pattern run away cost the extractor no more time than their length."""

import sys
import time
from pathlib import Path

import pytest

from stats.document import Document
from stats.extract import extract

sys.path.insert(0, str(Path(__file__).parent / "bench"))

from texts import UNITS, hostile

ALLOWED, ALLOWED_A_KILOBYTE = 0.05, 0.05  # seconds of CPU time


def share_of_the_allowed(text: str) -> float:
    """Return the CPU time of a text as a share of what it may take: the best of three where the first is close."""
    allowed = ALLOWED + ALLOWED_A_KILOBYTE * len(text.encode("utf-8", "surrogatepass")) / 1_000
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        extract(Document(text))
        best = min(best, time.process_time() - begin)
        if best < allowed / 2:
            break
    return best / allowed


@pytest.mark.parametrize("unit", UNITS)
def test_a_run_of_one_sign_or_word_takes_time_by_its_length(unit: str) -> None:
    body = unit * (5_000 // len(unit))
    assert share_of_the_allowed(f"In 2016, 300 people fled {body}x") < 1


def test_mixed_runs_and_random_signs_take_time_by_their_length() -> None:
    slow = {text[:80]: share for text in hostile(150) if (share := share_of_the_allowed(text)) >= 1}
    assert not slow


BROKEN_OFF = (
    "Source: OCHA,",
    "Some 300 people fled the flood, according to the UN in May 2019",
    "Now killed 326",
    "Some 40 people fled and 300 were taken",
    "About 60 of whom",
    "100,000, from 12,000 families",
    "About 950 (130 households) new arrivals",
    "Some 300 people fled a,\né(\n9",
    "camps in District\n31 Houses, 2 000 Injured, shelters 31; Families: killed\n000 Persons Total 1,204 :",
    "Eleven people died. Hundreds are ",
    "Police",
    "Centre",
    "Period\n1 to 7 May 2023\n\nFamilies displaced\n1",
    "1 Last two weeks, 1 to 12 May\n² Displaced: 4\n³ Since 3 May",
    "This includes 10,700 flood-",
    "Some 230 people were led out",
    "Some 300 people fled in 15 days",
    "1922 person population : 0 are in Palorinya, a settlement in Uganda.",
    "Floods displaced 450 people last month.\tice,\t3 May\n(6\np.m.)\nDead:\n12\nMissing:\n4",
    "Injured in 176 000 Families,\ncamps Injured\nof 1,204 | Houses 1,204) (176 000) – 31 – Tot",
)


@pytest.mark.parametrize("name", [" " * 16_000 + "a" * 16_000, "a / " * 8_000])
def test_a_line_with_a_long_name_before_its_numbers_takes_time_by_its_length(name: str) -> None:
    assert share_of_the_allowed(f"dead:{name}:b: 1 / 2") < 1


def test_many_counts_in_one_sentence_take_time_by_its_length() -> None:
    assert share_of_the_allowed("them 1" * 2_000) < 2  # a count every six letters, five times as many as in prose


def test_many_weekdays_joined_take_time_by_their_number() -> None:
    assert share_of_the_allowed("At least 12 " + "Monday 10-" * 2_000) < 1


@pytest.mark.parametrize("text", BROKEN_OFF)
def test_a_text_that_breaks_off_is_read_to_its_end(text: str) -> None:
    found = extract(Document(text, language="en"))
    assert all(figure.quote in text for figure in found)


RAISED = ("at least ² months ago", "0༳ people left", "12 March '²³, 2016/²³", "the first ² weeks of May", "½ of ²³")


@pytest.mark.parametrize("text", RAISED)
def test_raised_digits_are_no_numbers(text: str) -> None:
    assert extract(Document(f"{text}, 300 people fled."))


@pytest.mark.parametrize("text", ["2-", "A.1-A.1-", "Some 300 people fled.\n3-"])
def test_a_text_may_end_with_a_number_and_a_dash(text: str) -> None:
    assert len(extract(Document(text))) == text.count("300")


@pytest.mark.parametrize("scale", ["million ", "hundred thousand ", "billion million "])
def test_a_number_beyond_all_counts_is_none(scale: str) -> None:
    figures = extract(Document(f"12 or 1.5 {scale * 150}people fled. Some 300 people were killed."))
    assert figures[-1].value == 300
    assert all(figure.value < 10**15 for figure in figures)


@pytest.mark.slow
def test_many_mixed_runs_take_time_by_their_length() -> None:
    slow = {text[:80]: share for text in hostile(5_000, seed=11) if (share := share_of_the_allowed(text)) >= 1}
    assert not slow


def test_a_row_longer_than_what_is_read_together_is_no_error() -> None:
    figures = extract(Document("| of " * 200 + "(\n\nSome 300 people fled."))
    assert figures[-1].value == 300
