"""Least and most of an integer in a rulebook, by its key.

Called by `typed` on every integer.
"""

# Ten years: a longer deadline is a slip of the finger, and a date past the year 9999 would stop the
# clock.
MOST_DAYS = 3660
MOST = 1_000_000
MOST_FEN = 10**13  # a hundred thousand million yuan


def size(name: str, value: int) -> str | None:
    """Why an integer of this key cannot be; None if it can."""
    most = MOST_DAYS if name.endswith("days") else MOST_FEN if name.endswith("fen") else MOST
    least = 1 if name in _POSITIVE else 0
    if value < 0:
        return "cannot be negative"
    if value < least:
        return f"at least {least} is needed here"
    return f"more than {most} is a slip" if value > most else None


_POSITIVE = {
    "residents",
    "office_holders",
    "certifiers",
    "inspectors",
    "fresh_minutes",
    "gathering_per_person",
    "title_max",
    "text_max",
    "comment_max",
    "reason_max",
    "term_years",
    "committee_min",
    "comments_per_hour",
    "reports_per_hour",
    "supports_per_hour",
    "hiding_days",
    "review_days",
    "seats_min",
    "seats_max",
    "nominators",
    "private_per_hour",
    "private_days",
    "announced_days",
    "announced_most_days",
    "asked_days",
    "asked_per_hour",
    "call_days_min",
    "call_days_max",
    "projects_per_person",
    "points",
    "audit_working_days",
}
