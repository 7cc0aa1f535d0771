"""Entering a stage, the clocks that start, and who has to do what by then: the facts of it.

Called by acts only.
"""

from .answering import shown_again, to_answer
from .asking import CORRECTION_DAYS, asked, in_charge, in_office, of_author, of_person, of_successor
from .clocks import at_once, days, due_at, put_off, start, stop, until, working_days
from .payments import auditing, explaining
from .stages import (
    certifying,
    close,
    enter_advise,
    enter_carry_out,
    enter_evaluate,
    enter_gather,
    enter_inspect,
    enter_notice,
    enter_period,
    enter_publish,
    enter_take_up,
    enter_vote,
    finishing,
    move,
    proving,
    recording_result,
    reviewing,
    silence,
    voting,
)

__all__ = [
    "CORRECTION_DAYS",
    "asked",
    "at_once",
    "auditing",
    "certifying",
    "close",
    "days",
    "due_at",
    "enter_advise",
    "enter_carry_out",
    "enter_evaluate",
    "enter_gather",
    "enter_inspect",
    "enter_notice",
    "enter_period",
    "enter_publish",
    "enter_take_up",
    "enter_vote",
    "explaining",
    "finishing",
    "in_charge",
    "in_office",
    "move",
    "of_author",
    "of_person",
    "of_successor",
    "proving",
    "put_off",
    "recording_result",
    "reviewing",
    "shown_again",
    "silence",
    "start",
    "stop",
    "to_answer",
    "until",
    "voting",
    "working_days",
]
