"""Acts by chance: for every act's every field a plausible value, now and then a wrong one.

Called by test_random_acts. All chance comes from the `Random` handed in and all lists are in the
order of the record, so that a sequence can be played again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import Integer

from deliberation.charter.act import REGISTRY, Act
from deliberation.charter.acts import ActName as A
from deliberation.charter.attaching import NewFile
from deliberation.charter.cycle.questions import ADDRESSEES
from deliberation.charter.matters.election import REFUSALS
from deliberation.charter.matters.questions import BY_KIND, QUESTIONS
from deliberation.charter.matters.task import CAUSES as TASK_CAUSES
from deliberation.charter.matters.task import MONEY
from deliberation.charter.roles import OFFICES
from deliberation.charter.rulebook import load, shipped_text
from deliberation.charter.voting.proxies import INSTRUCTIONS
from deliberation.cycle.inform.acts.notice import EFFECTS
from deliberation.cycle.propose.acts.thread import STANCES
from deliberation.cycle.resolve.acts.proposal import CHOICES
from deliberation.cycle.suggest.acts.council import INTERESTS, VERDICTS
from deliberation.cycle.suggest.acts.legality import REVIEW_RESULTS
from deliberation.cycle.suggest.acts.study import STUDY_RESULTS
from deliberation.cycle.supervise.acts.certificate import TICKS
from deliberation.cycle.supervise.acts.measures import ASIDE_GROUNDS
from deliberation.cycle.supervise.acts.objection import OUTCOMES
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.roster.acts.importing import SourceComment, SourceProposal
from deliberation.roster.acts.owners import GROUNDS as OWNER_GROUNDS
from deliberation.roster.acts.people import CAUSES
from tests.record.play.drawn import ANNOUNCEMENTS, GROUNDS, OF_A_PAYMENT, WAYS, announced, entries
from tests.record.play.invariants import about

WORDS = ("好。", "请把长椅修一修。", "每周六、周日开放至 21:00。", "楼道灯换成声控的。")
PASSING = ("handled_at_once", "mediation", "subdistrict", "duplicate", "unlawful")
Value = Callable[[Any, Random, Any], Any]


def _words(play: Any, rng: Random, p: Any) -> str:
    return rng.choices([rng.choice(WORDS), "", " \n", "长" * 6000], [93, 3, 2, 2])[0]


def _maybe(value: Value) -> Value:
    return lambda play, rng, p: None if rng.random() < 0.5 else value(play, rng, p)


def _code(*codes: str) -> Value:
    return lambda play, rng, p: "nonsense" if rng.random() < 0.04 else rng.choice(codes)


def _number(*numbers: int) -> Value:
    return lambda play, rng, p: rng.choice(numbers)


def choice(play: Any, rng: Random, p: Any) -> str:
    """What the open paper allows, mostly; else what a motion does."""
    if p is not None and p["phase"] is not None and rng.random() < 0.9:
        return rng.choice(("1", "2", "1,2", "1,3", "abstain"))
    return _code(*CHOICES)(play, rng, p)


def _row_of(table: str, column: str) -> Value:
    """Mostly a row of this proposal, sometimes another's, sometimes an id or a number nobody has:
    a form refuses what is no number where one belongs.
    """
    counted = isinstance(tables.metadata.tables[table].c[column].type, Integer)
    nobodys = (lambda: 999) if counted else new_id

    def value(play: Any, rng: Random, p: Any) -> Any:
        every = play.rows(table)
        mine = [r for r in every if p is None or about(r) in (None, p["proposal_id"])]
        chosen = mine if mine and rng.random() < 0.85 else every
        return rng.choice(chosen)[column] if chosen and rng.random() < 0.95 else nobodys()

    return value


def _day(least: int, most: int) -> Value:
    def value(play: Any, rng: Random, p: Any) -> str:
        if rng.random() < 0.05:
            return rng.choice(("2026-02-30", "soon", ""))
        return (play.local_now() + timedelta(days=rng.randint(least, most))).date().isoformat()

    return value


def _person(play: Any, rng: Random, p: Any) -> str:
    on_roll = [
        r["person_id"]
        for r in play.rows("roll_entry")
        if p is not None and r["proposal_id"] == p["proposal_id"]
    ]
    if on_roll and rng.random() < 0.7:
        return rng.choice(on_roll)
    return play.world.person[rng.choice(play.names)] if rng.random() < 0.95 else new_id()


def _source(play: Any, rng: Random, p: Any) -> tuple[Any, ...]:
    if p is None:
        return tuple(
            SourceProposal(
                str(rng.randint(1, 4)),
                "来自别处",
                _words(play, rng, p),
                "2019-01-01",
                "匿名甲",
                rng.randint(0, 9),
            )
            for _ in range(rng.randint(1, 3))
        )
    numbers = [
        0,
        *rng.sample(range(1, 4), rng.randint(0, 2)),
    ]  # a batch brings parents before replies
    return tuple(
        SourceComment(
            f"c{n}", None if n == 0 else "c0", "很好。", play.world.time.at, "匿名乙", 1, 0
        )
        for n in numbers
    )


def _deadline(column: str) -> Value:
    def value(play: Any, rng: Random, p: Any) -> Any:
        mine = [d for d in play.clocks() if p and d["subject_id"] == p["proposal_id"]]
        return rng.choice(mine)[column] if mine else ("" if column == "ref" else "lapse")

    return value


def _other(play: Any, rng: Random, p: Any) -> str:
    others = [
        r["proposal_id"]
        for r in play.rows("proposal")
        if r["number"] is not None and (p is None or r["proposal_id"] != p["proposal_id"])
    ]
    return (
        rng.choice(others)
        if others and rng.random() < 0.9
        else p["proposal_id"]
        if p is not None
        else new_id()
    )


def _text_part(play: Any, rng: Random, p: Any) -> str:
    return (
        rng.choice(play.facts_with_text)[0]
        if play.facts_with_text and rng.random() < 0.95
        else new_id()
    )


def _ballots_in_hand(play: Any, rng: Random, p: Any) -> tuple[tuple[Any, ...], ...]:
    """Lines of a pile: mostly serials that are out."""
    out = [
        r["serial"]
        for r in play.rows("paper_ballot")
        if p is not None and r["proposal_id"] == p["proposal_id"] and r["state"] == "out"
    ] or [1]
    return tuple(
        (serial, rng.choice((*CHOICES, "invalid", "absent")))
        for serial in rng.sample(out, min(len(out), rng.randint(0, 2)))
    )


def _files(play: Any, rng: Random, p: Any) -> tuple[NewFile, ...]:
    def one() -> NewFile:
        digest = f"{rng.getrandbits(256):064x}"
        if rng.random() < 0.3:
            return NewFile(
                digest,
                None,
                rng.choice(("application/pdf", "text/html")),
                900,
                None,
                None,
                None,
                "说明.pdf",
            )
        return NewFile(
            digest, digest[::-1], "image/jpeg", 5000, 640, 480, _words(play, rng, p), "现场.jpg"
        )

    return tuple(one() for _ in range(rng.choices([0, 1, 2, 13], [60, 25, 13, 2])[0]))


OFFICIAL = (
    ("entitled", 40, 400_000),
    ("present", 30, 310_000),
    ("for", 20, 200_000),
    ("against", 8, 90_000),
    ("abstain", 2, 20_000),
)  # figures that carry

FIELDS: dict[str, Value] = {
    "files": _files,
    **dict.fromkeys(
        (
            "title",
            "body",
            "reasons",
            "task",
            "place",
            "document",
            "explanation",
            "grounds",
            "opinion",
            "statement",
            "organisation",
            "community_name",
        ),
        _words,
    ),
    **dict.fromkeys(("note", "evidence", "changes", "law", "article"), _maybe(_words)),
    **{
        f"{table}_id": _row_of(table, f"{table}_id")
        for table in ("comment", "finding", "objection", "office", "organisation", "question")
    },
    "matter_id": _row_of("private_matter", "matter_id"),
    "reset_id": _row_of("factor_reset", "reset_id"),
    "person_id": _person,
    "relative_id": _person,
    "finish_on": _day(-1, 40),
    "decided_on": _day(-3, 1),
    "posted_on": _day(-1, 0),
    "held_on": _day(-5, 1),
    "filed_on": _day(-5, 1),
    "meeting_on": _maybe(_day(0, 20)),
    "percent": _number(0, 40, 100, 101, -1),
    "score": _number(0, 1, 3, 5, 6),
    "hours": _number(1, 24, 30, 2000),
    "days": _number(0, 1, 5, 10, 11),
    "purpose": _code("notice", "result"),
    "legal_effect": _code(*EFFECTS),
    "stance": _code(*STANCES),
    "choice": choice,
    "verdict": _code(*VERDICTS),
    "addressee": _code(*ADDRESSEES),
    "role": _code(*(r.value for r in OFFICES)),
    "cause": _code(*CAUSES),
    "part": _code("text", "private", "public", "sealed"),
    "language": _code("zh_Hans", "en"),
    "fault": _code("date", "text", "place", "other"),
    "accepted": lambda play, rng, p: rng.random() < 0.6,
    "ok": lambda play, rng, p: rng.random() < 0.7,
    "provisional": lambda play, rng, p: False,
    "ticked": lambda play, rng, p: tuple(rng.sample(TICKS, rng.randint(0, 2))),
    "month": lambda play, rng, p: rng.choice(
        (play.local_now().strftime("%Y-%m"), "2026-02", "2026-13")
    ),
    "wanted": _number(0, 1, 2, 60),
    "items": lambda play, rng, p: tuple(
        rng.sample(
            [i.id for i in load("cn-2026").checklist if p is None or i.stage == p["stage"]]
            + ["nonsense"],
            1,
        )
    ),
    "group_id": lambda play, rng, p: (
        None if rng.random() < 0.6 else _row_of("residents_group", "group_id")(play, rng, p)
    ),
    "answers": lambda play, rng, p: (
        None
        if rng.random() < 0.5
        else {q: rng.random() < (0.05 if q in BY_KIND else 0.3) for q in QUESTIONS}
    ),
    "parent_id": lambda play, rng, p: (
        None if rng.random() < 0.6 else _row_of("comment", "comment_id")(play, rng, p)
    ),
    "into": _other,
    "ref": _deadline("ref"),
    "act": _deadline("act"),
    "due_at": lambda play, rng, p: play.world.time.at + timedelta(days=rng.randint(-1, 20)),
    "starts_at": lambda play, rng, p: play.world.time.at - timedelta(days=1),
    "ends_at": lambda play, rng, p: rng.choice(
        (None, play.world.time.at + timedelta(days=rng.randint(-2, 900)))
    ),
    "entries": _source,
    "source": lambda play, rng, p: "别处",
    "source_digest": lambda play, rng, p: "0" * 64,
    "ids": lambda play, rng, p: (
        {f"c{n}": f"{p['proposal_id'][:24]}C{n}" for n in range(4)} if p is not None else {}
    ),
    "fact_id": _text_part,
    "community_id": lambda play, rng, p: play.world.id,
    "slug": lambda play, rng, p: rng.choice((play.world.slug, "NO")),
    "timezone": lambda play, rng, p: "Asia/Shanghai",
    "rulebook": lambda play, rng, p: shipped_text("cn-2026"),
}
# Where one word means different things in different acts.
IN_ACT: dict[tuple[A, str], Value] = {
    (A.submit, "cost"): _number(500_000, 500_000, 6_000_000, 0),
    (A.submit, "last_day"): _maybe(_day(20, 200)),
    (A.open_budget_round, "budget"): _number(0, 1_000_000, 5_000_000),
    (A.open_budget_round, "phase"): _code("budget", "budget_reps"),
    (A.open_budget_round, "form"): _code("approve", "points", "rank"),
    (A.open_budget_round, "rule"): _code("greedy/1", "greedy/1", "equal-shares/1"),
    (A.open_budget_round, "call_ends_on"): _day(6, 20),
    (A.propose_project, "cost"): _number(300_000, 700_000, 2_000_000, 0),
    (A.check_project, "verdict"): _code("accepted", "accepted", "refused"),
    (A.check_project, "cost"): _number(300_000, 600_000, 9_000_000),
    (A.check_project, "code"): _maybe(_code("staff_pay", "over_budget")),
    (A.check_cost, "cost"): _number(0, 400_000),
    (A.check_cost, "code"): _maybe(_maybe(_code("staff_pay"))),
    **{
        (a, "option_id"): _row_of("ballot_option", "option_id")
        for a in (A.withdraw_project, A.check_project)
    },
    **{(a, "entry_id"): _row_of("spend", "entry_id") for a in OF_A_PAYMENT},
    (A.remedy, "way"): _code(*WAYS),
    (A.record_spend, "what"): _code("spent", "given_back"),
    (A.record_spend, "amount"): _number(0, 1, 300_000),
    (A.record_spend, "happened_on"): _day(-5, 1),
    (A.strike_spend, "reason"): _words,
    (A.audit_spend, "verdict"): _code("ok", "questioned"),
    (A.call_election, "matter"): _code(
        "election_council",
        "election_supervisors",
        "election_representatives",
        "election_committee",
        "ordinary",
    ),
    (A.call_election, "posts"): lambda play, rng, p: rng.choice(
        ((("member", 1),), (("member", 3),), (("chair", 1), ("member", 4)), ())
    ),
    (A.call_election, "by_election"): lambda play, rng, p: rng.random() < 0.2,
    (A.call_election, "way"): _code(
        "election", "election", "election", "by_households", "by_representatives"
    ),
    (A.name_written_in, "post"): _code("member", "chair"),
    (A.name_written_in, "verdict"): _code("accepted", "refused"),
    (A.name_written_in, "ground"): _code(*REFUSALS),
    (A.name_written_in, "woman"): lambda play, rng, p: rng.choice((True, False, None)),
    (A.name_written_in, "write_in_no"): _number(1, 2),
    (A.nominate, "post"): _code("member", "member", "chair"),
    **{
        (a, "candidacy_id"): _row_of("election_candidate", "candidacy_id")
        for a in (A.support_nomination, A.answer_nomination, A.withdraw_candidacy, A.vet_candidate)
    },
    (A.answer_nomination, "accepts"): lambda play, rng, p: rng.random() < 0.8,
    (A.answer_nomination, "woman"): lambda play, rng, p: rng.choice((True, False, None)),
    (A.vet_candidate, "verdict"): _code("accepted", "refused"),
    (A.vet_candidate, "ground"): _code(*REFUSALS),
    (A.file_election, "what"): _code("filed", "handed_over"),
    (A.file_election, "done_on"): _day(-3, 1),
    (A.demand_recall, "other_facts"): lambda play, rng, p: rng.random() < 0.3,
    **{
        (A.apply_task, k): v
        for k, v in {
            "basis": _words,
            "starts_on": _day(44, 60),
            "ends_on": _day(60, 800),
            "cost": _number(0, 1, 500_000),
            "promised": _number(-1, 0, 400_000),
            "listed": _maybe(_code("census", "elder_care")),
        }.items()
    },
    (A.record_task_money, "what"): _code(*MONEY),
    (A.record_task_money, "amount"): _number(0, 1, 300_000),
    (A.record_task_money, "happened_on"): _day(-5, 1),
    (A.strike_task_money, "entry_id"): _row_of("task_money", "entry_id"),
    (A.strike_task_money, "reason"): _words,
    (A.review_task, "verdict"): _code("continue", "continue", "exit"),
    (A.exit_task, "cause"): _code(*TASK_CAUSES),
    (A.keep_comment, "comment_id"): _row_of("comment_report", "comment_id"),
    **{(a, "reason"): _code("personal_attack", "spam") for a in (A.report_comment, A.hide_comment)},
    (A.decide_hiding, "outcome"): _code("upheld", "shown"),
    (A.drop_plan, "option_id"): _row_of("ballot_option", "option_id"),
    (A.announce_draw, "what"): _code("works", "desk_entries"),
    (A.correct_entry, "entry_id"): _row_of("desk_entry", "fact_id"),
    (A.correct_entry, "right_id"): _maybe(_row_of("desk_entry", "fact_id")),
    (A.correct_entry, "what"): _code("person", "words"),
    (A.correct_entry, "slip"): _words,
    (A.correct_entry, "body"): _maybe(_words),
    (A.correct_entry, "reason"): _words,
    (A.ask_reset, "reason"): _words,
    **{
        (a, "reason"): _words
        for a in (A.correct_person, A.move_person, A.record_left, A.record_return, A.merge_entries)
    },
    **{
        (a, "happened_on"): _day(-3, 1)
        for a in (A.correct_person, A.move_person, A.record_left, A.record_return)
    },
    (A.correct_person, "new_name"): _words,
    (A.correct_person, "phone"): _maybe(_code("13800000000", "12")),
    (A.correct_person, "birth_date"): _code("1970-01-01", "2012-05-01"),
    (A.correct_person, "tenure"): _code("owner", "tenant"),
    (A.correct_person, "lives_here"): lambda play, rng, p: rng.random() < 0.7,
    (A.move_person, "entries"): lambda play, rng, p: entries(play, rng, p)[:1],
    (A.record_left, "cause"): _code("moved_away", "died"),
    **{
        (a, "proxy_id"): _row_of("proxy", "proxy_id")
        for a in (A.answer_proxy, A.revoke_proxy, A.cast_for)
    },
    (A.grant_proxy, "holder_id"): _person,
    (A.issue_paper, "proxy_id"): _maybe(_row_of("proxy", "proxy_id")),
    (A.grant_proxy, "instruction"): _code(*INSTRUCTIONS),
    (A.grant_proxy, "question"): _number(None, None, None, 1),
    **{
        (a, "dwelling_id"): _row_of("dwelling", "dwelling_id")
        for a in (A.name_household_rep, A.record_household_rep)
    },
    **{(a, "person_id"): _maybe(_person) for a in (A.name_household_rep, A.record_household_rep)},
    (A.end_ownership, "ownership_id"): _row_of("ownership", "ownership_id"),
    (A.end_representative, "representation_id"): _row_of("representation", "representation_id"),
    (A.record_ownership, "dwelling_id"): _row_of("dwelling", "dwelling_id"),
    (A.record_representative, "dwellings"): lambda play, rng, p: tuple(
        _row_of("dwelling", "dwelling_id")(play, rng, p) for _ in range(rng.choice((0, 1, 2)))
    ),
    (A.record_representative, "ground"): _code(*OWNER_GROUNDS),
    **{(a, "reason"): _words for a in (A.end_ownership, A.end_representative)},
    (A.merge_entries, "closed_id"): _person,
    (A.ask_correction, "body"): _words,
    (A.ask_correction, "wish"): _code("correct", "erase"),
    (A.answer_correction, "outcome"): _code("done", "declined"),
    (A.answer_correction, "answer"): _words,
    (A.answer_correction, "request_id"): _row_of("correction_request", "request_id"),
    (A.answer_private, "answer"): _words,
    (A.request_merge, "into"): _other,
    (A.pass_on, "reason"): _code(*PASSING),
    (A.recuse, "reason"): _code(*INTERESTS),
    (A.decide_appeal, "outcome"): _code("upheld", "referred_back"),
    (A.answer_objection, "outcome"): _code(*OUTCOMES),
    (A.record_study, "result"): _code(*STUDY_RESULTS),
    (A.review_legality, "result"): _code(*REVIEW_RESULTS),
    (A.review_legality, "law"): _words,
    (A.review_legality, "article"): _code("31"),
    (A.object, "ground"): _code(*GROUNDS),
    (A.set_aside, "ground"): _code(*ASIDE_GROUNDS),
    (A.erase, "ground"): _code("request", "order"),
    **{
        (a, k): v
        for a in (A.announce_official_vote, A.record_official_result)
        for k, v in {
            "system": _words,
            "reference": _words,
            "link": _maybe(_code("https://yz.example.cn", "nonsense")),
            "opens_on": _day(0, 20),
            "closes_on": _day(5, 30),
            "ended_on": _day(-3, 1),
        }.items()
    },
    (A.record_official_result, "figures"): lambda play, rng, p: rng.choice(
        (OFFICIAL, OFFICIAL, OFFICIAL[:-1])
    ),
    (A.record_official_result, "outcome"): _code("passed", "passed", "rejected"),
    (A.record_official_result, "chosen"): _maybe(_number(None, None, 1)),
    (A.confirm_official_result, "entry_id"): _row_of("official_result", "entry_id"),
    (A.settle_paper, "serial"): _row_of("paper_ballot", "serial"),
    (A.settle_paper, "cause"): _code("unused", "spoiled", "lost"),
    **dict.fromkeys([(A.print_letter, "again"), (A.settle_paper, "replace")], _number(True, False)),
    (A.take_away_factors, "desk_could"): _number(True, False),
    (A.destroy_unissued, "last"): _number(0, 9, 50),
    **{
        (a, "batch_id"): _row_of("paper_batch", "batch_id")
        for a in (A.enter_batch_again, A.resolve_batch)
    },
    **{
        (a, "sheets"): _number(0, 1, 2, 3)
        for a in (A.enter_batch, A.enter_batch_again, A.resolve_batch)
    },
    **{(a, "entries"): _ballots_in_hand for a in (A.enter_batch, A.enter_batch_again)},
    (A.resolve_batch, "decided"): _ballots_in_hand,
    **{
        (a, "written"): lambda play, rng, p: () if rng.random() < 0.97 else ((1, "王芳", 1),)
        for a in (A.enter_batch, A.enter_batch_again)
    },
    (A.join, "person_id"): lambda play, rng, p: (
        play.me if rng.random() < 0.9 else _person(play, rng, p)
    ),
    (A.come_of_age, "person_id"): _row_of("person", "person_id"),
    (A.enter_people, "entries"): entries,
    (A.recommend, "changes"): _words,
    **ANNOUNCEMENTS,
    (A.adopt_rulebook, "source"): lambda play, rng, p: (
        shipped_text("cn-2026") + rng.choice(("", "\n# neu\n", "\nbroken"))
    ),
}


def _for_somebody(play: Any, cls: Any, rng: Random, p: Any) -> Act:
    """An act entered at the desk: mostly one that may be entered so, by chance another."""
    allowed = (
        [A.draft]
        if cls.name is A.enter_new_for
        else [
            A.submit,
            A.cosign,
            A.take_back,
            A.comment,
            A.object,
            A.rate,
            A.cast_ballot,
            A.grant_proxy,
            A.answer_proxy,
            A.cast_for,
            A.withdraw,
        ]
    )
    inner = draw(play, rng.choice(allowed), rng, p)
    return cls(
        act_id=inner.act_id,
        subject_id=inner.subject_id,
        person_id=_person(play, rng, p),
        slip=_words(play, rng, p)[:50],
        how=rng.choice(("present", "visited", "nonsense")),
        inner=inner,
    )


def draw(play: Any, name: A, rng: Random, p: Any) -> Act:
    """This act with drawn arguments, on proposal `p` (a row in memory, or None), or on an
    announcement.
    """
    cls = REGISTRY[name]
    if name in (A.enter_for, A.enter_new_for):
        return _for_somebody(play, cls, rng, p)
    values = {
        f.name: IN_ACT.get((name, f.name), FIELDS.get(f.name))(
            play, rng, None if cls.lock == "community" else p
        )  # type: ignore[misc]
        for f in dataclasses.fields(cls)
        if f.name not in ("act_id", "subject_id", "version_no")
    }
    if cls.lock == "community":
        return cls(act_id=new_id(), **values)
    target, version = new_id(), None
    if about := announced(cls.of, play, rng, values):
        return cls(act_id=new_id(), subject_id=about, **values)
    if p is not None:
        target = rng.choices([p["proposal_id"], target, play.foreign], [96, 2, 2])[0]
        version = rng.choices([None, p["version_no"], p["version_no"] + 1], [70, 26, 4])[0]
    return cls(act_id=new_id(), subject_id=target, version_no=version, **values)
