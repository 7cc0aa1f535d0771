"""A real server on a real database, Chromium at 375 px, and people who sign in one after the other for their own act."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deliberation import clock, config, create_app
from deliberation.demo import cast
from deliberation.demo.build import Stage
from deliberation.people import second_factor
from deliberation.readings.demo_cast import PASSWORD
from deliberation.record import demo_time
from deliberation.record.engines import Engines, use
from deliberation.record.private import accounts
from deliberation.record.tick import run_due
from tests.conftest import ROOT, absent
from tests.screens import chromium_path


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


class Town:
    """The demo's people in an otherwise empty community, served by `deliberation serve`."""

    def __init__(self, url: str, folder: Path, browser) -> None:
        self.browser = browser
        self.phones: dict[str, Any] = {}
        self.env = env = {"DELIBERATION_INSTANCE": str(folder), "DELIBERATION_DATABASE_URL": url}
        settings = config.from_environment(env)
        config.ensure_keys(settings)
        self.engines = use(
            Engines(
                settings.database_url,
                mac_key=bytes.fromhex(settings.secret_key),
                log_key=settings.log_key,
            )
        )
        demo_time.mark(self.engines)
        self.engines.follow_demo_clock()
        self.app = create_app(settings, ARGON2_PASSES=1, ARGON2_MEMORY_KIB=8)
        with self.app.app_context():
            self.stage = Stage(self.engines)
            self.stage.enter()
            self.stage.accounts()
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}/jiahe"
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "deliberation",
                "serve",
                "--port",
                str(self.port),
                "--workers",
                "1",
            ],
            env={**os.environ, **env},
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

    def close(self) -> None:
        for page in self.phones.values():
            page.context.close()
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.engines.dispose()
        clock.offset_from(None)

    def code(self, login: str) -> str:
        """What the person's authenticator shows next."""
        with self.app.app_context():
            for _ in range(70):
                found = second_factor.code_now(accounts.by_login(login).account_id)
                if found:
                    return found
                time.sleep(0.5)
        raise AssertionError("no code")

    def printed_code(self, login: str) -> str:
        """The first code of a sheet the desk printed for a resident, who gives it together with the password."""
        with self.app.app_context():
            [person] = accounts.persons_of(accounts.by_login(login).account_id).values()
            return second_factor.issue_code_card(
                person, "printed_codes", community_id=self.stage.id
            )[0][1]

    def person(self, login: str):
        """A phone in somebody's hand: a fresh browser context, signed in."""
        context = self.browser.new_context(viewport={"width": 375, "height": 720}, locale="zh-CN")
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


@pytest.fixture
def small_town(sqlite_url: str, tmp_path: Path, browser) -> Iterator[Town]:
    """On SQLite only, for journeys whose way through the databases another one has walked."""
    made = Town(sqlite_url, tmp_path, browser)
    yield made
    made.close()


@pytest.fixture
def town(database_url: str, tmp_path: Path, browser) -> Iterator[Town]:
    made = Town(database_url, tmp_path, browser)
    yield made
    made.close()
