"""The page of one proposal, and two of its versions side by side."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import abort, g, render_template

from deliberation import clock
from deliberation.charter.acts import ActName
from deliberation.charter.cycle.offers import offers
from deliberation.charter.rulebook import Rulebook
from deliberation.charter.subjects.proposal import SEAL, Ending, Stage, Verb, seals
from deliberation.charter.voting.proxies import most
from deliberation.public.blueprint import blueprint
from deliberation.readings import community as community_reading
from deliberation.readings import rules as rules_reading
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.people import names as people
from deliberation.readings.vote import ballot_papers, counted_again, proxies
from deliberation.record.engines import current, db
from deliberation.web.acting import hidden
from deliberation.web.caching import public_page
from deliberation.web.parts import part
from deliberation.web.tenancy import actor
from deliberation.web.values import address
from deliberation.web.words.base import SEAL_STATE, VERB

from .pages import proposal_stamp


@blueprint.get("/proposals/<proposal_id>")
@public_page(proposal_stamp)
def proposal(proposal_id: str) -> Any:
    """One proposal, whole. What everybody sees alike is kept until its next fact; the reader's own
    part is made anew.
    """
    stamp = community_reading.proposal_stamp(db.session, g.community.id, proposal_id)
    view = proposal_page.page(db.session, current().url, g.community, proposal_id, stamp)
    who = actor()
    if view is None or hidden(view.row, who.person_id):
        abort(404)
    seen = proposal_page.viewer(db.session, g.community, view.row, who)
    acts = (
        [
            a
            for a in offers(seen.case)
            if not (
                a is ActName.post_proof
                and _proved(view)
                or a is ActName.check_cost
                and view.fund
                and view.fund.is_round
            )
        ]
        if who.person_id
        else []
    )
    known = who.person_id is not None
    shared = _Shared(
        view,
        seen.case.rulebook,
        known,
        view.row.stage in ("notice", "vote", "publish")
        and most(seen.case.vote) > 0
        and not seen.away,
    )
    parts = {
        name: part(f"proposal {name}", stamp, partial(shared.render, name), proposal_id, known)
        for name in _Shared.PARTS
    }
    return render_template(
        "public/proposal/proposal.html",
        view=view,
        seen=seen,
        acts=[a.value for a in acts],
        main=_main_act(acts, seen),
        **parts,
    )


@dataclass(frozen=True)
class _Shared:
    """The pieces of a proposal's page that are the same for everybody (`known`: for everybody
    signed in).
    """

    PARTS = ("head", "status", "body", "comments", "aside")
    view: proposal_page.ProposalView
    book: Rulebook
    known: bool
    has_proxies: bool

    def render(self, name: str) -> str:
        view, book = self.view, self.book
        ballots = (
            proposal_page.named_ballots(
                db.session, g.community.id, view.row.proposal_id, view.row.round_no
            )
            if name == "body" and _disclosed(view)
            else ()
        )
        by_proxy = proxies.used(db.session, view.row) if ballots else {}
        voters = (
            people.names(
                db.session, g.community.id, [*(r.person_id for r in ballots), *by_proxy.values()]
            )
            if ballots
            else {}
        )
        rounds = (
            {
                r.round_no: r
                for r in view.rounds
                if r.outcome and ballot_papers.has_paper(view.row, r)
            }
            if name == "body"
            else {}
        )
        counted = {
            n: counted_again.working(db.session, g.community.id, view.row.proposal_id, r)
            for n, r in rounds.items()
        }
        now = counted.get(view.row.round_no)
        voted_on = now.paper if now else None
        if ballots and now is None:  # an election by posts: its paper without a count of questions
            voted_on = ballot_papers.paper(
                db.session, g.community.id, view.row.proposal_id, view.row.round_no
            )
        must_meet = name == "aside" and people.meeting_demanded(
            db.session, g.community.id, view.counts, book, clock.now()
        )
        return render_template(
            f"public/proposal/_{name}.html",
            view=view,
            known=self.known,
            must_meet=must_meet,
            ballots=ballots,
            voters=voters,
            by_proxy=by_proxy,
            has_proxies=self.has_proxies,
            counted=counted,
            voted_on=voted_on,
            seals=_seals(view),
            kind=book.kinds.get(view.row.matter),
            book=book,
            lang_key="zh" if book.language == "zh_Hans" else "en",
            number_of=book.number,
        )


def _proved(view: proposal_page.ProposalView) -> bool:
    """Whether what hangs at this stage has its proof."""
    purpose = "notice" if view.row.stage in (Stage.notice.value, Stage.vote.value) else "result"
    return any(x.purpose == purpose and x.round_no == view.row.round_no for x in view.proofs)


def _disclosed(view: proposal_page.ProposalView) -> bool:
    return view.row.outcome is not None and view.row.stage not in (
        Stage.vote.value,
        Stage.notice.value,
    )


MAIN = (
    "cast_ballot",
    "record_official_result",
    "submit",
    "nominate",
    "join_recall",
    "confirm_election",
    "answer_recommendation",
    "certify",
    "accept",
    "take_up",
    "check_project",
    "propose_project",
    "recommend",
    "record_study",
    "review_legality",
    "post_proof",
    "file_covenant",
    "assign",
    "record_task_money",
    "review_task",
    "finish",
    "decide_appeal",
    "cosign",
    "rate",
    "adopt",
    "repeat_vote",
    "comment",
)


def _main_act(acts: list[ActName], seen: proposal_page.Viewer) -> str | None:
    """The one big button: the first of MAIN the reader can press."""
    names = {a.value for a in acts}
    if seen.my_ballot is not None:
        names.discard("cast_ballot")
    return next((name for name in MAIN if name in names), None)


def _seals(view: proposal_page.ProposalView) -> list[dict[str, Any]]:
    p = view.row
    states = seals(Stage(p.stage), Ending(p.ending) if p.ending else None, Stage(p.reached))
    marked = {_verb_of(q.stage) for q in view.questions}
    return [
        {
            "char": VERB[v.value][0],
            "label": VERB[v.value][1],
            "chamber": VERB[v.value][2],
            "state": states[v],
            "state_text": SEAL_STATE[states[v]],
            "marked": v in marked,
        }
        for v in Verb
    ]


def _verb_of(stage: str) -> Verb | None:
    return SEAL.get(Stage(stage))


@blueprint.get("/proposals/<proposal_id>/versions")
def versions(proposal_id: str) -> Any:
    """Two versions side by side as one text with what went and what came."""
    view = proposal_page.page(db.session, current().url, g.community, proposal_id)
    if view is None or hidden(view.row, actor().person_id):
        abort(404)
    numbers = [v.version_no for v in view.versions]
    new = address.number("new") or (numbers[-1] if numbers else 0)
    old = address.number("old") or max([n for n in numbers if n < new], default=new)
    by_number = {v.version_no: v for v in view.versions}
    if new not in by_number or old not in by_number:
        abort(404)
    pieces = rules_reading.differences(
        f"{by_number[old].title or ''}\n{by_number[old].body or ''}",
        f"{by_number[new].title or ''}\n{by_number[new].body or ''}",
    )
    return render_template(
        "public/proposal/versions.html",
        view=view,
        old=by_number[old],
        new=by_number[new],
        pieces=pieces,
    )
