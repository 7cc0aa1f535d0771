"""Piles of paper written anew, and closes forged over them, as they could not have been: what
counts before a pile is settled, how long the count waits, what is told of what was left, and that
nothing was begun that nobody was left to finish.
"""

import pytest

from deliberation.charter.facts.people.desk import ResetAsked
from deliberation.charter.facts.vote import paper_ballots as f
from deliberation.charter.facts.vote.proxies import ProxyGranted, ProxyUsed
from deliberation.charter.hands import Purpose
from deliberation.charter.subjects import the_proposal
from deliberation.cycle.resolve.acts import batches
from deliberation.record.check.verify import Wrong, verify
from deliberation.record.ids import new_id
from tests.cycle.matters import test_official as there
from tests.cycle.resolve.test_finishing import people
from tests.cycle.resolve.test_finishing import world as with_few
from tests.cycle.resolve.test_paper import CLERKS, again, first, issue
from tests.cycle.resolve.test_piles import close, differing
from tests.cycle.resolve.test_proxies import ALL, given, opened
from tests.cycle.resolve.test_secret_proxies import ALL_SECRET
from tests.record.check.judging.test_rolls import found
from tests.record.check.tampering.anew import of_kind, public
from tests.record.check.tampering.attacker import Attacker, hand
from tests.world import World


@pytest.fixture
def left(sqlite_engines, time):
    """One ballot of a pile was not settled in time."""
    w = World(sqlite_engines, time).populate(CLERKS)
    p = w.in_vote()
    differing(w, p)
    close(w, p)
    return w


def not_named(items):
    [said] = of_kind(items, "paper_reconciled")
    public(said, piles=[])


def of_other_sheets(items):
    [said] = of_kind(items, "paper_reconciled")
    public(said, piles=[{**said.public["piles"][0], "sheets": 0}])


def for_another_reason(items):
    [said] = of_kind(items, "paper_reconciled")
    public(said, piles=[{**said.public["piles"][0], "why": "one_entry"}])


def as_not_returned(items):
    """What the protocol said once: nothing came back of what is in the desk's hand."""
    [said] = of_kind(items, "paper_reconciled")
    public(said, returned=3, uncounted=0, missing=2)


def unmarked(items):
    return [i for i in items if i.public.get("code") != "paper_uncounted"]


def with_more_agreed(items):
    [again] = of_kind(items, "batch_entered_again")
    public(again, agreed=[1, 2, 3, 4])


def with_less_agreed(items):
    [again] = of_kind(items, "batch_entered_again")
    public(again, agreed=[1, 2])


def settled_by_nobody(items):
    [again] = of_kind(items, "batch_entered_again")
    [line] = again.public["obligations"]
    public(again, obligations=[{**line, "due_at": None, "then_act": None}])


def awaited_by_nobody(items):
    [asked] = [
        i
        for i in of_kind(items, "obligations_set")
        if any(x["act"] == "finish_paper" for x in i.public["obligations"])
    ]
    lines = [x for x in asked.public["obligations"] if x["act"] != "resolve_batch"]
    public(asked, obligations=lines)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (not_named, "other piles are named, or none"),
        (of_other_sheets, "other piles are named, or none"),
        (for_another_reason, "other piles are named, or none"),
        (as_not_returned, "the paper is said to be"),
        (unmarked, "unmarked"),
        (with_more_agreed, "its entries differ on them"),
        (with_less_agreed, "its entries differ on them"),
        (settled_by_nobody, "resolve_batch: due_at"),
        (awaited_by_nobody, "nothing asks for resolve_batch"),
    ],
)
def test_what_was_in_hand_is_told_as_it_was(left, change, said):
    assert said in found(left, change)


def forged(w, *facts, name, by=None, role="clock"):
    Attacker(w, {}).forge(*facts, name=name, by=by, role=role, at=w.time.at)
    with pytest.raises(Wrong) as caught:
        verify(w.engines)
    return str(caught.value)


def test_nothing_is_counted_over_the_head_of_who_has_ballots_in_hand(sqlite_engines, time):
    w = World(sqlite_engines, time).populate(CLERKS)
    p = w.in_vote()
    issue(w, p, "代表甲")
    time.to(w.row(p).closes_at)
    numbers = dict.fromkeys(("invalid", "strays", "unused", "spoiled", "lost"), 0)
    fact = f.PaperReconciled(
        subject=the_proposal(p),
        round_no=1,
        issued=1,
        returned=0,
        uncounted=0,
        missing=1,
        piles=[],
        **numbers,
    )
    assert "which were not awaited" in forged(w, fact, name="close_vote")


def paper_for(w, p, name, **other):
    said = {"serial": 1, "again": False, "replaces": None, **other}
    by = w.person["窗口"]
    return f.PaperIssued(subject=the_proposal(p), round_no=1, person=w.person[name], by=by, **said)


@pytest.mark.parametrize("entry", ["first", "second"])
@pytest.mark.parametrize("cause", ["unused", "spoiled", "lost"])
def test_no_ballot_in_an_open_pile_was_settled_alone(sqlite_engines, time, cause, entry):
    w = World(sqlite_engines, time).populate(CLERKS)
    p = w.in_vote()
    issue(w, p, "代表甲", "代表乙")
    pile = first(w, p, (1 if entry == "first" else 2, "for"))
    if entry == "second":
        again(w, p, pile, (1, "for"))
    who = {"person": w.person["代表甲"], "by": w.person["窗口"]}
    what = {"subject": the_proposal(p), "round_no": 1, "serial": 1, **who}
    unused = cause == "unused"
    fact = f.PaperReturnedUnused(**what) if unused else f.PaperVoided(cause=cause, **what)
    said = forged(w, fact, name="settle_paper", by="窗口", role="clerk")
    assert "paper 1 settled while it lies in pile 1" in said


def test_no_paper_was_handed_out_that_nobody_could_count(sqlite_engines, time):
    w = with_few(sqlite_engines, time, 窗口="clerk", 监事甲="supervisor")
    p = w.in_vote()
    by = {"name": "issue_paper", "by": "窗口", "role": "clerk"}
    said = forged(w, paper_for(w, p, "代表甲"), **by)
    assert "nobody was left for scrutineer" in said


def test_no_pile_was_begun_that_nobody_could_finish(sqlite_engines, time):
    w = with_few(sqlite_engines, time, 窗口="clerk", 窗口乙="clerk", 监事甲="supervisor")
    p = w.in_vote()
    issue(w, p, "代表甲")
    pile = f.BatchEntered(
        subject=the_proposal(p),
        round_no=1,
        batch=new_id(),
        batch_no=1,
        by=w.person["监事甲"],
        sheets=1,
        write_ins=[],
        entries=[[1, "for"]],
    )
    said = forged(w, pile, name="enter_batch", by="监事甲", role="supervisor")
    assert "nobody was left for scrutineer" in said


def test_no_reset_was_asked_that_nobody_could_confirm(sqlite_engines, time):
    w = with_few(sqlite_engines, time, 窗口="clerk", 监事甲="supervisor")
    time.advance(days=1)  # the offices were not taken just now
    who = {"person": w.person["监事甲"], "by": w.person["窗口"]}
    asked = ResetAsked(reset=new_id(), reason="丢了", **who)
    said = forged(w, asked, name="ask_reset", by="窗口", role="clerk")
    assert "nobody was left for confirms_reset" in said


def test_a_result_was_not_entered_by_the_only_one_who_could_confirm_it(sqlite_engines, time):
    few = people(窗口="clerk", 监事甲="supervisor")
    w = World(sqlite_engines, time, rulebook=there.THERE).populate(few)
    p = there.in_vote(w)
    there.over(w, p)
    w.act("窗口", there.entry(p, w))

    def by_the_supervisor(items):
        [said] = of_kind(items, "official_result_recorded")
        act = {"by": hand(w, "监事甲", Purpose.office), "role": "supervisor"}
        for item in items:
            if item.head["act"]["id"] == said.head["act"]["id"]:
                item.head["act"] = {**item.head["act"], **act}
        public(said, **act)

    assert "nobody was left for confirms_result" in found(w, by_the_supervisor)


def test_no_pile_was_begun_over_a_ballot_of_an_open_one(sqlite_engines, time, monkeypatch):
    w = World(sqlite_engines, time).populate(CLERKS)
    p = w.in_vote()
    issue(w, p, "代表甲", "代表乙")
    first(w, p, (1, "for"))
    with monkeypatch.context() as without:
        without.setattr(batches, "_in_one_pile", lambda case, entries: None)
        first(w, p, (1, "against"), (2, "for"))
    with pytest.raises(Wrong, match="paper 1 in a batch, and it lies in pile 1"):
        verify(w.engines)


def test_no_proxy_was_given_by_whoever_holds_paper(sqlite_engines, time):
    w = World(sqlite_engines, time, rulebook=ALL).populate(CLERKS)
    p = opened(w, w.posted())
    issue(w, p, "林二")
    granted = ProxyGranted(
        proxy=new_id(),
        principal=w.person["林二"],
        holder=w.person["林三"],
        round_no=1,
        question=None,
        desk=False,
        instruction="free",
        subject=the_proposal(p),
    )
    said = forged(w, granted, name="grant_proxy", by="林二", role="resident")
    assert "who holds a ballot on paper" in said


BY_CLERK = {"name": "issue_paper", "by": "窗口", "role": "clerk"}


def test_paper_by_proxy_uses_the_proxy(sqlite_engines, time):
    w = World(sqlite_engines, time, rulebook=ALL_SECRET).populate(CLERKS)
    p = w.posted()
    proxy = given(w, p, "林二", "林三")
    opened(w, p)
    assert "no proxy is used by it" in forged(w, paper_for(w, p, "林二", proxy=proxy), **BY_CLERK)


def test_a_proxy_is_used_by_paper_for_its_own_principal_alone(sqlite_engines, time):
    w = World(sqlite_engines, time, rulebook=ALL_SECRET).populate(CLERKS)
    p = w.posted()
    proxy = given(w, p, "林二", "林三")
    opened(w, p)
    who = {"principal": w.person["林二"], "holder": w.person["林三"]}
    used = ProxyUsed(subject=the_proposal(p), proxy=proxy, round_no=1, **who)
    said = forged(w, paper_for(w, p, "林四", proxy=proxy), used, **BY_CLERK)
    assert "a proxy used by" in said


def test_nobody_takes_paper_by_proxy_in_a_vote_by_name(sqlite_engines, time):
    w = World(sqlite_engines, time, rulebook=ALL).populate(CLERKS)
    p = w.posted()
    proxy = given(w, p, "林二", "林三")
    opened(w, p)
    who = {"principal": w.person["林二"], "holder": w.person["林三"]}
    used = ProxyUsed(subject=the_proposal(p), proxy=proxy, round_no=1, **who)
    said = forged(w, paper_for(w, p, "林二", proxy=proxy), used, **BY_CLERK)
    assert "in a vote by name" in said
