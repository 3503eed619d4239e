"""The columns of the tables that people take away: fixed names in a fixed order, that never come and go.

docs/data.md is made from this file. type: text, number, integer, date, datetime, boolean. HXL hashtags are those of the
HXL 1.1 dictionary; attributes marked (c) in docs/data.md are custom, which HXL allows.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, type, meaning, HXL hashtag and, for a number that bears one always, its unit."""

    name: str
    type: str
    meaning: str
    hxl: str = "#meta"
    unit: str = ""


FIGURE_COLUMNS: tuple[Column, ...] = (
    Column("figure_id", "text", "first 16 hex digits of SHA-256 over document id, start, end", "#meta+id"),
    Column("document_id", "text", "SHA-256 of the document's normalised text", "#meta+id+document"),
    Column("title", "text", "title of the document", "#meta+title"),
    Column("publisher", "text", "who published the document", "#meta+publisher"),
    Column("url", "text", "address of the document", "#meta+url"),
    Column("published", "date", "day of publication", "#date+reported"),
    Column("published_by", "text", "how that day is known", "#meta+reported"),
    Column("language", "text", "language of the document, ISO 639-1", "#meta+language"),
    Column("start", "integer", "first code point of the number in the text", "#meta+start"),
    Column("end", "integer", "code point after the number", "#meta+end"),
    Column("quote", "text", "the number as the text has it, with its quantifier", "#description+quote"),
    Column("value", "number", "the number to chart, as stated, never converted", "#indicator+num", unit="see unit"),
    Column("low", "number", "stated lower bound; empty = open", "#indicator+num+min", unit="see unit"),
    Column("high", "number", "stated upper bound; empty = open", "#indicator+num+max", unit="see unit"),
    Column("quantifier", "text", "exact, approximately, more_than, less_than, range or vague", "#indicator+quantifier"),
    Column("quantifier_text", "text", "the quantifier's own words", "#indicator+quantifier+text"),
    Column("unit", "text", "person, household or dwelling", "#indicator+unit"),
    Column("subject", "text", "who or what is counted, in the text's words", "#indicator+subject"),
    Column("term", "text", "what happened to them, or what they are", "#indicator+name"),
    Column("kind", "text", "flow, cumulative or stock", "#indicator+type"),
    Column("category", "text", "IDMC's category", "#indicator+category"),
    Column("period_start", "date", "first day the figure holds for", "#date+start"),
    Column("period_end", "date", "last day the figure holds for", "#date+end"),
    Column("period_text", "text", "the words that tell the period", "#date+text"),
    Column("period_rule", "text", "how the words were read; look_back leaves the first day out when days are counted",
           "#date+rule"),
    Column("period_precision", "text", "day, week, month, year or unknown", "#date+precision"),
    Column("place", "text", "the place in the text's words", "#loc+name"),
    Column("country", "text", "ISO 3166-1 alpha-3 code", "#country+code+v_iso3"),
    Column("place_id", "text", "id of the place in the gazetteer", "#loc+id"),
    Column("place_role", "text", "origin, destination or present", "#loc+role"),
    Column("pcode", "text", "OCHA p-code", "#loc+code+v_pcode"),
    Column("latitude", "number", "degrees north", "#geo+lat", unit="degree"),
    Column("longitude", "number", "degrees east", "#geo+lon", unit="degree"),
    Column("attribution", "text", "who says so, in the text's words", "#meta+source"),
    Column("source_id", "text", "the organisation behind the attribution, else the one whose text it is",
           "#meta+source+id"),
    Column("cause", "text", "conflict, disaster or other", "#cause"),
    Column("hazard", "text", "the natural hazard", "#cause+hazard"),
    Column("forecast", "boolean", "a forecast or plan, never in a series", "#indicator+forecast"),
    Column("increment", "boolean", "adds to what was there", "#indicator+increment"),
    Column("part_of", "text", "figure of which this one is a subgroup", "#meta+id+whole"),
    Column("same_as", "text", "figure that states the same count", "#meta+id+same"),
    Column("confidence", "number",
           "probability that value, unit, term, kind and dates are all right; 1 where imported or added by a person",
           "#indicator+confidence"),
    Column("evidence", "text", "JSON: for each field the span that told it", "#meta+evidence"),
    Column("implied", "text", "JSON: for each field the rule that filled it; value: imported, or added by a person",
           "#meta+implied"),
    Column("sentence", "text", "the sentence that holds the number", "#description"),
    Column("persons", "number", "value in persons; households times the size", "#indicator+num+persons", unit="person"),
    Column("persons_low", "number", "lower bound in persons", "#indicator+num+persons+min", unit="person"),
    Column("persons_high", "number", "upper bound in persons", "#indicator+num+persons+max", unit="person"),
    Column("household_size", "number", "persons a household that was used", "#indicator+size", unit="person/household"),
    Column("household_size_source", "text", "source of that size", "#meta+source+size"),
    Column("status", "text", "unreviewed, accepted, corrected (or added by a person) or rejected", "#status"),
    Column("role", "text", "recommended, triangulation, superseded or part", "#indicator+role"),
    Column("role_reason", "text", "why it has that role", "#description+role"),
    Column("cluster", "text", "id of the claim it belongs to", "#meta+id+cluster"),
    Column("added_at", "datetime", "when the document was added (UTC)", "#date+added"),
)  # fmt: skip

SERIES_COLUMNS: tuple[Column, ...] = (
    Column("series", "text", "readable key of the series", "#meta+id"),
    Column("country", "text", "ISO 3166-1 alpha-3 code", "#country+code+v_iso3"),
    Column("place", "text", "name of the place", "#loc+name"),
    Column("place_id", "text", "id of the place in the gazetteer", "#loc+id"),
    Column("place_role", "text", "origin, destination or present", "#loc+role"),
    Column("measure", "text", "what is charted together", "#indicator+name"),
    Column("cause", "text", "conflict, disaster or other", "#cause"),
    Column("kind", "text", "flow, cumulative or stock", "#indicator+type"),
    Column("unit", "text", "person, household or dwelling", "#indicator+unit"),
    Column("date", "date", "the bucket's last day, else the period's", "#date"),
    Column("period_start", "date", "first day", "#date+start"),
    Column("period_end", "date", "last day", "#date+end"),
    Column("value", "number", "the value for the line", "#indicator+num", unit="see unit"),
    Column("low", "number", "lower bound; empty = open", "#indicator+num+min", unit="see unit"),
    Column("high", "number", "upper bound; empty = open", "#indicator+num+max", unit="see unit"),
    Column("basis", "text", "reported, shared, carried, implied, converted or partial_sum", "#indicator+basis"),
    Column("household_size", "number", "persons a household that was used", "#indicator+size", unit="person/household"),
    Column("household_size_year", "integer", "year of that size", "#date+year+size"),
    Column("household_size_source", "text", "source of that size", "#meta+source+size"),
    Column("role", "text", "recommended, triangulation, superseded or part", "#indicator+role"),
    Column("role_reason", "text", "why it has that role", "#description+role"),
    Column("reports", "integer", "distinct documents behind the row", "#meta+count"),
    Column("sources", "text", "who says so, joined by ; ", "#meta+source"),
    Column("figure_ids", "text", "the figures behind the row, counted ones first, joined by blanks",
           "#meta+id+figures"),
)

# The two tables that only the data package holds: with them it can be taken in again.
DOCUMENT_COLUMNS: tuple[Column, ...] = (
    Column("document_id", "text", "SHA-256 of the document's normalised text", "#meta+id+document"),
    Column("title", "text", "title of the document", "#meta+title"),
    Column("publisher", "text", "who published it", "#meta+publisher"),
    Column("url", "text", "its address", "#meta+url"),
    Column("published", "date", "day of publication", "#date+reported"),
    Column("published_by", "text", "how that day is known", "#meta+reported"),
    Column("language", "text", "its language, ISO 639-1", "#meta+language"),
    Column("language_confidence", "number", "how sure the language is, 0 to 1", "#meta+language+confidence"),
    Column("near_copy_of", "text", "the first document that says nearly the same", "#meta+id+copy"),
    Column("sample", "boolean", "one of the samples that come with Headcount", "#meta+sample"),
    Column("added_at", "datetime", "when it was added (UTC)", "#date+added"),
    Column("added_by", "text", "who added it", "#meta+added"),
    Column("original_name", "text", "name of the file it came from", "#meta+file"),
    Column("pages", "text", "JSON: offsets in the text at which pages start", "#meta+pages"),
    Column("warnings", "text", "JSON: what went wrong in reading it", "#meta+warnings"),
    Column("text", "text", "the whole text", "#description+text"),
)  # fmt: skip

REVIEW_COLUMNS: tuple[Column, ...] = (
    Column("figure_id", "text", "the figure", "#meta+id"),
    Column("action", "text",
           "accept, correct, reject, merge, split, add (a missed count), comment, undo; follow (a whole); of a text: "
           "update, extract, drop",
           "#status+action"),
    Column("by", "text", "who", "#meta+reviewer"),
    Column("at", "datetime", "when (UTC)", "#date+reviewed"),
    Column("why", "text", "why", "#description+why"),
    Column("changes", "text", "JSON: what was decided, field by field", "#meta+changes"),
    Column("before", "text", "JSON: the fields that changed, as they were", "#meta+before"),
    Column("after", "text", "JSON: the same fields, as they became", "#meta+after"),
)  # fmt: skip


def names(columns: tuple[Column, ...]) -> list[str]:
    """Return the names of columns, in order."""
    return [column.name for column in columns]


def ids(columns: tuple[Column, ...]) -> list[str]:
    """Return the names of the columns of ids. Some ids look like numbers ("12e4567890123456"): read them as text."""
    return [column.name for column in columns if column.hxl.startswith("#meta+id")]
