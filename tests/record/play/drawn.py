"""Values by chance that ask nothing of the proposal at hand: entries of the roster, and what is
said and asked in announcements. Called by `chance`.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.cycle.decency import REASONS
from deliberation.charter.cycle.objections import GROUNDS
from deliberation.charter.cycle.remedies import WAYS
from deliberation.charter.subjects import SubjectType
from deliberation.charter.subjects.announcement import Readers
from deliberation.record.ids import new_id
from deliberation.roster.acts.people import RosterEntry

__all__ = ["ANNOUNCEMENTS", "GROUNDS", "OF_A_PAYMENT", "WAYS", "announced", "entries"]

OF_A_PAYMENT = (A.strike_spend, A.audit_spend, A.explain_spend)


def entries(play: Any, rng: Random, p: Any) -> tuple[RosterEntry, ...]:
    return tuple(
        RosterEntry(
            "嘉禾苑",
            f"{rng.randint(1, 4)}栋",
            "1",
            str(rng.randint(100, 110)),
            f"新{rng.randint(1, 5)}",
            None,
            rng.choice(("1980-01-01", "2012-02-03")),
            5000,
            "owner",
            rng.random() < 0.8,
        )
        for _ in range(rng.randint(1, 3))
    )


def announcement(play: Any, rng: Random) -> str:
    """Mostly one of those there are, sometimes an id nobody has."""
    there = [r["subject_id"] for r in play.rows("announcement")]
    return rng.choice(there) if there and rng.random() < 0.95 else new_id()


def question(play: Any, rng: Random, p: Any) -> str:
    asked = [r["question_id"] for r in play.rows("announcement_question")]
    return rng.choice(asked) if asked and rng.random() < 0.95 else new_id()


def announced(of: SubjectType | None, play: Any, rng: Random, values: dict[str, Any]) -> str | None:
    """Which announcement an act is about: each that is of one, and some of those on any subject,
    whose values then name a question.
    """
    if of is None and rng.random() < 0.3:
        values |= {k: question(play, rng, None) for k in ("comment_id", "ref") if k in values}
    elif of is not SubjectType.announcement:
        return None
    return announcement(play, rng)


def _last_day(play: Any, rng: Random, p: Any) -> str | None:
    if rng.random() < 0.5:
        return None
    return (play.local_now() + timedelta(days=rng.randint(-1, 60))).date().isoformat()


def _one_of(*codes: str) -> Any:
    return lambda play, rng, p: "nonsense" if rng.random() < 0.04 else rng.choice(codes)


ANNOUNCEMENTS = {
    (A.announce, "readers"): _one_of(*(r.value for r in Readers)),
    **{
        (a, k): v
        for a in (A.announce, A.correct_announcement)
        for k, v in {
            "ends_on": _last_day,
            "pinned": lambda play, rng, p: rng.random() < 0.3,
        }.items()
    },
    (A.answer_about, "question_id"): question,
    (A.hide_about, "question_id"): question,
    (A.keep_about, "question_id"): question,
    (A.mark_about, "ref"): question,
    (A.end_announcement, "ref"): lambda play, rng, p: "",
    (A.hide_about, "reason"): _one_of(*REASONS),
}
