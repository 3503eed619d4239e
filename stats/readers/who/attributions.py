"""Who says so: finds the speakers of counts: "according to the ministry", "OCHA said", "(IOM, 3 May 2017)"."""

from stats.readers.reading import Cue, Reading, Sentence
from stats.readers.who.attribution import Attribution
from stats.readers.who.citations import citations_in
from stats.readers.who.letterheads import is_masthead, letterhead
from stats.readers.who.offices import is_organisation
from stats.readers.who.sourcelines import source_line
from stats.readers.who.tellers import FORMS
from stats.readers.wordsets import WordSets, word_sets

__all__ = ["TABLE", "Attribution", "read_attributions"]

TABLE = "attributions"
_BEFORE_COLON = 18  # tokens at a sentence's start in which a speaker before a colon is looked for
_CITING = 3  # tokens between a speaker's verb and "citing"
_SOURCE_LINE = 30  # tokens of a line that cites the source of a table
_EARLIER = 100  # speakers before a sentence among whom the one that a word points back to is looked for
_ACRONYM = 2  # letters that a body's short name has more than
_CLOSING = 3  # sentences at the end, one of which may say whose the counts above are


def read_attributions(reading: Reading) -> None:
    """Fill reading.attributions with the speakers told of in the text, in order.

    Read are the paragraphs that hold a count, the headings, which may cite a source, and what leads a list in.
    """
    words = word_sets(reading.lexicon, "speakers")
    counted = reading.counted()
    paragraphs = {reading.sentences[i].paragraph for i in counted}
    found: list[Attribution] = []
    closing = len(reading.sentences) - _CLOSING
    for sentence in reading.sentences:
        line = source_line(reading, sentence) or letterhead(reading, sentence)
        if line is not None:
            found.append(line)
        elif (
            sentence.shape == "head"
            or sentence.paragraph in paragraphs
            or sentence.index >= closing
            or reading.words[sentence.last - 1] == ":"
        ):
            told = _in_sentence(reading, sentence, words, found[-_EARLIER:], sentence.index in counted)
            masthead = bool(told) and is_masthead(reading, sentence)
            for mark in told:
                mark.publisher = mark.publisher or masthead
            found += told
    reading.attributions = found


def _in_sentence(
    reading: Reading, sentence: Sentence, words: WordSets, earlier: list[Attribution], counts: bool
) -> list[Attribution]:
    """Return the marks of a sentence, in order."""
    found: list[Attribution] = []
    splits = words["splits"]
    finder: Attribution | None = None  # who came upon those counted: "Rescuers FOUND four bodies, the mayor said"
    source: Attribution | None = None  # the one whom another speaker of the sentence repeats
    for cue in reading.cues(sentence).all(TABLE):
        if cue.phrase.key not in FORMS or (found and cue.first <= found[-1].last):
            continue
        mark = FORMS[cue.phrase.key](reading, sentence, cue, words, earlier + found)
        if mark is None or reading.text[mark.start : mark.end].lower() in words["the"]:
            continue  # "The states that host the most": nobody says so
        named = reading.token_at(mark.start)
        if reading.lexicon.asked("totals").last(reading.words, named, sentence.last) is not None:
            continue  # "The number of displaced people in Mali stood at"
        if cue.phrase.key != "say" and sentence.shape != "prose" and _names_counted(reading, sentence, mark):
            continue  # "Refugees registered: 400", "Deaths by city"
        if cue.phrase.key == "before":
            short = sentence.last - sentence.first <= _SOURCE_LINE and not (counts and _holds_more(reading, sentence))
            mark.heading = short or sentence.shape == "head"
        if " ".join(cue.phrase.words) in words["passed_on"]:
            if found and _is_passed_on(reading, sentence, found[-1], mark, words):
                found.pop()  # "some media report, citing the Committee"
            source = mark
        elif source is not None and source is found[-1] and (
            source.first == reading.opening(sentence) or mark.first < source.first <= cue.first
        ):  # "Quoting the ministry, the radio said", "The radio, QUOTING THE MINISTRY, said"
            continue
        if found and cue.phrase.key == "hearsay" and cue.first - found[-1].last < 3:
            continue  # "the office cited reports that": the account is the office's
        closed = found and found[-1].trailing and mark.trailing
        if closed and _is_account(reading, found[-1], words):
            between = reading.words[found[-1].last + 1 : mark.first]
            joined = splits.any(between) or "." in between
            joined = joined or (cue.phrase.key == "before" and words["joins"].any(between))
            if not _is_account(reading, mark, words) and not joined:
                found.pop()  # '"By our reports 60 died," said X': the account is X's
        if found and not found[-1].trailing:
            between = reading.words[found[-1].last + 1 : mark.first]
            if mark.trailing and (found[-1].guessed or finder is found[-1] or _no_teller(reading, found[-1], words)):
                found.pop()
            elif mark.trailing and _is_measured(reading, found[-1], mark):
                mark.citation = True  # the account goes on with the teller
            elif mark.trailing and _opens_other(reading, cue, words):
                pass  # "Police said 12 had died AND, according to X, 300 had fled"
            elif mark.trailing and not splits.any(between) and "." not in between:
                continue  # "Officials believe that 150 are buried, said X of IOM": the account is the officials'
            elif cue.phrase.key == "count" and not (splits.any(between) or words["coordinates"].any(between)):
                continue  # "The minister said the government plans to house 800": the account is the minister's
            elif cue.phrase.key == "say" and not (splits.any(between) or words["coordinates"].any(between)):
                mark.citation = True  # "The envoy said the army HAD SAID it shot two": what follows is the envoy's
        found.append(mark)
        finder = mark if cue.phrase.role == "numbers" else finder
    if not found:
        opening = _beside_colon(reading, sentence, words)
        if opening is not None and (counts or opening.label or _heads_list(reading, sentence, opening)):
            titled = sentence.shape == "head" and not opening.trailing
            opening.publisher = titled and words["documents"].any(reading.words[sentence.first : sentence.last])
            found.append(opening)
    if "(" in reading.text[sentence.start : sentence.end]:
        for citation in citations_in(reading, sentence, words):
            if not any(m.start <= citation.start < m.end or m.first == citation.first + 1 for m in found):
                found.append(citation)
        found.sort(key=lambda m: m.first)
    return found


def _is_passed_on(
    reading: Reading, sentence: Sentence, teller: Attribution, source: Attribution, words: WordSets
) -> bool:
    """Tell whether a teller repeats what a source said: "the radio said 12 had died, CITING the mayor"."""
    if source.first - teller.last <= _CITING:
        return True
    between = reading.words[teller.last + 1 : source.first]
    closes = source.last + 1 >= sentence.last or not reading.words[source.last + 1].isalnum()
    return closes and not teller.trailing and not words["splits"].any(between) and "." not in between


def _opens_other(reading: Reading, cue: Cue, words: WordSets) -> bool:
    """Tell whether a speaker told before what is told opens another account: "..., AND, according to X, 300 fled"."""
    before = reading.words[cue.first - 2 : cue.first] if cue.first > 1 else []
    return cue.phrase.key == "before" and len(before) > 1 and before[1] == "," and before[0] in words["joins"]


def _is_measured(reading: Reading, teller: Attribution, other: Attribution) -> bool:
    """Tell whether a teller's count is measured against another's: "X says 450, MORE THAN THE 300 reported by Y"."""
    against, sentence = reading.lexicon.asked("comparisons"), reading.sentence_at(reading.starts[other.first])
    numbers = (q.first for q in reading.numbers_in(sentence) if teller.last < q.first < other.first)
    last = max(numbers, default=0)
    return bool(last) and against.first(reading.words, last - 1, teller.last + 1) is not None


def _holds_more(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence holds a number that belongs to no date."""
    marks = reading.within(reading.periods, sentence.start, sentence.end)
    dated = {k for m in marks for k in range(m.first, m.last + 1)}
    return any(not q.year and q.first not in dated for q in reading.numbers_in(sentence))


def _is_account(reading: Reading, mark: Attribution, words: WordSets) -> bool:
    """Tell whether a mark names only an account, or somebody after one that is no known body: "our field reports"."""
    first, last = reading.token_at(mark.whole[0]), reading.token_at(mark.whole[1] - 1)
    if mark.person or is_organisation(reading, first, last):
        return False
    return words["accounts"].any(reading.words[max(0, mark.first) : last + 1])


def _no_teller(reading: Reading, mark: Attribution, words: WordSets) -> bool:
    """Tell whether a mark names nobody whose trade it is to tell: "By the latest data 12 died, said X"."""
    first, last = reading.token_at(mark.whole[0]), reading.token_at(mark.whole[1] - 1)
    phrase = reading.words[first : last + 1]
    trade = any(word in words["people"] and word not in words["accounts"] for word in phrase)
    return not (mark.person or trade or is_organisation(reading, first, last))


def _beside_colon(reading: Reading, sentence: Sentence, words: WordSets) -> Attribution | None:
    """Return the speaker before a colon at the start ("Police: 12 dead"), or after one that closes a headline."""
    tokens, people = reading.words, words["people"]
    first = sentence.first
    stop = min(sentence.last, first + _BEFORE_COLON)
    first += first + 1 < stop and not tokens[first].isalnum()  # a list's dash
    if tokens[first][0].isdigit():  # "11:30 | Police: 12 dead"
        first = next((k + 1 for k in range(first, stop) if tokens[k] == "|"), first)
    signs = (":", "|", ";") if sentence.shape == "row" else (":",)
    near, colon = tokens[first + 1 : stop - 1], None
    if ":" in near or (sentence.shape == "row" and ("|" in near or ";" in near)):
        places = range(first + 1, stop - 1)
        colon = next((k for k in places if tokens[k] in signs and not tokens[k - 1].isdigit()), None)
    if colon is not None and not any(tokens[k][0].isdigit() for k in range(first, colon)):
        comma = next((k for k in range(colon - 2, first, -1) if tokens[k] == ","), None)
        if comma is not None and is_organisation(reading, comma + 1, colon - 1):
            first = comma + 1  # "In Hela and Enga, DTM: 300 displaced"
        ends = (k for k in range(first, colon) if tokens[k] in words["stops"] or tokens[k] in words["openers"])
        last = next(ends, colon) - 1
        if tokens[last + 1] in words["passive"]:
            return None  # "Residents were taken out in stages: 300 on Monday"
        titled = words["titles"].any(tokens[first : last + 1]) and not (
            last > first and tokens[first] in words["titles"] and not reading.text[reading.starts[last]].isupper()
        )  # no row "Major damage | 5,800"
        counts = last + 1 < colon and sentence.shape != "prose" and tokens[colon + 1][0].isdigit()
        counts = counts and not "".join(tokens[colon + 2 : min(colon + 3, sentence.last)]).isalpha()
        counts = counts or tokens[colon + 2 : sentence.last] == ["."]  # "Departments: 27."
        counts = counts or _tells_of_them(reading, sentence, first, colon)
        # "Firefighters in the field: 702", but "Police in Alder: 12 dead"
        trade = not counts and people.any(tokens[first : last + 1])
        if last >= first and (titled or trade or is_organisation(reading, first, last)):
            whole = (reading.starts[first], reading.ends[last])
            label = sentence.shape == "prose" and last + 1 == colon
            return Attribution(*whole, first, colon, whole=whole, label=label, person=titled)
    stopped = sentence.index == 0 and _is_line(reading, sentence) and "," not in tokens[colon or first : sentence.last]
    if sentence.shape in ("head", "item") or stopped:  # a headline may end in a stop: "...: U.N."
        for k in range(sentence.last - 2, max(first, sentence.last - 5), -1):
            if tokens[k] in (":", "-", "–", "—") and reading.ends[k] < reading.starts[k + 1]:
                if (
                    people.any(tokens[k + 1 : sentence.last])
                    or is_organisation(reading, k + 1, sentence.last - 1)
                    or (tokens[k] == ":" and k + 2 == sentence.last and _is_unknown_body(reading, k + 1))
                ):
                    whole = (reading.starts[k + 1], reading.ends[sentence.last - 1])
                    return Attribution(*whole, k, sentence.last - 1, trailing=True, whole=whole)
                break
    return None


def _is_line(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence is a short line of its own."""
    following = reading.sentences[sentence.index + 1 : sentence.index + 2]
    alone = not following or following[0].printed != sentence.printed
    return alone and sentence.last - sentence.first <= _SOURCE_LINE


def _is_unknown_body(reading: Reading, k: int) -> bool:
    """Tell whether a word is the short name of a body that nothing is known of: "Flood displaces 3,000: NDRA"."""
    letters = reading.text[reading.starts[k] : reading.ends[k]]
    placed = any(p.end > reading.starts[k] for p in reading.within(reading.places, reading.starts[k], reading.ends[k]))
    return len(letters) > _ACRONYM and letters.isupper() and not placed and not reading.lexicon.knows(reading.words[k])


def _names_counted(reading: Reading, sentence: Sentence, mark: Attribution) -> bool:
    """Tell whether a line's words are of those counted or of what they are counted by, and not of who says so."""
    first, last = reading.token_at(mark.start), reading.token_at(mark.end - 1)
    if first == last and reading.words[first] in word_sets(reading.lexicon, "places")["kinds"]:
        return not reading.heads[first].isupper()
    cues = reading.cues(sentence)
    counted = ((c.first, c.last) for table in ("units", "terms") for c in cues.all(table))
    return first == sentence.first and not mark.trailing and (first, last) in counted


def _tells_of_them(reading: Reading, sentence: Sentence, first: int, colon: int) -> bool:
    """Tell whether a line's label ends in what befell those it names: "Police officers KILLED: 1"."""
    tellers = word_sets(reading.lexicon, "speakers")["people"]
    if tellers.any(reading.words[colon - 1 : colon]) and colon + 2 < sentence.last:
        return False  # "Alder ARMY: 300 fled the fighting"
    ends = (c.first > first and c.last + 1 == colon for c in reading.cues(sentence).all("terms"))
    return sentence.shape != "prose" and reading.words[colon + 1][0].isdigit() and any(ends)


def _heads_list(reading: Reading, sentence: Sentence, mark: Attribution) -> bool:
    """Tell whether a heading names an organisation as its source: "OCHA: displaced people by county"."""
    body = sentence.shape == "head" and not mark.trailing
    return body and is_organisation(reading, reading.token_at(mark.start), reading.token_at(mark.end - 1))
