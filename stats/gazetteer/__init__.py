"""Place names: finds them in a text and settles which place is meant. docs/places.md tells how."""

import threading

from stats.gazetteer.cache import load
from stats.gazetteer.gazetteer import Gazetteer
from stats.gazetteer.places import Place, PlaceMark

__all__ = ["Gazetteer", "Place", "PlaceMark", "gazetteer"]

_LOCK = threading.Lock()
_LOADED: list[Gazetteer] = []


def gazetteer() -> Gazetteer:
    """Return the gazetteer of data/reference, loaded once for the process; safe to call from several threads.

    The first call ever on a machine builds a cache in the data folder (a few seconds); later ones read it.
    """
    if not _LOADED:
        with _LOCK:
            if not _LOADED:
                _LOADED.append(Gazetteer(load()))
    return _LOADED[0]
