"""A real server on a real database, Chromium at 375 px, and people who sign in one after the other
for their own act.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from werkzeug.serving import make_server

from deliberation import clock, config, create_app
from deliberation.accounts.factors import making, steps
from deliberation.accounts.joining import joining
from deliberation.demo import cast
from deliberation.demo.build import Stage
from deliberation.readings.people.demo_cast import PASSWORD
from deliberation.record import demo_time
from deliberation.record.engines import Engines, current, db, use
from deliberation.record.private import accounts
from deliberation.record.tick import run_due
from tests.conftest import ROOT, absent
from tests.screens import chromium_path

QUICK_HASHES = {"ARGON2_PASSES": 1, "ARGON2_MEMORY_KIB": 8}


@pytest.fixture(scope="session")
def browser() -> Iterator:
    path = chromium_path()
    if path is None:
        absent("Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        made = p.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield made
        made.close()


@dataclass(frozen=True)
class Kept:
    """A community of the demo's people and their accounts, made once and copied for each journey;
    `path`: its file, or its name in the cluster; `keys`: the instance's folder.
    """

    path: Any
    keys: Path
    stage: dict[str, Any]
    accounts: frozenset[str]


def opened(url: str, folder: Path) -> tuple[config.Settings, Engines]:
    settings = config.from_environment(
        {"DELIBERATION_INSTANCE": str(folder), "DELIBERATION_DATABASE_URL": url}
    )
    config.ensure_keys(settings)
    key = bytes.fromhex(settings.secret_key)
    return settings, use(Engines(settings.database_url, mac_key=key, log_key=settings.log_key))


def settle(url: str, path: Any, folder: Path) -> Kept:
    """The demo's people in an otherwise empty community, by real acts."""
    settings, engines = opened(url, folder)
    demo_time.mark(engines)
    app = create_app(settings, **QUICK_HASHES)
    its_own = current()  # of which the clock asks how far civic time is ahead
    use(engines)
    with app.app_context():
        stage = Stage(engines)
        stage.enter()
        stage.accounts()
    # whoever still held it would keep the file from being whole, and the cluster from copying it
    with app.app_context():
        db.engine.dispose()
    engines.dispose()
    its_own.dispose()
    clock.offset_from(None)
    state = {k: v for k, v in vars(stage).items() if k != "engines"}
    return Kept(path, folder, state, frozenset(cast.ACCOUNTS))


@pytest.fixture(scope="session")
def sqlite_town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("town")
    shutil.copy(sqlite_template, folder / "town.sqlite3")
    return settle(f"sqlite:///{folder / 'town.sqlite3'}", folder / "town.sqlite3", folder)


@pytest.fixture(scope="session")
def postgresql_town(cluster: Any, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    name = cluster.create()
    return settle(cluster.url(name), name, tmp_path_factory.mktemp("town"))


class Town:
    """The demo's people in an otherwise empty community, served: by `deliberation serve` in a
    process of its own where the journey is about that (`processes`) and in every nightly run, else
    by threads of this one, which compile no template twice.
    """

    def __init__(self, url: str, folder: Path, browser: Any, kept: Kept, processes: bool) -> None:
        self.browser = browser
        self.phones: dict[str, Any] = {}
        self.cards: dict[str, list[str]] = {}
        self.server: Any = None
        self.process: subprocess.Popen | None = None
        for key in kept.keys.glob("*.key"):
            shutil.copy(key, folder)
        self.env = {
            "DELIBERATION_INSTANCE": str(folder),
            "DELIBERATION_DATABASE_URL": url,
            "DELIBERATION_ARGON2_TIME": "1",
            "DELIBERATION_ARGON2_MEMORY_KIB": "8",
        }
        settings, self.engines = opened(url, folder)
        self.engines.follow_demo_clock()
        self.app = create_app(settings, **QUICK_HASHES)
        self.stage = Stage.__new__(Stage)
        vars(self.stage).update(kept.stage, engines=self.engines)
        with self.app.app_context():
            for login in cast.ACCOUNTS.keys() - kept.accounts:
                self.give_account(login)
        if processes:
            with socket.socket() as s:
                s.bind(("127.0.0.1", 0))
                self.port = s.getsockname()[1]
            self.start()
        else:
            self.server = make_server("127.0.0.1", 0, self.app, threaded=True)
            self.port = self.server.server_port
            Thread(target=self.server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.port}/jiahe"

    def give_account(self, login: str) -> None:
        i, role = cast.ACCOUNTS[login]
        person, key = self.stage.people[i], cast.key(i) if role else None
        joining.give_account(self.stage.id, person, login, PASSWORD, authenticator=key)

    def start(self) -> None:
        """The server's process, until it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "deliberation", "serve"]
            + ["--port", str(self.port), "--workers", "1"],
            env={**os.environ, **self.env},
            cwd=ROOT,
        )
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz")
                return
            except OSError:
                time.sleep(0.1)
        self.close()  # a server that does not answer in time must not outlive the test
        raise RuntimeError("the server did not start")

    def stop(self) -> None:
        """The server's process, until it is gone."""
        assert self.process is not None, "ask for the town with processes"
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def close(self) -> None:
        for page in self.phones.values():
            page.context.close()
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            with self.app.app_context():
                db.engine.dispose()
        else:
            self.stop()
        self.engines.dispose()
        current().dispose()
        clock.offset_from(None)

    def authenticator(self, login: str) -> str:
        """What the person's authenticator shows.

        A code works once and the next is half a minute away, so a journey asks at most twice.
        """
        with self.app.app_context():
            found = steps.code_now(accounts.by_login(login).account_id)
        assert found, f"{login} has used the codes of this minute: take a card, `code`"
        return found

    def code(self, login: str) -> str:
        """The next code on an office holder's card, which works at once."""
        if not self.cards.get(login):
            with self.app.app_context():
                [person] = accounts.persons_of(accounts.by_login(login).account_id).values()
                card = making.issue_code_card(person, community_id=self.stage.id)
            self.cards[login] = [code for _number, code in card]
        return self.cards[login].pop(0)

    def printed_code(self, login: str) -> str:
        """The first code of a sheet the desk printed for a resident, who gives it together with the
        password.
        """
        with self.app.app_context():
            [person] = accounts.persons_of(accounts.by_login(login).account_id).values()
            return making.issue_code_card(person, "printed_codes", community_id=self.stage.id)[0][1]

    def person(self, login: str):
        """A phone in somebody's hand: a fresh browser context, signed in."""
        context = self.browser.new_context(
            viewport={"width": 375, "height": 720},
            locale="zh-CN",
            service_workers="allow" if self.process else "block",
        )
        page = context.new_page()
        page.set_default_timeout(8000)
        page.goto(f"{self.base}/sign-in")
        page.fill("#login", login)
        page.fill("#password", PASSWORD)
        page.click("main button[type=submit]")
        if cast.ACCOUNTS[login][1]:
            page.fill("#factor_code", self.code(login))
            page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "sign-in" not in url and "give-code" not in url)
        return page

    def phone(self, login: str):
        """The person's phone, signed in once and kept in the pocket between their acts."""
        if login not in self.phones:
            self.phones[login] = self.person(login)
        return self.phones[login]

    def pass_days(self, days: float) -> None:
        """Civic time goes on, and the clock does what is due."""
        demo_time.advance(int(timedelta(days=days).total_seconds()), self.engines)
        run_due(self.engines)

    def to_due(self, proposal: str) -> None:
        """Until the proposal's next date, and a second more."""
        row = self.stage.row(proposal)
        self.pass_days(max(0.0, (row.due_at - clock.now()).total_seconds() + 1) / 86400)


def processes(request: pytest.FixtureRequest) -> bool:
    """Whether the town is served by `deliberation serve`."""
    return bool(request.node.get_closest_marker("served") or os.environ.get("DELIBERATION_SERVED"))


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.nightly]),
    ]
)
def database_url(request: pytest.FixtureRequest) -> str:
    """SQLite by day and both by night."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def small_town(request: pytest.FixtureRequest, sqlite_url: str, tmp_path: Path, browser: Any):
    """On SQLite only, for journeys whose way through the databases another one has walked."""
    kept = request.getfixturevalue("sqlite_town")
    made = Town(sqlite_url, tmp_path, browser, kept, processes(request))
    yield made
    made.close()


@pytest.fixture
def town(request: pytest.FixtureRequest, database_url: str, tmp_path: Path, browser: Any):
    kept = request.getfixturevalue(f"{database_url.partition(':')[0].partition('+')[0]}_town")
    made = Town(database_url, tmp_path, browser, kept, processes(request))
    yield made
    made.close()
