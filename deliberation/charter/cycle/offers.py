"""Which acts a page offers here and now: those the gate would let through, narrowed by what the
case still lacks and by what its kind of matter says (`Matter.fits`).

The gate and `decide` stay the judges; this only spares people buttons that would be refused.
"""

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.matters import registry as matters
from deliberation.charter.matters.base import Predicate
from deliberation.charter.needs.proposal import COSIGNATURE, RECUSED
from deliberation.charter.needs.proxies import MY_PROXY
from deliberation.charter.needs.rows import filled
from deliberation.charter.needs.votes import MY_BALLOT, ROLL_ENTRY, RollEntry
from deliberation.charter.official import elsewhere
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Ending, Stage
from deliberation.charter.voting.paper import is_secret
from deliberation.charter.voting.papers import DELEGATED
from deliberation.charter.voting.proxies import USED, most

from . import objections
from .gate import gate, open_to
from .policy import POLICY


def _in_charge(case: Case) -> bool:
    wanted = case.proposal.organisation_id
    if wanted is None:
        return Role.committee_member in case.roles()
    return case.speaks_for(wanted)


def _consent_open(case: Case) -> bool:
    return case.proposal.consent_until is not None and case.now < case.proposal.consent_until


def _has_a_ballot(case: Case) -> bool:
    """Whether the reader has voted, or holds a ballot on paper."""
    entry = case.answers.get(ROLL_ENTRY)
    return bool(case.answers.get(MY_BALLOT)) or (entry is not None and entry.paper is not None)


def _in_time(case: Case) -> bool:
    """Whether its days run still; the clock may come a little later."""
    return case.proposal.due_at is None or case.now < case.proposal.due_at


def _wrote_it(case: Case) -> bool:
    """Whether the reader sits in the office an announcement was written in."""
    return case.subject.office in {role.value for role in case.roles()}


def _used(case: Case) -> bool:
    """Whether somebody has cast the reader's ballot by proxy."""
    proxy = case.answers.get(MY_PROXY)
    return proxy is not None and proxy.state == USED


def left_to_bar(case: Case) -> bool:
    """Whether stepping aside still keeps the actor from something: from the vote, or what comes
    before it, or, once that is over, from what is done in one of their offices.
    """
    places = list(POLICY[A.recuse].stages)
    ahead = places[places.index(case.place) :]
    if Stage.vote in ahead:
        return True
    held = case.roles()
    return any(
        row.barred and any(row.at(place) for place in ahead) and not held.isdisjoint(row.roles)
        for row in POLICY.values()
    )


def _without_paper(entry: RollEntry | None) -> bool:
    """On the roll, with no ballot on paper that was handed out."""
    return entry is not None and entry.paper is None


FITS: dict[A, Predicate] = {
    A.record_delegation: lambda c: DELEGATED in c.kind.vote and c.proposal.phase is None,
    A.adopt: lambda c: bool(c.proposal.source) and not c.proposal.author_id,
    A.revise: lambda c: (
        c.stage is not Stage.advise
        or c.proposal.legality_state == "breach"
        or c.proposal.author_state == "pending"
    ),
    A.withdraw: lambda c: not c.proposal.withdraw_until,
    A.take_over: lambda c: (
        c.proposal.author_id != c.actor.person_id
        and bool(c.proposal.withdraw_until or c.proposal.author_state == "silent")
    ),
    A.cosign: lambda c: (
        _in_time(c)
        and c.proposal.author_id != c.actor.person_id
        and c.answers.get(COSIGNATURE) is None
    ),
    A.take_back: lambda c: c.stage is Stage.gather or _consent_open(c),
    A.rate: _in_time,
    A.ask_merge: lambda c: not c.proposal.merge_into,
    A.agree_merge: lambda c: c.proposal.merge_until is not None,
    A.decline_merge: lambda c: c.proposal.merge_until is not None,
    A.appeal: lambda c: (
        c.proposal.ending == Ending.passed_on.value
        and c.proposal.appeal_state == "none"
        and c.now < filled(c.proposal.appeal_until)
    ),
    A.decide_appeal: lambda c: c.proposal.appeal_state == "open",
    A.recommend: lambda c: c.proposal.council_state == "pending",
    A.answer_recommendation: lambda c: c.proposal.author_state == "awaited",
    A.record_study: lambda c: (
        c.kind.advise.study_required and c.proposal.study_state not in ("done", "waived")
    ),
    A.review_legality: lambda c: (
        c.kind.advise.legality_review and c.proposal.legality_state in ("pending", "silent")
    ),
    A.choose_advisory: lambda c: (
        c.proposal.study_state == "pending"
        and c.now
        >= c.calendar.add_days(
            c.proposal.stage_at, c.kind.advise.study_wait_days, c.community.timezone
        ).at
    ),
    A.object: objections.possible,
    A.recuse: lambda c: (
        not c.answers.get(RECUSED)
        and not (c.stage is Stage.vote and _has_a_ballot(c))
        and left_to_bar(c)
    ),
    A.post_proof: lambda c: (
        not c.proposal.notice_proved
        if c.stage in (Stage.notice, Stage.vote)
        else c.stage is Stage.publish
    ),
    A.cast_ballot: lambda c: (
        c.now < c.closes_at
        and not _used(c)
        and not is_secret(c)
        and c.given(ROLL_ENTRY).paper is None
    ),
    A.grant_proxy: lambda c: (
        most(c.vote) > 0
        and c.answers.get(MY_PROXY) is None
        and not c.answers.get(MY_BALLOT)
        and (
            c.stage is Stage.notice
            or (c.now < c.closes_at and _without_paper(c.answers.get(ROLL_ENTRY)))
        )
    ),
    A.record_attendance: lambda c: c.now < c.closes_at and c.vote.signing_in_counts,
    A.announce_official_vote: elsewhere,
    A.record_official_result: lambda c: elsewhere(c) and c.now >= c.closes_at,
    A.repeat_vote: lambda c: (
        c.proposal.ending == Ending.inquorate.value
        and not c.proposal.repeated
        and c.now
        < c.calendar.add_days(
            filled(c.proposal.closed_at), c.vote.repeat_days, c.community.timezone
        ).at
    ),
    A.certify: lambda c: c.proposal.certified == "none",
    A.refuse_certificate: lambda c: c.proposal.certified == "none",
    A.return_once: lambda c: (
        not c.proposal.returned and (c.stage is not Stage.publish or c.proposal.certified == "none")
    ),
    A.suspend: lambda c: not c.proposal.suspended,
    A.resume: lambda c: c.proposal.suspended_until is not None,
    A.check_stage: lambda c: bool(c.rulebook.checks_at(c.stage.value)),
    A.assign: lambda c: c.stage is not Stage.publish or c.proposal.outcome == "passed",
    A.report_progress: lambda c: _in_charge(c) and c.proposal.suspended_until is None,
    A.correct_announcement: lambda c: _wrote_it(c) and c.subject.corrected_by is None,
    A.withdraw_announcement: _wrote_it,
    A.answer_about: _wrote_it,
    A.finish: lambda c: _in_charge(c) and c.proposal.suspended_until is None,
    # whoever did the work gives no fault of it up
    A.waive_finding: lambda c: bool(c.proposal.organisation_id) or Role.supervisor in c.roles(),
}
# Acts that begin at one entry of a list (a question, an objection, a finding): their buttons stand
# there, not on the page.
AT_AN_ENTRY: frozenset[A] = frozenset(
    {
        A.answer_question,
        A.answer_about,
        A.hide_about,
        A.keep_about,
        A.answer_objection,
        A.remedy,
        A.rectify,
        A.verify_rectified,
        A.waive_finding,
        A.report_comment,
        A.hide_comment,
        A.keep_comment,
        A.object_hiding,
        A.decide_hiding,
        A.enter_for,
        A.correct_entry,
        A.support_comment,
        A.take_back_support,
        A.request_merge,
        A.strike_task_money,
        A.drop_plan,
        A.answer_proxy,
        A.revoke_proxy,
        A.cast_for,
        A.withdraw_project,
        A.strike_spend,
        A.audit_spend,
        A.explain_spend,
        A.support_nomination,
        A.answer_nomination,
        A.withdraw_candidacy,
        A.vet_candidate,
        A.name_written_in,
        # at the paper desk of the vote
        A.issue_paper,
        A.settle_paper,
        A.enter_batch,
        A.enter_batch_again,
        A.resolve_batch,
        A.destroy_unissued,
        A.finish_paper,
        # at the entry of a result from the official system
        A.confirm_official_result,
    }
)


def offers(case: Case) -> list[A]:
    """The acts to offer as buttons of the subject's page, in the table's order."""
    return offered(case)[0]


def offered(case: Case) -> tuple[list[A], list[A]]:
    """The same, and the acts to offer at the entries of a list, for what the case itself says."""
    fits = matters.of_case(case).fits if case.of_proposal else {}
    here = [act for act in open_to(case) if FITS.get(act, _yes)(case)]
    of_page = [a for a in here if a not in AT_AN_ENTRY and fits.get(a, _yes)(case)]
    return of_page, [a for a in here if a in AT_AN_ENTRY]


def near(act: A, case: Case) -> bool:
    """Whether another page may lead to this act."""
    against = [r for r in gate(act, case) if r.code != "factor_needed"]
    return not against and FITS.get(act, _yes)(case)


def _yes(case: Case) -> bool:
    return True
