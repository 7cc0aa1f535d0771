"""A small house with two communities and four neighbours, three with accounts; one of them holds an
office. Made by real acts.
"""

import html
import re
from contextlib import contextmanager
from datetime import timedelta
from zoneinfo import ZoneInfo

import pyotp
from sqlalchemy import event, select, update

from deliberation import clock
from deliberation.accounts import passwords
from deliberation.accounts.joining import joining
from deliberation.charter.case import OPERATOR
from deliberation.charter.rulebook import shipped_text
from deliberation.record import engines
from deliberation.record.ids import new_id
from deliberation.record.private import accounts
from deliberation.record.private.factors import codes as factors
from deliberation.record.private.tables import account
from deliberation.record.tables import fact, fact_body, person
from deliberation.record.write.perform import perform
from deliberation.roster.acts import people as acts
from deliberation.turns import spare

COMMUNITY, OTHER = "a" * 26, "b" * 26
BIRTH = "1958-03-07"
PASSWORD = "bamboo lantern"
CAST = {"zhang": "张三", "li": "李四", "wang": "王五", "zhao": "赵六"}


def nobody_is_busy(monkeypatch, house: "House") -> "House":
    """However slow the machine: everybody waits for a turn, as where a thread is left for pages
    (another test's app may have said how many threads this process has)."""
    monkeypatch.setattr(spare.process, "threads", None)
    monkeypatch.setattr(passwords._line, "patience", 120.0)
    return house


def build(used, app):
    """Fill an empty, migrated database by real acts: two communities, the cast, an office. →
    {login: person_id}.
    """
    for community_id, slug in ((COMMUNITY, "jiahe"), (OTHER, "other")):
        perform(
            acts.CreateCommunity(
                act_id=new_id(),
                community_id=community_id,
                slug=slug,
                community_name=f"{slug} 社区",
                timezone="Asia/Shanghai",
                language="en",
                rulebook=shipped_text("cn-2026"),
            ),
            OPERATOR,
            community_id,
            used,
        )
    perform(
        acts.EnterPeople(
            act_id=new_id(),
            entries=tuple(
                _entry(name, f"1380000000{i}") for i, name in enumerate(CAST.values(), 1)
            ),
        ),
        OPERATOR,
        COMMUNITY,
        used,
    )
    with used.read_connection() as conn:
        by_name = {
            r.name: r.person_id for r in conn.execute(select(person.c.name, person.c.person_id))
        }
    found = {login: by_name[name] for login, name in CAST.items()}
    _take_office(found["li"], "supervisor", used)
    with app.app_context():
        for login in ("zhang", "li", "zhao"):
            joining.give_account(COMMUNITY, found[login], login, PASSWORD)
    return found


def _entry(name, phone=None):
    return acts.RosterEntry(
        estate="嘉禾苑",
        building="1栋",
        unit="1",
        room=name,
        name=name,
        phone=phone,
        birth_date=BIRTH,
        area=8950,
        tenure="owner",
        lives_here=True,
    )


def _take_office(person_id, role, used):
    perform(
        acts.TakeOffice(
            act_id=new_id(),
            person_id=person_id,
            role=role,
            starts_at=clock.now() - timedelta(days=30),
            ends_at=clock.now() + timedelta(days=1700),
            document="选举结果公告",
        ),
        OPERATOR,
        COMMUNITY,
        used,
    )


class House:
    """The app, its people, and the hands of the clock.

    `person` and `secrets` go by the login of the cast.
    """

    def __init__(self, app, monkeypatch, people) -> None:
        self.app, self.person, self.secrets = app, dict(people), {}
        self._at = clock.real().replace(microsecond=0)
        monkeypatch.setattr(clock, "real", lambda: self._at)

    def enter_roster(self, community_id, login, *, name):
        perform(acts.EnterPeople(act_id=new_id(), entries=(_entry(name),)), OPERATOR, community_id)
        self.person[login] = self.rows(
            select(person.c.person_id).where(
                person.c.community_id == community_id, person.c.name == name
            )
        )[0][0]

    def give_office(self, login, role="supervisor"):
        _take_office(self.person[login], role, engines.current())

    def joined(self, login):
        """How many times it was announced that somebody joined."""
        at = self.rows(select(person.c.joined_at).where(person.c.person_id == self.person[login]))[
            0
        ][0]
        bodies = self.rows(
            select(fact_body.c.body)
            .join(
                fact,
                (fact_body.c.community_id == fact.c.community_id)
                & (fact_body.c.position == fact.c.position),
            )
            .where(fact.c.kind == "resident_joined")
        )
        facts = [b for (b,) in bodies if b and self.person[login].encode() in bytes(b)]
        assert (at is not None) == bool(facts)
        return len(facts)

    def link(self, login, community_id, key, name="同名"):
        self.enter_roster(community_id, key, name=name)
        accounts.link(accounts.by_login(login).account_id, community_id, self.person[key])
        joining.announce_join(self.person[key], community_id)

    def set_password(self, login, password):
        with self.app.app_context():
            hashed = passwords.hash_password(password)
        self.write(update(account).where(account.c.login == login).values(password_hash=hashed))

    def enrol(self, login):
        self.secrets[login] = pyotp.random_base32()
        with self.app.app_context():
            factors.add(
                "authenticator",
                self.secrets[login],
                account_id=accounts.by_login(login).account_id,
                last_step=0,
            )
        return self.secrets[login]

    def signed_in_office_holder(self):
        secret = self.secrets.get("li") or self.enrol("li")
        self.later(timedelta(seconds=60))  # a step that was not used before
        client = self.client()
        client.sign_in("li")
        client.post("/me/code", factor_code=self.totp(secret))
        assert client.whoami() == "李四"
        return client

    # --- time, tables, codes

    def now(self):
        return clock.real()

    def later(self, by):
        self._at += by

    def totp(self, secret):
        return pyotp.TOTP(secret).at(self.now())

    def local_time(self, after):
        """The full minute at or after now + `after`, as a wall clock in Shanghai shows it."""
        at = self.now() + after + timedelta(seconds=59)
        return f"{at.astimezone(ZoneInfo('Asia/Shanghai')):%H:%M}"

    def rows(self, statement):
        with engines.current().read_connection() as conn:
            return conn.execute(statement).all()

    def write(self, statement):
        with engines.current().write_connection() as conn:
            conn.execute(statement)

    @contextmanager
    def reads(self):
        with self._watch(engines.current()._read) as seen:
            yield seen

    @contextmanager
    def writes(self):
        with self._watch(engines.current()._write) as seen:
            yield seen

    @contextmanager
    def _watch(self, engine):
        seen = []

        def note(conn, cursor, statement, *rest):
            if not statement.startswith(("BEGIN", "PRAGMA")):
                seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", note)

    def client(self, **kw):
        return Browser(self.app, **kw)


class Browser:
    """A browser in the community jiahe; paths are below it, `raw_…` takes whole ones."""

    def __init__(
        self, app, *, address="192.0.2.1", https=False, agent="Mozilla/5.0 (X11; Linux) Firefox/140"
    ):
        self._client = app.test_client()
        self._base = {
            "environ_overrides": {"REMOTE_ADDR": address},
            "base_url": "https://localhost" if https else "http://localhost",
        }
        self._agent = {"User-Agent": agent}

    def raw_get(self, path):
        return self._client.get(path, headers=self._agent, **self._base)

    def raw_post(self, path, headers=None, **fields):
        return self._client.post(
            path, data=fields, headers=self._agent | (headers or {}), **self._base
        )

    def get(self, path, **query):
        return self._client.get(
            f"/jiahe{path}", query_string=query, headers=self._agent, **self._base
        )

    def post(self, path, next=None, headers=None, **fields):
        path, _, query = path.partition("?")
        return self._client.post(
            f"/jiahe{path}",
            data=fields,
            query_string=query or ({"next": next} if next else {}),
            headers=self._agent | (headers or {}),
            **self._base,
        )

    def sign_in(self, login, password=PASSWORD, next=None, **fields):
        return self.post("/sign-in", next=next, login=login, password=password, **fields)

    def whoami(self):
        return self.raw_get("/jiahe/whoami").text

    def factor(self):
        return self.raw_get("/jiahe/factor").text

    def session(self):
        return self._client.session_transaction()


def key_on(page):
    """The copyable key of the enrolling page."""
    return re.search(r"user-select-all\">([A-Z2-7 ]+)<", page.text)[1].replace(" ", "")


def sealed_on(page):
    """The hidden field of the enrolling pages."""
    return html.unescape(re.search(r'name="sealed"[^>]*value="([^"]+)"', page.text)[1])
