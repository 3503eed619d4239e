"""Headcount: stated counts out of news articles and situation reports, as tidy time series.

The path of a text: intake makes a Document of it, extract reads its figures, the store keeps both,
series turns figures into time series, charts and pages show them.
"""

__version__ = "0.1.0"
