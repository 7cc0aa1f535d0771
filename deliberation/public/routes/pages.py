"""Pages anybody may read: home, proposals, bodies, rules, who may do what, and one's own desk."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask_login import current_user

from deliberation import clock
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.policy import POLICY, TABLE
from deliberation.charter.cycle.policy.row import Row
from deliberation.charter.matters import registry as matters
from deliberation.charter.matters.ordinary import MATTER as ORDINARY
from deliberation.charter.rulebook import Rulebook
from deliberation.charter.subjects import SubjectType
from deliberation.charter.subjects.stages import STAGES
from deliberation.public import announced
from deliberation.public.blueprint import blueprint
from deliberation.public.stamps import record_stamp
from deliberation.readings import community as community_reading
from deliberation.readings import rules as rules_reading
from deliberation.readings.desk import waiting as desk_reading
from deliberation.readings.matters import election_list, recalls
from deliberation.readings.people import names as people
from deliberation.readings.proposals import lists as listing
from deliberation.record.engines import db
from deliberation.web.caching import public_page
from deliberation.web.parts import part
from deliberation.web.tenancy import actor, case_here, record_size, waiting_count
from deliberation.web.values import address

AT_HOME = 5  # of what waits; all of it stands on the desk
FILTERS = {
    "gathering": ("gather",),
    "deliberating": ("take_up", "advise"),
    "voting": ("notice", "vote"),
    "result": ("publish",),
    "working": ("carry_out", "inspect"),
    "rating": ("evaluate",),
    "closed": ("closed",),
    "drafts": ("draft",),
}


def rulebook() -> Rulebook:
    """The rules in force here."""
    return rules_reading.in_force(db.session, g.community.id)


@blueprint.get("/")
@public_page(record_stamp)
def home() -> Any:
    """What waits for you, what is open, what ends soon, what was decided."""
    case = _reader()
    return render_template(
        "public/pages/home.html",
        waiting=desk_reading.waiting(db.session, case, limit=AT_HOME) if case else [],
        how_many=waiting_count(),
        news=part("home", record_size(), _news),
        **announced.at_home(case),
    )


def _needed() -> Callable[[int | None], int]:
    """Co-signatures a proposal needs by what it costs, in fen; None where it costs nothing."""
    book = rulebook()
    ordinary = book.kind(ORDINARY.name).gather
    costing = [name for matter in matters.asking("cost") for name in matter.kinds_in(book)]
    priced = book.kind(costing[0]).gather if costing else ordinary
    return lambda cost: (ordinary if cost is None else priced).needed(cost)


def _news() -> str:
    decided = listing.decided(db.session, g.community.id, 5)
    return render_template(
        "public/pages/_news.html",
        soon=listing.ending_soon(db.session, g.community.id, clock.now(), 6),
        decided=decided,
        chosen=listing.chosen(db.session, g.community.id, decided),
        need_residents=_needed(),
    )


def _reader() -> Case | None:
    """The case of whoever reads, where somebody is signed in."""
    if not current_user.is_authenticated or not current_user.person_id:
        return None
    return desk_reading.case_of(
        db.session,
        g.community,
        actor(),
        community_reading.rulebook_digest(db.session, g.community.id),
    )


@blueprint.get("/proposals")
@public_page(record_stamp)
def proposals() -> Any:
    """Newest first, by stage and text; by text the reader's announcements too."""
    chosen, text, after = (
        request.args.get("stage", ""),
        request.args.get("q", "").strip()[:60],
        address.key("after"),
    )
    chosen = chosen if chosen in FILTERS else ""
    found = part(
        "proposals", record_size(), lambda: _listed(chosen, text, after), chosen, text, after
    )
    told, more = announced.found(text, limit=announced.FOUND) if text and not after else ([], None)
    return render_template(
        "public/pages/proposals.html",
        found=found,
        chosen=chosen,
        text=text,
        told=told,
        told_more=more,
        groups=announced.names_of(told),
    )


def _listed(chosen: str, text: str, after: str | None) -> str:
    found, more = listing.listing(
        db.session, g.community.id, stages=FILTERS.get(chosen, ()), text=text, before=after
    )
    return render_template(
        "public/pages/_listed.html",
        found=found,
        more=more,
        chosen=chosen,
        text=text,
        filters=FILTERS,
        need_residents=_needed(),
    )


@blueprint.get("/n/<number(most=9999):year>-<number:number>")
def by_number(year: int, number: int) -> Any:
    """The address people read out: 2026-017."""
    found = listing.by_number(db.session, g.community.id, year, number)
    return redirect(url_for("public.proposal", proposal_id=found)) if found else abort(404)


@blueprint.get("/waiting")
def waiting() -> Any:
    """What waits for me, by role, with due dates; what I wrote and what became of what I
    supported.
    """
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    if not current_user.person_id:
        abort(403)
    s, c, me = db.session, g.community.id, current_user.person_id
    start = address.number("from") or 0
    return render_template(
        "public/pages/waiting.html",
        waiting=desk_reading.waiting(s, case_here(), start=start),
        how_many=waiting_count(),
        start=start,
        page=desk_reading.MOST,
        mine=listing.mine(s, c, me),
        supported=listing.supported(s, c, me),
        need_residents=_needed(),
    )


@blueprint.get("/bodies")
@public_page(record_stamp)
def bodies() -> Any:
    """Bodies and members, with terms."""
    book = rulebook()
    continuing = frozenset(r for r, b in book.bodies.items() if b.after_term == "continue")
    recalled = next((k.recall.role for k in book.kinds.values() if k.recall.role), None)
    return render_template(
        "public/pages/bodies.html",
        bodies=people.bodies(db.session, g.community.id, clock.now(), continuing),
        book=book,
        recalled=recalled,
        recalls=recalls.running(db.session, g.community.id) if recalled else {},
        demands=bool(recalled) and _may(ActName.demand_recall),
        posts=election_list.posts_held(db.session, g.community.id),
        residents=people.residents_count(db.session, g.community.id),
    )


def _may(act: ActName) -> bool:
    """Whether somebody signed in has a role for an act that needs no subject."""
    if not current_user.is_authenticated:
        return False
    return not case_here().roles().isdisjoint(POLICY[act].roles)


@blueprint.get("/rules")
@public_page(record_stamp)
def rules() -> Any:
    """Every number of the rules in force, with its source."""
    book = rulebook()
    return render_template(
        "public/pages/rules.html",
        book=book,
        history=rules_reading.history(db.session, g.community.id),
    )


@blueprint.get("/who-may-do-what")
@public_page(record_stamp)
def who_may_do_what() -> Any:
    """The policy table, drawn from the table itself."""
    return render_template("public/pages/who_may_do_what.html", subjects=_lines())


MOST = 9  # so many stages of a type are every stage: its first and its last are often left out


def _lines() -> list[tuple[SubjectType, list[tuple[Row, list[StrEnum], bool]]]]:
    """The table by type of subject: its rows, each with its stages and whether these are all."""
    return [
        (kind, [(row, *_places(row, stages)) for row in TABLE if row.of in (None, kind)])
        for kind, stages in STAGES.items()
    ]


def _places(row: Row, stages: type[StrEnum]) -> tuple[list[StrEnum], bool]:
    where = [s for s in stages if row.at(s)]
    return where, len(where) >= min(MOST, len(stages))
