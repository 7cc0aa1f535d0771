"""A vote that the city's own system holds is announced: where to vote, from which day to which.

Called by `resolve.routes.official`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from deliberation.charter.act import Act, a_day, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.vote import official as f
from deliberation.charter.facts.vote.resolve import WindowMoved
from deliberation.charter.moves import days, start
from deliberation.charter.needs.rows import filled
from deliberation.charter.official import must_be_elsewhere
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Stage


def _link(text: str | None) -> str | None:
    link = optional_words(text, most=300, what="link")
    if link is None:
        return None
    try:
        parts = urlsplit(link)
        plain = (
            parts.scheme in ("https", "http") and bool(parts.hostname) and parts.username is None
        )
    except ValueError:
        plain = False
    if not plain or any(c.isspace() for c in link):
        raise refuse("bad_address", field="link")
    return link


@dataclass(frozen=True, kw_only=True)
class AnnounceOfficialVote(Act):
    """Where owners vote, from which day to which.

    Once the vote is under way its last day may be put off, never brought forward.
    """

    name = ActName.announce_official_vote
    system: str
    opens_on: str
    closes_on: str
    link: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        must_be_elsewhere(case)
        p = case.proposal
        opens, closes = self._days(case, now)
        announced = f.OfficialVoteAnnounced(
            by=case.me,
            round_no=p.round_no,
            opens_on=opens.isoformat(),
            closes_on=closes.isoformat(),
            system=words(self.system, most=100, what="system"),
            link=_link(self.link),
            subject=case.about,
        )
        end = case.calendar.end_of_day(closes, case.community.timezone)
        if case.stage is not Stage.vote or end == case.closes_at:
            return [announced]
        return [announced, *_put_off(case, end)]

    def _days(self, case: Case, now: datetime) -> tuple[date, date]:
        """The first and the last: within the notice it opens when the notice is over; it ends after
        that, or after now.
        """
        p, tz = case.proposal, case.community.timezone
        opens, closes = a_day(self.opens_on, "opens_on"), a_day(self.closes_on, "closes_on")
        if closes < opens or case.calendar.end_of_day(closes, tz) <= (
            filled(p.due_at) if case.stage is Stage.notice else now
        ):
            raise refuse("bad_date", field="closes_on")
        if case.stage is Stage.notice:  # it runs first
            first = case.calendar.local_day(filled(p.due_at), tz)
            if opens < first:
                raise refuse("opens_in_notice", first=first.isoformat())
        return opens, closes


def _put_off(case: Case, end: datetime) -> list[Fact]:
    """The window moves to a later end, and with it the clock that closes it."""
    if end < case.closes_at:
        raise refuse("bad_date", field="closes_on")
    p = case.proposal
    clock = days(case, case.vote.official_days, ActName.close_vote, start=end)
    return [
        WindowMoved(round_no=p.round_no, closes_at=end, subject=case.about),
        start(case, clock),
    ]
