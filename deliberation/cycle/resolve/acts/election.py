"""选举之后: names written in, a second round on open or level seats, the confirmation by which
winners take office, filing and handing over. Called by `resolve.routes.election`.

城市居民委员会组织法 Arts 8, 19, 24, 25, 28, 36. The clock closes what nobody confirmed; then nobody
takes office by it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from deliberation.charter.act import Act, one_of, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import elections as f
from deliberation.charter.facts.people import people
from deliberation.charter.facts.vote import papers as pf
from deliberation.charter.matters.election import (
    FILED,
    HANDED_OVER,
    NAMED,
    REFUSALS,
    REFUSED,
)
from deliberation.charter.matters.election_after import elected, next_round, years_on
from deliberation.charter.matters.election_count import names_open
from deliberation.charter.moves import close, days, move, silence
from deliberation.charter.needs.elections import (
    CANDIDATES,
    FILINGS,
    SITTING,
    STANDINGS,
    THE_ELECTION,
    WINNERS_KIN,
    WINNERS_OFFICES,
    WRITTEN_IN,
)
from deliberation.charter.needs.people import CANDIDATE, MEETING_TERMS, Person
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Ending, Stage

VERDICTS = ("accepted", "refused")


@dataclass(frozen=True, kw_only=True)
class CallSecondRound(Act):
    """另行选举, 再次投票: the open seats among the next candidates, level ones among equals.

    The same roll votes; it comes within the rulebook's days.
    """

    name = ActName.call_second_round
    needs = frozenset({THE_ELECTION, CANDIDATES, STANDINGS, WRITTEN_IN, RECUSED})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, rule = case.proposal, case.kind.election
        if p.outcome not in ("passed", "rejected"):
            raise refuse("not_valid")
        _all_named(case)
        posts = next_round(case)
        if not posts:
            raise refuse("no_open_seat")
        tz = case.community.timezone
        last = case.calendar.local_day(case.closes_at - timedelta(seconds=1), tz)
        latest = case.calendar.end_of_day(last + timedelta(days=rule.second_within_days), tz)
        clock = days(case, rule.second_days, ActName.open_vote)
        opens = case.calendar.add_days(now, rule.second_days, case.community.timezone).at
        if opens > latest and not any(s.round_no < p.round_no for s in case[STANDINGS]):
            raise refuse("second_round_over", days=rule.second_within_days)
        called = f.SecondRoundCalled(
            by=case.me,
            round_no=p.round_no + 1,
            posts=[[x.name, x.seats, x.way, x.for_women, list(refs)] for x, refs in posts],
            proposal=p.proposal_id,
        )
        return [called, move(case, Stage.notice, "second_round", clocks=[clock])]


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
        p, most = case.proposal, case.rulebook.limits.reason_max
        row = next(
            (
                w
                for w in case[WRITTEN_IN]
                if (w.round_no, w.post, w.write_in_no) == (p.round_no, self.post, self.write_in_no)
            ),
            None,
        )
        if row is None:
            raise refuse("unknown_reference")
        if row.state in (NAMED, REFUSED):
            raise refuse("already_decided")
        if row.state not in ("elected", "level"):
            raise refuse("name_not_elected")
        said = partial(
            f.WrittenInNamed,
            by=case.me,
            round_no=row.round_no,
            post=row.post,
            write_in_no=row.write_in_no,
            votes=row.votes,
            state=row.state,
            place=row.place,
            verdict=one_of(self.verdict, VERDICTS, "verdict"),
            proposal=p.proposal_id,
        )
        if self.verdict == "refused":
            return [
                said(
                    code=one_of(self.ground or "", REFUSALS, "ground"),
                    reasons=words(self.reasons, most=most, what="reasons"),
                )
            ]
        who = self._holder(case, case[CANDIDATE].person)
        candidacy = case.new_id()
        return [
            pf.OptionOffered(
                option=candidacy,
                by=case.me,
                what="candidate",
                state="accepted",
                person=self.person_id,
                title=who.name,
                proposal=p.proposal_id,
            ),
            said(
                candidacy=candidacy,
                person=self.person_id,
                woman=self.woman,
                reasons=optional_words(self.reasons, most=most, what="reasons"),
            ),
        ]

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


def _all_named(case: Case) -> None:
    """Nobody goes on over a name written in that has a seat: first somebody says whom it means."""
    if names_open(case):
        raise refuse("name_open")


@dataclass(frozen=True, kw_only=True)
class ConfirmElection(Act):
    """The election committee confirms: who was elected takes office with their term by this act,
    and who held it before leaves.

    A vote that only advises never comes here: it closes when the days to object are over
    (`supervise.acts`).
    """

    name = ActName.confirm_election
    needs = frozenset(
        {
            THE_ELECTION,
            CANDIDATES,
            STANDINGS,
            WRITTEN_IN,
            SITTING,
            WINNERS_OFFICES,
            WINNERS_KIN,
            MEETING_TERMS,
            RECUSED,
        }
    )
    document: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, election = case.proposal, case.given(THE_ELECTION)
        _all_named(case)
        who = elected(case)
        if not who:
            raise refuse("nobody_elected")
        document = words(self.document, most=200, what="document")
        staying = list(case[SITTING]) if election.by_election else []
        self._body(case, who, staying)
        for w in who:
            _compatible(case, w, election.role)
        leaving = [] if election.by_election else case[SITTING]
        ends = max(
            (o.ends_at for o in staying if o.ends_at and o.ends_at > now), default=None
        ) or years_on(now, case.rulebook.bodies[election.role].term_years)
        seats = [(w, case.new_id()) for w in who]
        return [
            *(
                people.OfficeLeft(office=o.office_id, person=o.person_id, cause="succeeded")
                for o in leaving
            ),
            *(
                people.OfficeTaken(
                    office=office,
                    person=w.person_id,
                    role=election.role,
                    organisation=None,
                    starts_at=now,
                    ends_at=ends,
                    document=document,
                )
                for w, office in seats
            ),
            f.ElectionConfirmed(
                by=case.me,
                role=election.role,
                seats=[[w.candidacy_id, w.person_id, w.post, office] for w, office in seats],
                open=[[post.post, post.open] for post in election.posts if post.open],
                document=document,
                proposal=p.proposal_id,
            ),
            *close(case, Ending.completed, "confirmed"),
        ]

    def _body(self, case: Case, who: list[Any], staying: list[Any]) -> None:
        """Art 8: five to nine, a woman among them.

        Art 28: representatives keep their share of the meeting.
        """
        rule, meeting = case.kind.election, case.rulebook.meeting
        election = case.given(THE_ELECTION)
        if election.role != Role.committee_member.value:
            return
        members = {w.person_id for w in who} | {o.person_id for o in staying}
        if not meeting.committee_min <= len(members) <= meeting.committee_max:
            raise refuse(
                "committee_size",
                least=meeting.committee_min,
                most=meeting.committee_max,
                members=len(members),
            )
        if rule.women and not election.by_election and sum(w.woman for w in who) < rule.women:
            raise refuse("no_woman")
        now = case.now
        representatives = {
            t.person_id
            for t in case[MEETING_TERMS]
            if t.role == Role.representative.value
            and t.starts_at <= now
            and (t.ends_at is None or t.ends_at > now)
        }
        if representatives and not meeting.representatives_share.met(
            len(representatives), len(representatives | members)
        ):
            raise refuse(
                "share_of_representatives",
                representatives=len(representatives),
                members=len(representatives | members),
                share=str(meeting.representatives_share),
            )


def _compatible(case: Case, winner: Any, role: str) -> None:
    """Art 36 and the rulebook's own: offices that do not go together, near relatives where it says
    so.
    """
    held = {
        o.role for o in case[WINNERS_OFFICES] if o.person_id == winner.person_id and o.role != role
    }
    kin = {o.role for o in case[WINNERS_KIN] if o.of == winner.person_id}
    for rule in case.rulebook.incompatible:
        other = {rule.role: rule.with_role, rule.with_role: rule.role}.get(role)
        if other in held:
            raise refuse(
                "incompatible_office", role=role, other=other, law=rule.law, article=rule.article
            )
        if rule.relatives and other in kin:
            raise refuse(
                "incompatible_relative", role=role, other=other, law=rule.law, article=rule.article
            )


@dataclass(frozen=True, kw_only=True)
class EndUnconfirmed(ClockAct):
    """Nobody confirmed it in time: it ends, marked, and nobody takes office by it."""

    name = ActName.end_unconfirmed
    needs = frozenset({STANDINGS})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        won = any(s.state == "elected" for s in case[STANDINGS])
        return [
            silence(case, "not_confirmed"),
            *close(case, Ending.not_carried_out if won else Ending.rejected, "not_confirmed"),
        ]


@dataclass(frozen=True, kw_only=True)
class FileElection(Act):
    """Filed with the sub-district office, or the office handed over: on which day, by which
    document. Once each.
    """

    name = ActName.file_election
    needs = frozenset({THE_ELECTION, FILINGS})
    what: str
    done_on: str
    document: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        what, p = one_of(self.what, (FILED, HANDED_OVER), "what"), case.proposal
        confirmed = case.given(THE_ELECTION).confirmed_at
        if confirmed is None:
            raise refuse("nothing_to_answer")
        if what in case[FILINGS]:
            raise refuse("already_in")
        tz, today = case.community.timezone, case.calendar.local_day(now, case.community.timezone)
        try:
            day = today.fromisoformat(self.done_on)
        except ValueError as error:
            raise refuse("bad_date", field="done_on") from error
        if not case.calendar.local_day(confirmed, tz) <= day <= today:
            raise refuse("bad_date", field="done_on")
        return [
            f.ElectionFiled(
                by=case.me,
                what=what,
                done_on=day.isoformat(),
                document=words(self.document, most=200, what="document"),
                proposal=p.proposal_id,
            )
        ]
