"""By which names people go in what the record keeps, after real acts."""

import json
import re
from collections import defaultdict
from datetime import timedelta

import pytest
from sqlalchemy import select

from deliberation.charter.acts import ActName
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.facts import KINDS
from deliberation.charter.facts.naming import PEOPLE
from deliberation.charter.hands import Purpose, handle_of
from deliberation.charter.roles import OFFICES, Role
from deliberation.cycle.carry_out.acts import work
from deliberation.cycle.carry_out.acts.assigning import Assign
from deliberation.cycle.evaluate.acts.proposal import Rate
from deliberation.cycle.propose.acts.private import BringPrivate
from deliberation.cycle.propose.acts.thread import Comment
from deliberation.cycle.supervise.acts.inspection import Accept
from deliberation.record import tables
from deliberation.record.check.judging.written_by import WRITTEN_BY
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.roster.acts.asking import AskCorrection
from tests.charter.facts.test_naming import naming
from tests.cycle.matters import rounds
from tests.record.check.tampering.attacker import hand

F, B, H = tables.fact, tables.fact_body, tables.hand
REPRESENTATIVES = ("代表甲", "代表乙", "代表丙", "代表丁")


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def say(w, who, p, body="支持。"):
    w.act(who, Comment(**at(p), body=body, stance="for"))


def rated_round(w):
    """A budget round in which 林一 offers a project, speaks, votes and rates, and so does 代表甲,
    who also votes on its list in office.
    """
    words = {"林一": "1,2", "代表甲": "1", "林二": "2,3", "林三": "2,4", "林四": "3", "林五": "1,4"}
    p = rounds.in_notice(w)
    for who in ("林一", "代表甲"):
        say(w, who, p)
    rounds.to_vote(w, p)
    w.cast(p, **words)
    w.let_pass(p)
    rounds.certified(w, p)
    while w.stage(p) == "publish":
        w.let_pass(p)
    rounds.to_vote(w, p)
    w.cast(p, **dict.fromkeys((*REPRESENTATIVES, "委员甲"), "for"))
    while w.stage(p) in ("vote", "publish"):
        w.let_pass(p)
    finish = (w.time.at + timedelta(days=20)).date().isoformat()
    task = {"organisation_id": w.organisation, "finish_on": finish, "task": "办理"}
    w.act("委员甲", Assign(**at(p), **task))
    w.act("承办甲", work.Finish(**at(p), body="已完成。", evidence="照片见公告栏。"))
    for who in ("监事甲", "监事乙"):
        w.act(who, Accept(**at(p)))
    for who in ("林一", "代表甲"):
        w.act(who, Rate(**at(p), score=4))
    return p


def bodies(w, *where):
    """(fact, part, what it says) of every body, in order."""
    query = select(F, B.c.part, B.c.body).join(
        B, (B.c.community_id == F.c.community_id) & (B.c.position == F.c.position)
    )
    with w.engines.read_connection() as conn:
        rows = conn.execute(query.where(F.c.community_id == w.id, *where).order_by(F.c.position))
        return [(r, r.part, bytes(r.body).decode()) for r in rows if r.body is not None]


def said(w, kind, p, field):
    """What the facts of this kind say in a public field."""
    found = bodies(w, F.c.kind == kind, F.c.subject_id == p)
    return [json.loads(body).get(field) for _, part, body in found if part == "public"]


def test_words_votes_and_ratings_of_one_person_go_by_three_names(small_world):
    w = small_world
    p = rated_round(w)
    voice, roll, rating = (
        hand(w, "林一", purpose, p) for purpose in (Purpose.voice, Purpose.roll, Purpose.rating)
    )
    assert voice in said(w, "option_offered", p, "by")
    assert voice in said(w, "commented", p, "person")
    assert roll in said(w, "ballot_cast", p, "voter")
    assert rating in said(w, "rated", p, "person")
    mine = {(r.purpose, r.handle) for r in w.rows(H, H.c.person_id == w.person["林一"])}
    assert mine >= {("voice", voice), ("roll", roll), ("rating", rating)}
    assert len({voice, roll, rating}) == 3


def test_a_representative_votes_as_a_neighbour_and_then_in_office_in_one_matter(small_world):
    w = small_world
    p = rated_round(w)
    roll, office = hand(w, "代表甲", Purpose.roll, p), hand(w, "代表甲", Purpose.office)
    cast = dict(
        zip(said(w, "ballot_cast", p, "voter"), said(w, "ballot_cast", p, "round_no"), strict=True)
    )
    first, last = min(cast.values()), max(cast.values())
    assert first != last and cast[roll] == first and cast[office] == last
    disclosed = said(w, "ballots_disclosed", p, "ballots")
    told = [{b["voter"] for b in ballots} for ballots in disclosed]
    assert [(roll in t, office in t) for t in told] == [(True, False), (False, True)]
    assert hand(w, "代表甲", Purpose.voice, p) in said(w, "commented", p, "person")


def test_a_co_signature_and_a_comment_are_one_voice_and_the_author_another(small_world):
    w = small_world
    p = w.submitted(who="林一")
    w.cosign(p, "林二")
    say(w, "林二", p)
    theirs = hand(w, "林二", Purpose.voice, p)
    assert said(w, "cosigned", p, "person") == said(w, "commented", p, "person") == [theirs]
    assert set(said(w, "proposal_submitted", p, "author")) == {hand(w, "林一", Purpose.voice, p)}


def test_nobody_has_one_name_in_two_matters(small_world):
    w = small_world
    one, two = w.in_publish(who="林一"), w.in_publish(who="林二")
    for p in (one, two):
        say(w, "林三", p)
    third = w.person["林三"]
    mine = w.rows(H, H.c.person_id == third)
    assert {r.subject_id for r in mine} == {one, two} and len({r.handle for r in mine}) == len(mine)
    scattered = defaultdict(set)
    names = {r.handle for r in w.rows(H) if r.purpose != "office"}
    for fact, part, body in bodies(w):
        if part != "private":
            for handle in set(re.findall(r"[a-z2-7]{26}", body + bytes(fact.header).decode())):
                if handle in names:
                    scattered[handle].add(fact.subject_id)
    assert scattered and all(len(places) == 1 for places in scattered.values())


def lived(w):
    """A little of everything that people do."""
    rated_round(w)
    w.act("林三", BringPrivate(act_id=new_id(), title="楼上漏水", body="多次协商未果。"))
    w.act("林四", AskCorrection(act_id=new_id(), wish="correct", body="门牌号有误。"))
    w.submitted(who="议员甲")


@pytest.fixture
def full(small_world):
    lived(small_world)
    return small_world


def test_no_id_of_anybody_stands_where_it_is_read(full):
    w = full
    people = set(w.person.values())
    for fact, part, body in bodies(w):
        header = bytes(fact.header).decode()
        assert not [p for p in people if p in header], fact.kind
        if part != "private" and fact.kind != "person_entered":
            assert not [p for p in people if p in body], (fact.kind, part)
    assert verify(w.engines)


def test_whoever_acts_goes_by_one_name_in_an_act(full):
    w = full
    done = {r.act_id: r.person_id for r in w.rows(tables.act_done)}
    keys = {r.person_id: r.hand_key for r in w.rows(tables.person)}
    facts = bodies(w)
    for fact, part, body in facts:
        person, head = done[fact.act_id], json.loads(bytes(fact.header))
        if part == "private" or person is None:
            continue
        names = {handle_of(keys[person], fact.subject_id or "", p) for p in Purpose}
        names |= {
            handle_of(keys[person], "", Purpose.office),
            handle_of(keys[person], fact.act_id, Purpose.entry),
        }
        used = {name for name in names if name in body} | {head["act"]["by"]}
        assert len(used) == 1 and used <= names, (fact.kind, head["act"])


def test_what_is_entered_beside_the_matters_has_the_name_of_its_act_alone(full):
    """In public it cannot be told whether two of them are of one person."""
    w = full
    keys = {r.person_id: r.hand_key for r in w.rows(tables.person)}
    held = {r.person_id for r in w.rows(tables.office)}
    offices = {handle_of(keys[p], "", Purpose.office) for p in held}
    entries = 0
    for fact, part, body in bodies(w, F.c.subject_id.is_(None)):
        known = {r.handle for r in w.rows(H)} - offices
        if part != "private":
            assert not [h for h in known if h in body], fact.kind
            continue
        for handle, person in json.loads(body).get(PEOPLE, {}).items():
            assert handle == handle_of(keys[person], fact.act_id, Purpose.entry)
            entries += 1
    assert entries >= 2


def test_nobody_without_an_office_goes_by_the_name_of_one(full):
    """Not for what is not asked of them either: whoever objects, writes or brings a matter."""
    w = full
    held = {r.person_id for r in w.rows(tables.office)}
    offices = [r for r in w.rows(H) if r.purpose == "office"]
    assert offices and {r.person_id for r in offices} <= held


# Whoever leaves an office held it, whatever they do now.
LEAVES = {"office_left"}


def test_no_field_names_for_an_office_whoever_may_act_without_one():
    """An author who posts a proof goes by their own name, as a neighbour who did."""
    offices = {*OFFICES, Role.clock, Role.operator}
    for cls in KINDS.values():
        plain = [who for who in naming(cls).values() if who.purpose is Purpose.office]
        writers = WRITTEN_BY.get(cls.kind, "")
        acts = writers.split() if isinstance(writers, str) else writers
        if any(who.place is None for who in plain) and cls.kind not in LEAVES:
            others = {str(a): set(POLICY[ActName(a)].roles) - offices for a in acts}
            assert not any(others.values()), (cls.kind, others)
