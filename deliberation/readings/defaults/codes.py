"""What can happen to a matter by default, or beside the ordinary way: by which fact it is known,
and whose part it was.

Called by `reading`; `web.words` has the sentence of each code.
"""

from collections.abc import Mapping
from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.cycle.remedies import AGAIN, COUNCIL, DECLINED, UPHELD
from deliberation.charter.roles import Role as R
from deliberation.charter.subjects.proposal import Stage

# The code of each kind of fact that has one alone; a silence says its own.
BY_KIND: dict[str, str] = {
    "objection_unanswered": "objection_unanswered",
    "objection_unremedied": "objection_unremedied",
    "objection_remedied": "objection_remedied",
    "question_unanswered": "question_unanswered",
    "unanswered_about": "about_unanswered",
    "spend_unaudited": "spend_unaudited",
    "notice_extended": "notice_extended",
    "notice_shortened": "notice_shortened",
    "notice_restarted": "notice_restarted",
    "merge_declined": "merge_declined",
    "merged": "merged",
    "withdrawal_announced": "withdrawn",
    "author_changed": "taken_over",
    "returned": "returned",
    "put_aside": "set_aside",
    "not_carried_out": "not_carried_out",
    "advisory_chosen": "without_study",
    "suspended": "suspended",
    "finding_waived": "fault_given_up",
}
SILENT = "passed_in_silence"
KINDS: tuple[str, ...] = (SILENT, *BY_KIND)

REFUSED, SPLIT, STUDY_AWAITED = "certificate_refused", "certificates_split", "study_awaited"
FAULTY, WAITS = "fault_open", "objection_waits"
# What the step that ended it leaves unsaid: code → the act that was asked for, of which entry, and
# what is asked for anew by a step that goes back instead, which is said by itself.
LAPSED: dict[str, tuple[A, str, tuple[A, ...]]] = {
    "result_not_posted": (A.post_proof, "result", (A.recommend, A.open_vote)),
    "not_vetted": (A.vet_candidate, "", ()),
}

# Whose part it was. An entry (a question, an objection, a payment) is owed by whoever was asked.
WHOSE: dict[str, tuple[R, ...]] = {
    "no_deliberation_council": (R.deliberator,),
    "adopted_in_silence": (R.deliberator,),
    "council_silent": (R.councillor,),
    "not_reviewed": (R.clerk, R.committee_member),
    "author_silent": (R.author,),
    "text_kept": (R.author,),
    "breach_unanswered": (R.author,),
    "no_proof_of_posting": (R.clerk,),
    "not_certified": (R.supervisor,),
    "not_inspected": (R.supervisor,),
    "not_reported": (R.organisation, R.committee_member),
    "hiding_unanswered": (R.supervisor,),
    "committee_in_charge": (R.committee_member,),
    "appeal_unanswered": (R.supervisor,),
    "too_few_candidates": (),
    "not_confirmed": (R.election_committee,),
    "no_defence": (),
    "paper_one_entry": (R.clerk, R.supervisor),
    "paper_uncounted": (R.supervisor,),
    "no_official_result": (R.clerk,),
    "official_unconfirmed": (R.supervisor,),
    "task_not_reviewed": (R.committee_member, R.clerk),
    "notice_extended": (R.clerk,),
    "notice_shortened": (R.committee_member,),
    "notice_restarted": (R.clerk, R.committee_member),
    "merge_declined": (R.author,),
    "merge_lapsed": (R.author,),
    "merged": (R.deliberator,),
    "withdrawn": (R.author,),
    "taken_over": (R.cosigner,),
    "returned": (R.supervisor,),
    "set_aside": (R.clerk, R.committee_member),
    "not_carried_out": (R.committee_member,),
    "without_study": (R.author,),
    "suspended": (R.supervisor,),
    "fault_given_up": (R.organisation, R.committee_member),
    FAULTY: (R.organisation, R.committee_member),
    "result_not_posted": (R.clerk,),
    "not_vetted": (R.election_committee,),
    STUDY_AWAITED: (R.lead_organisation,),
    REFUSED: (R.supervisor,),
    SPLIT: (R.supervisor,),
}

# Facts about one entry: the field that names it, and the act that was owed.
ENTRY: dict[str, tuple[str, A]] = {
    "objection_unanswered": ("objection", A.answer_objection),
    "objection_unremedied": ("objection", A.remedy),
    WAITS: ("objection", A.remedy),
    "objection_remedied": ("objection", A.remedy),
    "remedied_in_silence": ("objection", A.remedy),
    "remedy_declined": ("objection", A.remedy),
    "question_unanswered": ("question", A.answer_question),
    "about_unanswered": ("question", A.answer_about),
    "spend_unaudited": ("entry", A.audit_spend),
}
CODES: tuple[str, ...] = (*WHOSE, *ENTRY)

# What whoever reads a result has to know of it: how it came about, and whether it stands.
OF_RESULT = frozenset(
    {
        "breach_unanswered",
        "no_proof_of_posting",
        "not_certified",
        "not_confirmed",
        "paper_one_entry",
        "paper_uncounted",
        "official_unconfirmed",
        "notice_shortened",
        "objection_unanswered",
        "objection_unremedied",
        WAITS,
        "objection_remedied",
        "remedied_in_silence",
        "remedy_declined",
        "returned",
        "set_aside",
        "not_carried_out",
        "without_study",
        "result_not_posted",
        "not_vetted",
        REFUSED,
        SPLIT,
    }
)


# What a result is called that stands no more: set aside, or voted on anew; and one of which nobody
# knows yet whether it will, since what has to follow from an upheld objection is awaited.
SET_ASIDE, VOID, CONTESTED = "set_aside", "void", "contested"


GONE = (SET_ASIDE, VOID)


def undone_by(kind: str, public: Mapping[str, Any]) -> str | None:
    """What the result of its round is called since this fact; None where it stands as before."""
    if kind == "put_aside":
        return SET_ASIDE
    if kind == "objection_answered" and public["outcome"] in UPHELD:
        return CONTESTED
    again = kind == "objection_remedied" and public["way"] in (AGAIN, COUNCIL)
    faulty = kind == "returned" and public["to_stage"] == Stage.notice.value
    return VOID if again or faulty else None


def code_of(kind: str, act: str, public: Mapping[str, Any]) -> str:
    """The code a fact of KINDS gives. act: what was done when it was written."""
    if kind == SILENT:
        return str(public["code"])
    if kind == "merge_declined" and act == A.merge.value:
        return "merge_lapsed"  # by the clock: its author has not said no
    if kind == "objection_remedied" and act == A.remedy_in_silence.value:
        return "remedied_in_silence"
    if kind == "objection_remedied" and public["way"] == DECLINED:
        return "remedy_declined"
    return BY_KIND[kind]
