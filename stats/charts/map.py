"""The map: countries from our own outlines, symbols sized by the latest value. No request leaves the machine."""

import base64
import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from stats.charts.marks import HOVER, Hand, opens, safe
from stats.charts.template import Ground, Spec, colour_of, empty_chart, faded, ground
from stats.settings import DATA
from stats.wording import Words

OUTLINES = DATA / "reference" / "countries_110m.geojson"
_LARGEST = 34  # px across, of the largest symbol
_ALL_NAMED = 12  # places up to which all are named on the map
_NAMED = 6  # of more places
_NAME = (0.14, 0.06)  # how much of the map's width and height a name takes, about
_ASPECT = 1.6  # degrees of longitude for one of latitude: the picture is wider than high
_LEAST_SPAN = 12.0  # degrees: a map of one place still shows the countries around it


def symbols_map(
    places: Sequence[Mapping[str, Any]],
    *,
    words: Words,
    figures: Mapping[str, Mapping[str, Any]] | None = None,
    dark: bool = False,
    narrow: bool = False,
) -> Spec:
    """Draw one symbol a place, its area by its value; each mark's customdata is the figure it shows.

    A choropleth, or a geo with its base layers on, would fetch outlines from the internet: lands are drawn here as
    filled lines of Natural Earth's outlines.

    Args:
        places: rows of series with latitude and longitude beside SERIES_COLUMNS.
        words: the reader's. figures: by id, for their own words. dark: for the dark theme. narrow: for a phone.
    """
    hand = Hand(words, ground(dark), figures or {})
    chart = empty_chart(dark, height=210 if narrow else 340, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    chart["data"].append(_land(hand.ground))
    shown = sorted((p for p in places if _drawable(p)), key=lambda p: -p["value"])
    if shown:
        most = max(p["value"] for p in shown) or 1
        named = _named(shown)
        chart["data"].append({
            "type": "scattergeo",
            "lat": [p["latitude"] for p in shown],
            "lon": [p["longitude"] for p in shown],
            "mode": "markers+text",
            "text": [safe(str(p["place"] or ""), 40) if n in named else "" for n, p in enumerate(shown)],
            "textposition": "top center",
            "textfont": {"color": hand.ground.ink, "size": 12},
            "marker": {
                "size": [max(math.sqrt(p["value"] / most) * _LARGEST, 6) for p in shown],
                "color": [faded(colour_of(p["measure"], dark), 0.6) for p in shown],
                "line": {"color": [colour_of(p["measure"], dark) for p in shown], "width": 1},
            },
            "customdata": [[opens(p)] for p in shown],
            "hovertext": [f"<b>{safe(str(p['place'] or ''))}</b><br>{hand.hover(p)}" for p in shown],
            "hovertemplate": HOVER,
        })  # fmt: skip
    chart["layout"]["geo"] = {"visible": False, "projection": {"type": "equirectangular"}, "bgcolor": "rgba(0,0,0,0)",
                              **_view(shown)}  # fmt: skip
    return chart


def _named(places: Sequence[Mapping[str, Any]]) -> set[int]:
    """Return the positions of the places that are named: the first, that is the largest, where names do not collide."""
    view = _view(places)
    wide, high = ((view[f"{axis}axis"]["range"][1] - view[f"{axis}axis"]["range"][0]) * share
                  for axis, share in zip(("lon", "lat"), _NAME, strict=True))  # fmt: skip
    most = len(places) if len(places) <= _ALL_NAMED else _NAMED
    named: list[int] = []
    for n, place in enumerate(places):
        near = (places[m] for m in named)
        if len(named) < most and not any(abs(p["longitude"] - place["longitude"]) < wide
                                         and abs(p["latitude"] - place["latitude"]) < high for p in near):  # fmt: skip
            named.append(n)
    return set(named)


def _drawable(place: Mapping[str, Any]) -> bool:
    return all(isinstance(place[c], int | float) and math.isfinite(place[c]) for c in ("latitude", "longitude"))


def _view(places: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the part of the world that holds the places, with room around; all of it where there are none."""
    if not places:
        return {"lonaxis": {"range": [-170, 180]}, "lataxis": {"range": [-55, 75]}}
    lats = [p["latitude"] for p in places]
    lons = [p["longitude"] for p in places]
    lat_half = max((max(lats) - min(lats)) * 0.62, _LEAST_SPAN / 2) + 2
    lon_half = max((max(lons) - min(lons)) * 0.58, lat_half * _ASPECT) + 3
    lat_half = max(lat_half, lon_half / _ASPECT)
    found = {}
    for axis, values, half, least, most in (("lat", lats, lat_half, -58, 80), ("lon", lons, lon_half, -180, 180)):
        centre = (min(values) + max(values)) / 2
        found[f"{axis}axis"] = {"range": [max(centre - half, least), min(centre + half, most)]}
    return found


def _land(own: Ground) -> dict[str, Any]:
    lon, lat = _rings()
    return {"type": "scattergeo", "lon": lon, "lat": lat, "mode": "lines", "fill": "toself", "fillcolor": own.land,
            "line": {"color": own.shore, "width": 0.7}, "hoverinfo": "skip"}  # fmt: skip


@lru_cache(maxsize=1)
def _rings() -> tuple[dict[str, str], dict[str, str]]:
    """Return the outer rings of all countries as longitudes and latitudes, NaN between rings.

    As plotly.js' typed arrays, in single precision: a metre on the ground, and half of a page's bytes.
    """
    points: list[tuple[float, float]] = []
    for feature in json.loads(OUTLINES.read_text(encoding="utf-8"))["features"]:
        shape = feature["geometry"]
        for polygon in [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]:
            points += [(x, y) for x, y in polygon[0]]
            points.append((math.nan, math.nan))
    found = np.array(points, dtype="<f4")
    lon, lat = ({"dtype": "f4", "bdata": base64.b64encode(found[:, n].tobytes()).decode()} for n in (0, 1))
    return lon, lat
