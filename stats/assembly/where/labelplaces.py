"""Places by which a list or table divides its counts, known by its other labels: "Punjab 4, AJ&K 1", "- Roca: 10"."""

from collections.abc import Iterator, Sequence

from stats.assembly.counted.lines import LINES, above_lines
from stats.assembly.draft import Draft
from stats.readers.reading import Reading, Sentence
from stats.readers.wordsets import word_sets

_LONGEST = 6  # words of a name
_SIGNS = frozenset((":", "-", "–", "—", "=", "("))  # between a label and its number
_ENDS = frozenset((",", ";", ":", "•", "|", "—", "–", "·", "/", "(", "*", "-"))  # before a label
_INSIDE = frozenset(("&", "-", "'", "’", "."))  # inside a name, where they touch it
_KNOWN = 2  # of so many labels one at least must be a place that is known
_HEAD = 2  # words from "by" to the kind of place: "by ADMINISTRATIVE district"

Label = tuple[int, int]
"""Tokens [first, last) of a label."""


def share_labels(reading: Reading, drafts: Sequence[Draft]) -> None:
    """Give counts whose label no reader knew for a place the label as their place, where the list is one of places.

    A list is one of places where half of its labels are known to be places or called so ("Ward 5"), where its heading
    says so ("By district"), and where its lines add up to the count over them.
    drafts: all of the text in order, with their places; changed here.
    """
    restated: dict[int, list[Draft]] = {}  # in another unit beside it: "Alta: 5,120 (1,024 households)"
    alone = _opening_lines(reading, drafts)
    for draft in drafts:
        if draft.same_as is not None and draft.same_as.sentence is draft.sentence:
            restated.setdefault(id(draft.same_as), []).append(draft)
            continue
        first = alone.get(draft.sentence.index, draft)
        if first is not draft and draft.evidence.get("place", (0, 0))[1] <= draft.sentence.start:
            restated.setdefault(id(first), []).append(draft)  # "Alta: 22 dead, 10 injured"
    for run in _lists(reading, drafts):
        labels = {label for _, label in run}
        known = {label for draft, label in run if _is_told(reading, draft, label)}
        if known == labels or len(labels) < _KNOWN:
            continue
        divided = _is_by_place(reading, run[0][0], run[0][1])
        typed = {label for label in labels - known if _is_typed(reading, label)}
        named = divided or _adds_up(reading, run) or len(known | typed) * _KNOWN >= len(labels)
        if not named:
            continue
        countries = {draft.country for draft, label in run if label in known and draft.country}
        for draft, label in run:
            fits = divided or label in typed or _is_name(reading, label)
            if label not in known and fits and not _is_whole(reading, label):
                start, end = reading.starts[label[0]], reading.ends[label[1] - 1]
                for same in (draft, *restated.get(id(draft), ())):
                    same.place, same.place_id = reading.text[start:end], None
                    same.country = next(iter(countries)) if len(countries) == 1 else draft.country
                    same.evidence["place"] = (start, end)
                    same.implied.pop("place", None)


def _opening_lines(reading: Reading, drafts: Sequence[Draft]) -> dict[int, Draft]:
    """Return the first count of each line that a label opens: "Alta: 22 dead, 10 injured"."""
    found: dict[int, Draft] = {}
    met: set[int] = set()
    for draft in drafts:
        if draft.sentence.index in met or draft.sentence.shape not in LINES:
            continue
        met.add(draft.sentence.index)
        label = _label(reading, draft)
        if label is not None and label[0] - draft.sentence.first <= (not reading.words[draft.sentence.first].isalnum()):
            found[draft.sentence.index] = draft
    return found


def _lists(reading: Reading, drafts: Sequence[Draft]) -> Iterator[list[tuple[Draft, Label]]]:
    """Yield the labelled counts of each list: of one sentence, or of lines and rows that follow each other."""
    run: list[tuple[Draft, Label]] = []
    for draft in drafts:
        label = _label(reading, draft)
        if label is None:
            continue
        if run and not _goes_on(run[-1][0].sentence, draft.sentence):
            yield run
            run = []
        run.append((draft, label))
    if run:
        yield run


def _goes_on(before: Sentence, here: Sentence) -> bool:
    if here is before:
        return True
    lines = here.shape == before.shape and (here.shape in LINES or here.shape == "row")
    return lines and here.index == before.index + 1


def _label(reading: Reading, draft: Draft) -> Label | None:
    """Return the name that stands right before a count, or that opens its row; None where none does."""
    words, sentence, q = reading.words, draft.sentence, draft.quantity
    last = q.first
    if sentence.shape == "row":
        numbers = reading.numbers_in(sentence)
        last = min((n.first for n in numbers if n.first > sentence.first), default=last)
        while last > sentence.first and words[last - 1] in _ENDS:
            last -= 1
    else:
        last -= words[last - 1] in _SIGNS
    if last > sentence.first and words[last - 1] == ")":  # "Ward 7 (Alder): 8"
        last = next((k for k in range(last - 1, sentence.first, -1) if words[k] == "("), last)
    first = last
    while first > sentence.first and last - first < _LONGEST and _may_belong(reading, first - 1, last):
        first -= 1
    opens = first == sentence.first or words[first - 1] in _ENDS
    if first >= last or not opens or not reading.heads[first].isupper() or _is_time(reading, first, last):
        return None
    cues = reading.cues(sentence)
    told = (c for table in ("terms", "units", "labels") for c in cues.all(table))
    return None if any(first <= c.first < last for c in told) else (first, last)  # "Affected: 84", "Host families: 4"


def _may_belong(reading: Reading, k: int, last: int) -> bool:
    """Tell whether a token may be part of a name: a word in capitals, a sign inside it, the number of a ward."""
    word = reading.words[k]
    if word.isalpha():
        return reading.heads[k].isupper()
    if word.isdigit():
        return k == last - 1 and word != reading.words[k - 1] and reading.words[k - 1].isalpha()
    return word in _INSIDE and (reading.ends[k - 1] == reading.starts[k] or reading.starts[k + 1] == reading.ends[k])


def _is_time(reading: Reading, first: int, last: int) -> bool:
    start, end = reading.starts[first], reading.ends[last - 1]
    return any(m.start < end and start < m.end for m in reading.within(reading.periods, max(0, start - _TIME), end))


_TIME = 40  # code points of a time before its end


def _is_told(reading: Reading, draft: Draft, label: Label) -> bool:
    """Tell whether a count's place is its label."""
    told = draft.evidence.get("place")
    return told is not None and told[0] < reading.ends[label[1] - 1] and reading.starts[label[0]] < told[1]


def _is_name(reading: Reading, label: Label) -> bool:
    """Tell whether a label holds a word that the language does not know, a direction or a people: no "Women".

    States bear the names of peoples: "Chin", "Karen".
    """
    words, peoples = reading.words[label[0] : label[1]], reading.lexicon.asked("nationalities").by_first
    directions = word_sets(reading.lexicon, "places")["directions"]
    return any((w.isalpha() and not reading.lexicon.knows(w)) or w in directions or w in peoples for w in words)


def _is_typed(reading: Reading, label: Label) -> bool:
    """Tell whether a label begins with a kind of place: "Ward 5", "District 3 (Alder)"."""
    words, first = word_sets(reading.lexicon, "places"), reading.words[label[0]]
    return label[1] - label[0] > 1 and (first in words["kinds"] or first in words["leading"])


def _adds_up(reading: Reading, run: Sequence[tuple[Draft, Label]]) -> bool:
    """Tell whether the counts of lines with names as their labels add up to the count that they are parts of."""
    whole = run[0][0].parent or run[0][0].sibling
    if whole is None or not all(draft.sentence.shape in LINES for draft, _ in run):
        return False
    parts = [draft for draft, _ in run if draft.unit is whole.unit]
    names = len(parts) > 1 and all(_is_name(reading, label) for _, label in run)
    return names and sum(draft.value for draft in parts) == whole.value


def _is_whole(reading: Reading, label: Label) -> bool:
    """Tell whether a label sums places up, or is of those that are left: "TOTAL", "Others"."""
    if reading.words[label[0]] in reading.lexicon.words("some_of_them"):
        return True
    return word_sets(reading.lexicon, "places")["whole"].any(reading.words[label[0] : label[1]])


def _is_by_place(reading: Reading, draft: Draft, label: Label) -> bool:
    """Tell whether what stands over a list says that it is by places: "Displaced BY DISTRICT", a column "Province"."""
    sentence, kinds = draft.sentence, word_sets(reading.lexicon, "places")["kinds"]
    if sentence.shape == "row":
        index = sentence.index - 1
        head = reading.sentences[index] if index >= 0 else None
        return head is not None and head.shape == "row" and reading.words[head.first] in kinds
    told = [(sentence.first, label[0])]
    if sentence.shape in LINES and (above := above_lines(reading, sentence)) is not None:
        told.append((above.first, above.last))
    by = reading.lexicon.words("divided_by")
    return any(
        reading.words[k] in by and kinds.any(reading.words[k + 1 : min(stop, k + 1 + _HEAD)])
        for first, stop in told
        for k in range(first, stop)
    )
