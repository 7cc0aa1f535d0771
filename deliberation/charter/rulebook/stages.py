"""What a kind of matter is given at each stage but its vote.

Days are calendar days unless the name says otherwise. Read from TOML by `reading`, which takes
keys and types from these classes.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gather:
    """Support needed: `residents`, or `office_holders` among deliberators and representatives,
    within `days`.

    A proposal that costs more than `costly_fen` needs `costly_residents` instead; 0: the sum makes
    no difference. What has a default came later: a rulebook already in the record reads as before.
    """

    residents: int
    office_holders: int
    days: int
    costly_fen: int = 0
    costly_residents: int = 0

    def needed(self, cost: int | None) -> int:
        """Co-signatures of residents for a proposal that costs this many fen (None: nothing)."""
        return (
            self.costly_residents
            if self.costly_residents and (cost or 0) > self.costly_fen
            else self.residents
        )


@dataclass(frozen=True, slots=True)
class TakeUp:
    """Days of the deliberation council, and days for an appeal against passing on."""

    days: int
    appeal_days: int


@dataclass(frozen=True, slots=True)
class Advise:
    """Days of the council, of the author's answer, of co-signers after a changed text; study and
    legality review.

    `working_days`, where not 0, stands instead of `days`. What has a default came later: a rulebook
    already in the record reads as before.
    """

    days: int
    author_days: int
    consent_days: int
    study_required: bool
    study_wait_days: int
    legality_review: bool
    legality_days: int
    working_days: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """Days shown before a vote, days added once without proof of posting, least hours in an
    emergency.

    `roll_objection_days` from its beginning the roll may be objected to, `roll_decide_days` to
    answer that (Art 17 for elections).
    """

    days: int
    proof_extension_days: int
    urgent_hours: int
    roll_objection_days: int = 5
    roll_decide_days: int = 3


@dataclass(frozen=True, slots=True)
class Publish:
    """Days to certify, supervisors needed, days to object, to decide an objection, of posting, and
    for what follows from an objection that was upheld.
    """

    certify_days: int
    certifiers: int
    objection_days: int
    decide_days: int
    post_days: int
    remedy_days: int = 5  # came later: a rulebook already in the record reads as before


@dataclass(frozen=True, slots=True)
class CarryOut:
    """Days to put somebody in charge, to report after the last day, ahead of a last day named."""

    assign_days: int
    report_days: int
    period_days: int = 366  # came later: a rulebook already in the record reads as before


@dataclass(frozen=True, slots=True)
class Inspect:
    """Days of inspection and supervisors needed."""

    days: int
    inspectors: int


@dataclass(frozen=True, slots=True)
class Evaluate:
    """Days of rating and the top of the scale."""

    days: int
    scale_max: int


@dataclass(frozen=True, slots=True)
class Supervision:
    """Days for an answer, most days of a suspension."""

    answer_days: int
    suspend_days: int
