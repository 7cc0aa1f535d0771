"""Which columns hold free or personal words, and which tables no replay fills."""

# table → ((erasable columns, column naming the fact they came from, part), …)
ERASABLE: dict[str, tuple[tuple[tuple[str, ...], str, str], ...]] = {
    "person": (
        (
            ("name", "phone", "birth_date", "tenure", "lives_here", "hand_key"),
            "private_from",
            "private",
        ),
        (("dwelling_id",), "home_from", "private"),
        (("standing",), "standing_from", "private"),
    ),
    "dwelling": ((("building", "unit", "room"), "private_from", "private"),),
    "office": ((("document",), "document_from", "text"),),
    "proposal": ((("title", "body"), "text_from", "any"),),
    "proposal_version": ((("title", "body", "note"), "text_from", "any"),),
    "comment": ((("body",), "text_from", "text"),),
    "opinion": ((("body",), "text_from", "text"),),
    "recommendation": (
        (("reasons", "changes"), "text_from", "text"),
        (("answer",), "answer_from", "text"),
    ),
    "study": ((("opinion",), "text_from", "text"),),
    "legality": ((("reasons",), "text_from", "text"),),
    "recusal": ((("explanation",), "text_from", "text"),),
    "posting_proof": ((("place",), "text_from", "text"),),
    "certificate": ((("statement",), "text_from", "text"),),
    "objection": (
        (("body",), "text_from", "text"),
        (("answer",), "answer_from", "text"),
        (("remedy_reasons",), "remedy_from", "text"),
    ),
    "question": ((("body",), "text_from", "text"), (("answer",), "answer_from", "text")),
    "remark": ((("body", "document"), "text_from", "text"),),
    "report": ((("body", "evidence"), "text_from", "text"),),
    "covenant": ((("document",), "text_from", "text"),),
    "task": ((("basis",), "text_from", "text"),),
    "election": ((("document",), "document_from", "text"),),
    "election_filing": ((("document",), "text_from", "text"),),
    "recall": ((("defence",), "defence_from", "text"),),
    "task_money": ((("document",), "text_from", "text"), (("reason",), "reason_from", "text")),
    "household_rep": ((("dwelling_id", "document", "person_id", "by"), "private_from", "private"),),
    "election_written_in": ((("reasons",), "reasons_from", "text"),),
    "paper_write_in": ((("name",), "text_from", "text"),),
    "fund": ((("reasons",), "reasons_from", "text"),),
    "spend": (
        (("document",), "text_from", "text"),
        (("reason",), "reason_from", "text"),
        (("note",), "note_from", "text"),
        (("answer",), "answer_from", "text"),
    ),
    "ballot_option": (
        (("title", "body"), "text_from", "text"),
        (("reasons",), "reasons_from", "text"),
    ),
    "official_vote": ((("system", "link"), "text_from", "text"),),
    "official_result": ((("system", "reference"), "text_from", "text"),),
    "ownership": (
        (("dwelling_id", "document", "person_id"), "private_from", "private"),
        (("end_reason",), "ended_from", "private"),
    ),
    "representation": (
        (("dwelling_id", "ground", "document", "person_id"), "private_from", "private"),
        (("end_reason",), "ended_from", "private"),
    ),
    "finding": (
        (("body",), "text_from", "text"),
        (("rectified",), "rectified_from", "text"),
        (("verified",), "verified_from", "text"),
    ),
    "acceptance": ((("statement",), "text_from", "text"),),
    "rating": ((("body",), "text_from", "text"),),
    "attachment": ((("alt", "file_name"), "text_from", "text"),),
    "factor_reset": ((("reason",), "text_from", "text"),),
    "slip_photo": ((("digest", "small", "media_type"), "private_from", "private"),),
    "desk_entry": ((("slip",), "fact_id", "private"),),
    "entry_correction": (
        (("body", "reason"), "text_from", "text"),
        (("slip",), "text_from", "private"),
    ),
    "announcement": (
        (("title", "body"), "text_from", "text"),
        (("reasons",), "reasons_from", "text"),
    ),
    "announcement_question": (
        (("body",), "text_from", "text"),
        (("answer",), "answer_from", "text"),
    ),
    "moderation": (
        (("note",), "text_from", "text"),
        (("objection",), "objection_from", "text"),
        (("decision",), "decision_from", "text"),
    ),
    "obligation": ((("not_by",), "not_by_from", "private"),),
    "roster_change": ((("person_id", "reason", "before", "after"), "private_from", "private"),),
    "private_matter": (
        (("person_id", "title", "body"), "private_from", "private"),
        (("answer",), "answer_from", "private"),
    ),
    "correction_request": (
        (("person_id", "body"), "private_from", "private"),
        (("answer",), "answer_from", "private"),
    ),
}

# Not made by facts: the log itself, its lock and head, and what is derived from texts.
NOT_REPLAYED: frozenset[str] = frozenset(
    {
        *("fact", "fact_body", "tree_node", "log_head", "search_piece"),
        *("demo_clock", "clock_seen", "key_seen"),
    }
)
