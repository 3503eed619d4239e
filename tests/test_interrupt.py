"""Ctrl-C is noted, and raised where a run can stop."""

import signal

import pytest

from stats.interrupt import Interrupt


def test_ctrl_c_is_noted_once_and_raised_the_second_time() -> None:
    with Interrupt() as interrupt:
        signal.raise_signal(signal.SIGINT)
        assert interrupt.pressed
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        assert interrupt.take()
        interrupt.check()
        with pytest.raises(KeyboardInterrupt), interrupt.at_once():
            signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            interrupt.check()
        assert not interrupt.pressed
