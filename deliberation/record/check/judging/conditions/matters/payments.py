"""What must hold of payments that were looked at: an entry that counts, in the state in which that
may be said of it.
"""

from deliberation.charter.facts.matters.funds import SpendAudited, SpendExplained, SpendUnaudited
from deliberation.charter.matters.fund import AUDITS, TIMED, UNAUDITED
from deliberation.record.check.judging.conditions.said import Said, of


@of(SpendAudited, SpendExplained, SpendUnaudited)
def a_standing_entry(
    said: Said, fact: SpendAudited | SpendExplained | SpendUnaudited
) -> str | None:
    """Not struck; looked at once, or once more when what was questioned was answered."""
    row = said.view.known("spend", fact.subject_id, fact.entry)
    wanted = {SpendAudited: UNAUDITED, SpendExplained: ("questioned",), SpendUnaudited: TIMED}
    if row["struck_at"] is not None or row["audit"] not in wanted[type(fact)]:
        return f"{fact.kind} of an entry that is {row['audit']}, or was struck"
    if isinstance(fact, SpendAudited) and fact.verdict not in AUDITS:
        return f"a payment looked at as {fact.verdict}"
    if isinstance(fact, SpendExplained) and fact.role not in {r.value for r in said.case.roles()}:
        return f"a payment explained as {fact.role}"
    return None
