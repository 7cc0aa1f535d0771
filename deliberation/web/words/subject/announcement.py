"""What announcements, their acts and facts are called."""

from typing import Any

from deliberation.web.phrases import lazy_gettext as _l

STAGE: dict[str, Any] = {
    "shown": _l("Shown"),
    "over": _l("Over"),
    "withdrawn": _l("Withdrawn"),
}
# who speaks: the office as a body, by the role of whoever wrote it
OFFICE: dict[str, Any] = {
    "clerk": _l("Community desk"),
    "committee_member": _l("Residents’ committee"),
    "supervisor": _l("Supervisory committee"),
    "lead_organisation": _l("Lead organisation"),
}
# why a stage stays without a clock
STAYS: dict[str, Any] = {
    "announced_without_end": _l("It stays until it is corrected or withdrawn."),
    "announcement_kept": _l("It stays readable for good."),
}
ACT: dict[str, tuple[Any, Any]] = {
    "announce": (
        _l("Write an announcement"),
        _l(
            "You speak for your office. It gets a number and stands in the public record. Those it "
            "is for are told."
        ),
    ),
    "correct_announcement": (
        _l("Correct it"),
        _l(
            "A later one takes its place, for the same readers. Both stay readable, and each leads "
            "to the other."
        ),
    ),
    "withdraw_announcement": (
        _l("Withdraw the announcement"),
        _l("Your reason stands in its place. The text stays readable below it."),
    ),
    "ask_about": (
        _l("Ask about it"),
        _l("Your question goes to the office that wrote it. The answer comes here."),
    ),
    "answer_about": (_l("Answer what was asked"), _l("Everybody can read the answer.")),
    "hide_about": (
        _l("Hide the question"),
        _l("A line with the reason stays in its place. Whoever asked is told."),
    ),
    "keep_about": (
        _l("Looked at: no need to hide it"),
        _l("It stays as it is. Whoever wrote it and whoever reported it are told."),
    ),
}
CLOCK_ACT: dict[str, Any] = {
    "end_announcement": _l("The announcement is over"),
    "mark_about": _l("The question is marked as not answered"),
}
FACT: dict[str, Any] = {
    "announced": _l("Something was announced"),
    "announcement_corrected": _l("An announcement was corrected"),
    "announcement_withdrawn": _l("An announcement was withdrawn"),
    "asked_about": _l("Somebody asked about an announcement"),
    "answered_about": _l("A question about an announcement was answered"),
    "unanswered_about": _l("A question about an announcement was not answered in time"),
}
CODES: dict[str, Any] = {
    "everybody": _l("Everybody in the community"),
    "group": _l("The people of one estate or building"),
    "role": _l("Those who hold one office"),
}
REASON: dict[str, Any] = {
    "corrected_before": _l(
        "It was corrected already. Correct the later one, if that is wrong too."
    ),
    "too_far_away": _l("That day is too far away: at most %(most)s days from today."),
}
NUMBER: dict[str, Any] = {
    "limits.announced_days": _l("Days an announcement is shown, if nothing else is said"),
    "limits.announced_most_days": _l("Days an announcement is shown, at most"),
    "limits.asked_days": _l("Days to answer a question about an announcement"),
    "limits.asked_per_hour": _l("Questions of one person about announcements in an hour, at most"),
}
