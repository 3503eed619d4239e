"""Assembly: inside one clause, binds a quantity to its unit, term, kind, period, place and source."""

from stats.assembly.around.breakdowns import link_parts
from stats.assembly.around.exiles import bind_exile
from stats.assembly.around.mainterm import bind_main_term
from stats.assembly.around.movedon import bind_moved_on
from stats.assembly.around.restated import bind_whole, share_windows
from stats.assembly.around.standing import bind_standing
from stats.assembly.around.starts import share_starts
from stats.assembly.around.thendays import share_days
from stats.assembly.causes import bind_cause
from stats.assembly.counted.lines import is_heading
from stats.assembly.draft import Draft
from stats.assembly.happened.clauses import assemble_sentence
from stats.assembly.kinds.kind import kind_of
from stats.assembly.kinds.totalling import counting_subject
from stats.assembly.lists.headed import listed
from stats.assembly.lists.nested import part_of_line, tell_of_whole
from stats.assembly.lists.onelines import one_line
from stats.assembly.lists.paired import paired
from stats.assembly.lists.tables import assemble_table
from stats.assembly.lists.wholes import tell_of_total
from stats.assembly.view import View
from stats.assembly.when.dating import date_draft
from stats.assembly.when.forecasts import bind_forecast, is_ahead
from stats.assembly.when.windows import bind_period, mark_hint
from stats.assembly.where.crossings import bind_crossing
from stats.assembly.where.labelplaces import share_labels
from stats.assembly.where.locations import bind_place
from stats.assembly.who.sources import bind_source
from stats.readers.numbers.quantity import Quantity
from stats.readers.reading import Reading, Sentence

__all__ = ["Draft", "assemble", "bind"]


def assemble(reading: Reading) -> list[Draft]:
    """Return a draft for each number that counts somebody: its unit, noun, term and relations to its neighbours."""
    numbers: dict[int, list[Quantity]] = reading.numbers
    drafts: list[Draft] = []
    rows: list[Sentence] = []
    above: list[Sentence] = []
    for sentence in reading.sentences:
        if sentence.shape == "row":
            rows.append(sentence)
            continue
        if rows:
            drafts += assemble_table(reading, rows, above, numbers, drafts)
            rows, above = [], []
        if sentence.index in numbers:
            view = View.of(reading, sentence, numbers[sentence.index])
            inline = one_line(view)
            found = inline if inline is not None else paired(view) or assemble_sentence(view, drafts)
            if found and all(draft.term is None for draft in found):
                tell_of_whole(view, found, drafts)
            if all(draft.term is None for draft in found) and not _tells_count(reading, sentence, found):
                found = part_of_line(view, drafts) or listed(view, drafts) or found
            if found and all(draft.term is None for draft in found):
                tell_of_total(view, found, drafts)
            for draft in found:
                bind_forecast(view, draft)
            drafts += found
        heads = is_heading(reading, sentence) or reading.words[sentence.last - 1] == ":"
        above = [sentence, *above][:3] if heads else []
    if rows:
        drafts += assemble_table(reading, rows, above, numbers, drafts)
    return drafts


def _tells_count(reading: Reading, sentence: Sentence, found: list[Draft]) -> bool:
    """Tell whether a sentence says what the count before it was: "900 have fled. A week ago THE COUNT WAS 300"."""
    before = reading.sentences[max(0, sentence.index - 1)]
    if not found or before is sentence or before.paragraph != sentence.paragraph:
        return False
    return counting_subject(reading, sentence, found[0].quantity) is not None


def bind(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Bind each draft to its period, and so its kind and dates, its place, its source and its cause."""
    for i, draft in enumerate(drafts):
        bind_standing(reading, drafts, i)
        bind_crossing(reading, draft)
        bind_exile(reading, drafts, i)
        bind_moved_on(reading, drafts, i)
        bind_main_term(reading, drafts, i)
        bind_whole(reading, drafts, i)
        mark = bind_period(reading, draft)
        draft.forecast = draft.forecast or is_ahead(reading, draft, mark)
        draft.kind, rule = kind_of(reading, draft, mark, mark_hint(mark, reading.published) if mark else None)
        if rule:
            draft.implied["kind"] = rule
        date_draft(reading, draft, mark)
        bind_place(reading, draft)
        bind_source(reading, draft)
        bind_cause(reading, draft)
    share_windows(reading, drafts)
    share_days(reading, drafts)
    share_starts(drafts)
    share_labels(reading, drafts)
    link_parts(reading, drafts)
    return drafts
