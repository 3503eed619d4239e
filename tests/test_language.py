"""Which language a text is in: told where it is sure enough, so that no lexicon reads another language's words."""

import pytest

from stats.intake.language import language_of


@pytest.mark.parametrize("text", ["Dedza 310 / Ntcheu 240 / Salima 95", "IDPs: 4,120"])
def test_no_language_is_told_of_names_alone(text: str) -> None:
    """A list of places was Shona, and its figures were said to be missed."""
    assert language_of(text) == (None, None)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Some 300 people fled the town."), ("fr", "Quelque 300 personnes ont fui la ville."),
     ("es", "Unas 300 personas huyeron de la ciudad."), ("ar", "فر نحو 300 شخص من المدينة."),
     ("pt", "Cerca de 300 pessoas fugiram da cidade."), ("es", "Mueren tres personas en Quito"),
     ("fr", "Douze morts dans un raid")],
)  # fmt: skip
def test_a_sentence_tells_its_language(language: str, text: str) -> None:
    assert language_of(text)[0] == language
