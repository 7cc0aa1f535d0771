"""Whatever a page of the demo draws for somebody can be pressed by them: its address answers with
the form of the act, and the act is refused for no condition of state.

By day each act once for every role, stage and kind of matter, by night every one that is drawn.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from markupsafe import Markup
from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map

from deliberation.charter.acts import ActName
from deliberation.record import tables
from deliberation.web.drawn.slots import Drawing
from tests.fuzz.run import OnSQLite
from tests.fuzz.town import Actor, Time, Town, everybody

WHO = [a for a in everybody() if a.slug == "jiahe" and a.login and not a.half]
# one of each role, and one who wrote some of it
BY_DAY = [a for a in WHO if (a.login or "").endswith("1")] + [
    a for a in WHO if a.login == "resident4"
]
BESIDE = (
    "",
    "waiting",
    "desk/today",
    "moderation",
    "supervision",
    "elections",
    "fund",
    "tasks",
    "bodies",
)
CODE = "/jiahe/me/code"


@dataclass(frozen=True)
class Drawn:
    """An element that does an act: which, and the address it leads to."""

    act: str
    url: str


@dataclass
class Acts(HTMLParser):
    """Every element of a page with `data-act`; a button leads where its form does. links: what
    leads elsewhere without saying what it is.
    """

    found: list[Drawn] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.form = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self.form = said.get("action") or ""
        if said.get("data-act"):
            self.found.append(Drawn(said["data-act"] or "", said.get("href") or self.form))
        elif tag == "a" and said.get("href"):
            self.links.append(said["href"] or "")


# Of a page most is text and frame; a `>` in what an attribute says is written `&gt;`.
_TAGS = re.compile(r"<(?:form|a)\b[^>]*>|<\w+\b[^>]*\bdata-act=[^>]*>")
_NAMES = frozenset(a.value for a in ActName)


def _looked_at(html: str) -> Acts:
    page = Acts()
    page.feed("".join(_TAGS.findall(html)))
    return page


def acts_of(html: str) -> list[Drawn]:
    return _looked_at(html).found


def leading(town: Town, address: str, html: str) -> list[Drawn]:
    """What a page draws, and the links of it that lead to the page of an act without saying so."""
    page = _looked_at(html)
    there = [(_act_at(town, urljoin(address, link)), link) for link in page.links]
    return page.found + [Drawn(act, link) for act, link in there if act]


def _act_at(town: Town, url: str) -> str:
    """The act whose page stands at an address here; none for any other."""
    parts = urlsplit(url)
    return "" if parts.netloc else _act_of(town.app.url_map, parts.path)


@cache
def _act_of(addresses: Map, path: str) -> str:
    try:
        endpoint, _ = addresses.bind("localhost").match(path)
    except HTTPException:
        return ""
    name = endpoint.rpartition(".")[2].removesuffix("_at").removesuffix("_announced")
    return name if name in _NAMES else ""


@pytest.fixture(scope="module")
def town(tmp_path_factory, demo_town) -> Iterator[Town]:
    places = OnSQLite(tmp_path_factory.mktemp("buttons"), kept=demo_town)
    with Time():
        made = Town(*places(0))
        yield made
        made.close()


def browser(town: Town, who: Actor):
    town.sign_in(who)
    client = town.app.test_client()
    for name, value in who.jar.items():
        client.set_cookie(name, value)
    return client


def pages(town: Town, *, all_of_them: bool) -> list[tuple[str, str]]:
    """(address, what it is about): of every subject, and the lists beside."""
    p, a = tables.proposal.c, tables.announcement.c
    with town.engines.read_connection() as conn:
        proposals = conn.execute(select(p.proposal_id, p.stage, p.matter, p.phase)).all()
        announced = conn.execute(select(a.subject_id, a.stage)).all()
    found = [(f"/jiahe/{path}", path) for path in BESIDE]
    for r in proposals:
        about = f"{r.stage} {r.matter} {r.phase}"
        found.append((f"/jiahe/proposals/{r.proposal_id}", about))
        if all_of_them:
            found.append((f"/jiahe/proposals/{r.proposal_id}/discussion", about))
        if r.stage in ("notice", "vote"):
            found.append((f"/jiahe/proposals/{r.proposal_id}/roll", f"roll {about}"))
            found.append((f"/jiahe/proposals/{r.proposal_id}/proxies", f"proxies {about}"))
    return found + [
        (f"/jiahe/announcements/{r.subject_id}", f"announced {r.stage}") for r in announced
    ]


def walked(town: Town, who: Actor, *, all_of_them: bool) -> tuple[Counter, list[str]]:
    """How often each act was opened, and what was answered with anything but its form; on the page
    of an act what is drawn there as well.
    """
    client, opened, wrong = browser(town, who), Counter(), []
    seen: set[tuple[str, ...]] = set()
    for address, about in pages(town, all_of_them=all_of_them):
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        waits = [(about, address, x) for x in leading(town, address, answer.text)]
        while waits:
            about, here, drawn = waits.pop()
            url = urljoin(here, drawn.url)
            key = (url,) if all_of_them else (drawn.act, about)
            if key in seen:
                continue
            seen.add(key)
            page = client.get(url)
            if urlsplit(page.location or "").path == CODE:  # asked for first
                page = client.get(page.location, follow_redirects=True)
            opened[drawn.act] += 1
            waits += [(f"{drawn.act} {about}", url, x) for x in _around(town, url, page)]
            if page.status_code != 200 or not _is_form(page.get_data(as_text=True)):
                wrong.append(f"{drawn.act} at {about}: {page.status_code} {url} {_said(page)}")
    return opened, wrong


def _around(town: Town, url: str, page) -> list[Drawn]:
    """What stands on the page of an act beside its own form."""
    own = _act_at(town, url)
    return [x for x in leading(town, url, page.text) if x.act != own] if own else []


def _is_form(html: str) -> bool:
    return 'method="post"' in html


def _said(page) -> str:
    """What a page of refusal says."""
    found = re.search(r"<main.*?</main>", page.get_data(as_text=True), re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())[:120] if found else ""


@pytest.mark.parametrize("who", BY_DAY, ids=lambda a: a.login)
def test_what_is_drawn_can_be_opened(town, who):
    opened, wrong = walked(town, who, all_of_them=False)
    assert not wrong, "\n".join(wrong)
    assert len(opened) > 5 and {ActName(a) for a in opened}


@pytest.mark.nightly
@pytest.mark.parametrize("who", WHO, ids=lambda a: a.login)
def test_all_that_is_drawn_can_be_opened(town, who):
    _opened, wrong = walked(town, who, all_of_them=True)
    assert not wrong, "\n".join(wrong)


def test_a_visitor_is_drawn_what_leads_to_signing_in(town):
    client = town.app.test_client()
    led = set()
    for address, _about in pages(town, all_of_them=False):
        answer = client.get(address)
        for drawn in acts_of(answer.get_data(as_text=True)) if answer.status_code == 200 else ():
            found = client.get(urljoin(address, drawn.url))
            led.add((drawn.act, found.status_code, urlsplit(found.location or "").path))
    assert {(a, code, path) for a, code, path in led if path != "/jiahe/sign-in"} == set()
    assert {a for a, _, _ in led} == {"support_comment", "comment"}


def test_it_is_noticed_when_everybody_is_drawn_everything(town, monkeypatch):
    everything = lambda drawing, _reader: Markup(
        "".join(p if isinstance(p, str) else p.within for p in drawing.pieces)
    )
    monkeypatch.setattr(Drawing, "drawn", everything)
    resident = next(a for a in WHO if a.login == "resident1")
    _opened, wrong = walked(town, resident, all_of_them=False)
    assert len({w.split()[0] for w in wrong}) > 2, wrong
