"""What is kept for many readers stays within its bytes, whatever strangers write into addresses
and cookies."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from time import sleep as pause

import pytest

from deliberation.web import parts as kept_parts
from deliberation.web.kept import MOST_KEY, Kept, weight


class Thing:
    size = 0


def test_keys_are_counted_among_the_bytes():
    kept = Kept(10_000)
    for i in range(100):
        assert kept.put(("x" * 900, i), Thing(), 1)
    assert sum(kept.get(("x" * 900, i)) is not None for i in range(100)) <= 10
    assert kept._size <= 10_000


def test_a_long_key_is_never_kept():
    kept = Kept()
    assert not kept.put(("/", "q" * 60_000), Thing(), 1)
    assert not kept.put(("/", ("a", ("q" * 60_000,))), Thing(), 1)
    assert kept._size == 0


def test_the_same_key_again_is_counted_once():
    kept = Kept(10_000)
    for size in (5000, 20, 3000, 20):
        kept.put("a", Thing(), size)
    kept.put("b", Thing(), 8000)
    assert kept.get("a") is not None and kept.get("b") is not None


@pytest.mark.parametrize(
    ("path", "cookie"),
    [
        ("/jiahe/proposals?x=" + "q" * 5000, ""),
        ("/jiahe/proposals?after=" + "q" * 5000, ""),
        ("/jiahe/" + "q" * 5000, ""),
        ("/jiahe/proposals", "lang=" + "q" * 3000),
        ("/jiahe/proposals", "elder=" + "q" * 3000),
    ],
)
def test_a_page_asked_for_at_length_leaves_nothing(site, path, cookie):
    app, parts = site.app, kept_parts._parts
    before = set(parts._items)
    for _ in range(2):
        app.test_client().get(path, headers={"Cookie": cookie} if cookie else {})
    pages = app.extensions["deliberation.pages"]
    keys = [*pages.pages._items, *pages.stamps, *(set(parts._items) - before)]
    assert all(weight(key) <= MOST_KEY + 1000 for key in keys)
    assert not any("q" * 3000 in repr(key) for key in keys)


def test_a_short_address_is_kept(site):
    client = site.app.test_client()
    client.get("/jiahe/proposals?stage=vote")
    pages = site.app.extensions["deliberation.pages"]
    assert any("stage=vote" in repr(key) for key in pages.stamps)


def test_of_many_who_ask_at_once_one_makes_it():
    kept, made, begun = Kept(), [], Barrier(6)

    @dataclass
    class Piece:
        weight = 10
        size: int = 0

    def make() -> Piece:
        made.append(1)
        pause(0.05)
        return Piece()

    def ask(_n: int) -> Piece:
        begun.wait()
        return kept.made("a piece", make)

    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(ask, range(6)))
    assert len(made) == 1 and len({id(x) for x in found}) == 1 and not kept._turns


def test_one_who_fails_keeps_nobody_waiting():
    kept = Kept()
    with pytest.raises(ZeroDivisionError):
        kept.made("a piece", lambda: 1 // 0)
    assert kept.made("a piece", lambda: kept_parts._Part("x")).html == "x"
