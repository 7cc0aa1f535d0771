"""The pages of a small world, with somebody signed in per role: what tests ask the site for as a
reader would.
"""

from __future__ import annotations

import re

import pytest

from deliberation import config, create_app
from deliberation.accounts.factors import steps
from deliberation.accounts.joining import joining
from deliberation.record.engines import use
from deliberation.record.private import accounts
from tests.world import World

LOGINS = {
    "resident": "林十二",
    "author": "林一",
    "deliberator": "议员甲",
    "councillor": "理事甲",
    "representative": "代表甲",
    "committee": "委员甲",
    "supervisor": "监事甲",
    "lead": "书记",
    "organisation": "承办甲",
    "clerk": "窗口",
}
PASSWORD = "correct-horse-battery"


@pytest.fixture
def site(small_world: World, tmp_path):
    return opened(small_world, tmp_path)


def opened(w: World, tmp_path) -> Site:
    """The application over this world."""
    settings = config.from_environment(
        {"DELIBERATION_INSTANCE": str(tmp_path), "DELIBERATION_DATABASE_URL": w.engines.url}
    )
    config.ensure_keys(settings)
    app = create_app(settings, TESTING=True, ARGON2_PASSES=1, ARGON2_MEMORY_KIB=8)
    use(w.engines)
    w.time.install()
    return Site(app, w)


class Site:
    """The application over a world, with somebody signed in per role."""

    def __init__(self, app, world: World) -> None:
        self.app, self.world = app, world
        self.clients: dict[str, object] = {}
        self.landed: dict[str, str] = {}  # where signing in led

    def client(self, role: str):
        if role == "visitor":
            return self.app.test_client()
        if role not in self.clients:
            name = LOGINS[role]
            with self.app.app_context():
                account = joining.give_account(
                    self.world.id,
                    self.world.person[name],
                    role,
                    PASSWORD,
                    authenticator="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
                    if role not in ("resident", "author")
                    else None,
                )
                assert accounts.by_id(account)
                code = steps.code_now(account)
            client = self.app.test_client()
            page = client.get("/jiahe/sign-in")
            answer = client.post(
                "/jiahe/sign-in",
                data={"login": role, "password": PASSWORD, "csrf_token": token(page)},
            )
            if code:
                answer = client.post(
                    answer.location,
                    data={"factor_code": code, "csrf_token": token(client.get(answer.location))},
                )
            assert answer.status_code == 303, answer.data.decode()[:2000]
            self.clients[role], self.landed[role] = client, answer.location
        return self.clients[role]


def token(page) -> str:
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.data.decode())[1]


def act_id(page) -> str:
    return re.search(r'name="act_id"[^>]*value="([^"]+)"', page.data.decode())[1]
