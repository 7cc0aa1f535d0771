"""Opening the instance for a command: settings, keys, engines, the demo's clock."""

from deliberation.config import Settings, from_environment
from deliberation.record.engines import Engines, use
from deliberation.record.media import store


class Plain(Exception):
    """An expected error in one plain line."""


def opened(settings: Settings | None = None) -> Engines:
    """The engines of this instance; Plain if it was never made."""
    from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

    from deliberation.record.unavailable import why

    settings = settings or from_environment()
    engines = use(
        Engines(
            settings.database_url,
            mac_key=bytes.fromhex(settings.secret_key),
            log_key=settings.log_key,
            host=settings.public_host,
            most_days=settings.jump_days,
        )
    )
    store.use(store.chosen(settings))
    try:
        engines.follow_demo_clock()
    except DBAPIError as error:
        word = why(error)
        if word:
            raise Plain(unavailable(word)) from error
        if not isinstance(error, OperationalError | ProgrammingError):
            raise
        raise Plain("the database is not ready: run `deliberation init` first") from error
    return engines


def unavailable(word: str) -> str:
    """Why a command cannot go on, in one line."""
    return {
        "away": "the database does not answer: is it running, and is the address right?",
        "locked": "the database is locked by somebody else; try again when they are done",
        "full": "there is no room on the database's disk",
        "read_only": "the database may only be read",
        "damaged": "the database is damaged: restore a backup, or rebuild it with `deliberation "
        "replay`",
    }[word]


def community_id(engines: Engines, slug: str) -> str:
    """The community behind a short name, or Plain."""
    from sqlalchemy import select

    from deliberation.record.tables import community

    with engines.read_connection() as conn:
        found = conn.execute(
            select(community.c.community_id).where(community.c.slug == slug)
        ).scalar()
    if found is None:
        raise Plain(f"there is no community {slug}; see `deliberation community list`")
    return found
