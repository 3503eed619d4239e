"""Binds a count to the one who tells it, and names the organisation behind (data/reference/organisations.csv)."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice, pairwise
from operator import attrgetter

from stats.assembly.draft import Draft
from stats.assembly.who.footnotes import footnoted
from stats.assembly.who.reach import is_heard, is_of_those, tells_quote
from stats.assembly.who.sheets import sheet_source
from stats.assembly.who.signed import in_brackets, signed_below
from stats.readers.reading import Reading, Sentence
from stats.readers.who.attribution import Attribution
from stats.readers.who.attributions import TABLE
from stats.readers.who.organisations import source_of
from stats.readers.wordsets import word_sets
from stats.vocabulary import Term

_ROWS = ("row", "item")
_FIRST = attrgetter("first")
_PASSED = 60  # citations that are passed by for a speaker
_LONGEST_LIST = 60  # rows or items between a lead and a count
_ASIDE = 14  # tokens from a speaker to a clause that hangs on the name
_ENDS = frozenset((";", ":", '"', "."))
_CLOSING = 3  # speakers in the rest of a paragraph, the last of whom may be its source
_LISTS = 4  # lists under one speaker
_LEAD = 12  # tokens of a line that only opens the next of several lists
_LABEL = 5  # tokens of a speaker's label in a transcript


def bind_source(reading: Reading, draft: Draft) -> None:
    """Set draft.attribution, draft.source_id and evidence["attribution"] where the text tells who gives the count.

    Where it tells nobody, the source is the organisation whose text it is.

    The speaker of the count's own clause; else the last one before it in the same paragraph, on whom the account still
    rests; for a table, the source its heading cites (rules: the guide of the labels, hard case 10).
    """
    if _in_passing(reading, draft) or _beside_speaker(reading, draft):
        return
    note = footnoted(reading, draft.sentence, draft.quantity.last)
    mark = note or _in_sentence(reading, draft) or _carried(reading, draft)
    if mark is None or mark.publisher:
        draft.source_id = _publishing(reading)
        if draft.source_id is not None:
            draft.implied["source_id"] = "whose text it is"
        return
    draft.attribution = " ".join(reading.text[mark.start : mark.end].split())
    draft.source_id = source_of(draft.attribution) or source_of(reading.text[mark.whole[0] : mark.whole[1]])
    draft.evidence["attribution"] = (mark.start, mark.end)


def _publishing(reading: Reading) -> str | None:
    """Return the known organisation whose text it is, which says what the text has from nobody else.

    That of a bulletin's letterhead, else the document's publisher.
    """
    if "publishing" not in reading.memo:
        heads = (reading.text[slice(*mark.whole)] for mark in reading.attributions if mark.letterhead)
        names = (*heads, reading.document.publisher or "")
        known = (source_of(name, proper=True) for name in names)
        reading.memo["publishing"] = next((source for source in known if source is not None), None)
    found: str | None = reading.memo["publishing"]
    return found


def _in_sentence(reading: Reading, draft: Draft) -> Attribution | None:
    """Return the speaker of the count's sentence who is nearest to it without another account in between."""
    sentence, token = draft.sentence, draft.quantity.first
    marks = [m for m in reading.speakers_in(sentence) if not is_of_those(reading, m, draft.quantity.start)]
    if not marks:
        return None
    sets, words = word_sets(reading.lexicon, "speakers"), reading.words
    splits, joins = sets["splits"], sets["joins"]
    best: tuple[int, int, Attribution] | None = None
    closes = any(mark.trailing and mark.first > token for mark in marks)
    for mark in marks:
        after = mark.first > token
        if closes and mark.trailing and not after and mark.first > reading.opening(sentence):
            continue  # "300 died, X said, and 40 WERE HURT, according to Y"
        low, high = (token, mark.first) if after else (mark.last, token)
        breaks = sum(map(splits.__contains__, words[low + 1 : high]))
        if after and (not mark.trailing or (breaks and len(marks) > 1)):
            continue
        if after and (words[mark.first - 1] in splits or words[mark.first - 1] in joins):
            continue  # "300 died AND according to the mayor 40 are hurt"
        if best is None or (breaks, high - low) < best[:2]:
            best = (breaks, high - low, mark)
    return best[2] if best else None


def _carried(reading: Reading, draft: Draft) -> Attribution | None:
    """Return the speaker of an earlier sentence on whom the count still rests."""
    sentence = draft.sentence
    if _told_by_another(reading, draft) or _long_ago(reading, draft):
        return None
    if sentence.shape == "prose" and _is_recalled(reading, sentence):
        return None
    marks: list[Attribution] = reading.attributions
    quoted = _after_quote(reading, draft, marks)
    if quoted is not None:
        return quoted
    before = bisect_left(marks, sentence.first, key=_FIRST)
    for mark in reversed(marks[max(0, before - _PASSED) : before]):
        if mark.citation or mark.letterhead or in_brackets(reading, mark):
            continue
        if draft.term in _BACKGROUND and not _is_witness(reading, mark):
            return None
        home = reading.sentence_at(reading.starts[mark.first])
        if not mark.trailing and _is_nobodys(reading, mark) and not _of_those(reading, sentence):
            break
        if home.printed == sentence.printed or (mark.label and _spoken_on(reading, home.index, sentence.index)):
            if is_heard(reading, home, sentence, mark):
                return mark
            break
        if mark.heading and sentence.shape in _ROWS and _one_table(reading, home.index, sentence.index):
            return mark
        break
    cited = _cited_below(reading, sentence) or signed_below(reading, sentence)
    if cited is not None:
        return cited
    lead = _lead(reading, sentence) if _listed(reading, sentence) else None
    if lead is not None:
        return lead
    if sentence.shape in _ROWS:
        if "headings that cite" not in reading.memo:
            reading.memo["headings that cite"] = [m for m in marks if m.heading and not m.letterhead]
        headings: list[Attribution] = reading.memo["headings that cite"]
        k = bisect_left(headings, sentence.last, key=_FIRST)
        if k < len(headings):
            home = reading.sentence_at(reading.starts[headings[k].first])
            if _one_table(reading, sentence.index, home.index):
                return headings[k]
    return sheet_source(reading, sentence)


def _cited_below(reading: Reading, sentence: Sentence) -> Attribution | None:
    """Return the source in brackets that closes a count's paragraph: "Twelve died. Homes were lost (Source: NDMA)"."""
    marks: list[Attribution] = reading.attributions
    labels = reading.lexicon.asked("source_lines", "labels")
    for mark in marks[(k := bisect_left(marks, sentence.last, key=_FIRST)) : k + _CLOSING]:
        home = reading.sentence_at(reading.starts[mark.first])
        if home.paragraph != sentence.paragraph:
            return None
        if reading.words[mark.first - 1] == "(" and labels.last(reading.words, mark.first, home.last) is not None:
            return mark
        if mark.citation:  # where each sentence cites its own source the last one is of none but its own
            return mark if not reading.numbers_in(home) and _ends_paragraph(reading, home, mark) else None
    return None


def _ends_paragraph(reading: Reading, home: Sentence, mark: Attribution) -> bool:
    """Tell whether a citation is the last word of its paragraph: "... 300 fled. Main cause: drought (UNHCR)."."""
    following = reading.sentences[home.index + 1 : home.index + 2]
    closes = not following or following[0].paragraph != home.paragraph
    return closes and not any(word.isalnum() for word in reading.words[mark.last + 1 : home.last])


def _lead(reading: Reading, sentence: Sentence, lists: int = 1) -> Attribution | None:
    """Return the speaker of the paragraph that leads a list in with a colon: "X tracked 400 families, in:".

    lists: how many have been gone over, each led in by a line without a speaker: "Most moved from:".
    """
    first = sentence.index
    while first > 0 and _listed(reading, reading.sentences[first - 1]) and sentence.index - first < _LONGEST_LIST:
        first -= 1
    if not first or reading.words[reading.sentences[first - 1].last - 1] != ":":
        return None
    lead = reading.sentences[first - 1]
    marks: list[Attribution] = reading.attributions
    for mark in reversed(marks[: bisect_left(marks, lead.last, key=_FIRST)]):
        home = reading.sentence_at(reading.starts[mark.first])
        if lead.paragraph - home.paragraph > (lead.shape == "head"):
            before = reading.sentences[first - 2] if first > 1 else lead
            goes_on = lists < _LISTS and _listed(reading, before) and lead.last - lead.first <= _LEAD
            return _lead(reading, before, lists + 1) if goes_on else None
        if not mark.citation:
            return mark
    return None


def _listed(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence is a row, an item, or a short line with a label: "Alder: 81 families", "Birch - 12"."""
    if sentence.shape != "head":
        return sentence.shape in _ROWS
    words = reading.words[sentence.first : sentence.last]
    return ":" in words[:-1] or any(a in "-–—" and b[0].isdigit() for a, b in pairwise(words[1:]))


def _is_nobodys(reading: Reading, mark: Attribution) -> bool:
    """Tell whether a mark names an account without an author, which tells its own sentence: "A survey found 300"."""
    first, last = reading.token_at(mark.whole[0]), reading.token_at(mark.whole[1] - 1)
    words, named = word_sets(reading.lexicon, "speakers"), reading.words[first : last + 1]
    if not words["accounts"].any(named) or (named[-1] == ")" and words["bodies"].any(named)):
        return False
    return source_of(reading.text[mark.whole[0] : mark.whole[1]]) is None


def _is_witness(reading: Reading, mark: Attribution) -> bool:
    """Tell whether a speaker is a person or a known organisation, who may tell of more than what happened."""
    return mark.person or source_of(reading.text[mark.whole[0] : mark.whole[1]], proper=True) is not None


def _of_those(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence goes on with those counted before it: "OF THESE, 300 are children"."""
    return reading.lexicon.asked("of_them").last(reading.words, sentence.first, sentence.last) is not None


def _after_quote(reading: Reading, draft: Draft, marks: list[Attribution]) -> Attribution | None:
    """Return the speaker told after a quotation that goes on beyond the count's sentence."""
    sentence = draft.sentence
    if reading.folded.count('"', sentence.start, sentence.end) % 2 == 0:
        return None
    after = bisect_left(marks, sentence.last, key=_FIRST)
    following = next((m for m in marks[after : after + _PASSED] if not m.citation), None)
    if following is None or not tells_quote(reading, sentence, following):
        return None
    home = reading.sentence_at(reading.starts[following.first])
    return following if home.paragraph == sentence.paragraph and home.index - sentence.index <= _QUOTE else None


def _spoken_on(reading: Reading, first: int, last: int) -> bool:
    """Tell whether only prose lies between a speaker's label in a transcript and a sentence."""
    ends: dict[int, int] = reading.memo.setdefault("speeches", {})
    if first not in ends:
        ends[first] = next(
            (s.index for s in islice(reading.sentences, first + 1, None) if s.shape != "prose" or _opens(reading, s)),
            len(reading.sentences),
        )
    end = ends[first]
    return last < end or (last == end and reading.sentences[end].shape == "prose")


def _opens(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence begins with a label: somebody else speaks from there."""
    return ":" in reading.words[sentence.first : min(sentence.last, sentence.first + _LABEL)]


def _one_table(reading: Reading, first: int, last: int) -> bool:
    """Tell whether only rows and items lie between two sentences."""
    if "prose" not in reading.memo:
        reading.memo["prose"] = [s.index for s in reading.sentences if s.shape not in _ROWS]
    prose: list[int] = reading.memo["prose"]
    return bisect_left(prose, first + 1) == bisect_left(prose, last)


# Counts that a text often brings in by itself, beside the account that it reports.
_BACKGROUND = frozenset({Term.POPULATION})
_QUOTE = 3  # sentences from a count in a quotation to the one that tells the speaker
_HISTORY = 300  # days before the text's own day


def _in_passing(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count only says how large a place is: "a city of 500,000"."""
    first = draft.quantity.first
    words = word_sets(reading.lexicon, "places")
    tokens = reading.words
    return (
        first - 2 >= draft.sentence.first
        and tokens[first - 1] in words["of"]
        and tokens[first - 2] in words["pointers"]
    )


def _beside_speaker(reading: Reading, draft: Draft) -> bool:
    """Tell whether the text itself tells a count beside a speaker: "said Ana Brito, WHO lost 12 relatives".

    That is what stands between a name and its verb, and a clause that hangs on what closes what is told.
    """
    token, sentence = draft.quantity.first, draft.sentence
    marks: Sequence[Attribution] = reading.speakers_in(sentence)
    if not marks:
        return False
    inside = next((mark for mark in marks if mark.first < token < mark.last), None)
    if inside is not None:
        return _in_aside(reading, inside, token)
    last = next((mark for mark in reversed(marks) if mark.last < token), None)
    if last is None or not last.trailing or last.citation or last.first <= reading.opening(sentence):
        return False
    words, asides = reading.words, reading.lexicon.asked("speaker_asides")
    later = reading.lexicon.asked("speaker_asides", "later")
    for k in range(last.last + 1, min(token, last.last + _ASIDE)):
        if words[k][0].isdigit() or words[k] in _ENDS:
            return False
        if (asides if words[k - 1] == "," else later).last(words, k, token) is not None:
            return True
    return False


def _in_aside(reading: Reading, mark: Attribution, token: int) -> bool:
    """Tell whether a count between a speaker and the verb is the text's: "Dale, WHERE 300 LIVE, says"."""
    named = reading.token_at(mark.end - 1)
    if named >= token:
        return False
    relatives = reading.lexicon.words("relatives", "speaker_asides")
    opens = (k for k in range(named + 1, token) if reading.words[k] in relatives)
    first = next((k for k in opens if k <= named + 2 or reading.words[k - 1] == ","), token)
    told = (cue.first for cue in reading.cues(reading.sentence_at(mark.start)).all(TABLE))
    return first < token and not any(first < k < token for k in told)


def _long_ago(reading: Reading, draft: Draft) -> bool:
    """Tell whether a count is history that a text recalls by itself: "the quake of 2015 killed nearly 9,000"."""
    published, end = reading.published, draft.period_end
    return published is not None and end is not None and (published - end).days > _HISTORY


def _is_recalled(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence turns to another event: "LAST YEAR a storm left ten dead", "IN NEIGHBOURING Chad"."""
    last = reading.lexicon.asked("recalling").last(reading.words, sentence.first, sentence.last)
    return last is not None and not reading.owns(last + 1)


def _told_by_another(reading: Reading, draft: Draft) -> bool:
    """Tell whether the count's sentence says "is said to", "it is estimated": then the account has changed hands.

    What "has been confirmed" or "was registered" goes on with the account before it.
    """
    words, sets = reading.words, word_sets(reading.lexicon, "speakers")
    passive, infinitives = sets["passive"], reading.lexicon.words("infinitives")
    for cue in reading.cues(draft.sentence).all(TABLE):
        told = cue.phrase.key in ("say", "count") and cue.phrase.role in ("verbs", "finished")
        if not told or cue.first <= draft.sentence.first or words[cue.first - 1] not in passive:
            continue
        low, high = sorted((draft.quantity.first, cue.first))
        if sets["splits"].any(words[low:high]) or words[cue.first - 2] in sets["relatives"]:
            continue  # what is said of another count, or only of what they did: "who are said to sleep outside"
        if words[cue.first - 2] in sets["body"] or not infinitives.isdisjoint(words[cue.last + 1 : cue.last + 2]):
            return True
    return False
