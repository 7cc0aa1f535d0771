"""另选他人: whom a name written on ballots means, where it has a seat or is level for one. Called
by `resolve.routes.election`.

四川省城市居民委员会选举条例 Art 33.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from deliberation.charter.act import Act, one_of, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import elections as f
from deliberation.charter.facts.vote import papers as pf
from deliberation.charter.matters.election import NAMED, REFUSALS, REFUSED
from deliberation.charter.matters.election_count import names_open
from deliberation.charter.needs.elections import (
    CANDIDATES,
    STANDINGS,
    THE_ELECTION,
    WRITTEN_IN,
    WrittenIn,
)
from deliberation.charter.needs.people import CANDIDATE, Person
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role

VERDICTS = ("accepted", "refused")


@dataclass(frozen=True, kw_only=True)
class NameWrittenIn(Act):
    """另选他人: whom a name written on ballots means, where it has a seat or is level for one, and
    whether they may hold the office (Sichuan Art 33).

    `person_id` and `woman` where accepted; `ground` from the law's list and `reasons` where
    refused: then the seat is open.
    """

    name = ActName.name_written_in
    needs = frozenset(
        {
            THE_ELECTION,
            WRITTEN_IN,
            CANDIDATES,
            STANDINGS,
            CANDIDATE,
            RECUSED,
        }
    )
    post: str
    write_in_no: int
    verdict: str
    person_id: str = ""
    woman: bool | None = None
    ground: str | None = None
    reasons: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = self._name(case)
        verdict = one_of(self.verdict, VERDICTS, "verdict")
        if verdict == "refused":
            return [self._refused(case, row)]
        who = self._holder(case, case[CANDIDATE].person)
        candidate = pf.OptionOffered(
            option=case.new_id(),
            by=case.me,
            what="candidate",
            state="accepted",
            person=self.person_id,
            title=who.name,
            subject=case.about,
        )
        return [candidate, self._accepted(case, row, candidate.option)]

    def _name(self, case: Case) -> WrittenIn:
        """The name of this round the act is about: it has a seat or is level for one."""
        round_no = case.proposal.round_no
        row = next(
            (
                w
                for w in case[WRITTEN_IN]
                if (w.round_no, w.post, w.write_in_no) == (round_no, self.post, self.write_in_no)
            ),
            None,
        )
        if row is None:
            raise refuse("unknown_reference")
        if row.state in (NAMED, REFUSED):
            raise refuse("already_decided")
        if row.state not in ("elected", "level"):
            raise refuse("name_not_elected")
        return row

    def _refused(self, case: Case, row: WrittenIn) -> Fact:
        most = case.rulebook.limits.reason_max
        return _said(case, row)(
            verdict="refused",
            code=one_of(self.ground or "", REFUSALS, "ground"),
            reasons=words(self.reasons, most=most, what="reasons"),
        )

    def _accepted(self, case: Case, row: WrittenIn, candidacy: str) -> Fact:
        most = case.rulebook.limits.reason_max
        return _said(case, row)(
            verdict="accepted",
            candidacy=candidacy,
            person=self.person_id,
            woman=self.woman,
            reasons=optional_words(self.reasons, most=most, what="reasons"),
        )

    def _holder(self, case: Case, who: Person | None) -> Person:
        """Whom the name means, who may hold the seat."""
        if who is None:
            raise refuse("unknown_person")
        if who.person_id == case.me:
            raise refuse("own_interest")
        if who.standing != "adult":
            raise refuse("not_adult")
        if not who.lives_here and case.kind.election.role != Role.supervisor.value:
            raise refuse("not_a_resident")
        if self.woman is None:
            raise refuse("bad_choice", field="woman")
        mine = [c for c in case[CANDIDATES] if c.person_id == who.person_id]
        if any(c.post == self.post for c in mine):
            raise refuse("already_nominated")  # their votes belong to the candidate's own line
        won = {s.candidacy_id for s in case[STANDINGS] if s.state == "elected"}
        if any(c.candidacy_id in won for c in mine):
            raise refuse("one_post_each")
        return who


def _said(case: Case, row: WrittenIn) -> partial[f.WrittenInNamed]:
    """What the count gave the name; whom it means is still to be said."""
    return partial(
        f.WrittenInNamed,
        by=case.me,
        round_no=row.round_no,
        post=row.post,
        write_in_no=row.write_in_no,
        votes=row.votes,
        state=row.state,
        place=row.place,
        subject=case.about,
    )


def all_named(case: Case) -> None:
    """Nobody goes on over a name written in that has a seat: first somebody says whom it means."""
    if names_open(case):
        raise refuse("name_open")
