"""The public record: a timeline anybody can read, each fact with its proof, and the log as standard
tiles.
"""

import json
from typing import Any

from flask import Response, abort, current_app, g, render_template

from deliberation.charter.facts import Fact
from deliberation.public.blueprint import blueprint
from deliberation.public.stamps import proposal_stamp, record_stamp
from deliberation.readings import defaults, tree
from deliberation.readings import record as reading
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.vote.files import ballot_file, counted_json
from deliberation.record.engines import current, db
from deliberation.record.log import checkpoint
from deliberation.web.caching import public_page
from deliberation.web.errors.pages import page
from deliberation.web.phrases import gettext as _
from deliberation.web.values import address
from deliberation.web.values.moments import localminute
from deliberation.web.words import fact as fact_words

QUIET = ("obligations_set", "obligation_ended", "date_moved", "draft_revised", "proposal_drafted")


def origin() -> str:
    """The log's name in its checkpoint."""
    return f"{current_app.config['PUBLIC_HOST']}/{g.community.slug}"


@blueprint.get("/record")
@public_page(record_stamp)
def record() -> Any:
    """Facts, newest first."""
    before = address.number("before")
    found, more = reading.recent(db.session, g.community.id, before=before)
    size, root = tree.head(db.session, g.community.id)
    key = checkpoint.verifier_key(origin(), checkpoint.public_key(current_app.config["LOG_KEY"]))
    return render_template(
        "public/record/record.html", found=found, more=more, size=size, root=root.hex(), key=key
    )


@blueprint.get("/record/<number:position>")
def record_fact(position: int) -> Any:
    """One fact with its header, open bodies and proof of inclusion."""
    fact = reading.one(db.session, g.community.id, position)
    if fact is None:
        abort(404)
    told = list(fact_words.told(fact["fact"], fact["erased"], localminute))
    return render_template(
        "public/record/fact.html",
        fact=fact,
        told=told,
        undone=_undone(fact["fact"]),
        proof=tree.inclusion(db.session, g.community.id, position),
    )


def _undone(fact: Fact) -> str | None:
    """Of a fact that says how a round ended: what that is called since, where it stands no more."""
    round_no = getattr(fact, "round_no", None)
    if not hasattr(fact, "outcome") or round_no is None or fact.subject_id is None:
        return None
    found = defaults.of_one(db.session, g.community.id, fact.subject_id)
    return defaults.undone(found).get(round_no)


@blueprint.get("/proposals/<proposal_id>/ballots/<number:number>")
@blueprint.get("/proposals/<proposal_id>/ballots/<number:number>/<number:question>")
def ballots(proposal_id: str, number: int, question: int = 1) -> Any:
    """The ballots of a counted vote, the first, the repeated one …, as a file that `deliberation
    tally` counts again; of several questions, one each.
    """
    found = ballot_file.ballot_file(
        db.session, g.community.id, g.community.slug, proposal_id, number, question
    )
    if found is None:
        return _no_ballots(proposal_id, number)
    more = f"-{question}" if question > 1 else ""
    name = f"{g.community.slug}-{proposal_id}-{number}{more}{found.ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(found.text, mimetype="text/plain", headers=headers)


def _no_ballots(proposal_id: str, number: int) -> Any:
    """404, with the reason where the ballots lie elsewhere."""
    if not ballot_file.elsewhere(db.session, g.community.id, proposal_id, number):
        abort(404)
    said = _(
        "The ballots of this vote lie in the official system that held it. "
        "Its figures stand with the result."
    )
    return page(404, [said])


@blueprint.get("/proposals/<proposal_id>/working/<number:number>")
@public_page(proposal_stamp)
def working(proposal_id: str, number: int) -> Any:
    """A counted round with its whole working, for other programs: each result has the digest that
    is on record.
    """
    view = proposal_page.page(db.session, current().url, g.community, proposal_id)
    rounds = view.rounds if view is not None else ()
    rnd = next((r for r in rounds if r.round_no == number and r.outcome), None)
    if rnd is None:
        abort(404)
    said = counted_json.said(db.session, g.community.id, rnd)
    if said is None:
        return page(404, [_("This vote was not counted.")])
    beside = [d.as_json() for d in view.beside(number)] if view is not None else []
    whole = {"community": g.community.slug, "proposal": proposal_id, **said, **_stands(view, rnd)}
    whole["beside"] = beside
    return Response(json.dumps(whole, ensure_ascii=False), mimetype="application/json")


def _stands(view: Any, rnd: Any) -> dict[str, Any]:
    """Whether the outcome of this round stands, and what it is called where it does not."""
    called = view.outcome(rnd)
    return {"stands": True} if called == rnd.outcome else {"stands": False, "since": called}


@blueprint.get("/checkpoint")
def record_checkpoint() -> Response:
    """The signed head (C2SP tlog-checkpoint)."""
    return Response(
        tree.signed_checkpoint(db.session, g.community.id, origin(), current_app.config["LOG_KEY"]),
        mimetype="text/plain",
    )


@blueprint.get("/tile/<path:path>")
def record_tile(path: str) -> Response:
    """Tiles of hashes and of entries (C2SP tlog-tiles)."""
    level, _slash, rest = path.partition("/")
    try:
        if level == "entries":
            data = tree.entry_tile(db.session, g.community.id, rest)
        else:
            data = (
                tree.hash_tile(db.session, g.community.id, int(level), rest)
                if level.isdecimal() and level == str(int(level)) and int(level) < 64
                else None
            )
    except ValueError:
        data = None
    if data is None:
        abort(404)
    response = Response(data, mimetype="application/octet-stream")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
