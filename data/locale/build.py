"""Gathers the words of the interface into headcount.pot, the catalogue that translators start from.

    python data/locale/build.py          writes headcount.pot, and adds what is new to each <language>.po, untranslated

English stands in the code and is complete; a word that a language has no translation for is shown in English.
"""

import ast
import io
import sys
from enum import StrEnum
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
# Words that are looked up by a name: the tables that hold them, by file.
TABLES = {
    "stats/wording.py": ("_UNITS", "_BOUNDED", "_NOUNS"),
    "stats/charts/marks.py": ("_BASIS",),
    "stats/pages/adding.py": ("_ASKED",),
    "stats/pages/app.py": ("PAGES",),
    "stats/pages/checks.py": ("_SAID",),
    "stats/pages/comparing.py": ("VIEWS", "_TITLES"),
    "stats/pages/correcting.py": ("_NAMES", "_SHOWN"),
    "stats/pages/field_form.py": ("_ROLES", "_KIN"),
    "stats/pages/download.py": ("_TABLES", "_FORMATS"),
    "stats/pages/filter_bar.py": ("_FIRST", "_MORE", "_LINKED"),
    "stats/pages/method.py": ("_KINDS", "_LEVELS", "_FIELDS"),
    "stats/pages/mistakes.py": ("MISTAKES",),
    "stats/pages/overview.py": ("_LEADS",),
    "stats/pages/review.py": ("_TABS", "_ACTS"),
    "stats/pages/said.py": ("MEASURES", "KINDS", "_JOINTS"),
}
KEYS_ARE_WORDS = ("MISTAKES",)  # of the other tables only the values are shown
IN_FORMS = ("_UNITS",)  # pairs: of one, of several

Said = str | tuple[str, str]


def template() -> Catalog:
    """Return the catalogue of everything that the interface says."""
    found = Catalog(project="Headcount", charset="utf-8", header_comment="# The words of Headcount's interface.")
    for name in ("stats/wording.py", *_python("stats/charts"), *_python("stats/pages")):
        source = (ROOT / name).read_text(encoding="utf-8")
        for words in (*_called(source), *_tabled(source, TABLES.get(name, ()))):
            found.add(words, locations=[(name, 0)])
    for word in _vocabulary():
        found.add(word, locations=[("stats/vocabulary.py", 0)])
    return found


def text(catalogue: Catalog) -> str:
    """Return a catalogue as its file holds it: in order of its words, without line numbers, dates or tools' names."""
    out = io.BytesIO()
    write_po(out, catalogue, width=120, omit_header=True, sort_output=True, include_lineno=False)
    return out.getvalue().decode()


def _python(folder: str) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / folder).glob("*.py"))]


def _called(source: str) -> list[Said]:
    """Return the texts that are handed to the reader's words: words("…"), self("…"), asked.reader()("…"), and the pairs
    of words.many(n, "…", "…"), which have forms for numbers."""
    found: list[Said] = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.func if isinstance(node.func, ast.Call) else node.func
        called = name.attr if isinstance(name, ast.Attribute) else name.id if isinstance(name, ast.Name) else ""
        if called == "many" and len(node.args) == 3:
            one, several = (a.value for a in node.args[1:] if isinstance(a, ast.Constant))
            found.append((str(one), str(several)))
        if called in ("words", "self") or (called == "reader" and isinstance(node.func, ast.Call)):
            first = node.args[0]
            given = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
            found += [g.value for g in given if isinstance(g, ast.Constant) and isinstance(g.value, str)]
    return found


def _tabled(source: str, names: tuple[str, ...]) -> list[Said]:
    found: list[Said] = []
    for node in ast.parse(source).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and target.id in names and node.value is not None:  # type: ignore[attr-defined]
            value = node.value  # type: ignore[attr-defined]
            if target.id in IN_FORMS and isinstance(value, ast.Dict):
                found += [ast.literal_eval(pair) for pair in value.values]
                continue
            shown = [value] if not isinstance(value, ast.Dict) else [
                *value.values, *(value.keys if target.id in KEYS_ARE_WORDS else ())]  # fmt: skip
            found += [c.value for part in shown for c in ast.walk(part)
                      if isinstance(c, ast.Constant) and isinstance(c.value, str)]  # fmt: skip
    return found


def _vocabulary() -> list[str]:
    from stats import vocabulary
    from stats.downloads import STEPS
    from stats.store.standing import BESIDE, DECISIONS, FOLLOW
    from stats.catalogues import source_names

    shown = ("Status", "Quantifier", "Term", "Cause", "Hazard", "Unit", "Basis", "Role", "DayKnown")
    enums: list[type[StrEnum]] = [getattr(vocabulary, name) for name in shown]
    found = [str(word).replace("_", " ") for enum in enums for word in enum]
    return [*found, *map(str, vocabulary.Quantifier), *STEPS, *DECISIONS, FOLLOW, *BESIDE, "undo", "comment",
            *source_names().values()]  # fmt: skip


def main() -> None:
    """Write the template, and add what is new to each language's catalogue."""
    whole = template()
    (HERE / "headcount.pot").write_text(text(whole), encoding="utf-8")
    for path in sorted(HERE.glob("*.po")):
        with path.open("rb") as file:
            own = read_po(file, locale=path.stem)
        told = {m.id: m.string for m in own if m.id and m.string}
        made = Catalog(locale=path.stem, charset="utf-8")
        for message in whole:
            if message.id:
                made.add(message.id, told.get(message.id, ""), locations=message.locations)
        head = f'msgid ""\nmsgstr ""\n"Language: {path.stem}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        head += f'"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {made.plural_forms}\\n"\n\n'
        path.write_text(head + text(made), encoding="utf-8")
        done = sum(1 for m in made if m.id and (all(m.string) if m.pluralizable else m.string))
        print(f"{path.name}: {done} of {len(whole)} words")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
