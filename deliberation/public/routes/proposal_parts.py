"""The parts of a proposal's page that everybody sees alike, made once until its next fact."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import g, render_template

from deliberation import clock
from deliberation.charter.rulebook import Rulebook
from deliberation.charter.rulebook.community import PUBLIC, ROLL
from deliberation.charter.subjects.proposal import SEAL, Ending, Stage, Verb, seals
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.people import names as people
from deliberation.readings.vote import ballot_papers, counted_again, left_papers, proxies
from deliberation.record.engines import db
from deliberation.web.words.base import SEAL_STATE, VERB

NAMES = ("head", "status", "body", "comments", "aside")
_NO_VOTE: dict[str, Any] = {
    "ballots": (),
    "by_name": False,
    "voters": {},
    "by_proxy": {},
    "counted": {},
    "voted_on": None,
}
Counts = dict[int, counted_again.Working | None]  # by number of the round


@dataclass(frozen=True)
class Shared:
    """The same for everybody."""

    view: proposal_page.ProposalView
    book: Rulebook
    has_proxies: bool

    def render(self, name: str) -> str:
        """One of NAMES as HTML."""
        view, book = self.view, self.book
        return render_template(
            f"public/proposal/_{name}.html",
            view=view,
            must_meet=name == "aside" and self._must_meet(),
            has_proxies=self.has_proxies,
            seals=_seals(view),
            kind=book.kinds.get(view.row.matter),
            book=book,
            lang_key="zh" if book.language == "zh_Hans" else "en",
            number_of=book.number,
            **(self._vote() if name == "body" else _NO_VOTE),
        )

    def _must_meet(self) -> bool:
        view = self.view
        return people.meeting_demanded(
            db.session, g.community.id, view.counts, self.book, clock.now()
        )

    def _vote(self) -> dict[str, Any]:
        """Ballots with their names where they are open, and every count with its paper."""
        ballots, community = self._ballots(), g.community.id
        by_proxy = proxies.used(db.session, self.view.row) if ballots else {}
        voters = [*(r.person_id for r in ballots), *by_proxy.values()]
        counted = self._counted()
        return {
            "ballots": ballots,
            "paper_left": self._paper_left() if ballots else {},
            "by_name": _disclosed(self.view) and self._names() == ROLL,
            "by_proxy": by_proxy,
            "voters": people.names(db.session, community, voters) if ballots else {},
            "counted": counted,
            "voted_on": self._voted_on(counted, bool(ballots)),
        }

    def _paper_left(self) -> dict[str, str]:
        """Whose ballot on paper did not count, and why: they did not stay away."""
        row = self.view.row
        if row.round_no not in self.view.papers:
            return {}
        return left_papers.of_people(db.session, g.community.id, row.proposal_id, row.round_no)

    def _ballots(self) -> Sequence[Any]:
        row = self.view.row
        if not _disclosed(self.view) or self._names() != PUBLIC:
            return ()
        return proposal_page.named_ballots(
            db.session, g.community.id, row.proposal_id, row.round_no
        )

    def _names(self) -> str:
        """Who may read the ballots by name: a list kept for everybody has only public ones."""
        row = self.view.row
        kind = self.book.kinds.get(row.matter)
        return self.book.names_of(kind.vote[kind.scope(row)].electorate) if kind else ROLL

    def _counted(self) -> Counts:
        row = self.view.row
        return {
            r.round_no: counted_again.working(db.session, g.community.id, row.proposal_id, r)
            for r in self.view.rounds
            if r.outcome and ballot_papers.has_paper(row, r)
        }

    def _voted_on(self, counted: Counts, open_ballots: bool) -> ballot_papers.Paper | None:
        """The paper of this round."""
        row = self.view.row
        now = counted.get(row.round_no)
        if now is not None or not open_ballots:
            return now.paper if now else None
        # An election by posts: its paper without a count of questions.
        return ballot_papers.paper(db.session, g.community.id, row.proposal_id, row.round_no)


def _disclosed(view: proposal_page.ProposalView) -> bool:
    return view.row.outcome is not None and view.row.stage not in (
        Stage.vote.value,
        Stage.notice.value,
    )


def _seals(view: proposal_page.ProposalView) -> list[dict[str, Any]]:
    p = view.row
    states = seals(Stage(p.stage), Ending(p.ending) if p.ending else None, Stage(p.reached))
    marked = {_verb_of(q.stage) for q in view.questions}
    return [
        {
            "char": VERB[v.value][0],
            "label": VERB[v.value][1],
            "chamber": VERB[v.value][2],
            "state": states[v] if states[v] in ("done", "now") else "todo",
            "state_text": SEAL_STATE[states[v]],
            "marked": v in marked,
        }
        for v in Verb
    ]


def _verb_of(stage: str) -> Verb | None:
    return SEAL.get(Stage(stage))
