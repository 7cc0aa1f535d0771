"""The triggers of revision 0001, frozen with it: nothing in the log is ever changed, deleted,
truncated or replaced.

Bodies may lose their content once an erasure fact names them; nothing else. SQLite's REPLACE fires
no delete trigger, so an existing position is refused at insert.
"""

_SQLITE_RAISE = "SELECT RAISE(ABORT, 'the record is never changed');"

SQLITE: tuple[str, ...] = (
    *(
        f"CREATE TRIGGER {t}_no_{verb.lower()} BEFORE {verb} ON {t} BEGIN {_SQLITE_RAISE} END"
        for t, verb in (
            ("fact", "UPDATE"),
            ("fact", "DELETE"),
            ("fact_body", "DELETE"),
            ("tree_node", "UPDATE"),
            ("tree_node", "DELETE"),
        )
    ),
    f"""CREATE TRIGGER fact_no_replace BEFORE INSERT ON fact WHEN EXISTS (
        SELECT 1 FROM fact WHERE community_id = NEW.community_id AND (position = NEW.position OR fact_id = NEW.fact_id))
        BEGIN {_SQLITE_RAISE} END""",
    f"""CREATE TRIGGER fact_body_no_replace BEFORE INSERT ON fact_body WHEN EXISTS (
        SELECT 1 FROM fact_body WHERE community_id = NEW.community_id AND position = NEW.position AND part = NEW.part)
        BEGIN {_SQLITE_RAISE} END""",
    f"""CREATE TRIGGER tree_node_no_replace BEFORE INSERT ON tree_node WHEN EXISTS (
        SELECT 1 FROM tree_node WHERE community_id = NEW.community_id AND level = NEW.level AND idx = NEW.idx)
        BEGIN {_SQLITE_RAISE} END""",
    f"""CREATE TRIGGER fact_body_only_erasure BEFORE UPDATE ON fact_body WHEN NOT (
        NEW.body IS NULL AND NEW.salt IS NULL AND NEW.community_id = OLD.community_id AND NEW.position = OLD.position AND NEW.part = OLD.part
        AND OLD.part IN ('text', 'private') AND EXISTS (
            SELECT 1 FROM fact e JOIN fact_body b ON b.community_id = e.community_id AND b.position = e.position AND b.part = 'public'
            JOIN fact t ON t.community_id = e.community_id AND t.position = OLD.position
            WHERE e.community_id = OLD.community_id AND e.kind = 'body_erased' AND instr(CAST(b.body AS TEXT), t.fact_id) > 0))
        BEGIN {_SQLITE_RAISE} END""",
    (
        "CREATE TRIGGER log_head_only_grows BEFORE UPDATE ON log_head WHEN NEW.size < OLD.size "
        f"BEGIN {_SQLITE_RAISE} END"
    ),
)

POSTGRESQL: tuple[str, ...] = (
    """CREATE FUNCTION record_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'the record is never changed'; END $$""",
    *(
        (
            f"CREATE TRIGGER {t}_no_{verb.lower()} BEFORE {verb} ON {t} FOR EACH ROW EXECUTE "
            "FUNCTION record_is_never_changed()"
        )
        for t, verb in (
            ("fact", "UPDATE"),
            ("fact", "DELETE"),
            ("fact_body", "DELETE"),
            ("tree_node", "UPDATE"),
            ("tree_node", "DELETE"),
        )
    ),
    *(
        (
            f"CREATE TRIGGER {t}_no_truncate BEFORE TRUNCATE ON {t} FOR EACH STATEMENT EXECUTE "
            "FUNCTION record_is_never_changed()"
        )
        for t in ("fact", "fact_body", "tree_node")
    ),
    """CREATE FUNCTION body_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF NEW.body IS NULL AND NEW.salt IS NULL AND NEW.community_id = OLD.community_id AND NEW.position = OLD.position
            AND NEW.part = OLD.part AND OLD.part IN ('text', 'private') AND EXISTS (
              SELECT 1 FROM fact e JOIN fact_body b ON b.community_id = e.community_id AND b.position = e.position AND b.part = 'public'
              JOIN fact t ON t.community_id = e.community_id AND t.position = OLD.position
              WHERE e.community_id = OLD.community_id AND e.kind = 'body_erased'
                AND position(t.fact_id::text in convert_from(b.body, 'UTF8')) > 0)
         THEN RETURN NEW; END IF;
         RAISE EXCEPTION 'the record is never changed';
       END $$""",
    (
        "CREATE TRIGGER fact_body_only_erasure BEFORE UPDATE ON fact_body FOR EACH ROW EXECUTE "
        "FUNCTION body_only_erased()"
    ),
    """CREATE FUNCTION log_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN IF NEW.size < OLD.size THEN RAISE EXCEPTION 'the record is never changed'; END IF; RETURN NEW; END $$""",
    (
        "CREATE TRIGGER log_head_only_grows BEFORE UPDATE ON log_head FOR EACH ROW EXECUTE "
        "FUNCTION log_only_grows()"
    ),
)


def statements(dialect: str) -> tuple[str, ...]:
    """The trigger statements of a dialect, in order."""
    return SQLITE if dialect == "sqlite" else POSTGRESQL
