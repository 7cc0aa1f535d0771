"""Rows changed behind the record's back: the log stays as it is."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, update

from deliberation.record import tables as t
from deliberation.record.ids import new_id
from deliberation.record.tables.joins import its

from .attacker import Attacker
from .case import Tampering


def changed(table: Any, of: str = "", /, **values: Any) -> Any:
    """One row of a table, of one of the proposals where it has one, gets these values."""

    def do(a: Attacker) -> None:
        where = {its(table): a.p[of]} if of else {}
        row = a.row(table, **where)
        key = [c == getattr(row, c.name) for c in table.primary_key.columns]
        a.run(update(table).where(*key).values(**values))

    return do


def dropped(table: Any, of: str = "") -> Any:
    def do(a: Attacker) -> None:
        where = {its(table): a.p[of]} if of else {}
        row = a.row(table, **where)
        key = [c == getattr(row, c.name) for c in table.primary_key.columns]
        a.run(delete(table).where(*key))

    return do


def _deadline(a: Attacker) -> None:
    row = a.row(t.obligation, subject_id=a.p["voted"], who_kind="clock")
    moved = update(t.obligation).where(t.obligation.c.subject_id == a.p["voted"])
    a.run(moved.values(due_at=row.due_at - timedelta(days=2)))


def _comment_author(a: Attacker) -> None:
    a.run(update(t.comment).values(person_id=a.world.person["林七"]))


def _hand(a: Attacker) -> None:
    """A co-signature is somebody else's, as the pages would have it."""
    who = a.world.person
    mine = (t.hand.c.subject_id == a.p["gathers"], t.hand.c.person_id == who["林五"])
    a.run(update(t.hand).where(*mine).values(person_id=who["林七"]))


def _second_community(a: Attacker) -> None:
    row = a.row(t.community)._mapping
    a.run(insert(t.community).values(**{**row, "community_id": new_id(), "slug": "other"}))


def _search(a: Attacker) -> None:
    a.run(delete(t.search_piece))


ROWS = (
    Tampering("a ballot's choice", changed(t.ballot, "counted", choice="abstain"), "choice is"),
    Tampering("a ballot taken away", dropped(t.ballot, "voted"), "table ballot"),
    Tampering("an entry of the roll taken away", dropped(t.roll_entry, "voted"), "roll_entry"),
    Tampering(
        "as what somebody stands on the roll",
        changed(t.roll_entry, "voted", role="resident"),
        "role is 'resident'",
    ),
    Tampering(
        "who stepped aside on the roll",
        changed(t.roll_entry, "voted", recused=True),
        "recused is True",
    ),
    Tampering("the role of an office", changed(t.office, role="supervisor"), "role is"),
    Tampering("the end of a term", changed(t.office, ends_at=None), "ends_at is None"),
    Tampering("an office left", dropped(t.office), "table office"),
    Tampering("the text of a proposal", changed(t.proposal, "counted", body="别的"), "body is"),
    Tampering(
        "the stage of a proposal", changed(t.proposal, "counted", stage="notice"), "stage is"
    ),
    Tampering(
        "the outcome of a vote", changed(t.proposal, "counted", outcome="rejected"), "outcome is"
    ),
    Tampering("the version of a text", changed(t.proposal, "counted", version_no=9), "version_no"),
    Tampering("a kept counter", changed(t.proposal_count, "gathers", cosigns=77), "cosigns is 77"),
    Tampering("the numbers of a count", changed(t.vote_round, "counted", votes_for=9), "votes_for"),
    Tampering("a deadline moved", _deadline, "due_at is"),
    Tampering("a deadline taken away", dropped(t.obligation, "voted"), "table obligation"),
    Tampering("a birth date", changed(t.person, birth_date="2015-01-01"), "birth_date is"),
    Tampering("the standing of a person", changed(t.person, standing="minor"), "standing is"),
    Tampering("the words of a comment", changed(t.comment, "gathers", body="反对"), "body is"),
    Tampering("the author of a comment", _comment_author, "person_id is"),
    Tampering(
        "a certificate", changed(t.certificate, "counted", verdict="refuse"), "verdict is 'refuse'"
    ),
    Tampering("a co-signature taken away", dropped(t.cosignature, "gathers"), "cosignature"),
    Tampering("whose a handle is", _hand, "table hand"),
    Tampering("a handle taken away", dropped(t.hand, "gathers"), "table hand"),
    Tampering("a hand key", changed(t.person, hand_key="0" * 64), "hand_key is"),
    Tampering("the text of a rulebook", changed(t.rulebook, source="x"), "source is 'x'"),
    Tampering("the name of the community", changed(t.community, name="别的社区"), "name is"),
    Tampering("what was spent", changed(t.spend, "spent", amount=1), "amount is 1"),
    Tampering("the digest of an act done", changed(t.act_done, mac="1" * 64), "mac is"),
    Tampering("how many are in a stage", changed(t.stage_count, proposals=50), "proposals is 50"),
    Tampering("the last number of a year", changed(t.number_series, last=99), "last is 99"),
    Tampering(
        "a ballot on paper", changed(t.paper_ballot, "voted", state="counted"), "state is 'counted'"
    ),
    Tampering("who holds a paper", dropped(t.paper_holder, "voted"), "paper_holder"),
    Tampering("a second community without a fact", _second_community, "other"),
    Tampering("the index of the search emptied", _search, "the search does not find"),
)
