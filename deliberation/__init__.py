"""create_app(): the only wiring. Nobody imports it back."""

from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from . import config, rooms  # noqa: F401  (rooms fills the charter's registry of acts)

VERSION = "0.1.0"
HERE = Path(__file__).resolve().parent
FALLEN = ("away.html", "broken.html")


def packaged(name: str) -> Path:
    """templates or static: the copy inside the package if there is one, else the source tree's."""
    inside = HERE / name
    return inside if inside.is_dir() else HERE.parent / name


def create_app(settings: config.Settings | None = None, **overrides: Any) -> Flask:
    """The application of one installation. The database must be migrated and the keys made (`deliberation init`)."""
    from deliberation.accounts.routes import account as account_routes
    from deliberation.cycle.carry_out.routes.proposal import blueprint as carry_out
    from deliberation.cycle.evaluate.routes.proposal import blueprint as evaluate
    from deliberation.cycle.inform.routes.proposal import blueprint as inform
    from deliberation.cycle.propose.routes import election as nomination_routes
    from deliberation.cycle.propose.routes import fund as fund_routes
    from deliberation.cycle.propose.routes import private as private_routes
    from deliberation.cycle.propose.routes import task as apply_routes
    from deliberation.cycle.propose.routes.proposal import blueprint as propose
    from deliberation.cycle.resolve.routes import election as confirmation_routes
    from deliberation.cycle.resolve.routes.proposal import blueprint as resolve
    from deliberation.cycle.suggest.routes.proposal import blueprint as suggest
    from deliberation.cycle.supervise.routes import check as check_routes  # noqa: F401  (they hang on its routes)
    from deliberation.cycle.supervise.routes import desk as supervise_desk
    from deliberation.cycle.supervise.routes import draw as draw_routes
    from deliberation.cycle.supervise.routes.proposal import blueprint as supervise
    from deliberation.desk.routes import ballot as desk_ballot_routes
    from deliberation.desk.routes import corrections as correction_routes
    from deliberation.desk.routes import day as desk_day_routes
    from deliberation.desk.routes import desk as desk_routes
    from deliberation.desk.routes import entries as desk_entry_routes
    from deliberation.desk.routes import file as desk_file_routes
    from deliberation.desk.routes import matters as desk_matter_routes
    from deliberation.desk.routes import owners as owner_routes
    from deliberation.desk.routes import paper as paper_routes
    from deliberation.desk.routes import printing as desk_print_routes
    from deliberation.desk.routes import proxy as desk_proxy_routes
    from deliberation.desk.routes import roster as roster_routes
    from deliberation.desk.routes.access import resets as reset_routes  # noqa: F401  (they hang on desk_routes)
    from deliberation.inbox.routes.inbox import blueprint as inbox
    from deliberation.public.routes import covenant as covenant_routes
    from deliberation.public.routes import demo as demo_routes
    from deliberation.public.routes import discussion, pages, prints
    from deliberation.public.routes import elections as elections_routes
    from deliberation.public.routes import files as file_routes
    from deliberation.public.routes import fund as public_fund_routes
    from deliberation.public.routes import record as record_routes
    from deliberation.public.routes import rolls as roll_routes
    from deliberation.public.routes import tasks as tasks_routes
    from deliberation.record.media import store
    from deliberation.web.access import headers, hosts, proxies
    from deliberation.web.errors import falling, readable
    from deliberation.web.errors import pages as errors
    from deliberation.web.forms import drafting, files
    from deliberation.web.values import address

    from .notices import reader
    from .public import root
    from .record import engines
    from .web import caching, chrome, filters, looks, tenancy

    settings = settings or config.from_environment()
    app = Flask(
        __name__, template_folder=str(packaged("templates")), static_folder=str(packaged("static"))
    )
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engines.read_only_options(settings.database_url),
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        BUILD=_build(),
        BOOTSTRAP_SERVE_LOCAL=True,
        BABEL_TRANSLATION_DIRECTORIES=str(HERE / "translations"),
        BABEL_DEFAULT_LOCALE="zh_Hans",
        SESSION_COOKIE_NAME="deliberation",
        ARGON2_PASSES=settings.argon2_time,
        ARGON2_MEMORY_KIB=settings.argon2_memory_kib,
        LOG_KEY=settings.log_key,
        PUBLIC_HOST=settings.public_host,
        PUBLIC_ADDRESS=settings.address,
        TRUSTED_HOSTS=hosts.served(settings.hosts),
        UPLOAD_MB=settings.upload_mb,
        UPLOAD_FILES=settings.upload_files,
        UPLOAD_HOURLY=settings.upload_hourly,
    )
    app.config.update(overrides)
    address.init_app(app)
    app.wsgi_app = caching.SharedPages(app, app.wsgi_app)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        n = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    used = engines.use(
        engines.Engines(
            settings.database_url,
            mac_key=bytes.fromhex(settings.secret_key),
            log_key=settings.log_key,
            host=settings.public_host,
            most_days=settings.jump_days,
        )
    )
    used.serve_with(settings.threads)
    store.use(store.chosen(settings))
    app.config["DEMO"] = False  # until the database has said otherwise
    shown = app.extensions["deliberation.falling"] = falling.Pages(
        *(packaged("templates").joinpath("errors", n).read_text("utf-8") for n in FALLEN)
    )

    def ready() -> None:
        app.config["DEMO"] = used.follow_demo_clock()

    app.wsgi_app = falling.Falls(app.wsgi_app, shown, ready)  # type: ignore[method-assign]
    app.wsgi_app.try_now()
    engines.db.init_app(app)
    with app.app_context():
        engines.make_read_only(engines.db.engine)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Babel(app, locale_selector=tenancy.language)
    Bootstrap5(app)
    tenancy.init_app(app)
    csrf = CSRFProtect(app)
    for room in (propose, suggest, inform, resolve, supervise, carry_out, evaluate):
        csrf.exempt(
            room
        )  # their forms check the token themselves, and show what was typed again with a fresh one
    proxies.init_app(app, settings.trusted_proxies)
    errors.init_app(app)
    readable.init_app(app)
    account_routes.init_app(app)
    files.init_app(app)  # how much may be sent is said before anything reads the form
    drafting.init_app(app)
    filters.init_app(app)
    app.jinja_env.globals["chrome"] = chrome.chrome
    headers.init_app(app)
    hosts.init_app(app)
    app.register_blueprint(root.blueprint)
    for blueprint in (
        looks.blueprint,
        account_routes.blueprint,
        desk_routes.blueprint,
        pages.blueprint,
        inbox,
        propose,
        suggest,
        inform,
        resolve,
        supervise,
        carry_out,
        evaluate,
    ):
        app.register_blueprint(blueprint, url_prefix="/<community>")
    covenant_routes.init_app(app)
    prints.init_app(app)
    roll_routes.init_app(app)
    file_routes.init_app(app)
    discussion.init_app(app)
    private_routes.init_app(app)
    apply_routes.init_app(app)
    tasks_routes.init_app(app)
    roll_routes.init_app(app)
    fund_routes.init_app(app)
    public_fund_routes.init_app(app)
    nomination_routes.init_app(app)
    confirmation_routes.init_app(app)
    elections_routes.init_app(app)
    record_routes.init_app(app)
    demo_routes.init_app(app)
    app.extensions["deliberation.notices"] = reader
    return app


def _build() -> str:
    """Changes whenever a style or script does."""
    newest = max(
        (p.stat().st_mtime_ns for p in packaged("static").rglob("*") if p.is_file()), default=0
    )
    return f"{VERSION}-{newest:x}"
