"""The last facts of one subject are found by its index, however long the record is behind it."""

import re

from sqlalchemy import event

from deliberation.cycle.propose.acts.thread import Comment
from deliberation.readings import community
from deliberation.readings.page.timeline import timeline
from deliberation.record.ids import new_id
from deliberation.roster.acts.importing import ImportProposals, SourceProposal

WORDS = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}


def much_happens(w, many=1500):
    """So many facts about other proposals, behind the last about anything else."""
    entries = tuple(
        SourceProposal(str(n), "公园长椅", "增设长椅。", "2015-09-15", "#1", 10)
        for n in range(many)
    )
    here = {"source": "elsewhere", "source_digest": "0" * 64}
    w.operate(ImportProposals(act_id=new_id(), entries=entries, **here))


def plans(w, reading, *about):
    """How the database finds what a reading asks for."""
    asked = []
    note = lambda *said: asked.append((said[2], said[3]))
    with w.engines.write_connection() as conn:
        conn.exec_driver_sql("ANALYZE")
    with w.engines.read_connection() as conn:
        event.listen(w.engines._read, "before_cursor_execute", note)
        reading(conn, *about)
        event.remove(w.engines._read, "before_cursor_execute", note)
        word = WORDS[w.engines.dialect]
        found = [conn.exec_driver_sql(f"{word} {text}", said).all() for text, said in asked]
    return ["\n".join(" ".join(map(str, row)) for row in rows) for rows in found]


def test_nobody_walks_back_through_the_log_of_all(world):
    w = world
    quiet = w.submitted()
    w.act("林二", Comment(act_id=new_id(), subject_id=quiet, stance="for", body="支持。"))
    much_happens(w)
    for reading in (community.proposal_stamp, timeline):
        (plan,) = plans(w, reading, w.id, quiet)
        used = set(re.findall(r"\w+", plan))
        assert "ix_fact_subject" in used, plan
        assert not used & {"pk_fact", "ix_fact_kind", "sqlite_autoindex_fact_1"}, plan
