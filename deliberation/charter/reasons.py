"""Why something was refused: codes with parameters, never sentences and never booleans.

`web.words` says them in the reader's language; a test finds every code in both catalogues.
"""

from dataclasses import dataclass, field
from typing import Any

CODES: frozenset[str] = frozenset(
    """stacked_marks
    no_such_act wrong_stage wrong_role term_expired recused wrong_group not_signed_in
    factor_needed unknown_subject unknown_community unknown_person unknown_reference stale_version
    too_long too_short empty_text bad_choice bad_number bad_date date_in_past too_many_gathering
    already_cosigned own_proposal consent_over already_adopted not_imported not_complete
    already_decided window_closed not_on_roll already_returned already_certified own_interest
    already_objected already_answered objections_over nothing_to_object not_yet already_proved
    too_short_notice already_asked nothing_to_answer result_gone appeal_over already_appealed
    merge_target merge_self merge_open no_merge findings_open already_accepted not_in_charge
    no_organisation already_recused ballot_in_record already_suspended suspended_once
    not_suspended repeat_over already_repeated
    already_attending incompatible_office incompatible_relative already_in_office body_full
    unknown_office rulebook_refused slug_taken bad_slug already_joined already_in not_adult
    already_erased part_of_entry erased_entry holds_office share_of_representatives
    withdrawal_open no_withdrawal threshold_met threshold_not_met breach_needs_article
    another_matter already_nominated one_post_each not_a_resident list_is_published not_valid
    no_open_seat second_round_over nobody_elected
    committee_size no_woman seats_by_households recall_open recall_barred name_open name_not_elected
    no_proxies_here voted_already voted_by_proxy no_passing_on too_many_proxies candidate_holds_none
    giver_on_paper giver_recused giver_gone
    proxy_given not_your_proxy proxy_over against_instruction not_in_household paper_issued
    already_voted paper_not_out paper_in_pile already_replaced no_paper totals_do_not_add_up
    differences_open batch_open owns_already no_signing_in unknown_unit no_tasks_here not_a_task
    on_the_list not_taken_on one_plan too_many_options not_on_paper secret_on_paper
    task_goes_its_way too_short_lead more_than_received no_fund_here cost_missing not_a_fund
    not_a_round round_goes_its_way more_than_budget not_your_project too_many_projects not_resolved
    more_than_left same_text no_articles no_delegation not_a_covenant covenant_is_filed
    witness_needed two_people_needed has_left already_hidden already_kept too_many_now
    nothing_changed entry_in_use already_studied already_reviewed suspended too_many_files
    already_corrected restarted_enough lives_elsewhere votes_elsewhere votes_here
    official_system_decides bad_address opens_in_notice no_evidence more_than_entitled
    figures_do_not_add_up outcome_contradicts
    clock_ahead clock_behind last_day_missing last_day_too_soon last_day_too_far
    ends_on_its_day corrected_before too_far_away nobody_to_finish yours_already
    secret_by_proxy way_closed nothing_mended not_on_notice voted_anew_enough carried_out
    only_advises owners_only not_the_recalled nothing_left_to_bar remedy_waits
    fault_stands""".split()
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, e.g. Reason("wrong_stage", stage="vote").

    Unknown codes are programming errors.
    """

    code: str
    params: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"unknown reason code: {self.code}")

    @property
    def status(self) -> int:
        """The HTTP status that fits: 401 sign in, 403 not yours, 404 unknown, 409 too late or
        twice, 422 wrong content, 503 not now."""
        return _STATUS.get(self.code, 409)


_STATUS = {
    "too_many_now": 429,
    **dict.fromkeys(("clock_ahead", "clock_behind"), 503),
    **dict.fromkeys(("not_signed_in",), 401),
    **dict.fromkeys(
        (
            "wrong_role",
            "term_expired",
            "recused",
            "wrong_group",
            "factor_needed",
            "not_on_roll",
            "own_interest",
            "not_in_charge",
            "not_your_proxy",
            "not_in_household",
            "candidate_holds_none",
            "not_your_project",
            "no_such_act",
            "witness_needed",
            "two_people_needed",
            "yours_already",
            "not_the_recalled",
        ),
        403,
    ),
    **dict.fromkeys(
        ("unknown_subject", "unknown_community", "unknown_person", "unknown_reference"), 404
    ),
    **dict.fromkeys(
        (
            "too_long",
            "too_short",
            "empty_text",
            "stacked_marks",
            "bad_choice",
            "bad_number",
            "bad_date",
            "date_in_past",
            "bad_slug",
            "rulebook_refused",
            "not_complete",
            "no_articles",
            "breach_needs_article",
            "merge_self",
            "merge_target",
            "bad_address",
            "opens_in_notice",
            "no_evidence",
            "more_than_entitled",
            "figures_do_not_add_up",
            "outcome_contradicts",
            "paper_not_out",
            "totals_do_not_add_up",
            "differences_open",
            "one_plan",
            "not_on_paper",
            "too_short_notice",
            "too_short_lead",
            "more_than_received",
            "more_than_budget",
            "more_than_left",
            "cost_missing",
            "last_day_missing",
            "last_day_too_soon",
            "last_day_too_far",
            "too_far_away",
            "same_text",
            "nothing_changed",
            "too_many_files",
            "against_instruction",
        ),
        422,
    ),
}


class Refused(Exception):
    """An act was refused, with every reason. Nothing was written."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__(", ".join(r.code for r in reasons))
        self.reasons = reasons

    @property
    def status(self) -> int:
        """The status of the first reason."""
        return self.reasons[0].status


def refuse(code: str, **params: Any) -> Refused:
    """Shorthand: `raise refuse("not_yet", due=…)`."""
    return Refused(Reason(code, params))


def at_field(reason: Reason, field: str) -> Reason:
    """The same, said beside the field of a form it speaks of."""
    return Reason(reason.code, {**reason.params, "field": field})
