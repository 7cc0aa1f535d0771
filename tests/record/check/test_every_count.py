"""Every kind of count, from real acts to its result: its working is public, and its file,
downloaded by anybody, is counted by `tally` to what was published.
"""

import json
import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from deliberation.charter.facts.base import Fact
from deliberation.charter.rulebook import load as load_rules
from deliberation.counting import dual_plans, election, papers, questions, rules
from deliberation.counting.again import loading, recount
from deliberation.counting.motion import sums
from deliberation.counting.papers import Question
from deliberation.counting.threshold import Threshold
from deliberation.cycle.resolve.acts import official as official_acts
from deliberation.cycle.resolve.acts import paper
from deliberation.cycle.resolve.acts.elections import second_round as election_acts
from deliberation.readings.vote.ballot_papers import Asked, Choosable
from deliberation.readings.vote.files import ballot_file, counted_json, paper_file, question_file
from deliberation.readings.vote.paper_sums import Secret
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.roster.acts import people
from tests.cycle.matters import (
    rounds,
    test_committee_election,
    test_elections,
    test_official,
    test_plans,
    test_recall,
)
from tests.cycle.resolve import test_paper
from tests.site import opened
from tests.world import OFFICES, RESIDENTS, World

MAJORITY = Threshold("more_than", 1, 2)
EVERYBODY = (*RESIDENTS, *OFFICES)


# --- nothing is counted by a rule without a working and a file
# ------------------------------------------------


def counts(kind: type[Fact] = Fact) -> list[type[Fact]]:
    """The facts that say how a round was counted: they name a rule, and may be a recount."""
    found = [c for sub in kind.__subclasses__() for c in (sub, *counts(sub))]
    return [c for c in found if {"rule", "recount"} <= {f.name for f in fields(c)}]


def test_every_kind_of_count_has_a_working_and_a_file():
    assert sorted(c.kind for c in counts()) == [
        "election_counted",
        "owners_counted",
        "paper_counted",
        "vote_counted",
    ]
    assert ballot_file.WRITERS.keys() == counted_json.SAID.keys()
    assert len(ballot_file.WRITERS) == len(counts())


# more than one question, or more than ballots: below, by real acts
ELSEWHERE = (election.RULE, dual_plans.RULE)
PAIRS = [(r, f) for r, rule in rules.ASKED.items() for f in rule.forms if r not in ELSEWHERE]


def asked(rule: str, form: str) -> Asked:
    """Five options that all fit into two thirds of the money."""
    budget = rule in rules.MONEY
    costs = (300_00, 250_00, 200_50, 120_00, 90_00) if budget else (0,) * 5
    q = Question(
        form,
        rule,
        0 if form == "motion" else 5,
        seats=2 if form not in ("motion", "one") else 1,
        most=3 if form in ("approve", "rank") else 10 if form == "points" else 0,
        none=form in ("one", "approve") and not budget,
        budget=600_00 if budget else 0,
        costs=costs if budget else (),
    )
    options = tuple(
        Choosable(n, f"o{n}", "plan", f"方案 {n}", None, costs[n - 1], "accepted", "")
        for n in range(1, q.options + 1)
    )
    return Asked(1, q, options, None, None, "seed/1")


def answer(rng: Random, q: Question) -> str:
    if rng.random() < 0.1:
        return papers.write([q], [papers.abstention(q)])
    some = rng.sample(range(1, 6), rng.randint(1, 3))
    if q.form == "motion":
        return rng.choice(papers.VERDICTS)
    if q.form == "one":
        return rng.choice(["1", "2", "3", "none"] if q.none else ["1", "2", "3"])
    if q.form == "points":
        return ",".join(f"{o}={rng.randint(1, 3)}" for o in sorted(some))
    if q.form == "each":
        return ",".join(
            f"{o}={'for' if o in some[:2] else rng.choice(('against', 'abstain'))}"
            for o in range(1, 6)
        )
    return (">" if q.form == "rank" else ",").join(
        map(str, some if q.form == "rank" else sorted(some))
    )


ROUND = SimpleNamespace(
    members=90,
    present=70,
    quorum_kind="at_least",
    quorum_n=1,
    quorum_d=2,
    majority_kind=MAJORITY.kind,
    majority_n=1,
    majority_d=2,
)
META = {
    "community": "jiahe",
    "proposal": "p",
    "number": "2026-001",
    "round": "1",
    "published_outcome": "passed",
}


def tally(path: Path) -> Any:
    return recount.count(loading.load(path))


def same(q: Question, counted: Any, found: Any, named: bool) -> bool:
    """Whether tally found what the platform did: winners in order, nobody where none of them
    won.
    """
    wanted = [f"方案 {n}" if named else str(n) for n in counted.winners if n or not named]
    if q.form == "motion":
        return (counted.outcome == "passed") == bool(found.winners) and found.working[
            "for"
        ] == counted.result.working["for"]
    return list(found.winners) == wanted


@pytest.mark.parametrize(("rule", "form"), PAIRS)
def test_every_rule_of_the_registry_is_counted_from_its_file(rule, form, tmp_path):
    one, rng = asked(rule, form), Random(f"{rule} {form}")
    ballots = [(f"f{n:03d}", answer(rng, one.question)) for n in range(70)]
    read = [papers.read([one.question], text)[0] for _, text in ballots]
    counted = questions.count_question(
        one.question, read, present=70, majority=MAJORITY, seed=one.seed
    )
    made = question_file.question_file(dict(META), ROUND, one, ballots)
    path = tmp_path / f"vote{made.ending}"
    path.write_text(made.text, "utf-8")
    assert same(one.question, counted, tally(path), made.ending == ".blt")


@pytest.mark.parametrize(
    ("rule", "form"),
    [x for x in PAIRS if x[1] in sums.FORMS and x[0] not in rules.MONEY],
)
def test_every_rule_that_counts_sums_is_counted_from_sums(rule, form, tmp_path):
    one, rng = asked(rule, form), Random(f"secret {rule}")
    texts = [answer(rng, one.question) for _ in range(64)]
    totals: dict[str, int] = {}
    for text in texts:
        a = papers.read([one.question], text)[0]
        for what in [
            *([a.word] if a.word and form != "approve" else []),
            *(f"{o}={said}" for o, said in a.verdicts),
            *map(str, a.chosen),
        ]:
            totals[what] = totals.get(what, 0) + 1
    secret = Secret({(1, w): n for w, n in totals.items()}, 64)
    dealt = sums.ballots([one.question], secret.totals, 64)
    read = [papers.read([one.question], text)[0] for text in dealt]
    counted = questions.count_question(
        one.question, read, present=70, majority=MAJORITY, seed=one.seed
    )
    names = [o.name for o in one.options]
    made = paper_file.sums_file(dict(META), ROUND, one.question, names, secret, 1, one.seed)
    assert "\nSUMS\n" in made.text and "f001" not in made.text
    path = tmp_path / "vote.ballots"
    path.write_text(made.text, "utf-8")
    assert same(one.question, counted, tally(path), False)


# --- by real acts
# ----------------------------------------------------------------------------------------------


def published(w: World, p: str, number: int, named: bool) -> list[str]:
    """Who or what won, as the rows of the result have it."""
    here = {"proposal_id": p, "round_no": number}

    def rows(table: Any) -> list[Any]:
        return w.rows(table, *(table.c[k] == v for k, v in here.items()))

    (rnd,) = rows(tables.vote_round)
    if rnd.rule in ("motion/1", "dual/1"):
        return ["for"] if rnd.outcome == "passed" else []
    if rnd.rule == "election/1":
        written = [
            (r.place, f"name:{r.write_in_no}:{r.post}")
            for r in rows(tables.election_written_in)
            if r.place
        ]
        return [
            ref
            for _, ref in sorted(
                [
                    *((r.place, r.candidacy_id) for r in rows(tables.election_standing) if r.place),
                    *written,
                ]
            )
        ]
    names = {o.option_id: o.title for o in w.rows(tables.ballot_option)}
    won = sorted(
        (o.place, o.question_no, o)
        for o in rows(tables.round_option)
        if o.place and o.question_no == 1
    )
    return [names[o.option_id] if named else str(o.option_no) for _, _, o in won]


def check(w: World, tmp_path: Path, p: str, number: int = 1) -> Any:
    """By HTTP as a visitor: page in both languages, working, file, tally; what tally found."""
    client = opened(w, tmp_path).client("visitor")
    for lang in ("zh_Hans", "en"):
        client.set_cookie("lang", lang)
        page = client.get(f"/jiahe/proposals/{p}").data.decode()
        assert (
            f"/proposals/{p}/working/{number}" in page
            and f"/proposals/{p}/ballots/{number}" in page
        )
    said = client.get(f"/jiahe/proposals/{p}/working/{number}")
    assert said.status_code == 200, said.data.decode()[:500]
    said = json.loads(said.data)
    (rnd,) = [r for r in w.rows(tables.vote_round) if (r.proposal_id, r.round_no) == (p, number)]
    assert said["outcome"] == rnd.outcome and said.get("counted_again_agrees", True)
    answer = client.get(f"/jiahe/proposals/{p}/ballots/{number}")
    assert answer.status_code == 200
    name = re.search(r'filename="([^"]+)"', answer.headers["Content-Disposition"])[1]
    path = tmp_path / name
    path.write_bytes(answer.data)
    assert not [who for who in w.person.values() if who in answer.data.decode()], (
        "no id of a person"
    )
    found = tally(path)
    assert [x for x in found.winners if x != "0"] == published(w, p, number, name.endswith(".blt"))
    outcome = found.working.get("outcome", rnd.outcome)
    assert outcome == rnd.outcome and (outcome == "inquorate") == (rnd.outcome == "inquorate")
    said = loading.load(path).published
    assert said.outcome == rnd.outcome and said.agrees(found)
    assert said.winners is not None or rnd.rule in ("motion/1", "dual/1")
    return found


def plans(w: World) -> str:
    p = w.in_vote(plans=test_plans.TWO)
    w.cast(p, 代表甲="2", 代表乙="2", 代表丙="2", 代表丁="1", 代表戊="none", 委员甲="2")
    w.let_pass(p)
    return p


def owners(w: World, **kw: Any) -> str:
    p = w.in_vote(answers={"uses_common_parts": True}, **kw)
    for name in EVERYBODY:
        w.cast(p, **{name: "1" if kw else "for"})
    w.let_pass(p)
    return p


def budget(rule: str, form: str, *said: str) -> Callable[[World], str]:
    return lambda w: rounds.counted(
        w, dict(zip(RESIDENTS, said * 4, strict=False)), form=form, rule=rule
    )


def council(w: World) -> str:
    p = test_elections.council(w)
    for who, names in (
        ("林四", ("林一", "林二")),
        ("林五", ("林二", "林一", "林三")),
        ("林六", ("林三",)),
        *((n, ("林二", "林三")) for n in EVERYBODY[6:24]),
    ):
        test_elections.rank(w, p, who, *names)
    w.let_pass(p)
    return p


def supervisors(w: World) -> str:
    """Named ballots, a name for each post; two of three seats are filled."""
    p = test_elections.supervisors(w, "林一", "林二", "林三", "林四", women=("林二",))
    for who in test_elections.MEETING:
        test_elections.each(w, p, who, "林一", "林二")
    w.let_pass(p)
    return p


MATTERS: dict[str, Callable[[World], str]] = {
    "a motion": lambda w: w.in_publish(),
    "owners by heads and area": owners,
    "plans": plans,
    "plans of owners": lambda w: owners(w, plans=test_plans.TWO),
    "a budget by approvals": budget("greedy/1", "approve", "1,2", "2", "3"),
    "a budget by points": budget("greedy/1", "points", "1=3,2=1", "2=2"),
    "a budget by ranking": budget("greedy/1", "rank", "1>2", "3>1"),
    "a budget by equal shares": budget("equal-shares/1", "approve", "1,2", "2", "3"),
    "a council by ranking": council,
    "an election by posts": supervisors,
}


@pytest.mark.parametrize("matter", MATTERS)
def test_what_was_published_is_what_tally_finds(small_world, tmp_path, matter):
    p = MATTERS[matter](small_world)
    check(small_world, tmp_path, p, small_world.row(p).round_no)
    assert small_world.stage(p) == "publish"
    page = opened(small_world, tmp_path).client("supervisor").get(f"/jiahe/proposals/{p}/certify")
    assert page.status_code == 200, "who certifies sees the count"


FEW: dict[str, Callable[[World], str]] = {
    "a motion": lambda w: few(w, w.in_vote(), "for"),
    "plans": lambda w: few(w, w.in_vote(plans=test_plans.TWO), "2"),
    "owners": lambda w: few(w, w.in_vote(answers={"uses_common_parts": True}), "for"),
    "a budget": lambda w: rounds.counted(w, {"代表甲": "1,2"}, form="approve", rule="greedy/1"),
    "a budget by equal shares": lambda w: rounds.counted(
        w, {"代表甲": "1"}, form="approve", rule="equal-shares/1"
    ),
}


def few(w: World, p: str, choice: str) -> str:
    w.cast(p, 代表甲=choice)
    w.let_pass(p)
    return p


@pytest.mark.parametrize("matter", FEW)
def test_too_few_came_is_what_the_file_says_too(small_world, tmp_path, matter):
    p = FEW[matter](small_world)
    assert check(small_world, tmp_path, p).winners == ()
    assert {r.outcome for r in small_world.rows(tables.vote_round)} == {"inquorate"}


def test_an_election_by_posts_on_each_database(world, tmp_path):
    check(world, tmp_path, supervisors(world))


# --- and where the rules are others
# ----------------------------------------------------------------------------

CLERKS = test_paper.CLERKS


def ruled(engines: Any, time: Any, rules: str, people: Any = None) -> World:
    return World(engines, time, rulebook=rules).populate(people or CLERKS)


def test_who_voted_how_in_an_election_is_in_names(small_world, tmp_path):
    p = supervisors(small_world)
    page = opened(small_world, tmp_path).client("resident").get(f"/jiahe/proposals/{p}")
    text = page.data.decode()
    how = text.partition("各人怎么投的")[2].partition("</details>")[0]
    assert "林一" in how and "=for" not in how and "=against" not in how, how[:600]


def test_a_secret_motion_is_kept_as_sums_and_counted_from_them(sqlite_engines, time, tmp_path):
    w = ruled(sqlite_engines, time, test_paper.SECRET)
    p = w.in_vote()
    test_paper.issue(w, p, *test_paper.VOTERS)
    test_paper.to_close(w, p)
    test_paper.both(w, p, (1, "for", 3), (1, "against", 1), (0, "invalid", 1), sheets=5)
    w.act("监事甲", paper.FinishPaper(**test_paper.at(p)))
    found = check(w, tmp_path, p)
    assert (found.working["for"], found.working["against"], found.working["present"]) == (3, 1, 5)
    assert "SUMS\nwhat;votes\nfor;3\nagainst;1\nabstain;0\n" in (
        next(tmp_path.glob("*.ballots")).read_text("utf-8")
    )


def test_secret_plans_are_counted_from_sums_and_their_page_shows_them(
    sqlite_engines, time, tmp_path
):
    w = ruled(sqlite_engines, time, test_paper.SECRET)
    p = w.in_vote(plans=test_plans.TWO)
    test_paper.issue(w, p, *test_paper.VOTERS)
    test_paper.to_close(w, p)
    test_paper.both(w, p, (1, "1", 1), (1, "2", 3), (0, "invalid", 1), sheets=5)
    w.act("监事甲", paper.FinishPaper(**test_paper.at(p)))
    assert check(w, tmp_path, p).working["votes"] == {"0": 0, "1": 1, "2": 3}


def test_a_recall_is_a_motion(sqlite_engines, time, tmp_path):
    w = ruled(sqlite_engines, time, test_recall.NAMED, OFFICES)
    p = test_recall.voted(w, test_recall.reached(w), 20, 3)
    check(w, tmp_path, p)


def test_two_rounds_on_secret_paper_with_names_written_in(engines, time, tmp_path):
    """The committee (Art 19): sums, a seat kept for a woman, a second round that knows who is
    seated; a name written in stands masked.
    """
    c = test_committee_election
    w = ruled(engines, time, load_rules("cn-sichuan-2026").source_text, c.MANY)
    p = c.called(w)
    votes = dict(zip(("林一", "林二", *c.MEMBERS), (20, 5, 24, 22, 21, 14, 9, 9), strict=True))
    c.boxes(w, p, votes, invalid=1, written=((2, "王芳", 1),))
    first = check(w, tmp_path, p)
    assert first.working["a_seat_is_kept_for_a_woman"] and len(first.winners) == 4
    text = next(tmp_path.glob("*-1.ballots")).read_text("utf-8")
    assert "name:1:member" in text and "王**" in text and "王芳" not in text
    w.act("窗口", election_acts.CallSecondRound(**test_elections.at(p)))
    assert w.let_pass(p) == "vote"
    c.boxes(w, p, {"林八": 9})
    again = check(w, tmp_path, p, 2)
    assert len(again.winners) == 1 and len(again.working["seated_before"]) == 4
    assert again.working["posts"][0]["lines"][0]["sum"] == "9 × 3 = 27 ≥ 26 = 26 × 1"
    check(w, tmp_path, p, 1)


def test_near_relatives_and_equals_are_counted_again(sqlite_engines, time, tmp_path):
    """Who was kept out by whom, and who stands again, comes out of the file; pairs that decided
    nothing do not stand in it.
    """
    c = test_committee_election
    w = ruled(sqlite_engines, time, load_rules("cn-sichuan-2026").source_text, c.MANY)
    for a, b in (("林三", "林四"), ("林五", "林六"), ("林七", "林二")):
        w.act(
            "窗口",
            people.DeclareRelative(act_id=new_id(), person_id=w.person[a], relative_id=w.person[b]),
        )
    p = c.called(w)
    votes = dict(zip(("林一", "林二", *c.MEMBERS), (20, 5, 22, 20, 16, 16, 5, 15), strict=True))
    c.boxes(w, p, votes)
    found = check(w, tmp_path, p)
    assert len(found.working["kept_out"]) == 1
    assert [t["why"] for t in found.ties] == ["relatives"]
    text = next(tmp_path.glob("*-1.ballots")).read_text("utf-8")
    assert text.partition("RELATIVES\n")[2].count("\n") == 3, "the heading and the two pairs"


def test_a_result_of_an_official_system_has_its_figures_and_no_file(sqlite_engines, time, tmp_path):
    o = test_official
    w = ruled(sqlite_engines, time, o.THERE, OFFICES)
    p = o.in_vote(w)
    o.over(w, p)
    w.act("窗口", o.entry(p, w))
    (entry,) = o.rows(w, tables.official_result, p)
    w.act("监事甲", official_acts.ConfirmOfficialResult(**o.at(p), entry_id=entry.entry_id))
    client = opened(w, tmp_path).client("visitor")
    client.set_cookie("lang", "en")
    page = client.get(f"/jiahe/proposals/{p}").data.decode()
    assert w.row(p).outcome == "passed" and f"/ballots/{w.row(p).round_no}" not in page
    answer = client.get(f"/jiahe/proposals/{p}/ballots/{w.row(p).round_no}")
    assert answer.status_code == 404 and "official system that held it" in answer.data.decode()
    said = client.get(f"/jiahe/proposals/{p}/working/{w.row(p).round_no}").json
    assert (said["for"], said["area"]["for"]) == (20, 200_000)


def test_an_annulled_vote_has_neither(sqlite_engines, time, tmp_path):
    w = ruled(sqlite_engines, time, load_rules("cn-2026").source_text)
    p = w.in_vote()
    test_paper.issue(w, p, "代表甲", "代表乙")
    test_paper.both(w, p, (1, "for"), (2, "for"), sheets=3)
    test_paper.to_close(w, p)
    assert {r.outcome for r in w.rows(tables.vote_round)} == {"annulled"}
    client = opened(w, tmp_path).client("visitor")
    client.set_cookie("lang", "en")
    answer = client.get(f"/jiahe/proposals/{p}/working/1")
    assert answer.status_code == 404 and "not counted" in answer.data.decode()
    assert client.get(f"/jiahe/proposals/{p}/ballots/1").status_code == 404
