"""`deliberation office lost-factor`: for whom, when not, what ends, and what is left behind."""

import json
import re
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from deliberation import clock
from deliberation.accounts.factors import making
from deliberation.charter.case import OPERATOR, Actor
from deliberation.charter.facts.naming import PEOPLE
from deliberation.charter.reasons import Refused
from deliberation.desk.acts.resets import AskReset
from deliberation.record import engines, tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.private import accounts, sessions
from deliberation.record.private.factors import codes, recovery, resets
from deliberation.record.private.tables import audit, join_code
from deliberation.record.write.perform import perform
from deliberation.roster.acts.factors import TakeAwayFactors
from tests.shell import CODE

CLERK, OTHER, SUPERVISOR, RESIDENT = "13800000001", "13800000003", "13800000004", "13800000002"
KEY = pyotp.random_base32()
ALWAYS = timedelta(days=9999)


def lost(shell, person=CLERK, *more, ok=True):
    return shell("office", "lost-factor", "--community", "jiahe", "--person", person, *more, ok=ok)


def in_office(shell, phone, role, login, factor=True):
    shell.take(phone, role=role)
    shell.join(phone, login)
    account = accounts.of_person(shell.id, shell.person(phone)).account_id
    if factor:
        with shell.app.app_context():
            codes.add("authenticator", KEY, account_id=account, last_step=0)
            making.new_recovery_codes(account)
    return account


def has_factor(shell, phone=CLERK):
    with engines.current().read_connection() as conn:
        return resets.has_factor(conn, shell.id, shell.person(phone))


def made(shell):
    return len(shell.rows(select(join_code)))


def kinds(shell):
    f = tables.fact.c
    return [r[0] for r in shell.rows(select(f.kind).order_by(f.position))]


def test_a_lone_clerk_comes_in_again_and_everything_of_before_is_void(shell, tmp_path):
    account = in_office(shell, CLERK, "clerk", "wang")
    with shell.app.test_request_context("/jiahe/"):
        sessions.open_session(account, remembered=True, user_agent="phone")
    said = lost(shell, CLERK, "--out", "letter.html")
    assert not has_factor(shell)
    with shell.app.app_context():
        assert not recovery.recovery_codes_left(account)
        assert not sessions.open_ones(account, idle=ALWAYS, remembered_for=ALWAYS)
    assert shell.opens(said) == "王芳"
    page = (tmp_path / "letter.html").read_text("utf-8")
    for text in (said, page):
        assert "设置二次验证" in text and "设一个至少 12 个字符的新密码" in text
    verify(engines.current())


def test_everybody_reads_that_it_was_done_and_nobody_the_code(shell):
    in_office(shell, CLERK, "clerk", "wang")
    said = lost(shell)
    code, person = CODE.search(said)[0], shell.person(CLERK)
    f, b = tables.fact.c, tables.fact_body.c
    facts = shell.rows(
        select(f.header, b.part, b.body)
        .join_from(tables.fact, tables.fact_body, f.position == b.position)
        .where(f.kind == "factors_taken_away")
    )
    header = bytes(facts[0].header).decode()
    bodies = {r.part: json.loads(bytes(r.body)) for r in facts}
    public, [(handle, meant)] = bodies["public"], bodies["private"][PEOPLE].items()
    assert (public["asked"], public["desk_could"], public["person"]) == (False, False, handle)
    assert meant == person != handle
    assert '"role":"operator"' in header and '"via":"shell"' in header
    assert kinds(shell)[-2:] == ["factors_taken_away", "letter_printed"]
    with engines.current().read_connection() as conn:
        every = b"".join(bytes(r[0]) for r in conn.execute(select(b.body)) if r[0]).decode()
    assert code not in every and code.replace("-", "") not in every
    rows = shell.rows(select(audit))
    mine = {(r.kind, r.detail) for r in rows if r.about_id == person}
    assert {("factor_reset", "shell"), ("join_code", "")} <= mine
    assert ("shell", "office lost-factor") in {(r.kind, r.detail) for r in rows}
    assert all(r.address.startswith("shell: ") for r in rows)
    assert not any(code in str(r) for r in rows)
    [row] = shell.rows(select(tables.factor_reset))
    assert (row.person_id, row.state, row.decided_by) == (person, "by_shell", None)


def test_two_others_at_the_desk_come_first_and_the_record_says_when_they_did_not(shell):
    in_office(shell, CLERK, "clerk", "wang")
    in_office(shell, OTHER, "clerk", "li")
    in_office(shell, SUPERVISOR, "supervisor", "liwei")
    before, letters = kinds(shell), made(shell)
    told = lost(shell, ok=False)
    assert "李伟 (clerk) and 李伟 (supervisor) can take it away at the desk" in told
    assert "--confirm" in told
    assert has_factor(shell) and kinds(shell) == before and made(shell) == letters
    assert CODE.search(lost(shell, CLERK, "--confirm"))
    bodies = [bytes(r[0]).decode() for r in shell.rows(select(tables.fact_body.c.body)) if r[0]]
    assert [b for b in bodies if '"desk_could":true' in b]


@pytest.mark.parametrize("missing", ["clerk", "supervisor", "account"])
def test_one_other_alone_is_no_desk(shell, missing):
    in_office(shell, CLERK, "clerk", "wang")
    if missing != "clerk":
        in_office(shell, OTHER, "clerk", "li")
    if missing == "account":
        shell.take(SUPERVISOR, role="supervisor")
    elif missing != "supervisor":
        in_office(shell, SUPERVISOR, "supervisor", "liwei")
    assert CODE.search(lost(shell)) and not has_factor(shell)


def test_after_a_lost_secret_nobody_at_the_desk_could(shell):
    for phone, role, login in (
        (CLERK, "clerk", "wang"),
        (OTHER, "clerk", "li"),
        (SUPERVISOR, "supervisor", "liwei"),
    ):
        in_office(shell, phone, role, login)
    shell("init", "--new-secret-key")
    shell.begin()
    assert has_factor(shell), "a factor that cannot be read still counts as one"
    said = lost(shell)
    assert shell.opens(said) == "王芳" and not has_factor(shell)
    assert has_factor(shell, OTHER) and has_factor(shell, SUPERVISOR)
    assert CODE.search(lost(shell, SUPERVISOR)), "the clerk alone is no desk"
    assert "(clerk) and" in lost(shell, OTHER, ok=False), "the two are back, and do it there"


def test_what_the_desk_had_asked_is_closed_by_it(shell):
    in_office(shell, CLERK, "clerk", "wang")
    in_office(shell, OTHER, "clerk", "li")
    in_office(shell, SUPERVISOR, "supervisor", "zhao")
    me = Actor(person_id=shell.person(OTHER), factor_method="authenticator", factor_at=clock.real())
    asked = AskReset(act_id=new_id(), person_id=shell.person(CLERK), reason="手机掉河里了。")
    perform(asked, me, shell.id)
    lost(shell, CLERK, "--confirm")
    [row] = shell.rows(select(tables.factor_reset))
    assert (row.state, row.asked_by) == ("by_shell", shell.person(OTHER))
    verify(engines.current())


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (RESIDENT, "no account yet"),
        (OTHER, "no second factor that could be lost.*--lost-password"),
        ("李小", "no account yet"),
        ("没有这人", "nobody on the roster"),
    ],
)
def test_where_nothing_can_be_lost_it_says_so_and_leaves_no_trace(shell, person, said):
    in_office(shell, OTHER, "clerk", "li", factor=False)
    before, letters = kinds(shell), made(shell)
    assert re.search(said, lost(shell, person, ok=False))
    assert kinds(shell) == before and made(shell) == letters


def test_a_page_that_cannot_be_written_takes_nothing_away(shell, tmp_path):
    in_office(shell, CLERK, "clerk", "wang")
    (tmp_path / "there.html").write_text("mine")
    assert "is there already" in lost(shell, CLERK, "--out", "there.html", ok=False)
    assert has_factor(shell) and "factors_taken_away" not in kinds(shell)


def test_the_act_itself_refuses_and_writes_nothing(shell):
    before = kinds(shell)
    minor = shell.rows(select(tables.person.c.person_id).where(tables.person.c.name == "李小"))
    for person, code in (
        (new_id(), "unknown_person"),
        (minor[0][0], "not_adult"),
        (shell.person(RESIDENT), "nothing_changed"),
    ):
        act = TakeAwayFactors(act_id=new_id(), person_id=person, desk_could=False)
        with pytest.raises(Refused) as refused:
            perform(act, OPERATOR, shell.id)
        assert [r.code for r in refused.value.reasons] == [code]
    assert kinds(shell) == before
