"""Which entries of the demo the pictures and the accessible walk look at: what stands for a name in
the addresses of `tests.screens.PAGES`.
"""

import sqlite3

# Entries that wait on somebody's desk: their names in an address, and where they stand.
WAITING = {
    ("pile",): "SELECT batch_id FROM paper_batch WHERE state = 'differs'",
    ("once",): "SELECT batch_id FROM paper_batch WHERE state = 'entered'",
    ("paid", "payment"): "SELECT proposal_id, entry_id FROM spend WHERE audit = 'silent'",
    ("found", "finding"): (
        "SELECT proposal_id, finding_id FROM finding f JOIN proposal p ON p.community_id = "
        "f.community_id AND p.proposal_id = f.subject_id "
        "WHERE stage = 'evaluate' AND state = 'open'"
    ),
    ("counted",): (
        "SELECT proposal_id FROM proposal WHERE stage = 'publish' AND matter = 'ordinary' "
        "AND certified = 'none'"
    ),
    ("appealed",): "SELECT proposal_id FROM proposal WHERE appeal_state = 'open'",
    ("asked", "question"): (
        "SELECT subject_id, question_id FROM question WHERE answered_at IS NULL"
    ),
    ("request",): "SELECT request_id FROM correction_request WHERE state = 'open'",
    ("letter",): "SELECT matter_id FROM private_matter WHERE state = 'open'",
}


def proposals(folder: str) -> dict[str, str]:
    """One ordinary proposal id per stage and one of each other kind of matter, an owner with a
    further unit (`owner`, `tie`), announcements (`pinned` with an open question `about`,
    `corrected`, `correcting`), somebody without an office and account (`person`), a contribution
    to the gathering proposal (`comment`), and what stands on a desk (`WAITING`).
    """
    db = sqlite3.connect(f"{folder}/deliberation.sqlite3")
    ids = dict(
        db.execute(
            "SELECT stage, proposal_id FROM proposal WHERE matter = 'ordinary' ORDER BY "
            "ending, proposal_id"
        ).fetchall()
    )
    ids |= dict(
        db.execute(
            "SELECT matter, proposal_id FROM proposal WHERE matter <> 'ordinary' ORDER BY "
            "stage = 'closed' DESC, stage = 'advise' DESC"
        ).fetchall()
    )
    ids["pinned"], ids["about"] = db.execute(
        "SELECT subject_id, question_id FROM announcement_question WHERE state = 'open'"
    ).fetchone()
    ids["correcting"], ids["corrected"] = db.execute(
        "SELECT subject_id, corrects FROM announcement WHERE corrects IS NOT NULL"
    ).fetchone()
    ids["owner"], ids["tie"] = db.execute(
        "SELECT person_id, ownership_id FROM ownership"
    ).fetchone()
    ids["gather"], ids["comment"] = db.execute(
        "SELECT p.proposal_id, c.comment_id FROM comment c JOIN proposal p "
        "ON p.community_id = c.community_id AND p.proposal_id = c.subject_id "
        "WHERE p.stage = 'gather' ORDER BY c.comment_id"
    ).fetchone()
    [ids["person"]] = db.execute(
        "SELECT person_id FROM person WHERE standing = 'adult' AND joined_at IS NULL AND "
        "person_id NOT IN (SELECT person_id FROM office) "
        "ORDER BY person_id"
    ).fetchone()
    for names, query in WAITING.items():
        ids |= zip(names, db.execute(query).fetchone(), strict=True)
    return ids
