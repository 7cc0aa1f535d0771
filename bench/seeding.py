"""The community that is measured: proposals, discussions, an open vote and people signed in."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

import tests.world as world_module
from deliberation import clock, config, create_app
from deliberation.charter.case import OPERATOR
from deliberation.cycle.propose.acts.thread import Comment
from deliberation.record import tables
from deliberation.record.demo_time import advance
from deliberation.record.engines import Engines, use
from deliberation.record.ids import new_id
from deliberation.record.migrations import upgrade
from deliberation.record.write.perform import perform
from deliberation.roster.acts import importing as import_acts
from deliberation.roster.acts.founding import AdoptRulebook
from deliberation.roster.acts.people import EnterPeople
from tests.world import OFFICES, RESIDENTS, World

from .signed_in import signed_in

VOTERS = 40
# A crowd of forty does what hundreds would: it meets no limit of one person.
RULES = """extends = "cn-2026"
[limits]
comments_per_hour = 100000
supports_per_hour = 100000
"""
# … and what it signs goes on gathering.
GATHERING = """[kinds.ordinary.gather]
residents = 1000
office_holders = 1000
"""
AT_ONCE = 500  # entries of a roster


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
    with a contribution, `comment`; `rated`: one that is evaluated; `closed`: one that has gone the
    whole way; `cookies`: each voter's session and form token.
    """

    engines: Engines
    community: str
    pages: dict[int, str]
    vote: str
    version_no: int
    talk: str
    comment: str
    rated: str
    closed: str
    cookies: list[tuple[str, str]]


def seeded(url: str, folder: str, residents: int = 0, longest: int = 5000) -> Seeded:
    """A community with 100 public proposals, one with 50 comments, one with so many as the longest
    discussion has, one open vote, and signed-in cookies. residents: so many more on its roster.
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
    _residents(w, residents)
    closed, rated = (w.completed(ballots=_all_for(names)), w.in_evaluate(ballots=_all_for(names)))
    vote = w.in_vote()
    proposals(w.id, engines, "bench")
    pages = _discussed(w, longest)
    app = create_app(settings, ARGON2_PASSES=1, ARGON2_MEMORY_KIB=8)
    use(engines)
    cookies = signed_in(app, w, list(names), vote)
    w.operate(AdoptRulebook(act_id=new_id(), source=RULES + GATHERING))
    talk = w.submitted("林一")
    w.act("林二", Comment(act_id=new_id(), subject_id=talk, stance="for", body="支持。"))
    comment = w.rows(tables.comment, tables.comment.c.subject_id == talk)[0].comment_id
    return Seeded(
        engines, w.id, pages, vote, w.row(vote).version_no, talk, comment, rated, closed, cookies
    )


def _all_for(names: dict[str, str]) -> dict[str, str]:
    return dict.fromkeys(names, "for")


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


def _residents(w: World, many: int) -> None:
    """So many more people on the roster, four to a flat."""
    for start in range(0, many, AT_ONCE):
        some = range(start, min(start + AT_ONCE, many))
        entries = tuple(w.entry(f"居民{i}", 1000 + i // 4, building="9栋") for i in some)
        w.operate(EnterPeople(act_id=new_id(), entries=entries))


def proposals(community: str, engines: Engines, source: str, many: int = 100) -> None:
    """So many from elsewhere, twenty an act: `source`0, `source`1, …"""
    for batch in range(many // 20):
        entries = tuple(_proposal(batch, j) for j in range(20))
        act = import_acts.ImportProposals(
            act_id=new_id(), source=f"{source}{batch}", source_digest="0" * 64, entries=entries
        )
        perform(act, OPERATOR, community, engines)


def _proposal(batch: int, j: int) -> import_acts.SourceProposal:
    title, body = f"提议第 {batch}-{j} 号：公园长椅", "在中心花园步道两侧增设长椅。" * 6
    return import_acts.SourceProposal(str(j), title, body, "2015-09-15", "#1", 10)


def _discussed(w: World, longest: int) -> dict[int, str]:
    """How many comments → the proposal that has them."""
    rows = w.rows(tables.proposal, tables.proposal.c.source == "bench0")
    found = {}
    for row, many in ((rows[0], 50), (rows[1], longest)):
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
