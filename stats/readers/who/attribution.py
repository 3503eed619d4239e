"""What is known of a speaker in a text."""

from dataclasses import dataclass

from stats.readers.reading import Cue, Reading
from stats.readers.who.persons import bare_name, person_of
from stats.readers.wordsets import WordSets


@dataclass(slots=True)
class Attribution:
    """A speaker: code points [start, end) of the name as the text has it.

    first, last: tokens of the whole phrase with its verb. trailing: it closes what it tells ("..., the mayor said"), so
    that what stands before it is told too. citation: it holds for its own sentence only. heading: it holds for the rows
    and items below. person: a named person. whole: the name with its functions, in which an organisation may be named.
    guessed: only the verb makes a speaker of it. label: it stands before a colon at the start of what it says. line: a
    line of its own names it as the source of what stands around it: "Source: NDMA". publisher: a title names it as the
    one who publishes the document, which need not be who counted: "UNHCR update 3". letterhead: a part of the title is
    nothing but its name: "NDMA | Monsoon 2025".
    """

    start: int
    end: int
    first: int
    last: int
    trailing: bool = False
    citation: bool = False
    heading: bool = False
    person: bool = False
    whole: tuple[int, int] = (0, 0)
    guessed: bool = False
    label: bool = False
    line: bool = False
    publisher: bool = False
    letterhead: bool = False


def name_start(reading: Reading, first: int) -> int:
    """Return where a name begins in the text: behind what a small word before it has left of an article."""
    start = reading.starts[first]
    glued = bool(reading.lexicon.clitics) and first > 0 and reading.ends[first - 1] == start
    return start + (glued and reading.ends[first] - start == len(reading.words[first]) + 1)


def mark_of(reading: Reading, first: int, last: int, cue: Cue, words: WordSets, *, trailing: bool) -> Attribution:
    """Return the mark of a speaker: of a person the bare name, of others the whole phrase."""
    begin = bare_name(reading, first, last, words)
    person = person_of(reading, first, last, words) if begin is None else None
    given = reading.lexicon.asked("given_names").first(reading.words, first - 1, 0) is not None
    return Attribution(
        name_start(reading, first if begin is None else begin),
        reading.ends[last if person is None else person],
        min(first, cue.first),
        max(last, cue.last),
        trailing=trailing,
        person=begin is not None or person is not None or given,
        whole=(reading.starts[first], reading.ends[last]),
    )
