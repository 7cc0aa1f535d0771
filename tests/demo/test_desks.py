"""What the demo shows waiting: each thing stands on the desk of whoever may do it, on no desk of
whoever may not, and its line leads to a page.
"""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser

import pytest
from sqlalchemy import select

from deliberation.demo import cast
from deliberation.demo.desks import ASKED_OF, LOST
from deliberation.readings.desk.supervision import SECTIONS
from deliberation.record import tables
from deliberation.record.tick import run_due
from deliberation.web.words.base import act_label
from tests.fuzz.run import OnSQLite
from tests.fuzz.town import Time, Town

COVENANT = "嘉禾社区居民公约（增加文明养犬一条）"
# act, on what (its title, or the name of whom it is about), on whose desks, on whose not
WAITS = (
    ("resolve_batch", COVENANT, "supervisor1 supervisor2", "clerk1 committee1"),
    ("enter_batch_again", COVENANT, "clerk1 supervisor1 supervisor2", "committee1"),
    ("audit_spend", "春季社区保障资金", "supervisor1 supervisor2", "clerk1"),
    ("rectify", "健身角加装护栏", "organisation1", "supervisor1 clerk1"),
    ("rectify", "儿童游乐区铺软垫", "organisation1", "supervisor1 clerk1"),
    ("answer_private", "", "clerk1", "supervisor1 committee1 resident1"),
    ("answer_correction", cast.name(22), "clerk1", "supervisor1 resident3"),
    ("decide_appeal", "修好禾2栋的单元门", "supervisor1 supervisor2", "deliberator1"),
    ("answer_question", ASKED_OF, "committee1", "supervisor1 clerk1"),
    ("post_proof", "社区公告改为每周一更新", "clerk1", "supervisor1 resident1"),
    ("confirm_reset", cast.name(LOST), "supervisor1 supervisor2", "clerk1"),
)
DESKS = {"clerk": ("desk/today",), "supervisor": ("supervision",)}
ITEM = re.compile(r'<a class="item[^"]*"\s*href="([^"]+)"[^>]*>(.*?)</a>', re.S)


@pytest.fixture(scope="module")
def town(tmp_path_factory, demo_town):
    with Time() as time:
        time.at += timedelta(hours=1)  # its last acts were some seconds after the beginning
        town = Town(*OnSQLite(tmp_path_factory.mktemp("demo"), kept=demo_town)(0))
        yield town
        town.close()


def client_of(town: Town, login: str):
    actor = next(a for a in town.actors if a.login == login and not a.half)
    with town.app.app_context():
        town.sign_in(actor)
    client = town.app.test_client()
    client.set_cookie("deliberation", actor.jar["deliberation"])
    return client


def lines(town: Town, login: str) -> list[tuple[str, str]]:
    """Where each line of somebody's desk leads, and what it says."""
    page = client_of(town, login).get("/jiahe/waiting")
    assert page.status_code == 200
    return [(unescape(to), unescape(said)) for to, said in ITEM.findall(page.text)]


@dataclass
class Lines(HTMLParser):
    """Each line of a list: where it leads, None where it leads nowhere."""

    found: list[str | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if "item" in (said.get("class") or "").split():
            self.found.append(said.get("href") if tag == "a" else None)


def leading(client, page: str) -> list[str | None]:
    seen = Lines()
    answer = client.get(page)
    assert answer.status_code == 200, page
    seen.feed(answer.text)
    return seen.found


ONE_EACH = {role: login for login, (_name, role, *_) in reversed(cast.ACCOUNTS.items())}


@pytest.mark.parametrize("role", ONE_EACH)
def test_no_line_of_a_desk_leads_nowhere(town, role):
    client, found = client_of(town, ONE_EACH[role]), []
    desks = ["", "waiting", *DESKS.get(role, ())]
    desks += [f"supervision/{x}" for x in SECTIONS] if role == "supervisor" else []
    for desk in desks:
        found += [(desk, to) for to in leading(client, f"/jiahe/{desk}")]
    assert [desk for desk, to in found if to is None] == []
    if role == "supervisor":
        assert {d.partition("/")[2] for d, _ in found} >= {"late", "contested", "silence", "stays"}
        others = sorted({to for desk, to in found if desk.startswith("supervision/")})
        answers = {to: client.get(to).status_code for to in others}
        assert not {to: status for to, status in answers.items() if status != 200}


@pytest.mark.nightly
@pytest.mark.parametrize("login", cast.ACCOUNTS)
def test_every_line_of_every_desk_leads_to_a_page(town, login):
    client, role = client_of(town, login), cast.ACCOUNTS[login][1]
    desks = ["/jiahe/", *(f"/jiahe/{desk}" for desk in DESKS.get(role, ()))]
    found = {to for to, _said in lines(town, login)} | set(desks)
    answers = {to: client.get(to).status_code for to in sorted(found)}
    assert not {to: status for to, status in answers.items() if status != 200}


def of(town: Town, login: str, act: str, what: str) -> list[str]:
    """Where their lines of this act on this matter lead."""
    with town.app.test_request_context("/jiahe/"):
        word = act_label(act)
    chip = f'<span class="chip">{word}</span>'
    return [to for to, said in lines(town, login) if chip in said and what in said]


@pytest.mark.parametrize(("act", "what", "on", "not_on"), WAITS)
def test_it_stands_on_the_desks_of_whoever_may_do_it(town, act, what, on, not_on):
    t = tables.obligation
    with town.engines.read_connection() as conn:
        waiting = conn.execute(select(t.c.act).where(t.c.ended_at.is_(None), t.c.act == act))
        assert waiting.first(), "nobody is asked to"
    for login in on.split():
        found = of(town, login, act, what)
        assert len(found) == 1, f"{login} has it {len(found)} times"
        assert client_of(town, login).get(found[0]).status_code == 200, found
    assert not {who: f for who in not_on.split() if (f := of(town, who, act, what))}


def test_what_is_late_and_what_outlived_its_stage_is_so(town):
    """The desks would show a payment, a question and a fault of today as well."""

    def one(table, column, *where):
        with town.engines.read_connection() as conn:
            return conn.execute(select(table.c[column]).where(*where)).scalars().all()

    p, spend, question = tables.proposal, tables.spend, tables.question
    assert "silent" in one(spend, "audit")
    assert one(question, "state", question.c.answered_at.is_(None)) == ["unanswered"]
    f = tables.finding
    outlived = (f.c.subject_id == p.c.proposal_id, p.c.stage == "evaluate", f.c.state == "open")
    assert one(p, "title", *outlived) == ["健身角加装护栏"]


def test_what_a_count_asks_of_a_desk_can_be_done(tmp_path, demo_town):
    """After the close, while piles are open, nobody is asked to end the paper of the covenant: the
    piles stand on the desks, and each of their lines opens what has to be done.
    """
    with Time() as time:
        time.at += timedelta(hours=1)
        town = Town(*OnSQLite(tmp_path, kept=demo_town)(0))
        try:
            p, t = tables.proposal, tables.obligation
            with town.engines.read_connection() as conn:
                closes = conn.execute(
                    select(p.c.closes_at).where(p.c.title == COVENANT)
                ).scalar_one()
            time.at = max(time.at, closes + timedelta(minutes=1))
            run_due(town.engines)
            with town.engines.read_connection() as conn:
                asked = select(t.c.act).where(t.c.ended_at.is_(None), t.c.act == "finish_paper")
                assert conn.execute(asked).first(), "the count waits for the paper"
            for login in ("supervisor1", "supervisor2"):
                assert not of(town, login, "finish_paper", COVENANT)
                [pile] = of(town, login, "resolve_batch", COVENANT)
                assert client_of(town, login).get(pile).status_code == 200
        finally:
            town.close()
