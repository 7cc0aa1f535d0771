"""What the clock does because nobody did it before is in the one reading of defaults: each line
that was asked of somebody in office, of an author or of an organisation, whose day passed.
"""

from collections import defaultdict

import pytest

from deliberation.cycle.supervise.acts.objection import Object
from deliberation.readings import defaults
from deliberation.record import tables
from deliberation.record.log import canonical
from tests.cycle.matters import test_recall as recall
from tests.cycle.supervise import test_remedies as remedies
from tests.readings import reached
from tests.readings.reached import at

# What many are asked for is theirs to leave.
OF_MANY = {"roll", "residents", "supporters", "clock"}


def objected(w):
    p = w.in_publish()
    w.act("林一", Object(**at(p), ground="count", body="票数不对。"))
    return p


def upheld(w):
    p = w.in_publish()
    remedies.upheld(w, p, "count")
    return p


WAYS = {
    "nobody does anything": lambda w: w.in_take_up(),
    "nobody carries it out": lambda w: w.in_publish(),
    "nobody reports on the work": lambda w: w.assigned(),
    "nobody inspects it": reached.found_faulty,
    "nobody checks the candidates": reached.not_vetted,
    "nobody confirms the election": reached.not_confirmed,
    "nobody defends themselves": recall.reached,
    "nobody reviews the task": reached.task_not_reviewed,
    "nobody looks at a payment": reached.spend_unaudited,
    "nobody answers the supervisors": reached.question_unanswered,
    "nobody answers about an announcement": reached.about_unanswered,
    "nobody answers an appeal": reached.appeal_unanswered,
    "nobody answers about what was hidden": reached.hiding_unanswered,
    "nobody answers an objection": objected,
    "nobody does what follows from one": upheld,
    "nobody merges it": lambda w: reached.overdue(w, reached.merge_asked(w), "merge"),
    "the author keeps their text": reached.text_kept,
    "the author leaves changes unanswered": reached.author_silent,
    "the author leaves a breach unanswered": reached.breach_unanswered,
}


def to_the_end(w, p):
    """Nobody does anything more."""
    while any(r.proposal_id == p and r.stage != "closed" for r in w.rows(tables.proposal)):
        if w.stage(p) == "advise" and not w.clocks(p):
            return  # the study alone is missing, and no clock ends that
        w.let_pass(p)


def read(w):
    """fact → (its public part, the act that wrote it, when, its position, subject, act's id)."""
    public = {b.position: b.body for b in w.rows(tables.fact_body) if b.part == "public"}
    found = {}
    for f in w.rows(tables.fact):
        act = canonical.read(bytes(f.header))["act"]
        said = canonical.read(bytes(public[f.position]))
        found[f.fact_id] = (said, act["name"], f.position, f.subject_id, f.act_id)
    return found


def then(facts, line):
    """What its opening fact said the clock would do."""
    said = facts[line.opened_by][0].get("obligations") or ()
    asked = [x for x in said if x["act"] == line.act and (x["ref"] or "") == line.ref]
    return asked[0]["then_act"] if asked and asked[0]["due_at"] else None


def whose(line):
    """The roles of whoever was asked."""
    known = {"office_role": set(line.who.split()), "hand": {"author"}}
    return known.get(line.who_kind, {line.who_kind})


def silent(w):
    """(act, what the clock did instead) of each line nobody did, with nothing said of whose part it
    was.
    """
    facts = read(w)
    with w.engines.read_connection() as s:
        said = defaults.everywhere(s, w.id)
    told = defaultdict(list)
    by_clock = defaultdict(list)
    for _public, act, position, subject, ident in facts.values():
        by_clock[subject, act].append((position, ident))
        if position in said:
            told[ident].append(set(said[position].whose))
    missing = set()
    for line in w.rows(tables.obligation):
        instead = then(facts, line)
        if instead is None or line.who_kind in OF_MANY or line.done >= line.need:
            continue
        opened = facts[line.opened_by][2]
        ended = facts[line.ended_by][2] if line.ended_by else float("inf")
        came = by_clock[line.subject_id, instead]
        if not any(opened < position <= ended for position, _act in came):
            continue
        of_it = [whom for position, act in came if opened < position for whom in told[act]]
        if not any(not whom or whom & whose(line) for whom in of_it):
            missing.add((line.act, instead))
    return missing


@pytest.mark.parametrize("way", WAYS)
def test_what_nobody_did_is_said(small_world, way):
    w = small_world
    to_the_end(w, WAYS[way](w))
    assert silent(w) == set()


def test_it_is_noticed_when_one_is_not_said(small_world, monkeypatch):
    """Without what is read beside the silences that facts name."""
    w = small_world
    to_the_end(w, w.in_publish())
    whole = defaults.everywhere

    def without(s, community):
        return {k: d for k, d in whole(s, community).items() if d.code != "result_not_posted"}

    monkeypatch.setattr(defaults, "everywhere", without)
    assert ("post_proof", "end_objections") in silent(w)
