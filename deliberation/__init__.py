"""create_app(): the only wiring. Nobody imports it back.

What it wires is imported when it is called: a command that serves no page begins without it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import config

if TYPE_CHECKING:
    from flask import Flask

    from .record.engines import Engines

VERSION = "0.1.0"
HERE = Path(__file__).resolve().parent
MEBI = 1024 * 1024


def packaged(name: str) -> Path:
    """templates or static: the copy inside the package if there is one, else the source tree's."""
    inside = HERE / name
    return inside if inside.is_dir() else HERE.parent / name


def create_app(settings: config.Settings | None = None, **overrides: Any) -> Flask:
    """The application of one installation. The database must be migrated and the keys made
    (`deliberation init`).
    """
    from flask import Flask

    settings = settings or config.from_environment()
    app = Flask(
        __name__, template_folder=str(packaged("templates")), static_folder=str(packaged("static"))
    )
    # nothing here is asynchronous, and nothing need be asked whether it is
    app.ensure_sync = lambda func: func  # type: ignore[method-assign]
    app.config.update(_configured(settings))
    app.config.update(overrides)
    _wrap(app, settings)
    _open(app, settings)
    _machinery(app, settings)
    _pages(app)
    return app


def _configured(settings: config.Settings) -> dict[str, Any]:
    from .record import engines

    return {
        **_framework(),
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engines.read_only_options(settings.database_url),
        "ARGON2_PASSES": settings.argon2_time,
        "ARGON2_MEMORY_KIB": settings.argon2_memory_kib,
        "LOG_KEY": settings.log_key,
        **_names(settings),
        "UPLOAD_MB": settings.upload_mb,
        "UPLOAD_FILES": settings.upload_files,
        "UPLOAD_HOURLY": settings.upload_hourly,
        "UPLOAD_SECONDS": settings.upload_seconds,
        "DEMO": False,  # until the database has said otherwise
    }


def _names(settings: config.Settings) -> dict[str, Any]:
    """Under which names the site is reached, and which it gives."""
    from .web.access import hosts

    return {
        "PUBLIC_HOST": settings.public_host,
        "PUBLIC_ADDRESS": settings.address,
        "TRUSTED_HOSTS": hosts.served(settings.hosts),
    }


def _framework() -> dict[str, Any]:
    """What Flask and its extensions are told, alike in every installation."""
    return {
        "WTF_CSRF_TIME_LIMIT": None,
        "MAX_CONTENT_LENGTH": 2 * MEBI,
        "MAX_FORM_MEMORY_SIZE": MEBI,
        "BUILD": _build(),
        "BOOTSTRAP_SERVE_LOCAL": True,
        "BABEL_TRANSLATION_DIRECTORIES": str(HERE / "translations"),
        "BABEL_DEFAULT_LOCALE": "zh_Hans",
        "SESSION_COOKIE_NAME": "deliberation",
    }


def _wrap(app: Flask, settings: config.Settings) -> None:
    """What answers before Flask begins: kept pages, and the names and addresses proxies pass on."""
    from werkzeug.middleware.proxy_fix import ProxyFix

    from .web import caching
    from .web.values import address

    address.init_app(app)
    pages = app.extensions["deliberation.pages"] = caching.SharedPages(app, app.wsgi_app)
    app.wsgi_app = pages  # type: ignore[method-assign]
    if n := settings.trusted_proxies:
        fixed = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)
        app.wsgi_app = fixed  # type: ignore[method-assign]


def _open(app: Flask, settings: config.Settings) -> None:
    """The database and the store of files; outermost, what is said while the database is away."""
    from .record import engines
    from .record.media import store

    used = _engines(settings)
    used.serve_with(settings.threads)
    store.use(store.chosen(settings))
    _say_when_it_is_away(app, used)
    engines.db.init_app(app)
    with app.app_context():
        engines.make_read_only(engines.db.engine, used)


def _engines(settings: config.Settings) -> Engines:
    from .record import engines

    return engines.use(
        engines.Engines(
            settings.database_url,
            mac_key=bytes.fromhex(settings.secret_key),
            log_key=settings.log_key,
            host=settings.public_host,
            most_days=settings.jump_days,
        )
    )


def _say_when_it_is_away(app: Flask, used: Engines) -> None:
    from .web.errors import falling

    shown = app.extensions["deliberation.falling"] = falling.Pages(
        packaged("templates").joinpath("errors", "fallen.html").read_text("utf-8")
    )

    def ready() -> None:
        app.config["DEMO"] = used.follow_demo_clock()

    falls = falling.Falls(app.wsgi_app, shown, ready)
    app.wsgi_app = falls  # type: ignore[method-assign]
    falls.try_now()


def _machinery(app: Flask, settings: config.Settings) -> None:
    """What every page shares, in the order in which it looks at a request."""
    from flask_babel import Babel
    from flask_bootstrap import Bootstrap5
    from flask_wtf import CSRFProtect

    from .notices import reader
    from .web import chrome, tenancy
    from .web.access import proxies
    from .web.forms import room

    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Babel(app, locale_selector=tenancy.language)
    Bootstrap5(app)
    tenancy.init_app(app)
    room.init_app(app)  # how much may be sent is said before anything reads the form
    app.extensions["deliberation.csrf"] = CSRFProtect(app)
    proxies.init_app(app, settings.trusted_proxies)
    for part in _installed():
        part.init_app(app)
    app.jinja_env.globals["framed"] = chrome.framed
    app.extensions["deliberation.notices"] = reader


def _installed() -> tuple[Any, ...]:
    """Modules with an `init_app`, in their order."""
    from .accounts.routes import account
    from .web import filters
    from .web.access import headers, hosts
    from .web.errors import pages, readable
    from .web.forms import drafting

    return pages, readable, account, drafting, filters, headers, hosts


def _pages(app: Flask) -> None:
    from . import rooms
    from .public import root
    from .web import looks

    app.register_blueprint(root.blueprint)
    app.register_blueprint(looks.blueprint, url_prefix="/<community>")
    for room, blueprint in rooms.pages():
        if room.own_tokens:
            app.extensions["deliberation.csrf"].exempt(blueprint)
        app.register_blueprint(blueprint, url_prefix="/<community>")


def _build() -> str:
    """Changes whenever a style or script does."""
    newest = max(
        (p.stat().st_mtime_ns for p in packaged("static").rglob("*") if p.is_file()), default=0
    )
    return f"{VERSION}-{newest:x}"
