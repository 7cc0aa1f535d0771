"""What must hold of whoever has to do what, after every step of a random play: what waits in the
tables of the subject is asked of somebody, and what is asked of somebody can be done and can end.
"""

from collections.abc import Callable, Iterator
from typing import Any

from deliberation.charter.acts import ActName
from deliberation.charter.cycle import obligations as rules
from deliberation.charter.cycle.policy import POLICY

Row = dict[str, Any]
Of = Callable[[str], list[Row]]


def lines(p: Row, found: list[Row], of: Of) -> Iterator[str]:
    """`found`: the open lines of a proposal; `of`: its rows in a table."""
    for line in found:
        yield from (f"{line['act']} {line['ref']}: {what}" for what in _one(p, line, found))
    yield from _held(found, of)
    asked = {(x["act"], x["ref"]) for x in found}
    for act, ref in _waits(p, of):
        if (act, ref) not in asked:
            yield f"nobody is asked to {act} {ref}"


def _one(p: Row, line: Row, found: list[Row]) -> Iterator[str]:
    act, row = ActName(line["act"]), POLICY.get(ActName(line["act"]))
    if row is None:
        yield "nobody may do that"
        return
    of_stage, then = line["scope"] == "stage", line["then_act"]
    if of_stage and (line["from_at"] < p["stage_at"] or p["stage"] == "closed"):
        yield "of a stage that is over"
    if of_stage and p["stage"] not in {s.value for s in row.stages if s is not None}:
        yield f"not at {p['stage']}"
    if not of_stage and line["who_kind"] != "clock" and not rules.closing(act):
        yield "nothing ends it"
    if then is None:
        return
    if line["due_at"] is None:
        yield f"{then} comes on no day"
    runs = [x for x in found if x["who_kind"] == "clock" and x["act"] == then]
    if not any(x["ref"] in ("", line["ref"]) for x in runs):
        yield f"{then} does not run"


def _held(found: list[Row], of: Of) -> Iterator[str]:
    """Nobody is asked to accept work with a fault, and everybody is once there is none."""
    faulty = any(f["state"] in ("open", "rectified") for f in of("finding"))
    for line in found:
        if line["act"] == "accept" and faulty != (line["held_until"] is not None):
            yield "accept: held, or not, as its faults are not"


def _waits(p: Row, of: Of) -> Iterator[tuple[str, str]]:
    """(act, ref) of what the tables say is not done yet."""
    yield from _by_stage(p)
    yield from _entries(of)
    yield from _of_round(p, of)
    yield from _of_result(p, of)


def _by_stage(p: Row) -> Iterator[tuple[str, str]]:
    waits = {
        "draft": {"submit": p["author_id"] is not None},
        "take_up": {"take_up": True},
        "advise": {
            "recommend": p["council_state"] == "pending",
            "answer_recommendation": p["author_state"] == "awaited",
            "revise": p["legality_state"] == "breach" or p["author_state"] == "pending",
            "review_legality": p["legality_state"] == "pending",
            "record_study": p["study_state"] == "pending",
        },
        "publish": {"certify": p["certified"] == "none"},
        "inspect": {"accept": True},
        "evaluate": {"rate": True},
    }
    yield from ((act, "") for act, waited in waits.get(p["stage"], {}).items() if waited)
    if p["stage"] == "notice" and not p["notice_proved"]:
        yield "post_proof", "notice"
    if p["appeal_state"] == "open":
        yield "decide_appeal", ""
    if p["merge_until"] is not None:
        yield "agree_merge", p["merge_into"]


def _entries(of: Of) -> Iterator[tuple[str, str]]:
    yield from _each(of("question"), "answer_question", "question_id", "answered_at", {None})
    unanswered = {"open", "unanswered"}
    yield from _each(of("objection"), "answer_objection", "objection_id", "state", unanswered)
    yield from _each(of("finding"), "rectify", "finding_id", "state", {"open"})
    yield from _each(of("finding"), "verify_rectified", "finding_id", "state", {"rectified"})
    objected = [m for m in of("moderation") if m["objected_at"] is not None]
    yield from _each(objected, "decide_hiding", "comment_id", "decided_at", {None})
    looked_at = {m["comment_id"] for m in of("moderation")}
    reported = [r for r in of("comment_report") if r["comment_id"] not in looked_at]
    yield from (("hide_comment", r["comment_id"]) for r in reported)
    spent = [s for s in of("spend") if s["struck_at"] is None]
    yield from _each(spent, "audit_spend", "entry_id", "audit", {"open", "silent", "explained"})
    yield from _each(spent, "explain_spend", "entry_id", "audit", {"questioned"})


def _of_result(p: Row, of: Of) -> Iterator[tuple[str, str]]:
    """While its result is posted, what follows from each objection upheld since then."""
    if p["stage"] == "publish":
        upheld = [o for o in of("objection") if o["state"] in ("upheld", "partly")]
        since = [o for o in upheld if o["answered_at"] >= p["stage_at"]]
        yield from _each(since, "remedy", "objection_id", "remedy", {None})


def _of_round(p: Row, of: Of) -> Iterator[tuple[str, str]]:
    """Of the round that is voted on, or was announced."""
    if p["stage"] not in ("notice", "vote"):
        return
    given = [x for x in of("proxy") if x["round_no"] == p["round_no"]]
    yield from _each(given, "answer_proxy", "proxy_id", "state", {"given"})
    piles = [b for b in of("paper_batch") if b["round_no"] == p["round_no"]]
    yield from _each(piles, "enter_batch_again", "batch_id", "state", {"entered"})
    yield from _each(piles, "resolve_batch", "batch_id", "state", {"differs"})


def _each(
    rows: list[Row], act: str, ref: str, column: str, values: set[str | None]
) -> Iterator[tuple[str, str]]:
    yield from ((act, r[ref]) for r in rows if r[column] in values)
