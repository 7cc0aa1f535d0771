"""Scottish single transferable vote: the weighted inclusive Gregory method of SSI 2007/42, schedule
1, rules 45 to 52. Called by `tally`.

Votes are integers of 0.00001 vote; what a rule calls “ignoring any remainder” is their whole
division.
"""

from collections.abc import Callable
from typing import Any

from deliberation.counting.fixed import decimal
from deliberation.counting.result import Result
from deliberation.counting.ties import TieBreak

from .profile import Profile
from .staged import Candidates, Stage, settle, working_of

RULE, PLACES = "scottish-stv", 5
ONE = 10**PLACES
Parcel = dict[
    tuple[tuple[int, ...], int, int], int
]  # (paper, place of the candidate on it, value in units) -> how many papers


def count_scottish_stv(
    profile: Profile, *, seats: int | None = None, seed: str | None = None
) -> Result:
    """Elect `seats` (the file's number unless given).

    Those who reach the quota at one stage are elected together, in ballot-paper order.

    A paper is non-transferable from a tie on. Ties: rules 49 and 51, the last stage at which they
    differed; then `seed`'s lot, or ballot-paper order without one. ValueError where seats is below
    1.
    """
    return _Count(profile, profile.seats if seats is None else seats, profile.breaks(seed)).run()


class _Count:
    """One count. `held` are the papers credited to each candidate, `votes` their totals in
    units.
    """

    def __init__(self, profile: Profile, seats: int, lot: TieBreak) -> None:
        self.people = Candidates(profile, seats)
        self.lot = lot
        papers, self.blank = profile.papers()
        self.valid = sum(papers.values())
        self.quota = (self.valid // (seats + 1) + 1) * ONE
        self.held: dict[int, Parcel] = {c: {} for c in profile.standing}
        for paper, many in papers.items():
            self.held[paper[0]][paper, 0, ONE] = many
        self.votes = {c: sum(parcel.values()) * ONE for c, parcel in self.held.items()}
        self.not_transferable = 0
        self.pending: list[int] = []
        self.before: list[dict[int, int]] = []
        self.stages: list[Stage] = []
        self.ties: list[dict[str, Any]] = []

    def run(self) -> Result:
        self._end_stage({"action": "first_preferences"})
        while self.people.vacancies and self.people.hopeful:
            if self.pending:
                self._transfer_surplus()
            else:
                self._exclude()
        more = {"quota": self.quota // ONE, "valid": self.valid, "blank": self.blank}
        return Result(
            RULE,
            self.people.winners,
            self.ties,
            working_of(self.people, self.stages, places=PLACES, **more),
        )

    def _end_stage(self, said: dict[str, Any]) -> None:
        """Rules 47 and 52: who has the quota is elected, and so are the last when no more remain
        than vacancies.
        """
        reached = [c for c in self.people.hopeful if self.votes[c] >= self.quota]
        elected = self.people.elect(reached, len(self.stages) + 1)
        self.pending += [c for c in reached if self.votes[c] > self.quota]
        if self.people.hopeful and len(self.people.hopeful) <= self.people.vacancies:
            elected += self.people.elect(list(self.people.hopeful), len(self.stages) + 1)
        self.before.append(dict(self.votes))
        self.stages.append({"stage": len(self.stages) + 1, **said, **self._totals()})
        self.stages[-1]["elected"] = elected

    def _totals(self) -> dict[str, Any]:
        """Whose votes are how many, and what nobody has."""
        lost = self.valid * ONE - sum(self.votes.values()) - self.not_transferable
        return {
            "totals": {self.people.names[c]: decimal(v, PLACES) for c, v in self.votes.items()},
            "not_transferable": decimal(self.not_transferable, PLACES),
            "lost": decimal(lost, PLACES),
        }

    def _transfer_surplus(self) -> None:
        """Rules 48 and 49: the largest surplus, at (surplus × value when received) ÷ all the
        candidate's votes a paper.
        """
        most = max(self.votes[c] for c in self.pending)
        giver = self._one_of([c for c in self.pending if self.votes[c] == most], max)
        self.pending.remove(giver)
        surplus = most - self.quota
        values = sorted({value for _, _, value in self.held[giver]}, reverse=True)
        worth = {value: surplus * value // most for value in values}
        parcels = self._parcels(giver, worth)
        moved = self._move(giver, worth)
        self.votes[giver] = self.quota
        self._end_stage(
            {
                "action": "surplus",
                "candidate": self.people.names[giver],
                "surplus": decimal(surplus, PLACES),
                "parcels": parcels,
                **moved,
            }
        )

    def _parcels(self, giver: int, worth: dict[int, int]) -> list[dict[str, Any]]:
        """The giver's papers by the value they came with, and what each passes on."""
        return [
            {
                "value": decimal(value, PLACES),
                "papers": sum(n for (_, _, v), n in self.held[giver].items() if v == value),
                "transfer_value": decimal(passed_on, PLACES),
            }
            for value, passed_on in worth.items()
        ]

    def _exclude(self) -> None:
        """Rules 50 and 51: the fewest votes, every paper passed on at the value it came with."""
        least = min(self.votes[c] for c in self.people.hopeful)
        gone = self._one_of([c for c in self.people.hopeful if self.votes[c] == least], min)
        self.people.exclude(gone, len(self.stages) + 1)
        moved = self._move(gone, None)
        self.votes[gone] = 0
        self._end_stage(
            {
                "action": "exclusion",
                "candidate": self.people.names[gone],
                "excluded": [self.people.names[gone]],
                **moved,
            }
        )

    def _move(self, giver: int, worth: dict[int, int] | None) -> dict[str, Any]:
        """Each paper to the next hopeful candidate on it, at its worth (as it came, where None)."""
        gains = dict.fromkeys(self.people.hopeful, 0)
        moved, kept = dict(gains), 0
        for (paper, place, value), many in self.held.pop(giver).items():
            new = value if worth is None else worth[value]
            place = next((i for i in range(place + 1, len(paper)) if paper[i] in gains), -1)
            if place < 0:
                kept += many * new
                continue
            key, parcel = (paper, place, new), self.held[paper[place]]
            parcel[key] = parcel.get(key, 0) + many
            gains[paper[place]] += many * new
            moved[paper[place]] += many
        for c, more in gains.items():
            self.votes[c] += more
        self.not_transferable += kept
        return {
            "transfers": self._transfers(gains, moved),
            "newly_not_transferable": decimal(kept, PLACES),
        }

    def _transfers(self, gains: dict[int, int], papers: dict[int, int]) -> dict[str, Any]:
        """Who got how many papers and votes."""
        return {
            self.people.names[c]: {"papers": papers[c], "votes": decimal(more, PLACES)}
            for c, more in gains.items()
            if papers[c]
        }

    def _one_of(self, tied: list[int], best: Callable[..., int]) -> int:
        chosen, tie = settle(
            tied, self.before, best, self.people.names, self.lot, len(self.stages) + 1
        )
        self.ties += tie
        return chosen
