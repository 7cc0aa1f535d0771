"""Which fact tells whom: one row per notification. The words stand in `web.words`; a notice is worded in its reader's language.

Audiences: author, supporters (co-signers), voters (the frozen roll), supervisors, councillors, deliberators, committee, clerks, organisation, person (whom the fact is about).
"""

# (fact kind, the stage moved to or "") → audiences
TABLE: dict[tuple[str, str], tuple[str, ...]] = {
    ("stage_moved", "take_up"): ("author", "supporters", "deliberators"),
    ("stage_moved", "gather"): ("author",),
    ("stage_moved", "advise"): ("author", "supporters", "councillors"),
    ("stage_moved", "notice"): ("author", "supporters", "clerks"),
    ("stage_moved", "vote"): ("author", "supporters", "voters"),
    ("stage_moved", "publish"): ("author", "supporters", "supervisors"),
    ("stage_moved", "carry_out"): ("author", "supporters", "committee"),
    ("stage_moved", "inspect"): ("author", "supporters", "supervisors"),
    ("stage_moved", "evaluate"): ("author", "supporters"),
    ("stage_moved", "closed"): ("author", "supporters"),
    ("proposal_revised", ""): ("supporters",),
    ("recommended", ""): ("author",),
    ("legality_reviewed", ""): ("author",),
    ("withdrawal_announced", ""): ("supporters",),
    ("merge_asked", ""): ("author", "supporters"),
    ("appealed", ""): ("supervisors",),
    ("appeal_decided", ""): ("author", "supporters"),
    ("question_asked", ""): ("author",),
    ("objected", ""): ("supervisors", "committee"),
    ("result_certified", ""): ("author",),
    ("passed_in_silence", ""): ("committee",),
    ("assigned", ""): ("organisation",),
    ("finding_recorded", ""): ("organisation",),
    ("suspended", ""): ("author", "organisation"),
    ("comment_reported", ""): ("clerks", "committee"),
    ("comment_hidden", ""): ("person",),
    ("hiding_objected", ""): ("supervisors",),
    ("hiding_decided", ""): ("person",),
    ("entered_at_desk", ""): ("person",),
    ("reset_asked", ""): ("person", "supervisors"),
    ("reset_confirmed", ""): ("person",),
    ("reset_dropped", ""): ("person",),
    ("code_card_issued", ""): ("person",),
    ("person_corrected", ""): ("person",),
    ("person_moved", ""): ("person",),
    ("correction_asked", ""): ("clerks",),
    ("correction_answered", ""): ("person",),
}
ROLE_OF = {"supervisors": "supervisor", "councillors": "councillor", "deliberators": "deliberator", "committee": "committee_member", "clerks": "clerk"}
KINDS: tuple[str, ...] = tuple(sorted({kind for kind, _ in TABLE}))
