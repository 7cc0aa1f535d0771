"""What is printed of a vote says what its page says: for every kind of ballot the same names, the
same numbers, the same winners, on the poster, the protocol and the registration form.
"""

import html
import re

import pytest

from deliberation.charter.rulebook import load
from deliberation.cycle.resolve.acts.elections.second_round import CallSecondRound
from tests.cycle.matters import test_committee_election as committee
from tests.cycle.matters import test_elections as elections
from tests.site import opened
from tests.web.ballot.test_ballot import text_of
from tests.web.ballot.test_counted import CASES, decided
from tests.world import World

PRINTS = ("result", "protocol", "resolution")
FIRST = {
    "林一": 20,
    "林二": 5,
    "林三": 24,
    "林四": 22,
    "林五": 21,
    "林六": 14,
    "林七": 9,
    "林八": 9,
}
WON = ("林一", "林三", "林四", "林五")
NUMBERED = ("absolute", "plurality", "approval", "each", "motion")


def cells(page: str) -> list[list[str]]:
    """The rows of every table that hold none, their cells without markup."""
    rows = re.findall(r"<tr[^>]*>((?:(?!<tr).)*?)</tr>", page, re.S)
    return [
        [
            re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", cell))).strip()
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
        ]
        for row in rows
    ]


def votes(page: str, names) -> dict[str, tuple[str, ...]]:
    """Of each name the numbers beside it, in every table it stands in."""
    found = {}
    for first, *rest in filter(None, cells(page)):
        name = next((n for n in names if n in first.split(" ")), None)
        numbers = tuple(m.group() for m in (re.match(r"\d+", x) for x in rest) if m)
        if name and numbers:
            found.setdefault(name, []).append(numbers)
    return {name: tuple(sorted(all_of)) for name, all_of in found.items()}


def shown(site, p, what=None) -> str:
    at = f"/jiahe/proposals/{p}" + (f"/print/{what}" if what else "")
    answer = site.client("visitor").get(at)
    assert answer.status_code == 200
    return answer.data.decode()


@pytest.fixture
def by_posts(sqlite_engines, time, tmp_path):
    """A secret election of the committee on paper, counted, and its pages."""
    book = load("cn-sichuan-2026").source_text
    w = World(sqlite_engines, time, rulebook=book).populate(committee.MANY)
    p = committee.called(w)
    committee.boxes(w, p, FIRST, invalid=1)
    return opened(w, tmp_path), p


@pytest.mark.parametrize("what", PRINTS)
def test_an_election_by_posts_is_printed_with_who_was_elected_and_every_number(by_posts, what):
    site, p = by_posts
    page, sheet = shown(site, p), shown(site, p, what)
    assert votes(sheet, FIRST) == votes(page, FIRST) and len(votes(sheet, FIRST)) == len(FIRST)
    state = {row[0]: row[-1] for row in cells(sheet) if row and row[0] in FIRST}
    assert {name for name, said in state.items() if said == "当选"} == set(WON)
    assert ["有效（含网上）", "25", "无效", "1"] in [r for r in cells(sheet) if len(r) == 4]
    assert "None" not in sheet


def test_between_two_rounds_the_sheets_say_what_the_first_one_gave(by_posts):
    site, p = by_posts
    w = site.world
    w.act("窗口", CallSecondRound(**committee.at(p)))
    assert votes(shown(site, p, "protocol"), FIRST) == votes(shown(site, p), FIRST)
    assert w.let_pass(p) == "vote"
    committee.boxes(w, p, {"林八": 9})
    assert votes(shown(site, p, "protocol"), ("林八",)) == {"林八": (("9", "17", "0"),)}
    for what in ("result", "resolution"):
        assert votes(shown(site, p, what), FIRST) == votes(shown(site, p), FIRST)
        named = re.findall(r"<strong>([^<]+)</strong>", shown(site, p, what))
        assert set("，".join(named).split("，")) >= {*WON, "林八"}


@pytest.mark.parametrize("what", PRINTS)
def test_an_election_by_ranking_is_printed_with_who_was_elected(site, what):
    w = site.world
    p = elections.council(w)
    for who in elections.RESIDENTS[3:9]:
        elections.rank(w, p, who, "林二", "林一")
    for who in elections.RESIDENTS[9:13]:
        elections.rank(w, p, who, "林三")
    while w.stage(p) == "vote":
        w.let_pass(p)
    rows = {row[0]: row[1:] for row in cells(shown(site, p, what)) if row}
    assert rows["林二"] == ["第一选择 6", "入选"] and rows["林三"] == ["第一选择 4", "入选"]
    assert rows["林一"][-1] == "" and "反对" not in rows


@pytest.mark.parametrize("what", PRINTS)
@pytest.mark.parametrize("case", CASES)
def test_a_paper_is_printed_with_the_numbers_and_the_winners_of_its_page(
    site, monkeypatch, case, what
):
    make, ballots, _ = CASES[case]
    p = decided(site.world, monkeypatch, ballots, make)
    page, sheet = shown(site, p), shown(site, p, what)
    names = ("种桂花", "种香樟", "都不种", "赞成", "反对", "弃权")
    if case in NUMBERED:
        theirs = votes(page, names)
        mine = {n: {x[0] for x in all_of} for n, all_of in votes(sheet, names).items()}
        assert mine and all(mine[n] <= {x[0] for x in theirs[n]} for n in mine)
    won = re.search(r"入选： ([^ ]+)", text_of(site.client("visitor").get(f"/jiahe/proposals/{p}")))
    chosen = {row[0] for row in cells(sheet) if row and row[-1] == "入选"} - {"都不同意"}
    assert chosen == (set(won[1].split("，")) if won and case != "motion" else set())
    assert case == "motion" or not {"赞成", "反对"} & {row[0] for row in cells(sheet) if row}
