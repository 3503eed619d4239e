"""PDF files (PDFium): columns in reading order, hyphens rejoined, running heads and page numbers out, pages known."""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from stats.document import Document
from stats.errors import Empty, Refused, TooLarge, Unreadable
from stats.intake.layout import Segment, paragraphs, reading_order, rejoined, rows_of
from stats.intake.raised import LEVEL, RAISED, without_marks
from stats.intake.received import Item, Received
from stats.intake.text import document_of, mended
from stats.settings import Limits

_EDGE = 3
"""Lines at the top and at the bottom of a page that may be a running head or foot."""
_JUNK_TITLE = re.compile(r"^(?:microsoft word|untitled|document\d*$|print|powerpoint)|\.(?:docx?|indd|pdf|qxd)$", re.I)
_LOCKED = "The PDF is locked with a password. Open it, print it to a new PDF without one, and add that."
_SCAN = (
    "The PDF holds pictures of pages and no text (a scan). Run a text recogniser (OCR) over it, for instance "
    "`ocrmypdf in.pdf out.pdf`, and add the result."
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SMALL, _ABOVE = 0.8, 0.15
"""The height of a raised sign, at most, in those of its line; how far up it stands, in sizes of the font."""
_FEW = 20
"""Letters and digits a page, at most, of a scan's stray text."""


def items(item: Item, limits: Limits) -> Iterator[Received]:
    """Yield the Document of a PDF.

    Raises:
        Empty: it has no text. TooLarge: too many pages. Refused: it is locked. Unreadable: it is broken.
    """
    yield Received(item.name, (read_pdf(item.data, limits),), original=item.data)


def read_pdf(data: bytes, limits: Limits) -> Document:
    """Return the Document of a PDF; its day is left to be inferred, since the file's own stamps are no day."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refused(_LOCKED) from error
        raise Unreadable("The PDF is damaged and cannot be opened. Ask for it again, or print it anew.") from error
    try:
        count = len(pdf)
        if count > limits.pages:
            raise TooLarge(
                f"The PDF has {count:,} pages; at most {limits.pages:,} are read. Split it, or raise HEADCOUNT_PAGES."
            )
        pages: list[list[Segment]] = []
        broken = pictures = 0
        for number in range(count):
            try:
                page = pdf[number]
                segments = _segments(page)
                pictures += not segments and any(True for _ in page.get_objects(filter=(_IMAGE,), max_depth=3))
                page.close()
            except pypdfium2.PdfiumError:
                broken += 1
                segments = []
            pages.append(list(reading_order(rows_of(segments))))
        stated = pdf.get_metadata_dict().get("Title", "")
    finally:
        pdf.close()
    letters = sum(sum(map(str.isalnum, line.text)) for page in pages for line in page)
    if letters <= _FEW * (pictures or 0.05):
        raise Empty(_SCAN if pictures else "The PDF has no text. Check it in a reader, or paste the text.")
    return _document(pages, stated, _warnings(count, broken, pictures))


_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE of fpdf_edit.h


def _warnings(count: int, broken: int, pictures: int) -> tuple[str, ...]:
    told = []
    if broken:
        told.append(f"{broken} of {count} pages are damaged and were left out.")
    if pictures:
        told.append(f"{pictures} of {count} pages are pictures without text, left out (a text recogniser helps).")
    return tuple(told)


def _segments(page: Any) -> list[Segment]:
    """Return the runs of text of a page: cut at line ends and at gaps wider than a blank."""
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    try:
        raw = text_page.raw
        left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
        found: list[Segment] = []
        run: list[str] = []
        box: list[float] = []
        size = base = 0.0

        def finish() -> None:
            text = without_marks("".join(run))
            if box and text.strip():
                found.append(Segment(text.strip(" \t"), box[0], box[1], box[2], box[3], size))
            run.clear()
            box.clear()

        for at in range(text_page.count_chars()):
            code = pdfium.FPDFText_GetUnicode(raw, at)
            if code in (10, 13):
                finish()
                continue
            char = _char(code)
            if char in " \u00a0\t":
                if run:
                    run.append(" ")
                continue
            if char in _HYPHENS and pdfium.FPDFText_IsHyphen(raw, at) == 1:
                run.append("\u00ad")
                finish()
                continue
            if not pdfium.FPDFText_GetCharBox(raw, at, left, right, bottom, top):
                continue
            here = [left.value, bottom.value, right.value, top.value]
            if box and _apart(box, here, size):
                finish()
            pdfium.FPDFText_GetCharOrigin(raw, at, x, y)
            if not box:
                base = y.value
                size = float(pdfium.FPDFText_GetFontSize(raw, at)) or here[3] - here[1]
                box.extend(here)
            else:
                box[:] = [min(box[0], here[0]), min(box[1], here[1]), max(box[2], here[2]), max(box[3], here[3])]
            small = here[3] - here[1] < _SMALL * (box[3] - box[1])
            run.append(RAISED + char + LEVEL if small and y.value - base > _ABOVE * size else char)
        finish()
        return found
    finally:
        text_page.close()


_HYPHENS = "-\u00ad\u2010\ufffe\x02"


def _char(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _apart(box: Sequence[float], here: Sequence[float], size: float) -> bool:
    """Whether a character is on another line than a run, or beyond a gap that no blank makes."""
    height = max(box[3] - box[1], size * 0.5, 3.0)
    middle = (here[1] + here[3]) / 2
    if not box[1] - 0.6 * height <= middle <= box[3] + 0.6 * height:
        return True
    return max(here[0] - box[2], box[0] - here[2]) > max(1.1 * height, 9.0)


def _document(pages: list[list[Segment]], stated: str, warnings: tuple[str, ...]) -> Document:
    heading = _heading(pages)
    pages = _without_running_lines(pages)
    words = frozenset(
        word for page in pages for line in page for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.lower())
    )
    text = ""
    starts: list[int] = []
    for page in pages:
        found = [mended(paragraph) for paragraph in paragraphs(page, words)]
        found = [paragraph.replace("\u00ad", "") if "\u00ad" in paragraph[:-1] else paragraph for paragraph in found]
        if text and found and _open(text) and found[0][:1].islower():
            # The paragraph goes on over the page: its second part starts this page.
            joined = rejoined(text, found[0], words)
            starts.append(len(joined) - len(found[0]))
            text = "\n\n".join([joined, *found[1:]])
        else:
            starts.append(len(text) + (2 if text else 0))
            text = "\n\n".join([text, *found] if text else found)
    text = text.replace("\u00ad", "-")
    title = heading or (stated if stated and not _JUNK_TITLE.search(stated.strip()) else None)
    return document_of(text, title=title, prepend=False, pages=tuple(starts), warnings=warnings)


def _open(text: str) -> bool:
    return not text.rstrip().endswith((".", "!", "?", ":", "”", '"', "。", "؟", "।", ")"))


def _heading(pages: list[list[Segment]]) -> str | None:
    """Return the first page's largest line or lines, where they are clearly larger than the text."""
    lines = [line for line in (pages[0] if pages else []) if sum(map(str.isalpha, line.text)) >= 4]
    sizes = Counter()  # type: Counter[float]
    for page in pages[:5]:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    if not lines or not sizes:
        return None
    largest = max(line.size for line in lines)
    if largest < 1.15 * sizes.most_common(1)[0][0]:
        return None
    first = next(at for at, line in enumerate(lines) if line.size == largest)
    title = [line.text for line in lines[first : first + 4] if abs(line.size - largest) < 0.5]
    told = " ".join(title)
    return told if len(told) <= 300 else None


def _without_running_lines(pages: list[list[Segment]]) -> list[list[Segment]]:
    """Leave out what stands at the edge of many pages (numbers apart), and page numbers alone on their line.

    A running head that names a year is kept on the first page: often it is the only place that tells the report's day.
    """
    counted = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    often = {key for key, count in counted.items() if count >= 2 and count * 3 >= len(pages)}
    kept = []
    for number, page in enumerate(pages, 1):
        edges = {id(line) for line in _edges(page)}
        kept.append([line for line in page if id(line) not in edges or (number == 1 and _YEAR.search(line.text))
                     or not (_key(line) in often or _is_number(line.text, number))])  # fmt: skip
    return kept


def _is_number(text: str, number: int) -> bool:
    """Whether a line only numbers its page: "3", "- 3 -", "Page 3 of 12", in any language."""
    found = re.fullmatch(r"\W*(?:[^\W\d]{1,8}\W{1,3})?(\d{1,4})(?:\W*(?:[^\W\d]{1,4}\W*)?(\d{1,4}))?\W*", text)
    return found is not None and int(found[1]) == number and (found[2] is None or int(found[2]) >= number)


def _edges(page: list[Segment]) -> list[Segment]:
    order = sorted(page, key=lambda line: -line.top)
    return order[:_EDGE] + order[max(_EDGE, len(order) - _EDGE) :]


def _key(line: Segment) -> tuple[str, int]:
    """A line as it is compared with those of other pages: its words, numbers aside, and its height on the page."""
    return re.sub(r"\d+", "#", " ".join(line.text.lower().split())), round(line.bottom / 12)
