"""The house: the rooms of signing in, with a few bare pages to look at what they did."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, g, jsonify, request
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader

from deliberation import rooms
from deliberation.accounts.routes import account as account_routes
from deliberation.accounts.sessions import carrying, readers
from deliberation.charter.case import Actor
from deliberation.record import engines

from .house import COMMUNITY, OTHER, House, build

ROOT = Path(__file__).resolve().parents[2]
_COMMUNITIES = {
    "jiahe": SimpleNamespace(
        id=COMMUNITY, slug="jiahe", name="jiahe 社区", timezone="Asia/Shanghai", language="en"
    ),
    "other": SimpleNamespace(
        id=OTHER, slug="other", name="other 社区", timezone="Asia/Shanghai", language="en"
    ),
}


@pytest.fixture(scope="session")
def app():
    return _app()


@pytest.fixture(scope="session")
def built_house(tmp_path_factory, sqlite_template, app):
    """The cast on SQLite, built once and copied for each test."""
    path = tmp_path_factory.mktemp("house") / "built.sqlite3"
    shutil.copy(sqlite_template, path)
    used = _engines(f"sqlite:///{path}")
    people = build(used, app)
    used.dispose()
    return path, people


@pytest.fixture
def house(tmp_path, monkeypatch, built_house, app):
    path, people = built_house
    shutil.copy(path, tmp_path / "house.sqlite3")
    used = _engines(f"sqlite:///{tmp_path / 'house.sqlite3'}")
    yield _moved_in(app, monkeypatch, people)
    used.dispose()


@pytest.fixture
def house_on_both(database_url, monkeypatch, app):
    """The same house on each database, for what depends on its locks and ways."""
    used = _engines(database_url)
    yield _moved_in(app, monkeypatch, build(used, app))
    used.dispose()


def _engines(url):
    return engines.use(engines.Engines(url, mac_key=b"k" * 32, log_key=b"l" * 32))


def _moved_in(app, monkeypatch, people):
    monkeypatch.setattr(app, "secret_key", app.secret_key)
    monkeypatch.setattr(app, "config", app.config.copy())
    return House(app, monkeypatch, people)


def _app():
    app = Flask(__name__)
    # A bare frame around the real pages: the house's own leads to rooms that are not built here.
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(Path(__file__).parent / "frame"), FileSystemLoader(ROOT / "templates")]
    )
    app.config.update(
        SECRET_KEY="a secret of this test only, 32 bytes",
        TESTING=True,
        WTF_CSRF_ENABLED=False,
        ARGON2_MEMORY_KIB=8,
        ARGON2_PASSES=1,
        ARGON2_LANES=1,
    )
    Babel(app)
    CSRFProtect(app)
    app.jinja_env.filters.update(role_word=str, localdate=str, localminute=str, localtime=str)

    @app.url_value_preprocessor
    def _enter(endpoint, values):
        if values and "community" in values:
            g.community = _COMMUNITIES[values.pop("community")]

    @app.url_defaults
    def _stay(endpoint, values):
        if g.get("community") is not None:
            values.setdefault("community", g.community.slug)

    rooms.pages()  # every page hangs on its blueprint, whichever test runs first
    account_routes.init_app(app)
    app.register_blueprint(account_routes.blueprint, url_prefix="/<community>")
    app.add_url_rule(
        "/<community>/my-entry", "desk.my_entry", lambda: ""
    )  # the account page leads there; the desk is not built here
    _pages(app)
    return app


def _actor():
    found = readers.reader()
    return found.actor() if found is not None else Actor(via="web")


def _pages(app):
    @app.get("/<community>/whoami")
    def whoami():
        found = readers.reader()
        return found.display_name if found else "visitor"

    @app.get("/<community>/factor")
    def factor():
        return str(_actor().factor_method)

    @app.get("/<community>/person")
    def person():
        return str(_actor().person_id)

    @app.route("/<community>/note", methods=["GET", "POST"])
    @app.route("/<community>/desk-note", methods=["GET", "POST"])
    def note():
        if request.method == "POST":
            return ("", 303, {"Location": "/jiahe/"}) if readers.reader() else ("", 403)
        kept = carrying.carried_formdata()
        return jsonify({k: kept.getlist(k) for k in kept} if kept else {})

    @app.post("/<community>/only-post")
    def only_post():
        return "", 403
