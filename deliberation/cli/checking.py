"""`deliberation check`: whether the settings fit what the server has seen. Reads only."""

from datetime import timedelta

import click

from deliberation import clock
from deliberation.config import from_environment
from deliberation.record.private import audit

from . import keys
from .instance import Plain, opened

BACK = timedelta(days=30)
FEW = 5  # sign-ins from which on their addresses say something


@click.command()
def check() -> None:
    """Say what is set wrongly, as far as the database shows; exit 1 then."""
    settings = from_environment()
    engines = opened(settings)
    keys.right(engines)
    click.echo("secret.key and log.key are those the database was made under")
    inside, whole = audit.from_inside(clock.real() - BACK, engines)
    click.echo(
        f"reverse proxies counted (DELIBERATION_TRUSTED_PROXIES): {settings.trusted_proxies}"
    )
    click.echo(f"sign-ins of 30 days: {whole}, of them from a private address: {inside}")
    if whole >= FEW and inside == whole:
        raise Plain(
            "everybody seems to come from a private address: if a reverse proxy stands in "
            "front, set"
            " DELIBERATION_TRUSTED_PROXIES to how many there are, and let it pass X-Forwarded-For"
        )
    click.echo("all right")
