"""A budget round brought by real acts to each of its stages: the call, the check, the notice, the
ballot, its list, the formal vote.
"""

from datetime import timedelta

from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts.fund import OpenBudgetRound, ProposeProject
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts import legality, study
from deliberation.cycle.suggest.acts.fund import CheckProject
from deliberation.cycle.supervise.acts import certificate
from deliberation.record import tables
from deliberation.record.ids import new_id
from tests.world import RESIDENTS

# Costs in fen against a budget of 100,000 yuan.
BUDGET = 10_000_000
PROJECTS = {"长椅": 3_000_000, "路灯": 5_000_000, "凉亭": 6_000_000, "花坛": 1_000_000}


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def opened(w, who="委员甲", **changed):
    ends = (w.time.at + timedelta(days=20)).date().isoformat()
    return w.act(
        who,
        OpenBudgetRound(
            **{
                "act_id": new_id(),
                "title": "2026 年社区保障资金",
                "body": "改善公共空间。",
                "budget": BUDGET,
                "phase": "budget",
                "form": "approve",
                "rule": "greedy/1",
                "call_ends_on": ends,
                **changed,
            }
        ),
    ).subject_id


def offer(w, p, who, title, cost, **kw):
    w.time.advance(seconds=1)  # the paper lists projects in the order offered
    w.act(
        who,
        ProposeProject(**at(p), title=title, body=f"{title}：具体做法和报价。", cost=cost, **kw),
    )
    return options(w, p)[title].option_id


def options(w, p):
    return {
        o.title: o for o in w.rows(tables.ballot_option, tables.ballot_option.c.proposal_id == p)
    }


def called(w, projects=None, **kw):
    """Every project offered by a resident of their own."""
    p = opened(w, **kw)
    for who, (title, cost) in zip(RESIDENTS, (projects or PROJECTS).items(), strict=False):
        offer(w, p, who, title, cost)
    return p


def in_check(w, **kw):
    p = called(w, **kw)
    w.let_pass(p)
    return p


def check(w, p, title, verdict="accepted", who="理事甲", **kw):
    o = options(w, p)[title]
    w.act(
        who, CheckProject(**at(p), option_id=o.option_id, verdict=verdict, **{"cost": o.cost, **kw})
    )


def in_notice(w, checked=True, **kw):
    p = in_check(w, **kw)
    for title in options(w, p) if checked else ():
        check(w, p, title)
    advised(w, p)
    return p


def advised(w, p):
    w.act("理事甲", suggest.Recommend(**at(p), verdict="support", reasons="已逐项核价。"))
    w.act("书记", study.RecordStudy(**at(p), held_on=w.today(), result="agree", opinion="同意。"))
    w.act("窗口", legality.ReviewLegality(**at(p), result="clean"))


def to_vote(w, p):
    w.act(
        "窗口", inform.PostProof(**at(p), purpose="notice", posted_on=w.today(), place="1 栋公告栏")
    )
    w.let_pass(p)
    assert w.stage(p) == "vote"


def in_vote(w, **kw):
    p = in_notice(w, **kw)
    to_vote(w, p)
    return p


def counted(w, ballots, **kw):
    """The ballot is over and its result stands on the board."""
    p = in_vote(w, **kw)
    w.cast(p, **ballots)
    w.let_pass(p)
    return p


def listed(w, ballots, **kw):
    """The list of winners is on notice for the formal vote."""
    p = counted(w, ballots, **kw)
    certified(w, p)
    while w.stage(p) == "publish":
        w.let_pass(p)
    return p


def certified(w, p):
    for name in ("监事甲", "监事乙"):
        w.act(name, certificate.Certify(**at(p), ticked=("posting_seen",)))


def resolved(w, ballots, **kw):
    """The representatives passed the list."""
    p = listed(w, ballots, **kw)
    to_vote(w, p)
    w.cast(p, 代表甲="for", 代表乙="for", 代表丙="for", 代表丁="for", 委员甲="for")
    while w.stage(p) in ("vote", "publish"):
        w.let_pass(p)
    assert w.stage(p) == "carry_out"
    return p


def fund(w, p):
    return w.rows(tables.fund, tables.fund.c.proposal_id == p)[0]


def round_of(w, p, number):
    return next(
        r
        for r in w.rows(tables.vote_round, tables.vote_round.c.proposal_id == p)
        if r.round_no == number
    )


def winners(w, p, number=1):
    """Titles in the order of election."""
    t = tables.round_option
    title = {o.option_id: o.title for o in options(w, p).values()}
    rows = [r for r in w.rows(t, t.c.proposal_id == p, t.c.round_no == number) if r.place]
    return [title[r.option_id] for r in sorted(rows, key=lambda r: r.place)]
