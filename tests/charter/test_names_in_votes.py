"""Who may read votes by name, by electorate, and how long a list of full names may stay: what a
community may choose and what not.
"""

import pytest

from deliberation.charter.rulebook import RulebookError, load, parse, shipped

BASE = 'extends = "cn-2026"\nname = "ours"\n'
GROUP = BASE + "[kinds.ordinary.vote.group]\nlist_names = true\n"
OFFICES = ("reps_meeting", "representatives")
OTHERS = ("residents", "households", "owners")


@pytest.mark.parametrize("name", shipped())
def test_people_in_office_vote_in_public_and_others_before_their_roll(name):
    book = load(name)
    assert {book.names_of(e) for e in OFFICES} == {"public"}
    assert {book.names_of(e) for e in OTHERS} == {"roll"}
    cited = {n.path for n in book.numbers}
    assert {f"electorates.{e}.names" for e in (*OFFICES, *OTHERS)} <= cited


@pytest.mark.parametrize("electorate", OTHERS)
def test_nobody_else_is_made_public_at_the_line_that_says_so(electorate):
    with pytest.raises(RulebookError, match="only people in office") as caught:
        parse(f'{BASE}[electorates.{electorate}]\nnames = "public"\n', "ours.toml")
    assert caught.value.line == 4


@pytest.mark.parametrize("electorate", (*OFFICES, *OTHERS))
def test_a_community_may_keep_them_closer(electorate):
    book = parse(f'{BASE}[electorates.{electorate}]\nnames = "own"\n', "ours.toml")
    assert book.names_of(electorate) == "own"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[electorates.residents]\nnames = "everybody"\n', "none of public, roll, own"),
        ('[electorates.strangers]\nnames = "own"\n', "unknown key"),
        ("[electorates.residents]\nname = 1\n", "unknown key"),
    ],
)
def test_what_names_nobody_is_refused(text, why):
    with pytest.raises(RulebookError, match=why):
        parse(BASE + text, "ours.toml")


@pytest.mark.parametrize(("days", "holds"), [(0, True), (15, True), (20, True), (21, False)])
def test_a_list_stays_no_longer_than_the_law_lets_one_hang(days, holds):
    text = f"{GROUP}list_days = {days}\n"
    if holds:
        assert parse(text, "x.toml").kind("ordinary").vote["group"].list_days == days
        return
    with pytest.raises(RulebookError, match="21 loosens 20.*二十日前公布") as caught:
        parse(text, "x.toml")
    assert caught.value.line == 5


def test_the_days_of_a_list_that_is_not_published_bind_nobody():
    assert parse(f"{GROUP}list_days = 99\n".replace("true", "false"), "x.toml")


def test_a_longer_bound_of_ones_own_is_none():
    with pytest.raises(RulebookError, match="loosens 20"):
        parse(f"{BASE}[meeting]\nelection_list_days = 60\n", "x.toml")


def test_an_association_has_its_own_days():
    text = 'extends = "association"\n[kinds.ordinary.vote.group]\nlist_names = true\n'
    assert parse(f"{text}list_days = 60\n", "x.toml")
