"""What must hold of the civic tables after any act whatever; over the tables in memory, which the
test holds equal to the database's.

Called by test_random_acts after every step. `broken` names what does not hold, in words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from deliberation.charter.subjects.proposal import Stage
from deliberation.charter.voting.papers import PAPER
from deliberation.record.applying.base import STANDING
from deliberation.record.applying.changes import Memory

from . import waiting

Row = dict[str, Any]
OPEN = ("open", "rectified")  # a fault somebody found


def about(row: Row) -> str | None:
    """The id of what a row is of or hangs on."""
    return row.get("subject_id") or row.get("proposal_id")


class Civic:
    """The rows of one record, by proposal."""

    def __init__(self, memory: Memory, community: str) -> None:
        self.memory, self.community = memory, community
        self._by: dict[str, dict[str, list[Row]]] = {}

    def rows(self, table: str) -> list[Row]:
        return [
            r
            for r in self.memory.tables.get(table, {}).values()
            if r["community_id"] == self.community
        ]

    def of(self, table: str, p: Row) -> list[Row]:
        if table not in self._by:
            self._by[table] = defaultdict(list)
            for row in self.rows(table):
                self._by[table][about(row)].append(row)
        return self._by[table][p["proposal_id"]]

    def open(self, p: Row) -> list[Row]:
        """What is to be done of it still."""
        return [o for o in self.of("obligation", p) if o["ended_at"] is None]

    def clocks(self, p: Row) -> list[Row]:
        """What the clock has to do of it."""
        return [o for o in self.open(p) if o["who_kind"] == "clock"]


def broken(memory: Memory, community: str, now: datetime, *, ticked: bool) -> list[str]:
    """Everything that does not hold. `ticked`: the clock has just done what was due."""
    civic, found = Civic(memory, community), []
    stages = Counter(p["stage"] for p in civic.rows("proposal"))
    for row in civic.rows("stage_count"):
        if row["proposals"] != stages[row["stage"]]:
            found.append(
                f"stage_count {row['stage']}: {row['proposals']}, there are {stages[row['stage']]}"
            )
    found += _hands(civic)
    for p in civic.rows("proposal"):
        for rule in RULES:
            found += [
                f"{rule.__name__.strip('_')}: {what} ({p['stage']}, {p['title']})"
                for what in rule(civic, p)
            ]
        if ticked:
            found += [
                f"still due: {d['act']} of {d['due_at']} ({p['stage']})"
                for d in civic.clocks(p)
                if d["due_at"] <= now
            ]
    return found


def _hands(civic: Civic) -> Iterator[str]:
    """Nobody without an office goes by a name for all their offices: it would follow them."""
    held = {row["person_id"] for row in civic.rows("office")}
    for row in civic.rows("hand"):
        if row["purpose"] == "office" and row["person_id"] not in held:
            yield f"hands: {row['person_id']} goes by the name of an office"


def _standing(civic: Civic, p: Row) -> Iterator[str]:
    """The subject says of where it stands what the proposal says."""
    (subject,) = civic.of("subject", p)
    for here, there in STANDING.items():
        if p[here] != subject[there]:
            yield f"{here} is {p[here]}, of the subject {subject[there]}"


def _ending(civic: Civic, p: Row) -> Iterator[str]:
    closed = p["stage"] == Stage.closed.value
    if closed != (p["ending"] is not None) or closed != (p["closed_at"] is not None):
        yield f"ending {p['ending']}, closed_at {p['closed_at']}"


def _counts(civic: Civic, p: Row) -> Iterator[str]:
    said = next(iter(civic.of("proposal_count", p)))
    for name, number in _counted(civic, p).items():
        if said[name] != number:
            yield f"{name} says {said[name]}, there are {number}"
    silent = [r for r in civic.of("remark", p) if r["kind"] == "silence"]
    left = [
        r for t in ("objection", "question") for r in civic.of(t, p) if r["state"] == "unanswered"
    ]
    if said["silences"] < len(silent) + len(left):
        yield f"silences says {said['silences']}, there are {len(silent)} and {len(left)}"


def _counted(civic: Civic, p: Row) -> dict[str, int]:
    def this_round(table: str) -> list[Row]:
        return [r for r in civic.of(table, p) if r["round_no"] == p["round_no"]]

    signed = [r for r in civic.of("cosignature", p) if r["taken_back_at"] is None]
    verdicts = Counter(r["verdict"] for r in this_round("certificate") if r["stands"])
    asked = civic.of("meeting_request", p)
    return {
        "cosigns": len(signed),
        "cosigns_office": sum(r["office"] for r in signed),
        "comments": len(civic.of("comment", p)),
        "ballots": len(this_round("ballot")),
        "attended": sum(r["attended_at"] is not None for r in this_round("roll_entry")),
        "ratings": len(civic.of("rating", p)),
        "ratings_total": sum(r["score"] for r in civic.of("rating", p)),
        "meeting_residents": len(asked),
        "meeting_reps": sum(r["representative"] for r in asked),
        "objections_open": sum(
            r["state"] in ("open", "unanswered") for r in civic.of("objection", p)
        ),
        "questions_open": sum(r["answered_at"] is None for r in civic.of("question", p)),
        "findings_open": sum(r["state"] in OPEN for r in civic.of("finding", p)),
        "certified": verdicts["certify"],
        "refused": verdicts["refuse"],
        "accepted": sum(bool(r["stands"]) for r in civic.of("acceptance", p)),
    }


def _clocks(civic: Civic, p: Row) -> Iterator[str]:
    """Silence buries nothing: every open stage has a clock of its own, but the vote that waits for
    the study (Art 30 ¶4).
    """
    of_stage = [d["act"] for d in civic.clocks(p) if d["scope"] == "stage"]
    if p["stage"] in (Stage.draft.value, Stage.closed.value):
        if of_stage:
            yield f"clocks {of_stage} run"
    elif not of_stage and not (p["stage"] == Stage.advise.value and p["study_state"] == "pending"):
        yield (
            f"no clock runs (legality {p['legality_state']}, author {p['author_state']}, council "
            f"{p['council_state']}, study {p['study_state']})"
        )


def _advice(civic: Civic, p: Row) -> Iterator[str]:
    """In the advise stage, whatever is awaited of somebody has the clock that ends the waiting."""
    if p["stage"] != Stage.advise.value:
        return
    running = {d["act"] for d in civic.clocks(p)}
    waits = {
        "pass_council_by": p["council_state"] == "pending",
        "pass_legality_by": p["legality_state"] == "pending",
        "go_on_with_own_text": p["author_state"] in ("awaited", "pending")
        or p["legality_state"] == "breach",
    }
    yield from (
        f"{act} does not run (author {p['author_state']}, legality {p['legality_state']})"
        for act, waited in waits.items()
        if waited and act not in running
    )


def _windows(civic: Civic, p: Row) -> Iterator[str]:
    """A window shown on the page has the clock that ends it."""
    running = {d["act"] for d in civic.clocks(p)}
    shown = {
        "withdraw_until": "finish_withdrawal",
        "merge_until": "merge",
        "suspended_until": "resume",
    }
    if p["stage"] != Stage.closed.value:
        yield from (
            f"{column} without {act}"
            for column, act in shown.items()
            if p[column] is not None and act not in running
        )
    if p["appeal_state"] == "open" and "reopen_in_silence" not in running:
        yield "an appeal nobody has to answer"


def _round(civic: Civic, p: Row) -> Iterator[str]:
    roll = {(r["round_no"], r["person_id"]): r for r in civic.of("roll_entry", p)}
    rounds = {r["round_no"]: r for r in civic.of("vote_round", p)}
    ballots = civic.of("ballot", p)
    if len({(b["round_no"], b["voter_id"]) for b in ballots}) != len(ballots):
        yield "two ballots of one voter"
    for b in ballots:
        entry = roll.get((b["round_no"], b["voter_id"]))
        if entry is None or b["round_no"] not in rounds:
            yield "a ballot of nobody on the roll"
    if (
        p["stage"] in ("vote", "publish", "carry_out", "inspect", "evaluate")
        and p["round_no"] not in rounds
    ):
        yield "a stage after opening without its round"
    for no, r in rounds.items():
        yield from _counted_right(r, [b for b in ballots if b["round_no"] == no])
        if no < p["round_no"] and r["outcome"] is None:
            yield "a round passed over without a count"


def _counted_right(r: Row, ballots: list[Row]) -> Iterator[str]:
    if r["outcome"] is None:
        if any(b["disclosed"] for b in ballots):
            yield "a ballot disclosed before the count"
        return
    tally = Counter(b["choice"] for b in ballots)
    said = (
        (None, None, None)
        if r["rule"] == PAPER
        else (tally["for"], tally["against"], tally["abstain"])
    )  # a paper is counted again by `verify`
    if (r["votes_for"], r["votes_against"], r["votes_abstain"]) != said:
        yield (
            f"counted {r['votes_for']}, {r['votes_against']}, {r['votes_abstain']}; cast "
            f"{dict(tally)}"
        )
    if not sum(tally.values()) <= r["present"] <= r["members"] or not all(
        b["disclosed"] for b in ballots
    ):
        yield f"ballots {sum(tally.values())}, present {r['present']}, members {r['members']}"


def _text(civic: Civic, p: Row) -> Iterator[str]:
    """The text shown is that of the last public version; versions count from the submitted one
    without a gap.
    """
    versions = sorted(civic.of("proposal_version", p), key=lambda v: v["version_no"])
    if not versions:
        if p["number"] is not None:
            yield "a number without a version"
        return
    last = versions[-1]
    if (last["version_no"], last["title"], last["body"]) != (
        p["version_no"],
        p["title"],
        p["body"],
    ):
        yield f"version {p['version_no']} is shown, {last['version_no']} is the last"
    if [v["version_no"] for v in versions] != list(
        range(versions[0]["version_no"], last["version_no"] + 1)
    ):
        yield "a version is missing"


def _talk(civic: Civic, p: Row) -> Iterator[str]:
    here = {c["comment_id"] for c in civic.of("comment", p)}
    if any(
        c["parent_id"] is not None and c["parent_id"] not in here for c in civic.of("comment", p)
    ):
        yield "an answer to a comment that is not there"


def _paper(civic: Civic, p: Row) -> Iterator[str]:
    """One voter, one ballot: who holds paper has none online, and what was counted from paper is
    the ballot of its voter.
    """
    cast = {(b["round_no"], b["voter_id"]) for b in civic.of("ballot", p)}
    by_state: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for b in civic.of("paper_ballot", p):
        by_state[b["state"]].add((b["round_no"], b["voter_id"]))
    held = {
        (h["round_no"], h["person_id"])
        for h in civic.of("paper_holder", p)
        if h["serial"] is not None
    }
    if held != by_state["out"] | by_state["counted"]:
        yield "who holds paper is not who was handed it"
    if by_state["out"] & cast or by_state["counted"] - cast:
        yield "a ballot on paper and one online, or one that was counted and is not there"


def _lines(civic: Civic, p: Row) -> Iterator[str]:
    """Nothing waits unseen, and nothing that is asked can neither be done nor end."""
    yield from waiting.lines(p, civic.open(p), lambda table: civic.of(table, p))


RULES = (
    _standing,
    _ending,
    _counts,
    _clocks,
    _lines,
    _advice,
    _windows,
    _round,
    _text,
    _talk,
    _paper,
)
