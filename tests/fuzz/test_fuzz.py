"""A part of `make fuzz` in every run of the suite: a part of a round at a town of its own, and that
the same seed plays the same again.
"""

import time
from itertools import count

import pytest

from deliberation.record import tables

from . import pages
from .nasty import MARK
from .run import ROUND, OnSQLite, Run, Tally
from .watch import Crashes, Journal, Watch
from .wire import Answer, Request

SEED = 20260608


@pytest.fixture(scope="module")
def towns(tmp_path_factory, demo_town):
    return OnSQLite(tmp_path_factory.mktemp("fuzz"), kept=demo_town)


def found_nothing(towns: OnSQLite, requests: int) -> Tally:
    """So many requests, which were not turned away at the door."""
    told: list[str] = []
    tally = Run(towns, SEED, tell=told.append).play(0, requests)
    assert not tally.findings, "\n".join(told)
    assert tally.requests == requests and len({x for _, x in tally.reached}) == 25
    assert tally.status[303] > requests / 10 and tally.status[422] > requests / 20
    return tally


@pytest.mark.slow
def test_four_hundred_requests_find_nothing(towns):
    tally = found_nothing(towns, 400)
    assert len({r for r, _ in tally.reached}) > 60 and len(+tally.accepted) > 10, tally
    assert len(tally.facts) > 5 and tally.verified > 2000


@pytest.mark.nightly
def test_four_thousand_requests_find_nothing(towns):
    tally = found_nothing(towns, 4 * ROUND)
    assert len({r for r, _ in tally.reached}) > 120 and len(+tally.accepted) > 20, tally
    assert len(tally.facts) > 15 and tally.verified > 8000


@pytest.mark.slow
def test_a_seed_plays_the_same_again(towns, monkeypatch):
    """So a finding is repeated by its number: ids, tokens and choices come out the same, on a slow
    machine as on a fast one."""

    def played() -> list[str]:
        run, sent = Run(towns, SEED), []
        note = run.tally.count
        run.tally.count = lambda step, answer: (
            sent.append(f"{step.request.method} {step.request.target} {answer.status}"),
            note(step, answer),
        )
        run.play(0, 60)
        return sent

    first = played()
    monkeypatch.setattr(time, "time", count(int(time.time()), 7).__next__)
    assert first == played() and len(set(first)) > 40


@pytest.fixture
def watch(world):
    with Journal(world.engines).listening() as journal:
        yield Watch(journal, Crashes())


def answered(status: int, text: str = "", **headers: str) -> Answer:
    from werkzeug.datastructures import Headers

    found = Headers({"Content-Type": "text/html; charset=utf-8", **headers})
    return Answer(status, found, text.encode(), 0.0)


def test_the_watch_sees_a_crash_markup_and_a_way_off_the_site(watch):
    post = Request("POST", "/jiahe/x")
    seen = [
        watch.look(post, answered(500), "x"),
        watch.look(post, answered(200, f"<p>{MARK}</p>"), "x"),
        watch.look(post, answered(200, '<a title="" onfz=1>'), "x"),
        watch.look(post, answered(303, Location="//evil.example/"), "x"),
        watch.look(post, answered(303, Location="http://evil.example/"), "x"),
        watch.look(post, answered(303, Location="/jiahe/"), "x"),
        watch.look(post, answered(422, "&#39;&#34;&gt;&lt;fz onfz=1&gt;"), "x"),
    ]
    assert [[f.kind for f in found] for found in seen] == [
        ["5xx"],
        ["markup"],
        ["markup"],
        ["away"],
        ["away"],
        [],
        [],
    ]


@pytest.mark.parametrize("status", [200, 303, 422])
def test_the_watch_sees_what_a_refusal_wrote(world, watch, status):
    """On both databases, also a change within a row, and nothing that was rolled back."""
    with world.engines.write_connection() as conn:
        conn.execute(tables.community.update().values(name="改了"))
    found = watch.look(Request("POST", "/jiahe/x"), answered(status), "x")
    assert [f.kind for f in found] == ([] if status == 303 else ["trace"])
    with pytest.raises(RuntimeError), world.engines.write_connection() as conn:
        conn.execute(tables.community.update().values(name="又改了"))
        raise RuntimeError
    assert watch.look(Request("GET", "/jiahe/x"), answered(status), "x") == []


def test_forms_are_read_as_they_are_drawn():
    page = """<form method="post" enctype="multipart/form-data">
    <input type="hidden" name="a" value="1&amp;2">
    <input type="radio" name="c" value="x"><input type="radio" name="c" value="y">
    <select name="s"><option value="p" selected>
    </select><textarea name="t">eins</textarea><input type="file" name="f">
    <button name="then" value="go">Go</button></form>"""
    (form,) = pages.forms(page, "/jiahe/here")
    assert (form.action, form.method, form.with_files) == ("/jiahe/here", "post", True)
    assert {f.name: (f.kind, f.value, f.options) for f in form.fields} == {
        "a": ("hidden", "1&2", []),
        "c": ("radio", "x", ["x", "y"]),
        "s": ("select", "p", ["p"]),
        "t": ("textarea", "eins", []),
        "f": ("file", "", []),
    }
    assert form.buttons == [("then", "go", "")]
