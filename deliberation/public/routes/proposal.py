"""The page of one proposal: what everybody sees alike, and what its reader can do."""

from typing import Any

from flask import abort, g, render_template
from markupsafe import Markup

from deliberation.charter.acts import ActName
from deliberation.charter.subjects.proposal import Stage
from deliberation.charter.voting.proxies import most
from deliberation.public.blueprint import blueprint
from deliberation.public.stamps import proposal_stamp
from deliberation.readings import community as community_reading
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.page.reader import Reader, reader
from deliberation.record.engines import current, db
from deliberation.web.caching import public_page
from deliberation.web.drawn.slots import Drawing
from deliberation.web.parts import kept
from deliberation.web.places import hidden
from deliberation.web.tenancy import actor

from . import proposal_parts


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
    reading = reader(db.session, seen.case, proposal_id)
    acts = _acts(view, reading)
    return render_template(
        "public/proposal/proposal.html",
        view=view,
        seen=seen,
        acts=[a.value for a in acts],
        main=_main_act(acts, seen, reading),
        reader=reading,
        **_parts(view, seen, stamp, reading),
    )


def _parts(
    view: proposal_page.ProposalView, seen: proposal_page.Viewer, stamp: int, reading: Reader
) -> dict[str, Markup]:
    """What everybody sees alike, by its name in the template, less what this reader could not
    press.
    """
    shared = proposal_parts.Shared(view, seen.case.rulebook, _has_proxies(view, seen))
    ident = view.row.proposal_id

    def one(name: str) -> Markup:
        made = kept(f"proposal {name}", stamp, lambda: Drawing.of(shared.render(name)), ident)
        drawn: Markup = made.drawn(reading)
        return drawn

    return {name: one(name) for name in proposal_parts.NAMES}


def _has_proxies(view: proposal_page.ProposalView, seen: proposal_page.Viewer) -> bool:
    """Whether the page leads to who votes for whom."""
    at = view.row.stage in ("notice", "vote", "publish")
    return at and most(seen.case.vote) > 0 and not seen.away


def _acts(view: proposal_page.ProposalView, reading: Reader) -> list[ActName]:
    """What the reader can do now, without what has been done or is done elsewhere."""
    needless = {
        ActName.post_proof: _proved(view),
        ActName.check_cost: view.fund is not None and view.fund.is_round,
        ActName.withdraw: view.fund is not None and view.fund.is_round and bool(view.fund.on_list),
    }
    return [a for a in reading.offered if not needless.get(a)]


def _proved(view: proposal_page.ProposalView) -> bool:
    """Whether what hangs at this stage has its proof."""
    purpose = "notice" if view.row.stage in (Stage.notice.value, Stage.vote.value) else "result"
    return any(x.purpose == purpose and x.round_no == view.row.round_no for x in view.proofs)


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


# The big button only where it is asked of the reader.
IF_ASKED = frozenset({"assign", "certify", "finish", "post_proof", "review_task"})
# What is asked at one entry, as the big button: before all else.
AT_ENTRIES = (
    "remedy",
    "answer_objection",
    "answer_question",
    "explain_spend",
    "audit_spend",
    "rectify",
    "verify_rectified",
)


def _main_act(acts: list[ActName], seen: proposal_page.Viewer, reading: Reader) -> str | None:
    """The one big button: what waits for the reader at an entry, else the first of MAIN they can
    press. → the act, and the entry behind a slash.
    """
    for name in AT_ENTRIES:
        refs = sorted(ref for act, ref in reading.asked if act == name)
        if refs:
            return f"{name}/{refs[0]}"
    asked = {act for act, _ref in reading.asked}
    names = {a.value for a in acts} - (IF_ASKED - asked)
    if seen.my_ballot is not None:
        names.discard("cast_ballot")
    if seen.my_rating:
        names.discard("rate")
    return next((name for name in MAIN if name in names), None)
