"""Meek's single transferable vote by the reference rule of the Proportional Representation
Foundation: 9 decimals, ω = 0.000001. Called by `tally`.

Votes and keep factors are integers of 0.000000001; products are rounded up where the rule says so.
Arrays hold 64-bit integers, never floats.
"""

from typing import Any

import numpy as np

from deliberation.counting.fixed import decimal, divided_up
from deliberation.counting.result import Result
from deliberation.counting.ties import TieBreak

from .profile import Profile
from .staged import Candidates, Stage, working_of

RULE, PLACES = "meek-stv", 9
ONE, OMEGA = 10**PLACES, 10**3
LIMIT = 9 * 10**9  # papers whose votes, in units, still sum in 64 bits


def count_meek_stv(
    profile: Profile, *, seats: int | None = None, seed: str | None = None
) -> Result:
    """Elect `seats` (the file's number unless given).

    Those who reach the quota in one round are elected together, in ballot-paper order.

    A paper is non-transferable from a tie on. The rule calls tied whoever is within the remaining
    surplus of the fewest votes; it knows no earlier stages, so `seed`'s lot decides, or
    ballot-paper order without one. ValueError where seats is below 1, or where there are more than
    9 × 10⁹ papers.
    """
    return _Count(profile, profile.seats if seats is None else seats, profile.breaks(seed)).run()


class _Papers:
    """Distinct papers, one a row, padded with -1, and how many voters cast each."""

    def __init__(self, papers: dict[tuple[int, ...], int], candidates: int) -> None:
        self.valid = sum(papers.values())
        if self.valid > LIMIT:
            raise ValueError(f"more than {LIMIT} papers")
        self.candidates = candidates
        self.choices = np.full((len(papers), max(map(len, papers), default=0)), -1, np.int32)
        for row, paper in zip(self.choices, papers, strict=True):
            row[: len(paper)] = paper
        self.many = np.fromiter(papers.values(), np.int64, len(papers))

    def votes(self, keep: list[int]) -> list[int]:
        """Each candidate's votes: every paper gives its keep factor's part of what is left of it,
        rounded up, and passes on the rest.
        """
        factor, votes = np.array(keep, np.int64), np.zeros(self.candidates, np.int64)
        rows, left = np.arange(len(self.many)), np.full(len(self.many), ONE, np.int64)
        for place in range(self.choices.shape[1]):
            choice = self.choices[rows, place]
            on = (choice >= 0) & (left > 0)
            rows, left, choice = rows[on], left[on], choice[on]
            if not rows.size:
                break
            given = -(-(left * factor[choice]) // ONE)
            np.add.at(votes, choice, given * self.many[rows])
            left = left - given
        return votes.tolist()


class _Count:
    """One count: rounds of spreading votes until someone is elected or the surplus is spent and
    someone is excluded.
    """

    def __init__(self, profile: Profile, seats: int, lot: TieBreak) -> None:
        self.people = Candidates(profile, seats)
        self.lot = lot
        papers, self.blank = profile.papers()
        self.papers = _Papers(papers, len(profile.candidates))
        self.keep = [0 if c in profile.withdrawn else ONE for c in range(len(profile.candidates))]
        self.votes = [0] * len(self.keep)
        self.quota = self.surplus = 0
        self.stages: list[Stage] = []
        self.ties: list[dict[str, Any]] = []

    def run(self) -> Result:
        while 0 < self.people.vacancies < len(self.people.hopeful):
            self._round()
        if self.people.vacancies and self.people.hopeful or not self.stages:
            self._fill()  # where everybody withdrew: nobody, in a first stage that says so
        more = {
            "quota": self.stages[-1]["quota"],
            "omega": decimal(OMEGA, PLACES),
            "valid": self.papers.valid,
            "blank": self.blank,
        }
        return Result(
            RULE,
            self.people.winners,
            self.ties,
            working_of(self.people, self.stages, places=PLACES, **more),
        )

    def _spread(self) -> list[int]:
        """Votes by the keep factors, the quota they make, the surplus, and who reaches the
        quota.
        """
        self.votes = self.papers.votes(self.keep)
        self.quota = sum(self.votes) // (self.people.seats + 1) + 1
        self.surplus = max(0, sum(self.votes[c] - self.quota for c in self.people.elected))
        return [c for c in self.people.hopeful if self.votes[c] >= self.quota]

    def _round(self) -> None:
        number, iterations, before = len(self.stages) + 1, 1, None
        while not (reached := self._spread()):
            if self.surplus < OMEGA or before is not None and self.surplus >= before:
                return self._exclude(number, iterations)
            before = self.surplus
            iterations += 1
            for c in self.people.elected:
                self.keep[c] = divided_up(
                    divided_up(self.keep[c] * self.quota, ONE) * ONE, self.votes[c]
                )
        names = self.people.elect(reached, number)
        self._stage(
            number, "first_preferences" if number == 1 else "election", iterations, elected=names
        )
        return None

    def _exclude(self, number: int, iterations: int) -> None:
        least = min(self.votes[c] for c in self.people.hopeful)
        names = self.people.names
        tied = [names[c] for c in self.people.hopeful if self.votes[c] <= least + self.surplus]
        gone = self.lot.first(tied)
        if len(tied) > 1:
            self.ties.append(
                self.lot.tie(number, tied, [gone], within=decimal(self.surplus, PLACES))
            )
        self._stage(number, "exclusion", iterations, elected=[], candidate=gone, excluded=[gone])
        self.people.exclude(names.index(gone), number)
        self.keep[names.index(gone)] = 0

    def _fill(self) -> None:
        """As many left as vacancies: all elected.

        Votes stand as they were last spread, an excluded candidate's at nothing.
        """
        number = len(self.stages) + 1
        if number == 1:
            self._spread()
        for c in self.people.excluded:
            self.votes[c] = 0
        names = self.people.elect(list(self.people.hopeful), number)
        self._stage(
            number,
            "first_preferences" if number == 1 else "last_vacancies",
            0 if number > 1 else 1,
            elected=names,
        )

    def _stage(self, number: int, action: str, iterations: int, **said: Any) -> None:
        shown = [c for c in range(len(self.keep)) if c not in self.people.withdrawn]
        names = self.people.names
        self.stages.append(
            {
                "stage": number,
                "action": action,
                **said,
                "iterations": iterations,
                "quota": decimal(self.quota, PLACES),
                "surplus": decimal(self.surplus, PLACES),
                "totals": {names[c]: decimal(self.votes[c], PLACES) for c in shown},
                "keep_factors": {names[c]: decimal(self.keep[c], PLACES) for c in shown},
                "not_transferable": decimal(self.papers.valid * ONE - sum(self.votes), PLACES),
            }
        )
