"""What stands in data/ for the words of each language: catalogues of the interface, names of countries and sources."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from stats.settings import DATA

CATALOGUES = DATA / "locale"

# Where the Unicode names (Babel) are not those that relief organisations use.
_COUNTRIES = {
    "en": {"COD": "DR Congo", "COG": "Republic of the Congo", "MMR": "Myanmar"},
    "fr": {"COD": "RD Congo", "COG": "République du Congo", "MMR": "Myanmar"},
    "es": {"COG": "República del Congo"},
    "ar": {"COD": "جمهورية الكونغو الديمقراطية", "COG": "جمهورية الكونغو", "MMR": "ميانمار"},
}


@lru_cache(maxsize=8)
def country_names(language: str = "en") -> dict[str, str]:
    """Return the names of countries by ISO 3166-1 alpha-3 code in a language (Babel's), "Sri Lanka" for LKA.

    Kosovo, which ISO lists under no code, has the one that the World Bank and the UN use for it, XKX.
    """
    import pycountry

    names = Locale.parse(language).territories
    found = {c.alpha_3: str(names.get(c.alpha_2, c.name)) for c in pycountry.countries}
    return {**found, "XKX": str(names.get("XK", "Kosovo")), **_COUNTRIES.get(language, {})}


@lru_cache(maxsize=1)
def source_names() -> dict[str, str]:
    """Return the English names of the sources whose ids are none, of data/reference/organisations.csv.

    An id in capitals (UNHCR) is the name by which an organisation is known.
    """
    with (DATA / "reference" / "organisations.csv").open(encoding="utf-8", newline="") as file:
        return {row["source_id"]: row["name"] for row in csv.DictReader(file) if row["source_id"].islower()}


@dataclass(frozen=True)
class Catalogue:
    """A language's words by the English ones; of texts that have forms for numbers, `form` tells which for a number."""

    one: Mapping[str, str]
    several: Mapping[str, tuple[str, ...]]
    form: Callable[[int], int]


@lru_cache(maxsize=16)
def catalogue(language: str) -> Catalogue:
    """Return the catalogue of a language; an empty one for English and for those that have none."""
    path = CATALOGUES / f"{language}.po"
    if language == "en" or not path.is_file():
        return Catalogue({}, {}, lambda count: int(count != 1))
    from gettext import c2py

    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        found = read_po(file, locale=language)
    form = c2py(found.plural_expr)
    several = {m.id[0]: tuple(m.string) for m in found if m.pluralizable and m.string and all(m.string)}
    one = {str(m.id): str(m.string) for m in found if m.id and m.string and not m.pluralizable}
    return Catalogue({**one, **{text: forms[form(1)] for text, forms in several.items()}}, several, form)
