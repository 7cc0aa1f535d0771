"""The index of the search follows the texts, and forgets what was erased."""

from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.roster.acts.people import Erase


def pieces(world, p):
    t = tables.search_piece
    return {r.piece for r in world.rows(t, t.c.subject_id == p)}


def erase(world, fact):
    act = Erase(act_id=new_id(), fact_id=fact, part="text", ground="request")
    world.act("窗口", act)


def test_an_erased_text_is_found_no_more(world):
    """Its pieces would tell two letters each of what was to be forgotten."""
    p, other = world.submitted(), world.submitted(who="林二", title="别的事", body="别的内容。")
    assert "活动" in pieces(world, p)
    erase(world, world.row(p).text_from)
    assert pieces(world, p) == set() and pieces(world, other)
    assert verify(world.engines)


def test_an_older_text_erased_leaves_the_newer_one_found(small_world):
    from deliberation.cycle.propose.acts.proposal import Revise

    w = small_world
    p = w.submitted()
    first = w.row(p).text_from
    w.act(
        "林一",
        Revise(act_id=new_id(), subject_id=p, version_no=1, title="新的题", body="新的内容。"),
    )
    now = pieces(w, p)
    assert "新的" in now and "活动" not in now
    erase(w, first)
    assert pieces(w, p) == now and verify(w.engines)
