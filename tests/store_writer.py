"""A process that writes into a store while others do: run as store_writer.py ADDRESS FOLDER FIRST COUNT.

It adds the documents FIRST … FIRST + COUNT - 1, reviews each figure, and says on its output which were done.
"""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from store_made import report  # noqa: E402 - the paths first

from stats.store import Store  # noqa: E402


def main() -> None:
    """Write, one transaction after the other."""
    address, folder, first, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    store = Store.open(address, originals=folder)
    for number in range(first, first + count):
        own, figures = report(number)
        added = store.add(own, figures, original=f"file {number}".encode(), original_name=f"{number}.txt")
        store.figures(limit=5)
        if added.new:
            store.review(list(added.figure_ids), "accept", by=f"process {first}")
        print(number, flush=True)
    store.close()


if __name__ == "__main__":
    main()
