"""Series and figures drawn with plotly in one house style, whose colours and sizes stand in `template`."""

from stats.charts.map import symbols_map
from stats.charts.multiples import small_multiples
from stats.charts.silence import silence
from stats.charts.sources import spread
from stats.charts.template import MEASURE_COLOURS, Spec, colour_of
from stats.charts.timeline import timeline

__all__ = ["MEASURE_COLOURS", "Spec", "colour_of", "silence", "small_multiples", "spread", "symbols_map", "timeline"]
