"""What ends, counts towards, or holds up what somebody has to do: by the kind of the fact that says
it was done. What opens a line stands in the fact that opens it.

Lines of the scope `stage` end with the stage as well; the others only here. Asked by
`record.applying`, and by tests: a line nobody can end would wait for ever.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.facts import Fact

EVERY = "*"


@dataclass(frozen=True, slots=True)
class Rule:
    """Facts of this kind concern the line of this act.

    ref: the fields of the fact that name its entry, with a colon between; none where the act has
    no entries, EVERY where all of them are meant. where: only facts whose fields have one of these
    values.
    """

    kind: str
    act: A
    ref: tuple[str, ...] = ()
    where: tuple[tuple[str, tuple[Any, ...]], ...] = ()

    def names(self, fact: Fact) -> str | None:
        """The entry's ref (EVERY for all); None where this fact is none of those."""
        if any(getattr(fact, field) not in values for field, values in self.where):
            return None
        if self.ref == (EVERY,):
            return EVERY
        named = [getattr(fact, field) for field in self.ref]
        return None if None in named else ":".join(str(x) for x in named)


def _rule(kind: str, act: A, *ref: str, **where: str | int | tuple[str, ...]) -> Rule:
    one_of = {name: v if isinstance(v, tuple) else (v,) for name, v in where.items()}
    return Rule(kind, act, ref, tuple(one_of.items()))


_moved = "stage_moved"
_silent = "passed_in_silence"

# A result that no longer stands: objections to it end, whoever was still to answer them or to do
# what follows from them.
_GONE: tuple[dict[str, tuple[str, ...]], ...] = (
    {
        "from_stage": ("publish", "carry_out", "closed"),
        "to_stage": ("advise", "notice", "take_up"),
    },
    {"ending": ("set_aside", "annulled", "not_carried_out")},
)

_ENDS: tuple[Rule, ...] = (
    # 议
    _rule("recommended", A.recommend),
    _rule(_silent, A.recommend, code="council_silent"),
    _rule("recommendation_answered", A.answer_recommendation),
    _rule("recommended", A.revise, verdict="support_with_changes"),
    _rule("proposal_revised", A.revise, why=("breach", "returned")),
    _rule(_silent, A.revise, code="text_kept"),
    _rule(_silent, A.revise, code="breach_unanswered"),
    _rule("legality_reviewed", A.review_legality),
    _rule("study_recorded", A.record_study),
    _rule("advisory_chosen", A.record_study),
    _rule("cost_checked", A.check_cost),
    _rule("recommended", A.check_cost),
    _rule(_silent, A.check_cost, code="council_silent"),
    _rule("option_decided", A.check_project, "option"),
    _rule("merge_declined", A.agree_merge, EVERY),
    _rule("appeal_decided", A.decide_appeal),
    _rule("appeal_decided", A.reopen_in_silence),
    # 知
    _rule("proof_posted", A.post_proof, "purpose"),
    _rule("answered_about", A.answer_about, "question"),
    _rule("comment_hidden", A.answer_about, "comment"),
    # what was reported is hidden, or looked at and left
    *(
        _rule(kind, act, "comment")
        for kind in ("comment_hidden", "comment_kept")
        for act in (A.hide_comment, A.hide_about)
    ),
    # 决
    _rule("paper_awaited", A.cast_ballot),
    _rule("batch_entered_again", A.enter_batch_again, "batch"),
    _rule("batch_counted", A.resolve_batch, "batch"),
    _rule("official_result_recorded", A.record_official_result),
    _rule("official_result_recorded", A.confirm_official_result, "replaces"),
    _rule("official_result_confirmed", A.confirm_official_result, "entry"),
    _rule("proxy_answered", A.answer_proxy, "proxy"),
    _rule("proxy_ended", A.answer_proxy, "proxy"),
    _rule(_moved, A.answer_proxy, EVERY, to_stage=("advise", "notice", "publish", "closed")),
    # 选举
    _rule("nomination_answered", A.answer_nomination, "candidacy"),
    _rule(_moved, A.answer_nomination, EVERY, to_stage=("notice", "closed")),
    _rule("option_decided", A.vet_candidate, "option"),
    _rule("election_counted", A.name_written_in, EVERY),
    _rule("written_in_named", A.name_written_in, "post", "write_in_no"),
    _rule(_moved, A.name_written_in, EVERY, to_stage=("notice", "closed")),
    _rule("election_counted", A.call_second_round),
    _rule("second_round_called", A.call_second_round),
    _rule("election_confirmed", A.call_second_round),
    _rule(_moved, A.call_second_round, to_stage=("notice", "closed")),
    _rule("election_confirmed", A.confirm_election),
    _rule("recall_defended", A.defend_recall),
    _rule(_moved, A.defend_recall, to_stage=("publish", "closed")),
    # 行
    _rule("assigned", A.assign),
    _rule("work_finished", A.finish),
    _rule("covenant_filed", A.file_covenant),
    _rule("task_reviewed", A.review_task),
    _rule("task_ended", A.review_task),
    _rule("finding_rectified", A.rectify, "finding"),
    _rule("finding_waived", A.rectify, "finding"),
    # 督
    _rule("result_certified", A.certify),
    _rule(_silent, A.certify, code="not_certified"),
    _rule("finding_verified", A.verify_rectified, "finding"),
    _rule("finding_waived", A.verify_rectified, "finding"),
    _rule("objection_answered", A.answer_objection, "objection"),
    _rule("objection_remedied", A.remedy, "objection"),
    *(
        _rule(_moved, act, EVERY, **gone)
        for act in (A.answer_objection, A.mark_objection, A.remedy, A.remedy_in_silence)
        for gone in _GONE
    ),
    _rule("question_answered", A.answer_question, "question"),
    _rule("hiding_decided", A.decide_hiding, "comment"),
    _rule("spend_audited", A.audit_spend, "entry"),
    _rule("spend_struck", A.audit_spend, "entry"),
    _rule("spend_explained", A.explain_spend, "entry"),
    _rule("spend_struck", A.explain_spend, "entry"),
    # 知: people and the desk
    _rule("correction_answered", A.answer_correction, "request"),
    _rule("reset_confirmed", A.confirm_reset, "reset"),
    _rule("reset_dropped", A.confirm_reset, "reset"),
    _rule("private_matter_answered", A.answer_private, "matter"),
    _rule("office_left", A.take_office, "office"),
    _rule("office_taken", A.take_office, "succeeds"),
)

# One of several people did their part: the line's `done` goes up.
_COUNTS: tuple[Rule, ...] = (
    _rule("certificate_signed", A.certify, verdict="certify"),
    _rule("work_accepted", A.accept),
)

# Asked of nobody until the fact's own `until`, or until it is released.
_HOLDS: tuple[Rule, ...] = (
    _rule("merge_asked", A.take_up),
    _rule("finding_recorded", A.accept),
    *(_rule("suspended", act) for act in (A.assign, A.finish, A.file_covenant)),
)
_RELEASES: tuple[Rule, ...] = (
    _rule("finding_verified", A.accept, left=0),
    *(_rule("resumed", act) for act in (A.assign, A.finish, A.file_covenant)),
)


Rules = Mapping[str, tuple[Rule, ...]]


def _by_kind(rules: Iterable[Rule]) -> Rules:
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        found[rule.kind] = (*found.get(rule.kind, ()), rule)
    return found


def result_gone(step: Fact) -> bool:
    """Whether a result stands no more with this step to another stage."""
    return any(_rule(_moved, A.remedy, **gone).names(step) is not None for gone in _GONE)


ENDS, COUNTS = _by_kind(_ENDS), _by_kind(_COUNTS)
HOLDS, RELEASES = _by_kind(_HOLDS), _by_kind(_RELEASES)
CONCERNED = frozenset().union(ENDS, COUNTS, HOLDS, RELEASES)  # kinds that have a rule at all


def concerned(rules: Rules, fact: Fact) -> Iterator[tuple[A, str]]:
    """(act, ref) of each line that a fact concerns by these rules; EVERY for all of an act."""
    for rule in rules.get(fact.kind, ()):
        if (ref := rule.names(fact)) is not None:
            yield rule.act, ref


@cache
def closing(act: A) -> frozenset[str]:
    """The kinds of facts that end its lines, beside the step to another stage."""
    return frozenset(rule.kind for rule in _ENDS if rule.act is act)


# Why a line may wait without a clock that does something else one day: a code of what is said of
# it. It stands on the supervisors' list until then.
_THEIRS, _COUNTS_LATE, _NO_SILENCE, _UNTIL_RIGHT, _ANOTHER = (
    "theirs_to_do",
    "counts_when_late",
    "no_silence",
    "until_put_right",
    "another_person",
)
ENDLESS: Mapping[A, str] = {
    **dict.fromkeys(
        (A.submit, A.answer_nomination, A.answer_proxy, A.defend_recall, A.check_cost), _THEIRS
    ),
    **dict.fromkeys(
        (
            A.answer_about,
            A.answer_correction,
            A.answer_objection,
            A.answer_private,
            A.answer_question,
            A.audit_spend,
            A.explain_spend,
            A.hide_about,
            A.hide_comment,
            A.post_proof,
            A.remedy,
            A.review_task,
            A.take_office,
        ),
        _COUNTS_LATE,
    ),
    **dict.fromkeys(
        (
            A.call_second_round,
            A.check_project,
            A.confirm_election,
            A.file_covenant,
            A.name_written_in,
            A.record_study,
            A.review_legality,
            A.vet_candidate,
        ),
        _NO_SILENCE,
    ),
    **dict.fromkeys((A.rectify, A.verify_rectified, A.revise), _UNTIL_RIGHT),
    **dict.fromkeys(
        (A.confirm_official_result, A.confirm_reset, A.enter_batch_again, A.resolve_batch), _ANOTHER
    ),
}
