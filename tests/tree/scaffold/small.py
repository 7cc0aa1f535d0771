"""A cell of the table, a row of the notices, and a page anybody may read."""

from . import Piece, Thing

POLICY = "tests/charter/test_policy.py"
GATE = Thing(
    "role gate",
    (
        Piece(
            "deliberation/charter/cycle/policy/supervise.py",
            "row(A.check_stage, OPEN, (R.supervisor, R.committee_member), barred=True)",
            f"{POLICY}::test_the_gate_answers_every_attempt_as_the_text_has_it",
            instead="row(A.check_stage, OPEN, R.supervisor, barred=True)",
        ),
        Piece(
            "tests/charter/policy.txt",
            "committee_member ",
            f"{POLICY}::test_the_gate_answers_every_attempt_as_the_text_has_it",
            after="check_stage | gather take_up advise notice vote publish carry_out inspect "
            "evaluate | ",
        ),
    ),
    (f"{POLICY}::test_the_gate_answers_every_attempt_as_the_text_has_it",),
)

NOTICE_TEST = '''"""Whoever brought a matter forward is told that a supervisor looked at it."""

from deliberation.cycle.supervise.acts.check import CheckStage
from deliberation.record.ids import new_id
from tests.notices.test_reader import told


def test_the_author_is_told_of_a_check(small_world):
    w = small_world
    p = w.in_notice()
    w.act("监事甲", CheckStage(act_id=new_id(), subject_id=p, items=("notice_seen",)))
    assert told(w, kind="stage_checked") == [("stage_checked", "林一")]
'''
NOTICE_HERE = "tests/notices/test_checks.py"
NOTICE = Thing(
    "notification",
    (
        Piece(
            "deliberation/notices/table.py",
            '    ("stage_checked", ""): ("author",),\n',
            NOTICE_HERE,
            after='    ("opinion_given", ""): ("author",),\n',
        ),
        Piece(NOTICE_HERE, NOTICE_TEST, ""),
    ),
    (NOTICE_HERE, "tests/notices/test_reader.py"),
)

VIEW = '''"""How many proposals stand at each stage. Asked by the page of stages."""

from typing import Any

from sqlalchemy import func, select

from deliberation.record import tables


def counts(s: Any, community: str) -> dict[str, int]:
    """Stage → how many."""
    p = tables.proposal
    found = select(p.c.stage, func.count()).where(p.c.community_id == community)
    return {stage: many for stage, many in s.execute(found.group_by(p.c.stage))}
'''
ROUTE = '''"""How many proposals stand at each stage; anybody may read it."""

from typing import Any

from flask import g, render_template

from deliberation.public.blueprint import blueprint
from deliberation.readings.proposals import stages as reading
from deliberation.record.engines import db


@blueprint.get("/stages")
def stages() -> Any:
    """One line a stage."""
    counts = reading.counts(db.session, g.community.id)
    return render_template("public/stages.html", counts=counts)
'''
TEMPLATE = """{% extends "base.html" %}
{% block title %}{{ _('Proposals') }}{% endblock %}
{% block content %}
<h1>{{ _('Proposals') }}</h1>
<ul>
{% for stage, many in counts.items() %}
<li>{{ stage|stage_word }}{{ _(': ') }}{{ many }}</li>
{% endfor %}
</ul>
{% endblock %}
"""
PAGE_TEST = '''"""The page of stages."""


def test_anybody_reads_how_many_stand_where(site):
    site.world.in_notice()
    page = site.client("visitor").get("/jiahe/stages")
    assert page.status_code == 200 and "表决前公示：1" in page.data.decode()
'''
PAGE_HERE = "tests/web/test_stages.py"
PAGE = Thing(
    "page",
    (
        Piece("deliberation/readings/proposals/stages.py", VIEW, PAGE_HERE),
        Piece("deliberation/public/routes/stages.py", ROUTE, PAGE_HERE),
        Piece("templates/public/stages.html", TEMPLATE, PAGE_HERE),
        Piece(PAGE_HERE, PAGE_TEST, ""),
    ),
    (PAGE_HERE,),
)
