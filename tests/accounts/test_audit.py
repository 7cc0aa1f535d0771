"""The audit log: what leaves a row and with what in it, who reads it, how long it stays, and the
shell's part.
"""

import re
import sqlite3
from datetime import timedelta

import click
import pytest
from sqlalchemy import select

from deliberation.config import ConfigError, from_environment
from deliberation.record.private import audit
from deliberation.record.private.tables import audit as table
from tests.command import call
from tests.site import LOGINS, act_id, token

from .house import COMMUNITY, OTHER, PASSWORD


def kinds(house):
    return [
        (r.kind, r.detail)
        for r in house.rows(
            select(table.c.kind, table.c.detail).order_by(table.c.at, table.c.audit_id)
        )
    ]


def rows(house, kind):
    return house.rows(select(table).where(table.c.kind == kind))


def test_a_sign_in_and_out_leave_rows_with_who_where_and_when(house):
    client = house.client(address="203.0.113.77")
    client.sign_in("zhang")
    client.post("/sign-out")
    assert sorted(kinds(house)) == [("sign_in", ""), ("sign_out", "")]
    row = rows(house, "sign_in")[0]
    assert (row.community_id, row.person_id, row.address, row.at) == (
        COMMUNITY,
        house.person["zhang"],
        "203.0.113.*",
        house.now(),
    )
    assert row.account_id


def test_a_failure_names_the_account_where_there_is_one_and_never_what_was_typed(house):
    client = house.client()
    client.sign_in("zhang", "a wrong secret")
    client.sign_in("nobody@example", "a wrong secret")
    known, unknown = rows(house, "sign_in_failed")
    if known.account_id is None:
        known, unknown = unknown, known
    assert (
        known.person_id == house.person["zhang"]
        and unknown.account_id is None
        and unknown.person_id is None
    )
    assert "wrong" not in str(known) + str(unknown) and "nobody@" not in str(unknown)


def test_a_lock_is_one_row_however_often_it_is_tried(house):
    client = house.client()
    for _ in range(5):
        client.sign_in("zhang", "wrong wrong")
    for _ in range(4):
        assert client.sign_in("zhang").location == "/jiahe/me/code"
        house.later(timedelta(seconds=30))
    assert [(r.person_id, r.detail) for r in rows(house, "locked")] == [
        (house.person["zhang"], "place")
    ]
    house.later(timedelta(minutes=16))
    for _ in range(6):
        client.sign_in("zhang", "wrong wrong")
    assert len(rows(house, "locked")) == 2


def test_a_network_that_floods_unknown_logins_is_told_once_and_fills_no_log(house):
    client = house.client(address="2001:db8:7:8::9")
    for i in range(70):
        client.sign_in(f"guess{i}", "wrong wrong")
    assert [(r.account_id, r.address, r.detail) for r in rows(house, "storm")] == [
        (None, "2001:db8:7::*", "network")
    ]
    assert len(rows(house, "sign_in_failed")) == 59


def test_second_factor_and_password_leave_rows(house):
    client = house.signed_in_office_holder()
    client.post("/me/code", factor_code="000000")
    client.post(
        "/me/password",
        current=PASSWORD,
        password="a longer lantern than before",
        again="a longer lantern than before",
    )
    client.post("/me/recovery-codes")
    client.post("/me/sign-out-everywhere")
    assert sorted(kinds(house)) == [
        ("factor_failed", ""),
        ("factor_given", "authenticator"),
        ("password_changed", ""),
        ("recovery_made", ""),
        ("sign_in", ""),
        ("sign_out_everywhere", ""),
    ]
    assert {r.person_id for r in house.rows(select(table))} == {house.person["li"]}
    everything = str(house.rows(select(table)))
    assert (
        PASSWORD not in everything
        and "longer" not in everything
        and house.secrets["li"] not in everything
    )


def test_a_recovery_code_is_noted_as_such(house):
    client = house.signed_in_office_holder()
    codes = re.findall(r"\b[a-z2-9]{5}-[a-z2-9]{5}\b", client.post("/me/recovery-codes").text)
    client.post("/me/code", factor_code=codes[0])
    assert ("recovery_used", "recovery") in kinds(house)


def test_own_history_shows_ones_own_doors_and_nobody_elses(house):
    zhang, li = house.client(), house.client()
    zhang.sign_in("zhang", "wrong wrong")
    zhang.sign_in("zhang")
    li.sign_in("li", "wrong wrong")
    page = zhang.get("/me/history").text
    assert (
        page.count("Wrong login or password") == 1
        and "Signed in with the password" in page
        and "192.0.2.*" in page
    )
    assert house.client().get("/me/history").location.endswith("/sign-in?next=/jiahe/me/history")


def test_own_history_goes_on_page_by_page(house):
    client = house.client()
    for _ in range(60):
        client.sign_in("zhang")
        house.later(timedelta(seconds=1))
    first = client.get("/me/history")
    assert first.text.count("Signed in with the password") == 50
    second = client.get("/me/history", before=re.search(r"before=([0-9A-Za-z]+)", first.text)[1])
    assert second.text.count("Signed in with the password") == 10


def test_an_unknown_kind_is_refused(house):
    with pytest.raises(ValueError, match="ballot"):
        audit.write("ballot", address="x")
    assert not rows(house, "ballot")


def test_rows_stay_for_the_days_set_and_no_shorter_than_the_law(house):
    audit.write("sign_in", address="x")
    house.later(timedelta(days=399, hours=23))
    assert audit.forget_old(400) == 0
    house.later(timedelta(hours=2))
    assert audit.forget_old(400) == 1 and not rows(house, "sign_in")
    with pytest.raises(ValueError, match="180"):
        audit.forget_old(179)


def test_the_setting_defaults_to_400_and_refuses_less_than_180(tmp_path):
    env = {"DELIBERATION_INSTANCE": str(tmp_path)}
    assert from_environment(env).audit_days == 400
    assert from_environment(env | {"DELIBERATION_AUDIT_DAYS": "180"}).audit_days == 180
    with pytest.raises(ConfigError, match="180"):
        from_environment(env | {"DELIBERATION_AUDIT_DAYS": "179"})


def test_only_supervisors_read_the_log(site):
    for role in LOGINS:
        assert site.client(role).get("/jiahe/audit").status_code == (
            200 if role == "supervisor" else 403
        ), role
    assert site.client("visitor").get("/jiahe/audit").status_code == 303


def test_supervisors_filter_by_kind_and_person_and_see_the_desks_prints(site):
    clerk, supervisor, person = (
        site.client("clerk"),
        site.client("supervisor"),
        site.world.person["林三"],
    )
    form = clerk.get(f"/jiahe/desk/people/{person}")
    done = clerk.post(
        f"/jiahe/desk/people/{person}/card",
        data={"csrf_token": token(form), "act_id": act_id(form)},
    )
    assert done.status_code == 200
    row = next(r for r in audit.rows(site.world.id, kind="code_card"))
    assert (row.person_id, row.about_id, row.name, row.about) == (
        site.world.person["窗口"],
        person,
        "窗口",
        "林三",
    )
    only = supervisor.get(f"/jiahe/audit?kind=code_card&person={person}&lang=en").text
    assert "窗口" in only and "林三" in only and len(re.findall(r"<li>\s*<strong>", only)) == 1
    assert supervisor.get("/jiahe/audit?kind=nothing&person=zzz&before=x").status_code == 200


def test_another_communitys_rows_stay_there(house):
    house.client().raw_post("/other/sign-in", login="zhang", password=PASSWORD)
    assert audit.rows(COMMUNITY) == [] and len(audit.rows(OTHER)) == 1


@pytest.fixture
def shell(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DELIBERATION_INSTANCE", str(tmp_path / "i"))
    monkeypatch.setenv("LOGNAME", "porter")
    for name in ("DELIBERATION_DATABASE_URL", "SUDO_USER"):
        monkeypatch.delenv(name, raising=False)

    def run(*args, code=0):
        assert call(capsys, *args).returncode == code

    return run, tmp_path / "i" / "deliberation.sqlite3"


def test_shell_commands_that_write_leave_a_row_with_the_os_user(shell):
    run, database = shell
    run("init")
    run("community", "create", "jiahe", "--name", "嘉禾")
    run("community", "list")
    run("tick")
    run("export", "x.jsonl", "--community", "jiahe")
    run("export", "x.jsonl", "--community=nowhere", code=1)
    run("roster", "import", "--help")
    with sqlite3.connect(database) as conn:
        found = conn.execute(
            "SELECT kind, detail, address, community_id IS NOT NULL FROM audit ORDER BY at"
        ).fetchall()
    assert found == [
        ("shell", "init", "shell: porter", 0),
        ("shell", "community create", "shell: porter", 0),
        ("shell", "export", "shell: porter", 1),
        ("shell", "export", "shell: porter", 0),
    ]


def test_every_command_is_named_once_as_reading_or_is_noted():
    from deliberation.cli import audited, cli

    every = set()

    def walk(group, before):
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if isinstance(command, click.Group):
                walk(command, [*before, name])
            else:
                every.add(" ".join([*before, name]))

    walk(cli, [])
    assert (
        every >= audited.READS
        and {"roster import", "office take", "init", "serve", "export"} <= every - audited.READS
    )
    assert (
        audited.path_of(cli, ["roster", "import", "x.csv"]) == "roster import"
        and audited.path_of(cli, ["roster"]) == ""
    )
