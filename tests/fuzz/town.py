"""The town the requests go to: the demo's, founded by real acts, a second community beside it, and
somebody signed in per role.

Chance and time stand still for it (`repeatable`, `Time`), so that a seed gives the same town, the
same ids and the same codes again.
"""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from itsdangerous import TimestampSigner
from sqlalchemy import select

from deliberation import clock, config, create_app
from deliberation.accounts.joining import joining
from deliberation.charter.case import OPERATOR
from deliberation.charter.rulebook import shipped_text
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.demo.build import Stage, build
from deliberation.demo.cast import ACCOUNTS, key
from deliberation.readings.people.demo_cast import PASSWORD
from deliberation.record import demo_time, tables
from deliberation.record.engines import Engines, use
from deliberation.record.ids import new_id
from deliberation.record.migrations import upgrade
from deliberation.record.private import accounts, sessions
from deliberation.record.private.sealing import token_hash
from deliberation.record.tick import run_due
from deliberation.record.write.perform import perform
from deliberation.roster.acts import people

BEGUN = datetime(2026, 6, 8, 2, 0, tzinfo=UTC)
OTHER = "heping"
# login → (index in the demo's roster, role) of the second community's people
OTHERS = {
    "resident-b": (30, None),
    "clerk-b": (17, "clerk"),
    "supervisor-b": (11, "supervisor"),
    "committee-b": (10, "committee_member"),
}


class Time:
    """Real time that goes on only when told, and by a millisecond at every look, so that ids are in
    the order they were made. Cookies and forms are signed with it too: their tokens stand among
    what later requests choose from.
    """

    def __init__(self) -> None:
        self.at, self._before = BEGUN, clock.real
        self._signed = TimestampSigner.get_timestamp

    def real(self) -> datetime:
        """Instead of the system's clock."""
        self.at += timedelta(milliseconds=1)
        return self.at

    def signed(self, *_: object) -> int:
        """Instead of what a signer takes for now."""
        return int(self.at.timestamp())

    def __enter__(self) -> "Time":
        clock.real = self.real
        TimestampSigner.get_timestamp = self.signed  # type: ignore[method-assign]
        return self

    def __exit__(self, *_: object) -> None:
        clock.real = self._before
        TimestampSigner.get_timestamp = self._signed  # type: ignore[method-assign]
        clock.offset_from(None)


@contextmanager
def repeatable(seed: str) -> Iterator[None]:
    """The system's randomness, out of a seed: ids, salts, tokens and keys come out the same
    again.
    """
    made = random.Random(seed)
    kept = os.urandom, random._urandom  # type: ignore[attr-defined]
    os.urandom = random._urandom = made.randbytes  # type: ignore[attr-defined]
    try:
        yield
    finally:
        os.urandom, random._urandom = kept  # type: ignore[attr-defined]


@dataclass
class Actor:
    """Somebody with a browser. `login` None: a visitor.

    `half`: an office holder who has not given the second factor yet.
    """

    role: str
    slug: str
    login: str | None = None
    half: bool = False
    jar: dict[str, str] = field(default_factory=dict)
    account_id: str = ""
    token: str = ""  # of the forms they were shown last


def everybody() -> list[Actor]:
    """One per account, visitors of both communities, and one who stands between password and
    code.
    """
    found = [Actor("visitor", "jiahe"), Actor("visitor-b", OTHER)]
    found += [Actor(login, "jiahe", login) for login in ACCOUNTS]
    found += [Actor(login, OTHER, login) for login in OTHERS]
    return [*found, Actor("clerk1-half", "jiahe", "clerk1", half=True)]


class Town:
    """One copy of the town: its application, its engines, and whoever is signed in."""

    def __init__(self, instance: Path, url: str, cache: Any = None) -> None:
        self.instance, self.url = instance, url
        self.settings = settings(instance, url)
        self.app = create_app(self.settings)
        if cache is not None:
            self.app.jinja_env.bytecode_cache = cache
        self.engines = use(opened(self.settings))
        self.engines.follow_demo_clock()
        self.actors = everybody()
        self.held = {
            a.login: found.account_id
            for a in self.actors
            if a.login and (found := accounts.by_login(a.login))
        }

    def sign_in(self, actor: Actor) -> None:
        """A fresh session with everything its owner can have, without pages: those are asked for
        like all others.
        """
        actor.jar = {}
        if actor.login is None or actor.login not in self.held:
            return
        actor.account_id = self.held[actor.login]
        token = sessions.open_session(actor.account_id, remembered=False, user_agent="fuzz")
        office = (ACCOUNTS | OTHERS)[actor.login][1]
        if office and not actor.half:
            token = sessions.rotate(
                token_hash(token), at=clock.real(), method="authenticator", community_id=None
            )
        signed = self.app.session_interface.get_signing_serializer(self.app)
        actor.jar["deliberation"] = signed.dumps({"_user_id": token})

    def pass_days(self, seconds: int) -> None:
        """Civic time goes on, and what is due is done."""
        with self.app.app_context():
            demo_time.advance(seconds, self.engines)
            run_due(self.engines)

    def close(self) -> None:
        """Let go of the database."""
        from deliberation.record.engines import db

        self.engines.dispose()
        with self.app.app_context():
            db.engine.dispose()


def settings(instance: Path, url: str) -> config.Settings:
    """Quick passwords; all else as in an installation."""
    return config.from_environment(
        {
            "DELIBERATION_INSTANCE": str(instance),
            "DELIBERATION_DATABASE_URL": url,
            "DELIBERATION_ARGON2_TIME": "1",
            "DELIBERATION_ARGON2_MEMORY_KIB": "8",
        }
    )


def opened(chosen: config.Settings) -> Engines:
    """The engines of an installation that is set to this."""
    return Engines(
        chosen.database_url, mac_key=bytes.fromhex(chosen.secret_key), log_key=chosen.log_key
    )


def found(instance: Path, url: str, tell: Callable[[str], None] = lambda _: None) -> None:
    """Build the town into an empty database, with its keys in the instance folder."""
    chosen = settings(instance, url)
    config.ensure_keys(chosen)
    upgrade(chosen.database_url)
    app = create_app(chosen)
    engines = use(opened(chosen))
    with app.app_context():
        build(engines, tell)
        tell("a second community beside it")
        _neighbours(engines)
    engines.dispose()


def _neighbours(engines: Engines) -> None:
    stage = Stage.__new__(Stage)
    stage.engines, stage.id, stage.people, stage.adults = engines, new_id(), [], []
    made = people.CreateCommunity(
        act_id=new_id(),
        community_id=stage.id,
        slug=OTHER,
        community_name="和平社区",
        timezone="Asia/Shanghai",
        language="en",
        rulebook=shipped_text("cn-2026"),
    )
    perform(made, OPERATOR, stage.id, engines)
    stage.enter()
    for login, (i, role) in OTHERS.items():
        secret = key(i + 60) if role else None
        joining.give_account(stage.id, stage.people[i], login, PASSWORD, authenticator=secret)
    for i in (30, 40):
        words = {"title": f"和平社区的第 {i} 件事", "body": "只在这个社区里谈。"}
        p = stage.act(i, propose.Draft(act_id=new_id(), **words)).subject_id
        stage.act(i, propose.Submit(act_id=new_id(), subject_id=p))


def copied(kept: Path, target: Path) -> tuple[Path, str]:
    """A copy of a town on SQLite: its folder and its database."""
    shutil.copytree(kept, target)
    return target, f"sqlite:///{target / 'deliberation.sqlite3'}"


def facts_since(engines: Engines, marks: dict[str, int]) -> list[str]:
    """Kinds of the facts that were written since `marks` (position by community), which are moved
    on.
    """
    f = tables.fact
    least = min(marks.values(), default=-1)
    with engines.read_connection() as conn:
        rows = conn.execute(
            select(f.c.community_id, f.c.position, f.c.kind).where(f.c.position > least)
        ).all()
    new = [r for r in rows if r.position > marks.get(r.community_id, -1)]
    for r in new:
        marks[r.community_id] = max(marks.get(r.community_id, -1), r.position)
    return [r.kind for r in new]


def positions(engines: Engines) -> dict[str, int]:
    """How far each community's record goes."""
    h = tables.log_head
    with engines.read_connection() as conn:
        return {r.community_id: r.size - 1 for r in conn.execute(select(h))}
