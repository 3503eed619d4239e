"""Tables, lists and sections as bulletins lay them out, made by chance, each with what its numbers count."""

from collections.abc import Callable
from random import Random

Told = dict[int, tuple[str, str] | None]
"""What each number of a text counts: unit and term; None where it counts nobody."""

PLACES = ("Aceh", "Riau Islands", "Jambi", "North Sumatra", "Bener Meriah", "Kota Langsa")
LABELS = (
    ("Dead", "person", "killed"), ("Injured", "person", "injured"), ("Missing", "person", "missing"),
    ("Displaced persons", "person", "displaced"), ("Households displaced", "household", "displaced"),
    ("Evacuees", "person", "evacuated"), ("Families affected", "household", "affected"),
    ("Persons affected", "person", "affected"), ("Houses destroyed", "dwelling", "housing_destroyed"),
    ("Damaged houses", "dwelling", "housing_damaged"), ("People in evacuation centres", "person", "sheltered"),
)  # fmt: skip
THINGS = ("Schools damaged", "Bridges destroyed", "Roads closed", "Villages affected", "Hectares flooded")
TITLES = (
    ("Displaced population", "displaced"), ("Affected population", "affected"), ("Evacuated population", "evacuated"),
)  # fmt: skip
UNITS = (("Families", "Persons"), ("Households", "Individuals"), ("HH", "Ind."))
HEAD_SIGNS = (", ", " / ", "; ", " | ", "   ", "\t", " - ", " · ", "brackets")
ROWS: dict[str, Callable[[str, list[str]], str]] = {
    "blanks": lambda place, cells: " ".join((place, *cells)),
    "tabs": lambda place, cells: "\t".join((place, *cells)),
    "pipes": lambda place, cells: " | ".join((place, *cells)),
    "wide": lambda place, cells: "   ".join((place, *cells)),
    "slashes": lambda place, cells: f"{place}: " + " / ".join(cells),
    "commas": lambda place, cells: f"{place}: " + ", ".join(cells),
    "dash": lambda place, cells: f"{place} - " + ", ".join(cells),
    "dashes": lambda place, cells: " - ".join((place, *cells)),
    "dots": lambda place, cells: " · ".join((place, *cells)),
    "semicolons": lambda place, cells: "; ".join((place, *cells)),
}
LINES = (
    "{label}: {n:,}", "- {label}: {n:,}", "• {label} – {n:,}", "{label} - {n:,}", "{label} ........ {n:,}",
    "{label} = {n:,}", "{label} ({n:,})", "> {label}: {n:,}", "{label} so far: {n:,}", "No. of {small} - {n:,}",
)  # fmt: skip
HEADINGS = (
    "{k}. {big}", "{title}", "{big}", "{title}:", "**{title}**", "## {title}", "{letter}. {title}",
    "{title} (TAB {letter})", "► {title}", "[{big}]", "{title} as of 4 May",
)  # fmt: skip
PAIRS = (
    "{a:,} families / {b:,} persons", "{a:,} families or {b:,} persons", "{a:,} families ({b:,} persons)",
    "{a:,} HH, {b:,} individuals", "{a:,} families comprising {b:,} persons",
)  # fmt: skip


def number(random: Random, told: Told) -> int:
    """Return a number that the text does not hold yet and that is no year."""
    while True:
        drawn = random.choice((random.randint(11, 99), random.randint(101, 999), random.randint(2_101, 99_000)))
        if drawn not in told:
            return drawn


def table(random: Random) -> tuple[str, Told]:
    """Make a table whose head and rows may be set apart in different ways, with a caption or a title or neither."""
    told: Told = {}
    columns: list[tuple[str, tuple[str, str] | None]]
    if random.random() < 0.5:
        title, columns = "", [(label, (unit, term)) for label, unit, term in random.sample(LABELS[:-1], 2)]
    else:
        title, term = random.choice(TITLES)
        homes, people = random.choice(UNITS)
        columns = [(homes, ("household", term)), (people, ("person", term))]
    if random.random() < 0.3:
        columns.insert(0, (random.choice(("Barangays", "Districts", "Schools")), None))
    caption = random.choice(("", "", "Table 2. ", "Table 2: ", "Table 1 (extract). "))
    sign, row = random.choice(HEAD_SIGNS), random.choice(tuple(ROWS))
    names = [name for name, _ in columns]
    first = random.choice((["Province"], []))
    if sign == "brackets":
        lines = [f"{caption}{title or 'Situation'} by province ({' / '.join(names)})"]
    else:
        lines = [f"{caption}{title} by province"] if title else []
        lines.append(("" if title else caption) + sign.join([*first, *names]))
    for place in random.sample(PLACES, 3):
        cells = []
        for _, counts in columns:
            drawn = number(random, told)
            told[drawn] = counts
            cells.append(f"{drawn:,}")
        lines.append(ROWS[row](place, cells))
    return "\n".join(lines), told


def lines(random: Random) -> tuple[str, Told]:
    """Make lines of a label and a number each, things among them."""
    told: Told = {}
    form, made = random.choice(LINES), []
    labels: list[tuple[str, tuple[str, str] | None]] = [(n, (u, t)) for n, u, t in random.sample(LABELS, 4)]
    labels.insert(random.randint(0, 4), (random.choice(THINGS), None))
    for label, counts in labels:
        drawn = number(random, told)
        told[drawn] = counts
        made.append(form.format(label=label, small=label.lower(), n=drawn))
    return "\n".join(made), told


def sections(random: Random) -> tuple[str, Told]:
    """Make sections with a heading each, whose lines only say how many families and persons, some by place."""
    told: Told = {}
    made: list[str] = []
    bullet = random.choice(("", "- ", "• ", "   ", "   - ", "* ", "→ "))
    for k, (title, term) in enumerate(random.sample(TITLES, 2), 1):
        heading = random.choice(HEADINGS)
        made.append(heading.format(k=k, title=title, big=title.upper(), letter="ABC"[k - 1]))
        for place in ("", *random.sample(PLACES, random.choice((0, 2)))):
            families = number(random, told)
            told[families] = ("household", term)
            persons = families * 5 + 1
            while persons in told or 1900 <= persons <= 2100:
                persons += 1
            told[persons] = ("person", term)
            text = random.choice(PAIRS).format(a=families, b=persons)
            made.append(bullet + (f"{place}: {text}" if place else text))
        made.append("")
    return "\n".join(made), told


def parts(random: Random) -> tuple[str, Told]:
    """Make a total and its parts by place: in lines under it, in brackets, or in a line with a head of its own."""
    label, unit, term = random.choice(LABELS[:-1])
    told: Told = {}
    names = random.sample(PLACES, 3)
    if random.random() < 0.3:
        two = random.sample(LABELS[:3], 2)
        drawn = [number(random, told) for _ in two]
        told = {n: (u, t) for n, (_, u, t) in zip(drawn, two, strict=True)}
        return f"{' / '.join(name for name, _, _ in two)}: {' / '.join(f'{n:,}' for n in drawn)}", told
    counts = []
    for _ in names:
        counts.append(number(random, told))
        told[counts[-1]] = (unit, term)
    total = sum(counts) + 1
    if random.random() < 0.5:
        sign = random.choice(("- ", "  • ", "   o ", "* "))
        below = "\n".join(f"{sign}{place}: {n:,}" for place, n in zip(names, counts, strict=True))
        text = f"{label}: {total:,}\n{below}"
    else:
        listed = random.choice((", ", "; ")).join(f"{place} {n:,}" for place, n in zip(names, counts, strict=True))
        text = f"{label}: {total:,} ({listed})"
    told[total] = (unit, term)
    return text, told
