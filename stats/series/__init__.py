"""Series: figures of many reports become tidy time series that count nothing twice. Pure functions on frames.

Open `reconcile` first. docs/method.md says in short how a series is made, and works through an example.
"""

from stats.series.buckets import bucket
from stats.series.keys import keys_of
from stats.series.reconciliation import Reconciled, reconcile
from stats.series.reliability import Reliability, read_reliability

__all__ = ["Reconciled", "Reliability", "bucket", "keys_of", "read_reliability", "reconcile"]
