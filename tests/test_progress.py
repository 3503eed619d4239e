"""What long work tells while it goes on: how fast, and what is left."""

import io
from pathlib import Path

from stats.journal import Line, Progress, Screen

ROOT = Path(__file__).resolve().parents[1]


def test_progress_tells_rate_and_what_is_left() -> None:
    now = [0.0]
    progress = Progress(4, lambda: now[0])
    assert progress.told == "0 of 4 items · 0 documents · 0.0 items a second"
    progress.done, progress.documents, now[0] = 1, 2, 10.0
    assert progress.told == "1 of 4 items · 2 documents · 0.1 items a second · 30 s left"


def test_progress_comes_now_and_then_where_there_is_no_terminal() -> None:
    now = [0.0]
    out = io.StringIO()
    screen = Screen(out, clock=lambda: now[0])
    screen.begin(4)
    for moment in (10.0, 12.0, 20.0):
        now[0] = moment
        screen.tell(Line("a", "kept", 2, 5, 0.1, ""))
    assert [line.partition(" items")[0] for line in out.getvalue().splitlines()] == ["1 of 4", "3 of 4"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_makes_room_for_lines_on_a_terminal() -> None:
    err, out = Terminal(), io.StringIO()
    screen = Screen(err, out)
    screen.begin(2)
    screen.tell(Line("a", "kept", 1, 5, 0.1, ""))
    assert err.getvalue().rpartition("\r")[2].startswith("1 of 2 items")
    screen.say("b.txt: 2 figures")
    assert err.getvalue().endswith(" \r"), "the line is empty again"
    screen.warn("c.txt: The file is empty.\nIt is.")
    assert err.getvalue().endswith("\rc.txt: The file is empty. It is.\n")
    assert out.getvalue() == "b.txt: 2 figures\n"
