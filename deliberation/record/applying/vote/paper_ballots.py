"""Which rows the facts of ballots on paper make."""

from typing import Any

from deliberation.charter.facts.vote import paper_ballots
from deliberation.record.applying.base import Header, keyed, new, on, remark
from deliberation.record.applying.changes import Change, Insert, Set


def _ballot(f: Any, h: Header, serial: int, **values: Any) -> Set:
    return Set("paper_ballot", keyed(f, h, round_no=f.round_no, serial=serial), values)


def _holder(f: Any, h: Header, **values: Any) -> Set:
    return Set("paper_holder", keyed(f, h, round_no=f.round_no, person_id=f.person), values)


def _batch(f: Any, h: Header, **values: Any) -> Set:
    return Set("paper_batch", keyed(f, h, batch_id=f.batch), values)


def of_round(f: Any, h: Header, **values: Any) -> Set:
    return Set("paper_round", keyed(f, h, round_no=f.round_no), values)


def _lines(entries: list[list[Any]] | None) -> str | None:
    """One entry a line, its parts between spaces: sealed like a choice, and None where that part is
    withheld.
    """
    return None if entries is None else "\n".join(" ".join(map(str, entry)) for entry in entries)


@on(paper_ballots.PaperIssued)
def _issued(f: paper_ballots.PaperIssued, h: Header) -> list[Change]:
    key = keyed(f, h, round_no=f.round_no)
    opened: list[Change] = [Insert("paper_round", dict(key))] if f.serial == 1 else []
    held: Change = (
        _holder(f, h, serial=f.serial)
        if f.again
        else Insert("paper_holder", {**key, "person_id": f.person, "serial": f.serial})
    )
    ballot = new(
        "paper_ballot",
        f,
        h,
        round_no=f.round_no,
        serial=f.serial,
        voter_id=f.person,
        state="out",
        issued_by=f.by,
        issued_at=h.at,
        replaces=f.replaces,
        proxy_id=f.proxy,
    )
    return [*opened, held, ballot]


@on(paper_ballots.PaperReturnedUnused)
def _unused(f: paper_ballots.PaperReturnedUnused, h: Header) -> list[Change]:
    return [_ballot(f, h, f.serial, state="unused", settled_at=h.at), _holder(f, h, serial=None)]


@on(paper_ballots.PaperVoided)
def _voided(f: paper_ballots.PaperVoided, h: Header) -> list[Change]:
    return [_ballot(f, h, f.serial, state=f.cause, settled_at=h.at), _holder(f, h, serial=None)]


@on(paper_ballots.UnissuedDestroyed)
def _destroyed(f: paper_ballots.UnissuedDestroyed, h: Header) -> list[Change]:
    return [of_round(f, h, destroyed_first=f.first, destroyed_last=f.last)]


def _names(f: Any, h: Header) -> list[Change]:
    names = f.names or [None] * len(f.write_ins)
    return [
        new(
            "paper_write_in",
            f,
            h,
            round_no=f.round_no,
            write_in_no=no,
            name=name,
            text_from=h.fact_id,
        )
        for no, name in zip(f.write_ins, names, strict=True)
    ]


@on(paper_ballots.BatchEntered)
def _entered(f: paper_ballots.BatchEntered, h: Header) -> list[Change]:
    return [
        new(
            "paper_batch",
            f,
            h,
            batch_id=f.batch,
            round_no=f.round_no,
            batch_no=f.batch_no,
            state="entered",
            sheets=f.sheets,
            first=_lines(f.entries),
            first_by=f.by,
            first_at=h.at,
        ),
        *_names(f, h),
    ]


@on(paper_ballots.BatchEnteredAgain)
def _entered_again(f: paper_ballots.BatchEnteredAgain, h: Header) -> list[Change]:
    return [
        _batch(
            f,
            h,
            state="entered" if f.same else "differs",
            sheets_again=f.sheets,
            again=_lines(f.entries),
            again_by=f.by,
            again_at=h.at,
            witness_id=f.witness,
            agreed=len(f.agreed),
        ),
        *_came_back(f, h, f.agreed),
        *_names(f, h),
    ]


def _came_back(f: Any, h: Header, serials: list[int]) -> list[Change]:
    return [
        _ballot(f, h, serial, state="counted", settled_at=h.at, batch_id=f.batch)
        for serial in serials
    ]


@on(paper_ballots.BatchCounted)
def _counted(f: paper_ballots.BatchCounted, h: Header) -> list[Change]:
    batch = _batch(
        f,
        h,
        state="counted",
        counted_by=f.by,
        counted_at=h.at,
        witness_id=f.witness,
        counted_sheets=f.sheets,
        strays=f.strays,
        resolved=f.resolved,
    )
    at = keyed(f, h, batch_id=f.batch, round_no=f.round_no)
    totals = (
        Insert("paper_total", {**at, "question_no": no, "what": what, "votes": votes})
        for no, what, votes in f.totals
    )
    return [batch, *_came_back(f, h, f.serials), *totals]


@on(paper_ballots.PaperAwaited)
def _awaited(f: paper_ballots.PaperAwaited, h: Header) -> list[Change]:
    return [of_round(f, h, waits_until=f.until)]


@on(paper_ballots.PaperFinished)
def _finished(f: paper_ballots.PaperFinished, h: Header) -> list[Change]:
    return [of_round(f, h, finished_at=h.at)]


@on(paper_ballots.PaperReconciled)
def _reconciled(f: paper_ballots.PaperReconciled, h: Header) -> list[Change]:
    left: list[Change] = [
        Set(
            "paper_batch",
            keyed(f, h, batch_id=pile["batch"]),
            {"state": "uncounted", "left_sheets": pile["sheets"], "left_why": pile["why"]},
        )
        for pile in f.piles
    ]
    return [
        of_round(
            f,
            h,
            issued=f.issued,
            returned=f.returned,
            invalid=f.invalid,
            strays=f.strays,
            unused=f.unused,
            spoiled=f.spoiled,
            lost=f.lost,
            missing=f.missing,
            uncounted=f.uncounted,
        ),
        *left,
    ]


@on(paper_ballots.SecretTotals)
def _secret(f: paper_ballots.SecretTotals, h: Header) -> list[Change]:
    # the sums are those of paper_total; stated, so that the public part alone can be counted again
    return [of_round(f, h, secret_sheets=f.sheets)]


@on(paper_ballots.VoteAnnulled)
def _annulled(f: paper_ballots.VoteAnnulled, h: Header) -> list[Change]:
    return [
        of_round(f, h, annulled=f.ground),
        Set("vote_round", keyed(f, h, round_no=f.round_no), {"outcome": "annulled"}),
        remark(f, h, "annulled", code=f.ground),
    ]
