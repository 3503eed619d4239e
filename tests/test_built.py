"""Tables kept in a local file: read where they fit, built anew where they do not."""

from pathlib import Path

import pytest

from stats.built import built
from stats.errors import LexiconError
from stats.lexicon import read_lexicon
from stats.lexiconfiles import read_entries


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a file that tables are made of."""
    file = tmp_path / "source.txt"
    file.write_text("first", encoding="utf-8")
    return file


def test_what_was_built_is_read_until_a_source_changes(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    calls: list[str] = []

    def build() -> dict[str, str]:
        calls.append(source.read_text(encoding="utf-8"))
        return {"text": calls[-1]}

    assert [built("words", [source], build, folder)["text"] for _ in range(2)] == ["first", "first"]
    source.write_text("second", encoding="utf-8")
    assert [built("words", [source], build, folder)["text"] for _ in range(2)] == ["second", "second"]
    assert calls == ["first", "second"]
    assert len(list(folder.iterdir())) == 1, "the file of the old source is left"


@pytest.mark.parametrize("kept", [slice(20), slice(0), slice(None, None, -1)], ids=["half", "none", "turned"])
def test_a_torn_file_is_built_anew(source: Path, tmp_path: Path, kept: slice) -> None:
    folder = tmp_path / "cache"
    made = built("words", [source], lambda: ["flood"] * 20, folder)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[kept])
    assert built("words", [source], lambda: ["flood"] * 20, folder) == made
    assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_written_does_no_harm(source: Path) -> None:
    assert built("words", [source], lambda: (1, 2), folder=source) == (1, 2)


def test_a_lexicon_is_the_same_from_its_kept_file(tmp_path: Path) -> None:
    file = tmp_path / "xx.toml"
    file.write_text('[grammar]\ndecimal = ","\n[verbs]\nfled = ["fled", "ran off"]\n', encoding="utf-8")
    read, kept = (read_entries(file, tmp_path / "cache") for _ in range(2))
    assert read == kept == (
        {"decimal": ","}, [(("fled",), "verbs", "", "fled", None), (("ran", "off"), "verbs", "", "fled", None)],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[verbs\n", "not valid TOML"),
        ("verbs = 3\n", "verbs must be a table"),
        ('[verbs]\nfled = "fled"\nran = ["ran", 3]\n', "verbs.ran holds 3"),
        ("[verbs]\nfled = true\n", "verbs.fled must be a list"),
    ],
)
def test_a_broken_lexicon_names_the_entry(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "xx.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=says):
        read_lexicon(file)
