"""Findings: what a check says, and how bad it is."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is, worst first."""

    WARNING = "warning"  # one of the figures cannot be right
    NOTICE = "notice"  # unlikely: look at it
    AGREES = "agrees"  # two statements were compared and fit


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check: its short name, how bad it is, a sentence, and the figures that the sentence names."""

    check: str
    severity: Severity
    sentence: str
    figure_ids: tuple[str, ...]
