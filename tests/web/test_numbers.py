"""Numbers, days and keys nobody could mean, in every part of every address and behind every question mark: never an error of ours."""

import inspect
import logging
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

import deliberation
from deliberation.web.address import NumberConverter
from tests.web.test_routes import Site, opened
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
    r"""(?:request\.(?:args|values)(?:\.get\(|\[)|address\.(?:number|key)\()"(\w+)\"|"(\w+)" (?:not )?in request\.args"""
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
            "attachment_id",
            "comment_id",
            "draw_id",
            "matter_id",
            "tie_id",
            "batch_id",
        ),
        nobody,
    )


def built(rule: Any, values: dict[str, Any], strange: str | None = None, at: str = "") -> str:
    """The rule's address with one part as it should not be; parts of other kinds than text cannot be built, so they are written."""
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
    """(endpoint, address). Every part of every address and every parameter its view's module reads is strange once, each time otherwise; numbers and paging keys
    are in every way."""
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
    """(name, whether this very view reads it as a number or key) of each parameter that the view's module reads."""
    view = inspect.unwrap(view)
    path = Path(inspect.getsourcefile(view) or "")
    if ROOT not in path.parents:
        return []
    own = inspect.getsource(view)
    names = sorted({a or b for a, b in READ.findall(path.read_text("utf-8"))})
    return [(n, f'address.number("{n}"' in own or f'address.key("{n}"' in own) for n in names]


def test_no_number_in_an_address_is_too_strange(site, caplog):
    caplog.set_level(logging.WARNING)
    clients = [site.client(role) for role in ROLES]
    tried = 0
    for tried, (endpoint, url) in enumerate(walk(site.app, known(site.world)), 1):
        role = tried // len(STRANGE) % len(ROLES) if tried % 2 else tried % len(ROLES)
        status = clients[role].get(url).status_code
        assert status < 500, (ROLES[role], endpoint, url[:200], status)
    assert tried > 800
    assert not [r.getMessage() for r in caplog.records if "beyond all bounds" in r.getMessage()]
