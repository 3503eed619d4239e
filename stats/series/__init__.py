"""Series: figures of many reports become tidy time series that count nothing twice. Pure functions on frames.

Open `reconcile` (reconciliation.py) first. docs/method.md says in short how a series is made, and works through an
example.
"""

from stats.series.buckets import Every, bucket, in_span, rows_shared
from stats.series.checking import checks
from stats.series.households import in_persons
from stats.series.keys import keys_of
from stats.series.overview import RECENT_DAYS, Amount, flows_beside, rate, recent
from stats.series.places import partial_sums
from stats.series.reconciliation import Reconciled, reconcile
from stats.series.reliability import Reliability, read_reliability

__all__ = [
    "RECENT_DAYS",
    "Amount",
    "Every",
    "Reconciled",
    "Reliability",
    "bucket",
    "checks",
    "flows_beside",
    "in_persons",
    "in_span",
    "keys_of",
    "partial_sums",
    "rate",
    "read_reliability",
    "recent",
    "reconcile",
    "rows_shared",
]
