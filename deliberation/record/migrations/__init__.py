"""Alembic migrations and the triggers that guard the log; `upgrade(url)` brings a database to the
newest state.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config

HERE = Path(__file__).parent


def configuration(url: str) -> Config:
    """Alembic's configuration for a database URL; no ini file is needed."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url` up to `revision`, from empty if need be."""
    command.upgrade(configuration(url), revision)
