"""A database at every stage, once for a module, and engines for whoever plays from there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from deliberation.record import ids
from deliberation.record.engines import Engines
from tests.record.play.following import IDS, Start
from tests.record.play.starts import Walk, engines_on
from tests.world import MovableClock


@pytest.fixture(scope="module")
def starts(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Start]]:
    """A database at every stage, and civic time under control for the whole module."""
    time = MovableClock().install()
    IDS.seed("walk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            ids,
            "secrets",
            SimpleNamespace(token_bytes=IDS.randbytes, token_hex=lambda n: IDS.randbytes(n).hex()),
        )
        yield Walk(sqlite_template, tmp_path_factory.mktemp("walk"), time).walk()
    time.remove()


@pytest.fixture(scope="module")
def play_engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """Engines on the one file that every sequence begins anew."""
    engines = engines_on(tmp_path_factory.mktemp("play") / "play.sqlite3")
    yield engines
    engines.dispose()
