"""Who finds which tampering: each is done to a copy of a small community that has lived a little,
on both databases, and `verify` says what it says. What only an outside witness can find is held to
be so, and `docs/reliability.md` tells both.
"""

import re
from contextlib import contextmanager
from pathlib import Path

import pytest

from deliberation.record import engines as engines_module
from deliberation.record.check.verify import Wrong, verify
from deliberation.record.engines import Engines
from tests.record.check.tampering.anew import ANEW, OUTSIDE
from tests.record.check.tampering.asked import ASKED, ASKED_ANEW
from tests.record.check.tampering.attacker import Attacker
from tests.record.check.tampering.case import Tampering
from tests.record.check.tampering.forged import FORGED
from tests.record.check.tampering.lived import KEYS, copied, live
from tests.record.check.tampering.logs import LOGS
from tests.record.check.tampering.rows import ROWS
from tests.record.check.tampering.turned import TURNED, TURNED_ANEW
from tests.world import World

ACTS, WRITTEN_ANEW = FORGED + TURNED + ASKED, ANEW + TURNED_ANEW + ASKED_ANEW
CATALOGUE = {
    "rows": ROWS,
    "log": LOGS,
    "acts": ACTS,
    "anew": WRITTEN_ANEW,
    "outside": OUTSIDE,
}
EACH = [c for cases in CATALOGUE.values() for c in cases]
PAGE = Path(__file__).parents[3] / "docs" / "reliability.md"


@pytest.fixture(scope="module")
def sqlite_lived(sqlite_settled, tmp_path_factory):
    path = tmp_path_factory.mktemp("lived") / "lived.sqlite3"
    path.write_bytes(sqlite_settled.path.read_bytes())
    return live(f"sqlite:///{path}", path, sqlite_settled)


@pytest.fixture(scope="module")
def postgresql_lived(cluster, postgresql_settled):
    name = cluster.create(postgresql_settled.path)
    yield live(cluster.url(name), name, postgresql_settled)
    cluster.drop(name)


@contextmanager
def attacking(lived, url, time):
    """On a copy of the community, at the time it was left."""
    used = engines_module.use(Engines(url, **KEYS))
    time.to(lived.left_at)
    yield Attacker(World.settled(used, time, lived.kept), lived.proposals)
    used.dispose()


@pytest.fixture
def on_sqlite(sqlite_lived, tmp_path, time):
    with attacking(sqlite_lived, copied(sqlite_lived, tmp_path), time) as attacker:
        yield attacker


@pytest.fixture
def on_postgresql(postgresql_lived, cluster, time):
    name = cluster.create(postgresql_lived.kept.path)
    with attacking(postgresql_lived, cluster.url(name), time) as attacker:
        yield attacker
    cluster.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def attacker(request):
    return request.getfixturevalue(f"on_{request.param}")


def test_as_it_was_left_all_is_right(attacker):
    [summary] = verify(attacker.world.engines)
    assert summary.facts > 150 and summary.acts > 80 and summary.erased == 1


def test_written_anew_and_nothing_changed_all_is_right(attacker):
    """What an attacker's hands do by themselves is not what is found."""
    attacker.rewrite(lambda items: None)
    assert verify(attacker.world.engines)[0].erased == 1


def each(dialect, cases):
    """Those that can be done there, by name."""
    there = [c for c in cases if c.only in ("", dialect)]
    return pytest.mark.parametrize("case", there, ids=[c.what.replace(" ", "_") for c in there])


def finds(attacker: Attacker, case: Tampering) -> None:
    case.do(attacker)
    if case.said:
        with pytest.raises(Wrong) as caught:
            verify(attacker.world.engines)
        assert case.said in str(caught.value)
    else:
        assert verify(attacker.world.engines), "verify finds it: move it to what is found"


@each("sqlite", EACH)
def test_who_finds_it(on_sqlite, case):
    finds(on_sqlite, case)


# By day a part, and whatever is of this database alone; each needs a database of its own.
BY_DAY = [c for i, c in enumerate(EACH) if c.only or i % 6 == 0]


@pytest.mark.postgres
@each("postgresql", BY_DAY)
def test_who_finds_it_on_postgresql(on_postgresql, case):
    finds(on_postgresql, case)


@pytest.mark.postgres
@pytest.mark.nightly
@each("postgresql", [c for c in EACH if c not in BY_DAY])
def test_who_finds_the_rest_on_postgresql(on_postgresql, case):
    finds(on_postgresql, case)


def test_the_page_tells_the_whole_catalogue():
    """`docs/reliability.md` has a line for each, under who finds it."""
    lines = re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    told = {what: who for what, who in lines if who.startswith(("verify", "outside"))}
    assert told == {c.what: "verify" if c.said else f"outside: {c.why}" for c in EACH}
