# ruff: noqa: E501 - pages and files are laid out as their formats want them
"""Files of every format that intake reads, made here, in our own words, with what must and must not come out of them."""

import csv
import io
import itertools
import json
import struct
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.message import EmailMessage

from stats.intake import Received, receive

HEAD = "Thousands leave Marat as the river keeps rising"
BODY = (
    "MARAT – About 4,200 people have left their homes in Marat since the river broke its banks, the relief office said.",
    "The office counted 700 households in nine schools. “We have blankets for half of them,” said its head.",
    "Café owner Zoë Łukasz saw the naïve plan fail; in Göteborg and São Tomé nobody was surprised.",
    "قال مسؤول إن ستمئة عائلة تقيم الآن في المدارس. Более трёх тысяч человек были эвакуированы.",
    "The bridge that links the town with the main road is closed, so that food comes by boat only.",
)
TABLE = (("District", "Families", "Dead"), ("North", "1,210", "4"), ("South", "310", "0"))
ROWS = tuple(" | ".join(row) for row in TABLE)
DAY = date(2017, 3, 9)
SENDER = "Relief Desk"
PLAIN = "\n\n".join((HEAD, *BODY))


def one(data: bytes, name: str) -> Received:
    """What a file that holds a single item is read into."""
    found = list(receive(data, name=name))
    assert len(found) == 1, found
    return found[0]


@dataclass(frozen=True)
class Made:
    """A file: its name and bytes; the lines that must come out, in order; the words that must not; title and day."""

    name: str
    data: bytes
    lines: tuple[str, ...] = (HEAD, *BODY)
    out: tuple[str, ...] = ()
    title: str | None = HEAD
    day: date | None = None


def text(encoding: str = "utf-8") -> Made:
    return Made("a.txt", PLAIN.encode(encoding))


def markdown() -> Made:
    table = "\n".join("| " + " | ".join(row) + " |" for row in (TABLE[0], ("---",) * 3, *TABLE[1:]))
    body = (f"---\ntitle: {HEAD}\ndate: {DAY}\npublisher: The Example\nlink: https://example.org/a\n---\n\n"
            f"## What is known\n\n**{BODY[0]}**\n\n{BODY[1]} See [the office](https://example.org/o).\n\n{table}\n\n> {BODY[4]}\n")  # fmt: skip
    return Made("a.md", body.encode(), (HEAD, "What is known", BODY[0], BODY[1] + " See the office.", *ROWS, BODY[4]),
                ("**", "](", "| North", "##"), day=DAY)  # fmt: skip


def html() -> Made:
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY)
    table = "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in TABLE) + "</table>"
    page = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{HEAD}</title><meta property="og:site_name"
    content="The Example"><meta property="article:published_time" content="2017-03-09T10:00:00Z"><script>alert(9999)</script>
    </head><body onload="alert(1)"><nav><a href="/sport">Sport</a></nav><article><h1>{HEAD}</h1>{paragraphs}{table}
    <p onclick="x()">Engineers hope to mend the dyke before the end of the week, the mayor said.</p></article>
    <footer>Copyright 2024 The Example</footer></body></html>"""
    last = "Engineers hope to mend the dyke before the end of the week, the mayor said."
    return Made("a.html", page.encode(), (HEAD, *BODY, *ROWS, last), ("Sport", "Copyright", "9999", "alert"), day=DAY)


def mhtml() -> Made:
    import quopri

    made = html()
    page = quopri.encodestring(made.data).replace(b"\n", b"\r\n")
    head = (b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\nSubject: page\r\n"
            b"Date: Fri, 5 Jan 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
            b'Content-Type: multipart/related; type="text/html"; boundary="x7"\r\n\r\n')  # fmt: skip
    body = (b"--x7\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
            b"Content-Location: https://example.org/a\r\n\r\n" + page + b"\r\n--x7\r\nContent-Type: image/png\r\n"
            b"Content-Transfer-Encoding: base64\r\nContent-Location: https://example.org/i.png\r\n\r\niVBORw0KGgo=\r\n--x7--\r\n")  # fmt: skip
    return Made("a.mhtml", head + body, made.lines, made.out, day=DAY)


def docx() -> Made:
    from docx import Document

    made = Document()
    made.add_heading(HEAD, 0)
    for line in BODY[:3]:
        made.add_paragraph(line)
    table = made.add_table(rows=0, cols=3)
    for row in TABLE:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
    for line in BODY[3:]:
        made.add_paragraph(line)
    made.sections[0].header.paragraphs[0].text = "Relief Weekly running head"
    made.sections[0].footer.paragraphs[0].text = "Page 1"
    made.core_properties.created = datetime(2001, 1, 1, tzinfo=UTC)
    out = io.BytesIO()
    made.save(out)
    return Made("a.docx", out.getvalue(), (HEAD, *BODY[:3], *ROWS, *BODY[3:]), ("running head", "Page 1"))


def odt() -> Made:
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table"))
    rows = "".join("<table:table-row>" + "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row)
                   + "</table:table-row>" for row in TABLE)  # fmt: skip
    body = "".join(f"<text:p>{line.replace('people', '<text:span>people</text:span>')}</text:p>" for line in BODY)
    content = (f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:text>'
               f'<text:tracked-changes><text:p>deleted words</text:p></text:tracked-changes><text:h text:outline-level="1">{HEAD}'
               f"</text:h>{body}<table:table>{rows}</table:table></office:text></office:body></office:document-content>")  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
    return Made("a.odt", out.getvalue(), (HEAD, *BODY, *ROWS), ("deleted words",))


def rtf() -> Made:
    def escaped(line: str) -> str:
        units = struct.iter_unpack("<h", line.encode("utf-16-le"))
        return "".join(chr(u) if 0 < u < 128 else f"\\u{u}?" for (u,) in units)

    table = "".join("\\trowd" + "".join(f"\\cellx{n}000" for n in range(1, 4)) + " "
                    + "".join(f"{escaped(c)}\\cell " for c in row) + "\\row\n" for row in TABLE)  # fmt: skip
    body = "\\par\n".join(map(escaped, (HEAD, *BODY)))
    made = ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}{\\info{\\title x}{\\creatim\\yr2001\\mo1\\dy1}}"
            f"{{\\header running head\\par}}\\pard {body}\\par\n{table}\\pard }}")  # fmt: skip
    return Made("a.rtf", made.encode("ascii"), (HEAD, *BODY, *ROWS), ("Arial", "running head"))


def pdf(pages: int = 1) -> Made:
    """A two-column PDF with a running head, page numbers, a hyphenated word and a table; no Arabic, no Cyrillic."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

    lines = [*BODY[:2], BODY[2].replace("Łukasz", "Lukas"), BODY[4]]
    lines += [f"Note {n}: in ward {n} the wells are dirty and {n * 11 + 100:,} families boil their water every single day, "
              "as the officer in charge of the health post told visitors." for n in range(1, 12 * pages)]  # fmt: skip
    styles = getSampleStyleSheet()

    def running(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 815, "Relief Weekly – issue 12")
        canvas.drawCentredString(300, 20, f"Page {document.page}")

    out = io.BytesIO()
    made = BaseDocTemplate(out, pagesize=A4, title="Microsoft Word - draft.doc")
    frames = [Frame(50, 50, 240, 750, id="l"), Frame(305, 50, 240, 750, id="r")]
    made.addPageTemplates([PageTemplate(id="two", frames=frames, onPage=running)])
    made.build([Paragraph(HEAD, styles["Title"]), *(Paragraph(line, styles["BodyText"]) for line in lines),
                Table([list(row) for row in TABLE])])  # fmt: skip
    return Made("a.pdf", out.getvalue(), (HEAD, *lines, *ROWS), ("Page 1", *(["Relief Weekly"] if pages > 1 else [])))


def interleaved_pdf() -> Made:
    """Two columns drawn line by line across the page, words divided at line ends, under a headline over both."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    left = ["In the valley of Marat the rain has not ceased for", "eleven days, and the water now stands in 2,400 hou-",
            "ses of the lower town. Boats bring rice to the peo-", "ple who stayed on their roofs. The army has sent four",
            "helicopters, which fly when the clouds allow it and", "take the old and the sick to the hospital of Qaram."]  # fmt: skip
    right = ["Across the river the camp of Tel Harun is filling up", "with 310 families a day. Nurses from the well-known",
             "clinic vaccinate children under two tents. No case", "of cholera was found so far, the head doctor said on",
             "Friday, but the latrines are far too few and the wa-", "ter is brown. Engineers promise pumps within a week."]  # fmt: skip
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(60, 780, HEAD)
    canvas.setFont("Helvetica", 10)
    for n, (one, other) in enumerate(zip(left, right, strict=True)):
        canvas.drawString(60, 740 - n * 13, one)
        canvas.drawString(320, 740 - n * 13, other)
    canvas.drawCentredString(300, 30, "- 1 -")
    canvas.save()
    return Made("b.pdf", out.getvalue(), (
        HEAD, "the water now stands in 2,400 houses of the lower town. Boats bring rice to the people who stayed",
        "take the old and the sick to the hospital of Qaram.", "Across the river the camp of Tel Harun",
        "Nurses from the well-known clinic", "the latrines are far too few and the water is brown."), ("- 1 -", "hou-"))  # fmt: skip


def scan_pdf() -> bytes:
    """A PDF of one picture."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawImage(ImageReader(Image.new("L", (300, 400), 200)), 50, 50)
    canvas.save()
    return out.getvalue()


def many_pages_pdf(count: int) -> bytes:
    """A PDF of empty pages."""
    import pypdfium2

    made = pypdfium2.PdfDocument.new()
    for _ in range(count):
        made.new_page(200, 200)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def looping_pdf() -> bytes:
    """A PDF whose page tree is its own child."""
    parts = [b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n", b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\n"]
    data = b"%PDF-1.4\n"
    offsets = []
    for part in parts:
        offsets.append(len(data))
        data += part
    at = len(data)
    data += b"xref\n0 3\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % at


def eml(attachments: tuple[Made, ...] = ()) -> Made:
    message = EmailMessage()
    message["Subject"] = HEAD
    message["From"] = f"{SENDER} <desk@example.org>"
    message["To"] = "officer@example.org"
    message["Date"] = "Thu, 09 Mar 2017 23:30:00 -0500"
    message["Message-ID"] = "<1@example.org>"
    message.set_content("\n\n".join(BODY) + "\n-- \nRelief Desk, 12 River Road\n")
    rows = "".join(f"<p>{line}</p>" for line in BODY)
    message.add_alternative(f"<html><body>{rows}</body></html>", subtype="html")
    for made in attachments:
        message.add_attachment(made.data, maintype="application", subtype="octet-stream", filename=made.name)
    return Made("a.eml", message.as_bytes(), (HEAD, *BODY), ("River Road",), day=DAY)


def mbox() -> Made:
    one = eml().data
    second = one.replace(b"Marat", b"Qaram").replace(b"<1@", b"<2@")
    return Made("a.mbox", b"From a@b Thu Mar  9 10:00:00 2017\n" + one + b"\nFrom a@b Thu Mar  9 11:00:00 2017\n" + second,
                day=DAY)  # fmt: skip


def csv_table(delimiter: str = ",") -> Made:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["Headline", "Full text", "Date", "Link", "Source", "Ward"])
    writer.writerow([HEAD, "\n\n".join(BODY), "09/03/2017", "https://example.org/1", "The Example", "7"])
    writer.writerow(["Another town", "More than 300 people fled Qaram.", "21/03/2017", "https://example.org/2", "Wire", "8"])
    writer.writerow(["No text", "", "22/03/2017", "", "", ""])
    return Made("a.csv", out.getvalue().encode("utf-8-sig"), day=DAY)


def xlsx() -> Made:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Articles of the week"])
    sheet.append(["Title", "Body", "Published", "URL", "Publisher"])
    sheet.append([HEAD, "\n\n".join(BODY), datetime(2017, 3, 9), "https://example.org/1", "The Example"])
    sheet.append(["Another town", "More than 300 people fled Qaram.", "2017-03-21", None, "Wire"])
    out = io.BytesIO()
    book.save(out)
    return Made("a.xlsx", out.getvalue(), day=DAY)


def jsonl() -> Made:
    lines = [{"id": "one", "title": HEAD, "text": "\n\n".join((HEAD, *BODY)), "published": "2017-03-09", "lang": "en"},
             {"id": "two", "text": "Twelve people died.", "published": None}, {"id": "three", "text": "Ten fled."}]  # fmt: skip
    return Made("a.jsonl", "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode(), day=DAY)


def rss() -> Made:
    body = "".join(f"<p>{line}</p>" for line in BODY)
    made = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Example</title><link>https://example.org/</link><item><title>{HEAD}</title><link>https://example.org/1</link>
<pubDate>Thu, 09 Mar 2017 23:30:00 -0500</pubDate><content:encoded><![CDATA[{body * 2}]]></content:encoded></item>
<item><title>Quake in Qaram</title><link>https://example.org/2</link><description>Some 300 people fled.</description>
<pubDate>Fri, 10 Mar 2017 08:00:00 GMT</pubDate></item></channel></rss>"""
    return Made("a.xml", made.encode(), day=DAY)


def atom() -> Made:
    body = "".join(f"&lt;p>{line}&lt;/p>" for line in BODY)
    made = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title>
<id>urn:x</id><updated>2017-03-10T00:00:00Z</updated><entry><title>{HEAD}</title><id>urn:x:1</id>
<link href="https://example.org/1"/><published>2017-03-09T10:00:00+01:00</published><updated>2018-01-01T00:00:00Z</updated>
<content type="html">{body}</content></entry></feed>"""
    return Made("a.atom", made.encode(), day=DAY)


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def msg(*, compressed: bool = False, attachment: Made | None = None) -> Made:
    """An Outlook message; compressed: its text only as compressed RTF, as Outlook itself often writes it."""
    def fixed(*values: tuple[int, int, int]) -> bytes:
        return b"".join(struct.pack("<HHIQ", kind, tag, 6, value) for kind, tag, value in values)

    sent = int((datetime(2017, 3, 9, 12, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
    files: dict[str, bytes] = {
        "__properties_version1.0": bytes(32) + fixed((0x40, 0x0039, sent), (0x03, 0x3FFD, 1252)),
        "__substg1.0_0037001F": HEAD.encode("utf-16-le"),
        "__substg1.0_0C1A001F": SENDER.encode("utf-16-le"),
    }
    if compressed:
        raw = rtf().data
        files["__substg1.0_10090102"] = struct.pack("<IIII", len(raw) + 12, len(raw), 0x414C454D, 0) + raw
    else:
        files["__substg1.0_1000001F"] = "\r\n\r\n".join(BODY).encode("utf-16-le")
    if attachment:
        folder = "__attach_version1.0_#00000000/"
        files[folder + "__properties_version1.0"] = bytes(8)
        files[folder + "__substg1.0_3707001F"] = attachment.name.encode("utf-16-le")
        files[folder + "__substg1.0_37010102"] = attachment.data
    return Made("a.msg", compound(files), (HEAD, *BODY), day=DAY)


def compound(files: dict[str, bytes]) -> bytes:
    """Return an OLE compound file (MS-CFB, version 3) with these streams; a slash makes one storage level."""
    free, end, used_by_fat, mini = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 64
    storages = sorted({name.partition("/")[0] for name in files if "/" in name})
    names = ["Root Entry", *storages, *files]
    sectors: list[bytes] = []
    chains: dict[int, int] = {}

    def store(data: bytes) -> int:
        """Put data into whole sectors; return the first one."""
        if not data:
            return end
        first = len(sectors)
        count = -(-len(data) // 512)
        for n in range(count):
            sectors.append(data[n * 512 : n * 512 + 512].ljust(512, b"\0"))
            chains[first + n] = first + n + 1 if n < count - 1 else end
        return first

    small = b""
    small_chain: list[int] = []
    starts: dict[str, int] = {}
    for name, data in files.items():
        if len(data) >= 4096:
            starts[name] = store(data)
        else:
            count = -(-len(data) // mini)
            starts[name] = len(small_chain) if count else end
            small_chain += [*range(len(small_chain) + 1, len(small_chain) + count), end][: count or 0]
            small += data.ljust(count * mini, b"\0")
    root_start = store(small)
    mini_fat = struct.pack(f"<{len(small_chain)}I", *small_chain)
    mini_fat_start = store(mini_fat.ljust(-(-len(mini_fat) // 512) * 512, b"\xff"))
    inside = {storage: [n for n in files if n.startswith(storage + "/")] for storage in storages}
    top = [*storages, *(n for n in files if "/" not in n)]

    def chain(members: list[str]) -> dict[str, int]:
        """Each member's right sibling: one line instead of a balanced tree, which readers accept."""
        return {one: names.index(other) for one, other in itertools.pairwise(members)}

    right = {**chain(top), **{k: v for members in inside.values() for k, v in chain(members).items()}}
    directory = b""
    for name in names:
        own = name.rpartition("/")[2].encode("utf-16-le")
        kind = 5 if name == "Root Entry" else 1 if name in storages else 2
        child = names.index((top if kind == 5 else inside[name])[0]) if kind in (1, 5) else free
        start, size = (root_start, len(small)) if kind == 5 else (0, 0) if kind == 1 else (starts[name], len(files[name]))
        directory += (own + b"\0\0").ljust(64, b"\0") + struct.pack("<HBBIII16xI8x8xIQ", len(own) + 2, kind, 1, free,
                      right.get(name, free), child, 0, start, size)  # fmt: skip
    directory_start = store(directory.ljust(-(-len(directory) // 512) * 512, b"\0"))
    fat_count = 1
    while (len(sectors) + fat_count) > fat_count * 128:
        fat_count += 1
    fat = [chains[n] for n in range(len(sectors))] + [used_by_fat] * fat_count
    fat += [free] * (fat_count * 128 - len(fat))
    places = list(range(len(sectors), len(sectors) + fat_count))
    header = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0,
              fat_count, directory_start, 0, 4096, mini_fat_start if small_chain else end, len(mini_fat) and 1, end, 0)
              + struct.pack("<109I", *places, *[free] * (109 - fat_count)))  # fmt: skip
    return header.ljust(512, b"\0") + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)


ALL = (text, markdown, html, mhtml, docx, odt, rtf, pdf, interleaved_pdf, eml, mbox, msg, csv_table, xlsx, jsonl, rss, atom)
