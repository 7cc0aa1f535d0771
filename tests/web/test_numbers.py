"""Numbers, days and keys nobody could mean, in every part of every address and behind every
question mark: never an error of ours.
"""

import inspect
import logging
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask_babel import Babel
from sqlalchemy import select
from wtforms.validators import Optional

import deliberation
from deliberation.charter.numbers import MOST, day_of, whole
from deliberation.record import tables
from deliberation.record.engines import db
from deliberation.web.forms.civic import Form
from deliberation.web.forms.numbers import DayField, NumberField
from deliberation.web.values.address import NumberConverter
from tests.site import Site, opened
from tests.world import World

ROOT = Path(deliberation.__file__).parent
ROLES = ("visitor", "resident", "clerk", "supervisor")
STRANGE = (
    str(2**63),
    str(2**63 - 1),
    str(2**31),
    "-1",
    "0",
    "",
    "٣",
    "三",
    "²",
    "%00",
    "9" * 5000,
    "0001-01-01T00:00:00+14:00~" + "0" * 26,
    "99999999999999999999~2026-01-01T00:00:00+00:00~" + "0" * 26,
)
READ = re.compile(
    r"""(?:request\.(?:args|values)(?:\.get\(|\[)|address\.(?:number|key)\()"(\w+)\""""
    r"""|"(\w+)" (?:not )?in request\.args"""
)


@pytest.fixture
def site(world: World, tmp_path) -> Site:
    """On each database."""
    return opened(world, tmp_path)


def known(w: World) -> dict[str, Any]:
    """A part of each kind that exists, so that the strange one beside it is looked at."""
    nobody = "0" * 26
    return {
        "community": "jiahe",
        "proposal_id": w.in_vote(),
        "person_id": w.person["林三"],
        "what": "notice",
        "position": 2,
        "path": "0/000.p/2",
        "code": "en",
        "building": "1栋",
        "year": 2026,
        "number": 1,
        "question": 1,
        "serial": 1,
        "part": "text",
        "kind": "cosign",
        "matter": "election_council",
        "digest": "x",
        "filename": "css/deliberation.css",
    } | dict.fromkeys(
        (
            "ref",
            "office_id",
            "factor_id",
            "request_id",
            "act_id",
            "announcement_id",
            "attachment_id",
            "comment_id",
            "draw_id",
            "matter_id",
            "tie_id",
            "batch_id",
            "proxy_id",
        ),
        nobody,
    )


def built(rule: Any, values: dict[str, Any], strange: str | None = None, at: str = "") -> str:
    """The rule's address with one part as it should not be; parts of other kinds than text cannot
    be built, so they are written.
    """
    text = ""
    for dynamic, part in rule._trace:
        if not dynamic:
            text += part
        elif part == at:
            text += strange if strange == "%00" else quote(strange or "", safe="")
        else:
            text += quote(str(values[part]), safe="/")
    return text.replace("|", "", 1)


def walk(app: Any, values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(endpoint, address). Every part of every address and every parameter its view's module reads
    is strange once, each time otherwise; numbers and paging keys are in every way.
    """
    turn = count()
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods:
            continue
        for part in sorted(
            rule.arguments - ({"community"} if rule.endpoint != "public.home" else set())
        ):
            every = isinstance(rule._converters[part], NumberConverter)
            for strange in STRANGE if every else [STRANGE[next(turn) % len(STRANGE)]]:
                yield rule.endpoint, built(rule, values, strange, part)
        for name, every in asked_for(app.view_functions[rule.endpoint]):
            for strange in STRANGE if every else [STRANGE[next(turn) % len(STRANGE)]]:
                value = strange if strange == "%00" else quote(strange, safe="")
                yield rule.endpoint, f"{built(rule, values)}?{name}={value}"


def asked_for(view: Any) -> list[tuple[str, bool]]:
    """(name, whether this very view, or what it calls in its room, reads it as a number or key) of
    each parameter that the view's module or what it calls reads.
    """
    view = inspect.unwrap(view)
    path = Path(inspect.getsourcefile(view) or "")
    if ROOT not in path.parents:
        return []
    own = "".join(map(inspect.getsource, beside(view)))
    names = sorted({a or b for a, b in READ.findall(path.read_text("utf-8") + own)})
    return [(n, f'address.number("{n}"' in own or f'address.key("{n}"' in own) for n in names]


def beside(view: Any) -> list[Any]:
    """The view, and every function of its room that it comes to."""
    found, room = [view], view.__module__.split(".")[:2]
    for function in found:  # grows while it is walked
        for name in function.__code__.co_names:
            called = inspect.unwrap(function.__globals__.get(name, view))
            ours = inspect.isfunction(called) and called.__module__.split(".")[:2] == room
            if ours and called not in found:
                found.append(called)
    return found


def test_no_number_in_an_address_is_too_strange(site, caplog):
    caplog.set_level(logging.WARNING)
    clients = [site.client(role) for role in ROLES]
    tried = 0
    for tried, (endpoint, url) in enumerate(walk(site.app, known(site.world)), 1):
        role = tried // len(STRANGE) % len(ROLES) if tried % 2 else tried % len(ROLES)
        status = clients[role].get(url).status_code
        assert status < 500, (ROLES[role], endpoint, url[:200], status)
    assert tried > 750
    assert not [r.getMessage() for r in caplog.records if "beyond all bounds" in r.getMessage()]


# --- what stands behind the walk
# ---------------------------------------------------------------------------------

UNBOUNDED = re.compile(
    r"""<(?:int|float)[:(]|type=int|\b(?:Integer|Date|Decimal|Float)Field\("""
    r"""|\.isdigit\(\)|\.isdecimal\(\)|\.isnumeric\(\)"""
)
LOOKS_ONLY = {  # digits are looked at there and never made a number, or not what a reader typed
    "web/forms/numbers.py",
    "web/forms/codes.py",  # whether six digits were typed
    "web/access/hosts.py",  # a port
    "public/routes/record.py",  # a tile's level: at most two digits by the line itself
    "accounts/passwords.py",
    "roster/acts/correcting.py",
    "accounts/audit_words.py",
}
ROOMS = ("web", "public", "accounts", "desk", "roster", "cycle", "inbox")


def test_nobody_reads_a_number_without_a_bound():
    """Addresses, query strings and forms go through web.values.address, web.forms.numbers and
    charter.numbers.
    """
    found = [
        f"{path.relative_to(ROOT)}:{n}: {line.strip()}"
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        if str(path.relative_to(ROOT)) not in LOOKS_ONLY
        for n, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if UNBOUNDED.search(line)
    ]
    assert not found


@pytest.mark.parametrize("strange", STRANGE)
def test_none_of_them_is_a_number_or_a_day(strange):
    assert whole(strange) in (None, 0) and day_of(strange) is None


def test_numbers_and_days_within_their_bounds():
    assert (whole("017"), whole(str(MOST)), whole(str(MOST + 1))) == (17, MOST, None)
    assert (whole("5", least=6), whole("5", most=4), whole("0", least=0)) == (None, None, 0)
    assert day_of("2026-7-1") == day_of("2026-07-01") == date(2026, 7, 1)
    assert not any(map(day_of, ("9999-12-31", "0001-01-01", "2026-02-30", "2026-07", None)))


def test_what_no_bound_stopped_is_one_line_and_no_error_of_ours(site, caplog):
    """A number that a view hands on to the database as it is; an addition beyond the last year."""
    app = site.app

    @app.get("/<community>/too-much/<path:number>")
    def too_much(number: str) -> str:
        if number == "year":
            return str(datetime.max + timedelta(days=1))
        f = tables.fact
        found = db.session.execute(select(f.c.kind).where(f.c.position == int(number))).all()
        v = tables.proposal
        return str(found + db.session.execute(select(v).where(v.c.number == int(number))).all())

    client = app.test_client()
    for number in (str(2**63), str(2**70), "year"):
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            answer = client.get(f"/jiahe/too-much/{number}")
        assert answer.status_code == 404 and "嘉禾社区" in answer.data.decode()
        (line,) = [r for r in caplog.records if r.levelno >= logging.WARNING]
        assert "beyond all bounds: GET too_much" in line.getMessage() and not line.exc_info
        assert client.get("/jiahe/proposals").status_code == 200, "the session goes on"


class Typed(Form):
    number = NumberField("n", least=1, most=366)
    day = DayField("d")
    perhaps = NumberField("p", [Optional()], most=5)


@pytest.mark.parametrize(
    ("number", "day", "right"),
    [
        ("7", "2026-07-01", True),
        ("３０", "2026-7-1", True),
        *((s, "2026-07-01", False) for s in STRANGE),
        *(("7", s, False) for s in (*STRANGE, "9999-12-31", "1899-12-31", "2026-02-30")),
    ],
)
def test_a_form_says_what_a_number_may_be_and_keeps_what_was_typed(site_app, number, day, right):
    sent = {"number": number, "day": day, "perhaps": ""}
    with site_app.test_request_context("/", method="POST", data=sent):
        form = Typed(meta={"csrf": False})
        assert form.validate() is right
        if not right:
            (said,) = form.errors.values()
            assert "366" in said[0] or "2026-07-01" in said[0]
            assert form.number._value() == number and form.day._value() == day


@pytest.fixture(scope="module")
def site_app() -> Flask:
    """Forms need an application and no database."""
    app = Flask("forms", root_path=str(ROOT))
    app.config.update(SECRET_KEY="x", TESTING=True)
    Babel(app)
    return app
