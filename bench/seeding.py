"""The community that is measured: proposals, discussions, an open vote and people signed in."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import insert

import tests.world as world_module
from deliberation import clock, config, create_app
from deliberation.accounts.joining import joining
from deliberation.charter.case import OPERATOR
from deliberation.cycle.propose.acts.thread import Comment
from deliberation.record import tables
from deliberation.record.demo_time import advance
from deliberation.record.engines import Engines, use
from deliberation.record.ids import new_id
from deliberation.record.migrations import upgrade
from deliberation.record.private import sessions
from deliberation.record.private.sealing import token_hash
from deliberation.record.write.perform import perform
from deliberation.roster.acts import importing as import_acts
from tests.world import OFFICES, RESIDENTS, World

VOTERS = 40
# A crowd of forty does what hundreds would: it meets no limit of one person.
RULES = """extends = "cn-2026"
[limits]
comments_per_hour = 100000
supports_per_hour = 100000
"""


class Now:
    """Real time; the world's steps move civic time through the demo's offset."""

    def __init__(self, engines: Engines) -> None:
        self.engines = engines

    @property
    def at(self) -> datetime:
        """What the world takes for now."""
        return clock.now()

    def to(self, moment: datetime) -> None:
        """Further, never back."""
        advance(max(0, int((moment - clock.now()).total_seconds()) + 1), self.engines)


@dataclass(frozen=True)
class Seeded:
    """`pages`: how many comments → the proposal that has so many; `talk`: one that gathers names,
    with a contribution, `comment`; `cookies`: each voter's session and form token.
    """

    engines: Engines
    pages: dict[int, str]
    vote: str
    version_no: int
    talk: str
    comment: str
    cookies: list[tuple[str, str]]


def seeded(url: str, folder: str) -> Seeded:
    """A community with 100 public proposals, one with 50 comments, one with 5,000, one open vote,
    and signed-in cookies.
    """
    upgrade(url)
    settings = config.from_environment(
        {"DELIBERATION_INSTANCE": folder, "DELIBERATION_DATABASE_URL": url}
    )
    config.ensure_keys(settings)
    engines = _opened(settings)
    names = {f"选民{i}": "representative" for i in range(VOTERS)}
    world_module.START = clock.now()
    w = World(engines, Now(engines), rulebook=RULES).populate(
        offices={**OFFICES, **names}, residents=RESIDENTS
    )
    vote = w.in_vote()
    _proposals(w)
    pages = _discussed(w)
    app = create_app(settings, ARGON2_PASSES=1, ARGON2_MEMORY_KIB=8)
    use(engines)
    cookies = [_signed_in(app, token, vote) for token in _sessions(app, w)]
    talk = w.submitted("林一")
    w.act("林二", Comment(act_id=new_id(), subject_id=talk, stance="for", body="支持。"))
    comment = w.rows(tables.comment, tables.comment.c.subject_id == talk)[0].comment_id
    return Seeded(engines, pages, vote, w.row(vote).version_no, talk, comment, cookies)


def _opened(settings: config.Settings) -> Engines:
    """The database, as one whose civic time may be moved."""
    engines = use(
        Engines(
            settings.database_url,
            mac_key=bytes.fromhex(settings.secret_key),
            log_key=settings.log_key,
        )
    )
    with engines.write_connection() as conn:
        conn.execute(insert(tables.demo_clock).values(one=1, offset_seconds=0))
    engines.follow_demo_clock()
    return engines


def _proposals(w: World) -> None:
    for batch in range(5):
        entries = tuple(_proposal(batch, j) for j in range(20))
        act = import_acts.ImportProposals(
            act_id=new_id(), source=f"bench{batch}", source_digest="0" * 64, entries=entries
        )
        w.operate(act)


def _proposal(batch: int, j: int) -> import_acts.SourceProposal:
    title, body = f"提议第 {batch}-{j} 号：公园长椅", "在中心花园步道两侧增设长椅。" * 6
    return import_acts.SourceProposal(str(j), title, body, "2015-09-15", "#1", 10)


def _discussed(w: World) -> dict[int, str]:
    """How many comments → the proposal that has them."""
    rows = w.rows(tables.proposal, tables.proposal.c.source == "bench0")
    found = {}
    for row, many in ((rows[0], 50), (rows[1], 5000)):
        for start in range(0, many, 250):
            entries = tuple(_comment(n, many) for n in range(start, min(start + 250, many)))
            _comments(w, row.proposal_id, entries)
        found[many] = row.proposal_id
    return found


def _comment(n: int, many: int) -> import_acts.SourceComment:
    at = clock.now().astimezone(UTC) - timedelta(minutes=many - n)
    body = "支持，家里老人一直盼着，希望早点定下来。" * 2
    return import_acts.SourceComment(str(n), None, body, at, "#7", 1, 0)


def _comments(w: World, proposal: str, entries: tuple[import_acts.SourceComment, ...]) -> None:
    act = import_acts.ImportComments(
        act_id=new_id(),
        subject_id=proposal,
        source="bench0",
        source_digest="0" * 64,
        entries=entries,
        ids={e.source_id: new_id() for e in entries},
    )
    perform(act, OPERATOR, w.id, w.engines)


def _sessions(app: Flask, w: World) -> list[str]:
    """A token for each voter, with a fresh second factor."""
    with app.app_context():
        return [_session(w, i) for i in range(VOTERS)]


def _session(w: World, i: int) -> str:
    account = joining.give_account(
        w.id,
        w.person[f"选民{i}"],
        f"voter{i}",
        "correct-horse-battery",
        authenticator="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    )
    opened = token_hash(sessions.open_session(account, remembered=False, user_agent="bench"))
    return sessions.rotate(opened, at=clock.real(), method="authenticator", community_id=None)


def _signed_in(app: Flask, token: str, vote: str) -> tuple[str, str]:
    """Cookie and form token. Outside an application's context: requests inside one would share one
    `g`, and with it one form token.
    """
    client: Any = app.test_client()
    with client.session_transaction() as s:
        s["_user_id"], s["_fresh"] = token, True
    page = client.get(f"/jiahe/proposals/{vote}/cast-ballot").data.decode()
    csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    return client.get_cookie("deliberation").value, csrf
