"""`deliberation office letter` and the letter of `office take`: to whom, when not, and what is left
behind.
"""

import re
import stat

import pytest
from sqlalchemy import select

from deliberation import cli
from deliberation.record import engines, tables
from deliberation.record.check.verify import verify
from deliberation.record.private.factors import join_codes
from deliberation.record.private.tables import audit, join_code
from tests.shell import CODE


def test_the_first_clerk_gets_a_letter_that_opens_the_way_in_and_a_page_of_ones_own(
    shell, tmp_path
):
    said = shell.take("王芳@1栋-1-101", out="letter.html")
    page = tmp_path / "letter.html"
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    for text in (said, page.read_text("utf-8")):
        assert "嘉禾社区" in text and "窗口工作人员" in text and "至少 12 个字符" in text
        assert CODE.search(text)[0] == CODE.search(said)[0]
        assert "http://localhost:8000/jiahe/join" in text
    html = page.read_text("utf-8")
    assert "<svg" in html and not re.search(r"(?:src|href)=|url\(|<script", html)
    assert shell.opens(said) == "王芳"
    assert shell.facts() == 1
    verify(engines.current())


def test_what_is_left_behind_names_nobody_in_public_and_everything_in_the_audit_log(shell):
    said = shell.take("13800000001")
    code, person = CODE.search(said)[0], shell.person("13800000001")
    f, b = tables.fact.c, tables.fact_body.c
    [(header, position, _person_of)] = [
        (bytes(r.header).decode(), r.position, r.kind)
        for r in shell.rows(select(f.header, f.position, f.kind).where(f.kind == "letter_printed"))
    ]
    bodies = "".join(
        bytes(r.body).decode() for r in shell.rows(select(b.body).where(b.position == position))
    )
    assert bodies == '{"again":false,"role":"clerk"}'
    for text in (header, bodies):
        assert person not in text and code not in text and code.replace("-", "") not in text
    assert '"role":"operator"' in header and '"via":"shell"' in header
    rows = shell.rows(select(audit.c.kind, audit.c.about_id, audit.c.address, audit.c.detail))
    assert ("join_code", person) in {(r.kind, r.about_id) for r in rows}
    assert ("shell", "office take") in {(r.kind, r.detail) for r in rows}
    assert all(r.address.startswith("shell: ") for r in rows)
    assert not any(code in str(r) for r in rows)


def test_an_older_code_ends_with_the_newer_letter(shell):
    first, second = shell.take("13800000001"), shell.letter("13800000001", "--lang", "en")
    assert "Joining code" in second and "clerk" in second
    assert shell.opens(first) == "newer" and shell.opens(second) == "王芳"


def test_without_a_name_it_warns_and_with_one_it_says_it(shell, monkeypatch):
    said = shell.take("13800000001")
    assert "localhost:8000" in said
    monkeypatch.setenv("DELIBERATION_HOST", "jiahe.example.cn")
    monkeypatch.setenv("DELIBERATION_TRUSTED_PROXIES", "1")
    said = shell.letter("13800000001")
    assert "https://jiahe.example.cn/jiahe/join" in said and "localhost" not in said


def test_the_warning_is_loud(shell, capsys):
    cli.main(["office", "letter", "--community", "jiahe", "--person", "13800000001"])
    assert "WARNING: no host name is set" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("王芳", ["王芳@1栋-1-101", "王芳@3栋-1-502", "for example --person 王芳@1栋-1-101"]),
        ("李伟@4栋-1-1", ["13800000003", "13800000004", "for example --person 138"]),
        ("2栋-1-201", ["李明@2栋-1-201", "李小@2栋-1-201"]),
        ("没有这人", ["nobody on the roster is called 没有这人"]),
        ("13900000000", ["nobody"]),
        ("王芳@9栋-1-1", ["nobody"]),
        ("", ["nobody"]),
        ("%", ["nobody"]),
    ],
)
def test_whoever_is_not_one_person_is_asked_for_more_and_gets_no_code(shell, text, said):
    told = shell.letter(text, ok=False)
    assert all(s in told for s in said), told
    assert shell.facts() == 0 and not shell.rows(select(join_code))


@pytest.mark.parametrize(
    "text", ["王芳@3栋-1-502", "13800000002", "138 0000 0002", "+8613800000002", "3栋-1-502"]
)
def test_people_are_meant_by_name_flat_or_phone(shell, text):
    assert shell.opens(shell.letter(text), "1971-05-01") == "王芳"


def test_minors_and_people_of_nowhere_get_none(shell):
    assert "only adults" in shell.letter("李小", ok=False)
    assert "no community nowhere" in shell(
        "office", "letter", "--community", "nowhere", "--person", "李明", ok=False
    )
    assert shell.facts() == 0


def test_whoever_joined_is_told_the_way_back_and_a_lone_clerk_finds_it_here(shell):
    shell.take("13800000001"), shell.join("13800000001", "wang")
    told = shell.letter("13800000001", ok=False)
    assert "has joined already" in told and "--lost-password" in told
    said = shell.letter("13800000001", "--lost-password")
    assert "设一个至少 12 个字符的新密码" in said and shell.opens(said) == "王芳"
    assert "no account yet" in shell.letter("13800000002", "--lost-password", ok=False)
    shell.take("李明"), shell.join("13800000003", "other")
    shell.take("13800000003")
    for more in ((), ("--lost-password",)):
        told = shell.letter("13800000001", *more, ok=False)
        assert "a clerk prints a slip" in told
    verify(engines.current())


def test_only_who_opens_a_community_gets_the_letter_at_once(shell, tmp_path):
    first = shell.take("李明", role="representative")
    assert CODE.search(first), "the first office holder of all"
    page = tmp_path / "letter2.html"
    second = shell.take("13800000002", role="supervisor", out=str(page))
    assert not CODE.search(second) and "has no clerk yet" in second
    assert not page.exists() and f"no file {page} written: " in second
    assert f"--out {page}" in second, "the command that does write it"
    assert "office letter --community jiahe --person 王芳@3栋-1-502" in second
    assert CODE.search(shell.take("13800000001"))
    shell.join("13800000001", "wang")
    later = shell.take("13800000003", role="councillor")
    assert not CODE.search(later) and "prints 李伟@4栋-1-1's letter at the desk" in later
    assert "has joined already" in shell.take("13800000001", role="deliberator")
    assert shell.facts() == 2


def test_a_page_is_never_written_over_and_then_no_code_is_made(shell, tmp_path):
    (tmp_path / "there.html").write_text("mine")
    assert "is there already" in shell.letter("李明", "--out", "there.html", ok=False)
    assert "is there already" in shell.take("李明", out="there.html", ok=False)
    assert "cannot be written" in shell.letter("李明", "--out", "no/such/folder.html", ok=False)
    assert (tmp_path / "there.html").read_text() == "mine"
    assert shell.facts() == 0 and not shell.rows(select(tables.office))


def test_a_code_that_cannot_be_kept_leaves_no_fact_and_no_page(shell, tmp_path, monkeypatch):
    def broken(*_):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(join_codes, "_store", broken)
    with pytest.raises(RuntimeError):
        shell.letter("李明", "--out", "letter.html")
    assert shell.facts() == 0 and not (tmp_path / "letter.html").exists()


def test_what_was_forgotten_is_said_before_the_server_starts(shell, tmp_path, monkeypatch):
    from deliberation.cli.serving import server

    started = []
    monkeypatch.setattr(server, "run", lambda *a: started.append(a))
    shell("serve")
    with engines.current().write_connection() as conn:
        conn.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    assert "older than this version: run `deliberation init`" in shell("serve", ok=False)
    with engines.current().write_connection() as conn:
        conn.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert "newer version" in shell("serve", ok=False)
    monkeypatch.setenv("DELIBERATION_INSTANCE", str(tmp_path / "empty"))
    assert "run `deliberation init` first" in shell("serve", ok=False)
    assert len(started) == 1
