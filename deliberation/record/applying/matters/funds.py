"""Which rows the facts of the community's fund make: rounds, checks, spending."""

from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import funds
from deliberation.record.applying.base import Header, keyed, new, of_proposal, on, remark, written
from deliberation.record.applying.changes import Change, Increment, Set


def _fund(f: Fact, h: Header, **values: object) -> Set:
    return Set("fund", keyed(f, h), values)


def _spend(f: Fact, h: Header, entry: str, **values: object) -> Set:
    return Set("spend", keyed(f, h, entry_id=entry), values)


@on(funds.CostNamed)
def _named(f: funds.CostNamed, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, cost=f.cost),
        new("fund", f, h, by=f.by, at=h.at, most=0, spent=0, given_back=0),
    ]


@on(funds.BudgetRoundOpened)
def _opened(f: funds.BudgetRoundOpened, h: Header) -> list[Change]:
    return [
        new(
            "fund",
            f,
            h,
            by=f.by,
            at=h.at,
            budget=f.budget,
            form=f.form,
            rule=f.rule,
            most=f.most,
            call_ends_at=f.call_ends_at,
            spent=0,
            given_back=0,
        )
    ]


@on(funds.CostChecked)
def _checked(f: funds.CostChecked, h: Header) -> list[Change]:
    return [
        _fund(
            f,
            h,
            checked_cost=f.cost,
            check_code=f.code,
            checked_by=f.by,
            checked_at=h.at,
            reasons=f.reasons,
            reasons_from=h.fact_id,
        )
    ]


@on(funds.ListPutToVote)
def _listed(f: funds.ListPutToVote, h: Header) -> list[Change]:
    """The formal vote is a vote of its own: it may be repeated once, whether the budget ballot was
    or not.
    """
    return [
        of_proposal(
            f,
            h,
            cost=f.cost,
            legal_effect=f.legal_effect,
            effect_note=f.effect_note,
            repeated=False,
        )
    ]


@on(funds.SpendRecorded)
def _recorded(f: funds.SpendRecorded, h: Header) -> list[Change]:
    return [
        written(
            "spend",
            f,
            h,
            entry_id=f.entry,
            what=f.what,
            amount=f.amount,
            happened_on=f.happened_on,
            by=f.by,
            role=f.role,
            document=f.document,
            audit="open" if f.what == "spent" else "none",
        ),
        Increment("fund", keyed(f, h), {f.what: f.amount}),
    ]


@on(funds.SpendStruck)
def _struck(f: funds.SpendStruck, h: Header) -> list[Change]:
    return [
        _spend(
            f, h, f.entry, struck_at=h.at, struck_by=f.by, reason=f.reason, reason_from=h.fact_id
        ),
        Increment("fund", keyed(f, h), {f.what: -f.amount}),
    ]


@on(funds.SpendAudited)
def _audited(f: funds.SpendAudited, h: Header) -> list[Change]:
    """A question stays readable when the entry is looked at again, or struck."""
    looked = _spend(
        f,
        h,
        f.entry,
        audit=f.verdict,
        audited_by=f.by,
        audited_at=h.at,
        note=f.note,
        note_from=h.fact_id,
    )
    if f.verdict != "questioned":
        return [looked]
    return [looked, remark(f, h, "spend_audited", by=f.by, code=f.verdict, body=f.note)]


@on(funds.SpendExplained)
def _explained(f: funds.SpendExplained, h: Header) -> list[Change]:
    said = {"answer": f.body, "answer_from": h.fact_id, "answered_by": f.by, "answered_at": h.at}
    return [
        _spend(f, h, f.entry, audit="explained", **said),
        remark(f, h, "spend_explained", by=f.by, code=f.role, body=f.body),
    ]


@on(funds.SpendUnaudited)
def _unaudited(f: funds.SpendUnaudited, h: Header) -> list[Change]:
    return [_spend(f, h, f.entry, audit="silent")]
