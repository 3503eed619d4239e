"""Which numbers may be figures at all: not money, dates, times, names, measures, capacities, rates, thresholds."""

import re
from functools import lru_cache

from stats.assembly.counted.ages import is_age, is_hour
from stats.assembly.counted.days import date_or_score
from stats.assembly.counted.innames import ends_name, glued, names_site
from stats.assembly.counted.intimes import in_time
from stats.assembly.counted.means import is_mean
from stats.assembly.counted.nouns import counted
from stats.assembly.counted.ones import counts_nobody, is_size
from stats.assembly.counted.portions import is_share
from stats.assembly.counted.rooms import is_room
from stats.assembly.counted.scales import on_scale
from stats.assembly.counted.strengths import tells_size
from stats.assembly.view import View
from stats.lexicon import Lexicon
from stats.readers.numbers.quantity import Quantity
from stats.readers.timewords import time_words
from stats.readers.wordsets import WordSet, word_set
from stats.vocabulary import Quantifier

_PHONE = 100_000_000  # "900 202 202": a count so large is told in millions
_NAME_LIMIT = 10_000  # "Camp 74,000" names nothing; "Camp 7" and "Resolution 2254" do


def is_candidate(view: View, q: Quantity) -> bool:
    """Tell whether a number may be a figure, by what stands right beside it. Its noun is judged later.

    Worked out once: it is asked of a line's numbers for the line, for the one under it and for their heading.
    """
    known: dict[tuple[int, int, int], bool] = view.reading.memo.setdefault("candidates", {})
    key = q.first, q.last, view.first
    if key not in known:
        known[key] = _stands_free(view, q)
    return known[key]


def _stands_free(view: View, q: Quantity) -> bool:
    if q.share is not None and q.base is None and not is_share(view, q):
        return False
    if q.share is not None and view.words[q.first - 1] == "-" and view.touching(q.first):
        return False  # "Ninewa (-8%)": a change
    if view.has("comparatives", q.last + 1) and (q.share is not None or _compared(view, q)):
        return False  # "20 per cent more", "400 more than a week earlier"
    if q.value == 1 and view.has("one_does", q.last + 1):
        return False  # "as ONE WALKS past the ruins"
    if q.digits and view.words[q.core[0]][0] == "0" and q.share is None and _is_order(view, q):
        return False
    if q.digits and (_has_decimals(view, q) or _is_footnote(view, q) or _is_ordinal(view, q)):
        return False
    whole = q.value == int(q.value) or q.quantifier == Quantifier.RANGE  # "10 to 15 families" have a middle of 12.5
    if q.share is None and not (whole and q.value):
        return False
    first, last = q.core
    telling = _telling(view.reading.lexicon)
    before = view.words[first - 1] in telling or (q.first < first and view.words[q.first - 1] in telling)
    if before and (
        view.first_of("money", first - 1) is not None
        or _numbered(view, q)
        or is_room(view, q)
        or view.first_of("thresholds", q.first - 1) is not None
        or _averaged(view, q)
    ):
        return False
    return not (
        (q.digits and q.value >= _PHONE and " " in view.words[first] and q.last + 1 not in view.starting("units"))
        or (q.digits and view.words[first - 1][0].isdigit() and _dialled(view, first - 1))
        or _in_series(view, q)
        or _priced(view, first)
        or (q.digits and date_or_score(view, q))
        or glued(view, first)
        or (q.digits and q.first == first and (ends_name(view, q) or names_site(view, q)))
        or (q.digits and q.value < 100 and q.first == first and _list_number(view, q))
        or is_rate(view, last + 1)
        or view.first in view.starting("on_average")
        or (not q.digits and counts_nobody(view, q))
        or is_size(view, q)
        or is_mean(view, q)
        or tells_size(view, q)
        or is_hour(view, q)
        or in_time(view, q)
        or on_scale(view, q)
        or (view.sentence.shape != "row" and is_age(view, q))
    )


def _has_decimals(view: View, q: Quantity) -> bool:
    """Tell whether a number has decimals and no scale, so that it counts nobody: "2.0 EVACUEES", not "2.0 million"."""
    first, last = q.core
    return first == last and q.value < _THOUSAND and _DECIMAL.fullmatch(view.words[first]) is not None


_DECIMAL = re.compile(r"\d+\.\d{1,2}")
_THOUSAND = 1000  # "from 2.1 to 3.4 million" has a scale further on


def _is_ordinal(view: View, q: Quantity) -> bool:
    """Tell whether an ending that touches a number makes it the place in a row: "the 5TH Special Forces Group"."""
    k = q.core[1] + 1
    ordinals = time_words(view.reading.lexicon).listed["ordinals"]
    return k < view.sentence.last and view.words[k] in ordinals and view.touching(k)


def _is_footnote(view: View, q: Quantity) -> bool:
    """Tell whether a number is a note's mark, alone in square brackets that touch what it is of: "2013,[4]"."""
    k = q.first - 1
    return view.touching(k) and view.reading.text[view.reading.starts[k]] == "[" and fills_brackets(view, q)


def _compared(view: View, q: Quantity) -> bool:
    """Tell whether a number only says how many more there are than elsewhere: "400 more than", "90 FEWER men than"."""
    k = q.last + 2
    noun = view.starting("units").get(k)
    return view.has("than", k) or bool(noun and view.has("than", noun[0].last + 1))


def _is_order(view: View, q: Quantity) -> bool:
    """Tell whether a number with a nought before it is no count: "Overview (07)", "02 Health", "0812 1237"."""
    digits = view.words[q.core[0]]
    heads = q.first == view.sentence.first and view.sentence.shape == "head" and q.last + 1 < view.sentence.last
    titled = heads and view.capitalised(q.last + 1)
    return digits.isdigit() and (len(digits) > _PADDED or titled or fills_brackets(view, q))  # "Deceased: 03" is one


_PADDED = 2  # digits of a count that a form pads with a nought


def fills_brackets(view: View, q: Quantity) -> bool:
    """Tell whether a number and nothing else stands in brackets: "Overview (07)", "Setiu (27)"."""
    return view.words[q.first - 1] == "(" and view.closers.get(q.first - 1) == q.last + 1


@lru_cache(maxsize=16)
def _telling(lexicon: Lexicon) -> WordSet:
    """Return the words that may end what makes the number after them none: most numbers stand after no such word."""
    phrases = (p for table in _BEFORE for p in lexicon.table(table))
    return word_set((".", *(p.words[-1] for p in phrases)))


_BEFORE = ("averages", "capacity", "graded", "money", "more", "numbered", "places_numbered", "thresholds")


def _dialled(view: View, k: int) -> bool:
    """Tell whether the numbers up to a token are those of a telephone: "+964 751 740"."""
    for j in range(k, max(view.first, k - _GROUPS), -1):
        if not view.words[j][0].isdigit():
            return view.words[j] == "+"
    return False


_GROUPS = 6  # groups of digits of a telephone's number


def _in_series(view: View, q: Quantity) -> bool:
    """Tell whether a number goes with one before it that names: "slide 3 of 12", "level 4/5", "a vote of 312 to 47"."""
    k, lexicon = q.core[0] - 2, view.reading.lexicon
    if k <= view.first or q.value >= _NAME_LIMIT:
        return False
    to = lexicon.asked("ranges", "plain").last(view.words, k + 1, view.stop) == k + 1 and counted(view, q) is None
    if not to and view.words[k + 1] not in lexicon.words("numeral_of"):
        return False
    digits = view.words[k].isdigit()
    return digits and (view.first_of("numbered", k - 1) is not None or view.first_of("graded", k - 1) is not None)


def _averaged(view: View, q: Quantity) -> bool:
    """Tell whether a number is how many each time: "an average of 300 people flee EACH DAY"."""
    if view.first_of("averages", q.core[0] - 1) is None:
        return False
    return any(is_rate(view, k) for k in range(q.last + 1, view.sentence.last))


def is_rate(view: View, token: int) -> bool:
    """Tell whether a span of time makes a rate of what stands before a token: "100 a day", not "390 a day earlier"."""
    if token >= view.stop or view.words[token] not in view.beside["rates"].by_first:
        return False
    last = view.last_of("rates", token)
    if last is None or view.has("not_rates", last + 1):
        return False
    if last > token:
        return True
    if last + 1 == view.sentence.last and view.sentence.shape in ("item", "head"):
        return False  # "Alta, Roca: 1 each"
    opened = next((o for o, close in view.closers.items() if close == last + 1), None)
    if opened is not None and view.capitalised(opened - 1):
        return False  # "Ayacucho and Cusco (8 each)"
    return view.last_of("place_prepositions", last + 1) is None  # "three each in Puri and Balasore"


def _priced(view: View, first: int) -> bool:
    """Tell whether the sign of a currency stands before a number, or makes one token with it."""
    return view.words[first - 1 if first > view.first else first] in _CURRENCIES


_CURRENCIES = frozenset("$€£¥₹₱₦₺")


_GRADES = 11  # grades of storms, quakes and hunger


def _numbered(view: View, q: Quantity) -> bool:
    """ "Resolution 2254", "No. 7", "aged 9": the word before makes the number a name or an order."""
    k = q.core[0] - 1
    if view.sentence.shape == "row" and view.reading.parted(k):
        return False  # "Obléon camp\tSITE\t22"
    if q.value < _GRADES and q.quantifier == Quantifier.EXACT and view.first_of("graded", k) is not None:
        return True  # "winds of Category 3 force", "a level two disaster"
    if q.quantifier != Quantifier.EXACT or q.value >= _NAME_LIMIT or not view.words[q.core[0]].isdigit():
        return False  # "Mandalay region 3,300": no name has a mark for its thousands
    named = view.first_of("places_numbered", k)
    if named is not None and view.capitalised(named) and named > view.sentence.first:
        return counted(view, q) is None  # "from Village 8 to the camp"
    if k >= view.sentence.first and view.words[k] == ".":
        k -= 1
    if view.words[k] in view.reading.lexicon.words("number_signs"):
        return True  # "Hospital nr. 2"
    if view.first_of("numbered", k) is None and view.first_of("numbered", q.core[0] - 1) is None:
        return False
    if view.words[k].isalpha() and not view.capitalised(k) and (noun := counted(view, q)) is not None and noun.unit:
        return False  # "in the region 21 police officers were killed"
    after = q.last + 1
    listed = view.words[k].isalpha() and not view.capitalised(k) and view.capitalised(k - 1)
    listed = listed and q.value > _GRADES and view.words[after : after + 1] != ["-"]
    if listed and ":" in view.words[max(view.first, k - _LABEL) : k]:
        return False  # "Houses damaged: Sukabumi 2,272; Cianjur DISTRICT 443"
    return view.last_of("units", after) is None and view.last_of("terms", after) is None


_LABEL = 60  # tokens from a label's colon to an item of its list


def _list_number(view: View, q: Quantity) -> bool:
    """ "(1)", "1." and "1)" at the head of an item or sentence; "[7]", the mark of a source, anywhere."""
    words, (first, last) = view.words, q.core
    opened = first > view.sentence.first and words[first - 1] == "("
    if opened and words[last + 1 : last + 2] == [")"] and view.reading.heads[first - 1] == "[":
        return True
    if opened and q.value < _FOOTNOTE and view.sentence.shape == "row" and words[first - 2][0].isdigit():
        return True  # a footnote's mark in a cell: "100,000 (1)"
    closed = last + 1 < view.sentence.last and words[last + 1] in ").]"
    if opened and closed and view.touching(first - 1) and first - 2 >= view.sentence.first and q.value < _FOOTNOTE:
        return True
    if opened and closed and words[last + 1] == ")":
        ahead = first - 2
        return (
            ahead < view.sentence.first
            or words[ahead] in ".:;,)"
            or (last + 2 < view.sentence.last and view.capitalised(last + 2))
        )
    if (
        q.quantifier == Quantifier.EXACT
        and words[first - 1] in ":;)"
        and words[min(last + 1, view.sentence.last - 1)] in ".)"
    ):
        return last + 2 < view.sentence.last and words[last + 2].isalpha()
    dash = first == view.sentence.first and words[last + 1 : last + 2] == ["-"] and view.touching(last + 1)
    if dash and not (last + 2 < len(words) and view.touching(last + 2)):
        return True  # "2- 28 tents damaged"
    head = first == view.sentence.first or (first == view.sentence.first + 1 and opened)
    return head and closed and last + 2 < view.sentence.last


_FOOTNOTE = 20  # "(1)" that touches the word before it is a footnote mark
