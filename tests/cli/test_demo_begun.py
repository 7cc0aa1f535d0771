"""A demo whose first start was interrupted is begun anew; nothing real is ever emptied for it."""

import pytest

from deliberation import demo
from deliberation.record import demo_time


@pytest.fixture
def half(monkeypatch):
    """The first building breaks off in its middle, the second goes through."""
    built = []

    def build(engines, tell):
        from deliberation.charter.case import OPERATOR
        from deliberation.charter.rulebook import shipped_text
        from deliberation.record.ids import new_id
        from deliberation.record.write.perform import perform
        from deliberation.roster.acts import people as acts

        demo_time.mark(engines, 0)
        ident = new_id()
        found = acts.CreateCommunity(
            act_id=new_id(),
            community_id=ident,
            slug="jiahe",
            community_name="嘉禾",
            timezone="Asia/Shanghai",
            language="zh_Hans",
            rulebook=shipped_text("cn-2026"),
        )
        perform(found, OPERATOR, ident, engines)
        built.append(ident)
        if len(built) == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(demo, "build", build)
    return built


def test_an_interrupted_demo_is_begun_anew_and_a_finished_one_is_kept(run, half):
    run("demo", "--no-serve", ok=False)
    done = run("demo", "--no-serve")
    assert "begun anew" in done.stdout and "ready after" in done.stdout
    assert run("community", "list").stdout == "jiahe 嘉禾\n" and len(half) == 2
    again = run("demo", "--no-serve").stdout
    assert "anew" not in again and "ready after" not in again and len(half) == 2


def test_a_real_community_is_never_emptied_for_a_demo(run, half, tmp_path):
    run("init")
    run("community", "create", "real", "--name", "real")
    (tmp_path / "instance" / "demo-unfinished").touch()
    assert "real communities" in run("demo", "--no-serve", ok=False).stderr
    assert run("community", "list").stdout == "real real\n"
