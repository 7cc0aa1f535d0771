"""证明: each supervisor certifies the count or refuses, in their own name; the clock goes on
without them, marked.

Called by `supervise.routes` and the clock.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, Ended, Mine, one_of, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.cycle.remedies import remediers
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import supervise as f
from deliberation.charter.moves import put_off, silence, stop
from deliberation.charter.needs.people import ABLE
from deliberation.charter.needs.proposal import COUNTS, RECUSED
from deliberation.charter.needs.supervision import REMEDY_WAITS
from deliberation.charter.needs.votes import CERTIFICATE_CHECKS, MY_CERTIFICATE, ROUND
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
from deliberation.charter.voting.counted import COUNTING, count_again

TICKS = ("posting_seen", "text_compared", "roll_compared", "codes_asked", "count_redone")


@dataclass(frozen=True, kw_only=True)
class Certify(Act):
    """One supervisor certifies the count in their own name, with a dissent printed if they wish."""

    name = ActName.certify
    needs = frozenset({COUNTS, MY_CERTIFICATE, CERTIFICATE_CHECKS, RECUSED, REMEDY_WAITS})
    first = (Ended(ActName.remedy_in_silence),)
    mine = (Mine("certificate", of_round=True, filled="stands"),)
    beforehand_needs = frozenset({MY_CERTIFICATE, REMEDY_WAITS})
    ticked: tuple[str, ...] = ()
    statement: str | None = None

    def beforehand(self, case: Case) -> None:
        """Whether they may sign, and nothing follows still that may change it."""
        _may_sign(case)
        _nothing_waits(case)

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, certified = case.proposal, case[COUNTS].certified + 1
        self.beforehand(case)
        statement = optional_words(
            self.statement, most=case.rulebook.limits.reason_max, what="statement"
        )
        signed = _signed(case, "certify", self.ticked, statement)
        if certified != case.kind.publish.certifiers:
            return [signed]
        certificate = f.ResultCertified(
            round_no=p.round_no, certifiers=certified, subject=case.about
        )
        return [signed, certificate, stop(case, ActName.pass_supervisors_by)]


@dataclass(frozen=True, kw_only=True)
class RefuseCertificate(Act):
    """One supervisor refuses, with reasons.

    The first refusal brings one recount, and with it new certificates; then both are shown.
    """

    name = ActName.refuse_certificate
    needs = COUNTING | {ABLE, COUNTS, MY_CERTIFICATE, CERTIFICATE_CHECKS, RECUSED}
    mine = Certify.mine
    statement: str
    ticked: tuple[str, ...] = ()

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        _may_sign(case)
        statement = words(self.statement, most=case.rulebook.limits.reason_max, what="statement")
        signed = _signed(case, "refuse", self.ticked, statement)
        if case[ROUND].recounts == 0:
            return [signed, *count_again(case)]
        return [signed]


def _signed(
    case: Case, verdict: str, ticked: tuple[str, ...], statement: str | None
) -> f.CertificateSigned:
    """One supervisor's verdict, with what they checked themselves and what the platform found."""
    return f.CertificateSigned(
        person=case.me,
        round_no=case.proposal.round_no,
        verdict=verdict,
        ticked=[one_of(t, TICKS, "ticked") for t in ticked],
        platform=case[CERTIFICATE_CHECKS],
        statement=statement,
        subject=case.about,
    )


def _may_sign(case: Case) -> None:
    if case[MY_CERTIFICATE] is not None:
        raise refuse("already_certified")
    if case.proposal.certified == "yes":
        raise refuse("already_decided")


def _nothing_waits(case: Case) -> None:
    """What is certified stands: what follows from an upheld objection may still change it."""
    if waits := case[REMEDY_WAITS]:
        ground, due_at = waits
        who = [role.value for role in remediers(case, ground)]
        raise refuse("remedy_waits", roles=who, until=due_at)


@dataclass(frozen=True, kw_only=True)
class PassSupervisorsBy(ClockAct):
    """未经监事会确认: not certified in time, or fewer than needed can act; committee and
    sub-district are told, the result stands. While an upheld objection waits for what follows,
    nobody may certify, and their days are put off.
    """

    name = ActName.pass_supervisors_by
    needs = frozenset({ABLE, REMEDY_WAITS})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case.proposal.certified != "none":
            raise refuse("already_decided")
        if case[REMEDY_WAITS]:
            return [put_off(case, self.name, case.kind.publish.decide_days)]
        return [
            silence(case, "not_certified", case[ABLE].get(Role.supervisor, 0)),
            stop(case, self.name),
        ]
