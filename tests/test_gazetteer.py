"""The gazetteer finds names, leaves out what is none, and settles which place is meant."""

import csv
import multiprocessing
import threading
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.document import fold
from stats.errors import SettingsError
from stats.gazetteer import Gazetteer, Place, PlaceMark, gazetteer
from stats.gazetteer.cache import REFERENCE, load
from stats.gazetteer.names import key_of
from stats.gazetteer.places import LEVELS

G = gazetteer()


def marks(text: str) -> list[PlaceMark]:
    return G.find(fold(text), text)


def told(text: str) -> list[str]:
    """The words found as places, without adjectives and what belongs to an organisation."""
    return [text[m.start : m.end] for m in marks(text) if not m.adjective and not m.in_name]


def settled(text: str, words: str) -> Place:
    found = marks(text)
    mark = next(m for m in found if text[m.start : m.end] == words)
    return G.resolve(mark, G.frame(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thousands left Mosul and al-Hasakah for Deir ez-Zor.", ["Mosul", "al-Hasakah", "Deir ez-Zor"]),
        ("GENEVA, 6 June – Families fled Goma.", ["GENEVA", "Goma"]),
        ("FLOODS DISPLACE 30,000 IN BELEDWEYNE, SOMALIA", ["BELEDWEYNE", "SOMALIA"]),
        ("Floods in Cox’s Bazar, N’Djamena and Grand'Anse.", ["Cox’s Bazar", "N’Djamena", "Grand'Anse"]),
        ("Chad's Lac region and Nigeria’s Borno State", ["Chad", "Lac region", "Nigeria", "Borno State"]),
        ("Camps in Ta'iz, Sa'ada and Ma'rib", ["Ta'iz", "Sa'ada", "Ma'rib"]),
        ("people of the Central African\nRepublic", ["Central African\nRepublic"]),
        ("in the Gaza strip and the West Bank", ["Gaza strip", "West Bank"]),
        ("in the D.R. Congo, the U.S. and the UK", ["D.R. Congo", "U.S.", "UK"]),
        ("a landslide in Enga Province, Papua New Guinea", ["Enga Province", "Papua New Guinea"]),
        ("Des déplacés de l'Ituri et d'Haïti", ["Ituri", "Haïti"]),
        ("Los desplazados de Chocó y de la Franja de Gaza", ["Chocó", "Franja de Gaza"]),
    ],
)
def test_names_are_found(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Jordan Times and the New York Times reported it.",
        "Chad Smith met Michael Jordan and Paris Hilton.",
        "Police said on Friday that many left. Most stayed. Nice people came in March. Reading helps. Split votes.",
        "Islamic State of Iraq and the Levant, Boko Haram and the Taliban fought.",
        "Hurricane Florence and Storm Sandy are over. The WHO and the FAO said so. A car hit us.",
        "iraq and syria in small letters are no names",
        "Male, 45, was hurt. Mobile phones were cut. Central heating failed. Northern troops advanced.",
        "Mr Houston thanked President Washington and Dr Nelson.",
        "The militant al-Tikriti and Abu Bakr al-Baghdadi fled.",
    ],
)
def test_what_is_no_place_is_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("Nepal Police said so", "Nepal"),
        ("the Kenya Red Cross said", "Kenya"),
        ("the Sudan Liberation Army", "Sudan"),
        ("the University of Nairobi", "Nairobi"),
        ("the Government of South Sudan", "South Sudan"),
    ],
)
def test_a_name_inside_an_organisation_tells_the_country_only(text: str, organisation: str) -> None:
    assert [(text[m.start : m.end], m.in_name) for m in marks(text)] == [(organisation, True)]


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("Fighting in Tripoli. Libya appealed for help.", "Tripoli", "LBY"),
        ("Protests in Tripoli and Beirut, Lebanon.", "Tripoli", "LBN"),
        ("Hurricane damage in Florida, Alabama and Georgia", "Georgia", "US-GA"),
        ("Abkhazia, Tbilisi and the rest of Georgia", "Georgia", "GEO"),
        ("In Niger State, Nigeria, bandits", "Niger State", "NGA"),
        ("Diffa in Niger", "Niger", "NER"),
        ("in Punjab, Sindh and Balochistan, Pakistan", "Punjab", "PAK"),
        ("in Punjab and Haryana, India", "Punjab", "IND"),
        ("in Gaza province, Mozambique", "Gaza province", "MOZ"),
        ("in Gaza and Rafah", "Gaza", "PSE"),
        ("in San José, Costa Rica", "San José", "CRI"),
    ],
)
def test_the_documents_countries_settle_same_names(text: str, words: str, place: str) -> None:
    found = settled(text, words)
    assert place in (found.country, found.place_id)


@pytest.mark.parametrize(
    ("text", "words", "level"),
    [
        ("in Kunduz city, Afghanistan", "Kunduz", "city"),
        ("in Kunduz province, Afghanistan", "Kunduz", "admin1"),
        ("the province of Kunduz, Afghanistan", "Kunduz", "admin1"),
        ("in Kabul, Afghanistan", "Kabul", "city"),
        ("in Rakhine, Myanmar", "Rakhine", "admin1"),
        ("in Kutupalong, Bangladesh", "Kutupalong", "camp"),
        ("in Darfur", "Darfur", "region"),
    ],
)
def test_type_words_and_rank_settle_the_level(text: str, words: str, level: str) -> None:
    assert settled(text, words).level == level


def test_a_place_named_beside_it_settles_a_district() -> None:
    """Taloqan and Kohistan both lie in several provinces; the one named beside it decides."""
    text = "in Kohistan, Afghanistan"
    mark = marks(text)[0]
    homes = {p.parent: p for p in G.candidates(mark) if p.country == "AFG" and p.parent and p.level == "admin2"}
    assert len(homes) > 1
    for parent, district in homes.items():
        near = G.place(str(parent))
        assert near is not None
        assert G.resolve(mark, ["AFG"], near=[near]).parent == district.parent


def test_adjectives_tell_the_country_and_are_no_places() -> None:
    text = "Syrian refugees in Lebanon, Congolese ones and South Sudanese in Uganda"
    found = marks(text)
    assert [(text[m.start : m.end], m.adjective) for m in found] == [
        ("Syrian", True), ("Lebanon", False), ("Congolese", True), ("South Sudanese", True), ("Uganda", False),
    ]  # fmt: skip
    assert {p.place_id for p in G.candidates(found[2])} == {"COD", "COG"}
    assert G.resolve(found[0], {}).place_id == "SYR"
    assert not {"ROH"} & set(G.frame(marks("Rohingya families")))


def test_the_frame_is_led_by_the_country_named_most() -> None:
    text = "Mosul: Iraqi forces moved on. The United States backed Iraq. Tens of thousands left Mosul for Erbil."
    frame = G.frame(marks(text))
    assert next(iter(frame)) == "IRQ"
    assert sum(frame.values()) == pytest.approx(1)
    assert G.frame([]) == {}


def test_small_places_count_only_in_their_country() -> None:
    """A village's name is weak: it fits a document about its country and no other."""
    small = next(m for m in marks("Families left Ngouboua for good.") if m.weak)
    assert G.fits(small, {"TCD": 1.0})
    assert not G.fits(small, {"FJI": 1.0})
    assert next(iter(G.frame(marks("Families left Ngouboua. Fiji sent help.")))) == "FJI"


def test_areas_called_like_a_compass_point_need_a_type_word() -> None:
    assert told("Northern Province and the Western region") == ["Northern Province", "Western region"] or told(
        "in the Northern and Western provinces"
    ) == ["Northern", "Western"]
    assert told("Western powers and Unity talks") == []


def test_arabic_names_with_their_prefixes() -> None:
    text = "نزح الآلاف من الموصل إلى أربيل في العراق وبالرقة في سوريا وغزة"
    assert told(text) == ["الموصل", "أربيل", "العراق", "الرقة", "سوريا", "غزة"]
    assert set(list(G.frame(marks(text)))[:3]) == {"IRQ", "SYR", "PSE"}


def test_a_stretch_is_searched_like_the_whole() -> None:
    text = "Mosul fell. Families from Sinjar, Chad Smith, الموصل and Duhok came. Erbil took them."
    whole, folded = marks(text), fold(text)
    start, end = text.index("Families"), text.index(" Erbil")
    assert G.find(folded, text, start, end) == [m for m in whole if start <= m.start < end]


SPELLINGS = {
    "IRQ": "Nineveh|Ninewa|Ninawa|Erbil|Arbil|Dohuk|Duhok|Anbar|al-Anbar|Salah al-Din|Salahuddin|Falluja|Tal Afar",
    "SYR": "Raqqa|Ar-Raqqa|Deir ez-Zor|Deir Ezzor|Deir al-Zour|Hasakeh|Al-Hassakah|Dar'a|Idleb|Idlib|Eastern Ghouta",
    "YEM": "Hodeidah|Al Hudaydah|Taiz|Ta'iz|Saada|Marib|Hadramaut|Sana'a|Al Dhale'e",
    "SDN": "El Fasher|Al Fashir|El Geneina|North Darfur|Jebel Marra|Zamzam|Kalma|Kassala",
    "COD": "North Kivu|Nord-Kivu|Kasaï-Central|Ituri|Goma|Djugu|Haut-Uele",
    "AFG": "Mazar-e-Sharif|Mazar-i-Sharif|Kunduz|Qunduz|Lashkar Gah|Herat|Sar-e-Pul|Nangarhar|Uruzgan",
    "NER": "Diffa|Tillabéri|Tillabery|Maradi",
    "SOM": "Belet Weyne|Beledweyne|Kismayo|Baidoa|Gaalkacyo|Galkayo",
    "MMR": "Rakhine|Arakan|Sittwe|Maungdaw|Rangoon|Kachin",
    "USA": "Oregon|California|New Orleans|North Carolina|Louisiana",
    "UKR": "Kyiv|Kiev|Kharkiv|Luhansk|Donbas|Mariupol",
    "PHL": "Mindanao|Marawi|Tacloban|Davao City|Caraga",
    "PAK": "Khyber Pakhtunkhwa|North Waziristan|Sindh|Balochistan|Swat",
    "BHS": "Abaco|Grand Bahama",
    "ESP": "La Palma|Canary Islands",
    "KEN": "Dadaab|Kakuma|Turkana",
}
COUNTRIES = {
    "COD": "DRC|DR Congo|Congo-Kinshasa|Democratic Republic of the Congo",
    "CIV": "Ivory Coast|Côte d’Ivoire", "MMR": "Burma",
    "GBR": "UK|U.K.|Britain", "USA": "US|U.S.|USA|United States", "ARE": "UAE",
    "PSE": "Palestine", "TUR": "Turkey|Türkiye",
    "RUS": "Russia", "XKX": "Kosovo", "CAF": "CAR|République centrafricaine",
    "COG": "Congo-Brazzaville|Republic of Congo",
    "SYR": "Syrie|Siria|سوريا|سورية", "YEM": "Yémen|اليمن",
    "TLS": "East Timor|Timor-Leste", "SWZ": "Swaziland", "PNG": "PNG",
}  # fmt: skip


@pytest.mark.parametrize(("country", "names"), [*SPELLINGS.items(), *COUNTRIES.items()])
def test_spellings_lead_to_the_country(country: str, names: str) -> None:
    for name in names.split("|"):
        text = f"Thousands are homeless in {name}, the office said. أعلن"
        found = [m for m in marks(text) if not m.adjective]
        assert [text[m.start : m.end] for m in found] == [name]
        assert G.resolve(found[0], {country: 1.0}).country == country


def test_records_hold_together() -> None:
    """Ids are unique, parents exist and lie in the same country, coordinates are on the globe."""
    places = [G.candidates(PlaceMark(0, 0, "", (number * 2,)))[0] for number in range(len(G))]
    assert max(Counter(p.place_id for p in places).values()) == 1
    assert len(places) > 100_000
    known = {p.place_id: p for p in places}
    for place in places:
        assert place.level in LEVELS
        assert place.parent is None or known[place.parent].country == place.country
        assert place.latitude is None or (-90 <= place.latitude <= 90 and -180 <= (place.longitude or 0) <= 180)
    assert sum(p.latitude is None for p in places) < len(places) / 50


def test_places_kept_by_hand_lie_in_their_country() -> None:
    """Each lies within 300 km of a city of its country, so that no hand-typed point is on the wrong side of the map."""
    with (REFERENCE / "places_extra.csv").open(encoding="utf-8", newline="") as file:
        kept = {f"x:{row['slug']}" for row in csv.DictReader(file)}
    cities: dict[str, list[tuple[float, float]]] = {}
    hand: list[Place] = []
    for number in range(len(G)):
        place = G.candidates(PlaceMark(0, 0, "", (number * 2,)))[0]
        if place.place_id.startswith("gn:") and place.latitude is not None and place.longitude is not None:
            cities.setdefault(place.country or "", []).append((place.latitude, place.longitude))
        elif place.place_id in kept and place.country and place.latitude is not None:
            hand.append(place)
    wrong = [
        p.place_id
        for p in hand
        if p.country in cities
        and not any(abs(p.latitude - a) < 3 and abs(p.longitude - b) < 3.5 for a, b in cities[p.country])
    ]
    assert wrong == []


def test_looking_up_by_id() -> None:
    assert G.place("IQG15") is not None
    assert G.place("nowhere") is None
    assert G.country("XKX").name == "Kosovo"
    with pytest.raises(KeyError, match="alpha-3"):
        G.country("IQG15")
    assert G.inside("gn:99072", "IQG15")
    assert G.inside("gn:99072", "IRQ")
    assert G.inside("IRQ", "IRQ")
    assert not G.inside("IRQ", "gn:99072")
    assert not G.inside("gn:99072", "nowhere")


def test_searching_by_the_beginning_of_a_name() -> None:
    assert "gn:99072" in [p.place_id for p in G.search("Mosu", 5)]
    assert G.search("Syri", 1)[0].place_id == "SYR"
    assert G.search("", 5) == []
    assert len(G.search("a", 7)) == 7


def test_each_row_of_the_stop_list_has_a_known_rule_and_a_reason() -> None:
    with (REFERENCE / "places_stop.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["rule"] for row in rows} == {"never", "typed", "inner", "person", "rare", "phrase"}
    assert all(row["why"] and row["word"] for row in rows)


@given(st.text(alphabet=st.sampled_from("AaIiéÉ’'-. \nللاوموصسMosulIraqTheof0,U.S"), max_size=120))
def test_marks_are_ordered_apart_and_carry_their_key(text: str) -> None:
    """Whatever the text: spans lie in it, do not overlap, and spell the key they were looked up by."""
    last = 0
    for mark in marks(text):
        assert last <= mark.start < mark.end <= len(text)
        assert key_of(text[mark.start : mark.end]).replace(" ", "") == mark.name_key.replace(" ", "")
        last = mark.end


def _load_in_child(folder: str) -> int:
    return len(load(folder=Path(folder))["names"])


@pytest.mark.slow
def test_several_processes_may_build_the_cache_at_once(tmp_path: Path) -> None:
    """All get whole tables, and one whole file is left."""
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        sizes = pool.map(_load_in_child, [str(tmp_path)] * 2)
    assert len(set(sizes)) == 1
    assert [p.suffix for p in tmp_path.iterdir()] == [".bin"]


def test_missing_reference_files_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"build\.py"):
        load(tmp_path, folder=tmp_path / "cache")


def test_threads_share_one_gazetteer() -> None:
    seen: list[Gazetteer] = []
    threads = [threading.Thread(target=lambda: seen.append(gazetteer())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(one is G for one in seen)
