"""Facts of proxies (委托投票): who asked whom to vote for them in one vote, and what became of it.

Who and whom are public; the instruction is sealed like a ballot.
"""

from dataclasses import dataclass

from deliberation.charter.facts.base import Fact, sealed
from deliberation.charter.facts.naming import Roll
from deliberation.charter.facts.obligations import Obligation


@dataclass(frozen=True)
class ProxyGranted(Fact):
    """In writing: `holder` shall vote for `principal` in this round, or in one `question` of it.
    instruction: for, against, abstain, or free. `desk`: entered from a signed paper.
    """

    kind = "proxy_granted"
    proxy: str
    principal: Roll
    holder: Roll
    round_no: int
    question: int | None
    desk: bool
    obligations: list[Obligation] | None = None
    instruction: str | None = sealed()


@dataclass(frozen=True)
class ProxyAnswered(Fact):
    """The holder takes it on, and from now on it counts; or declines."""

    kind = "proxy_answered"
    proxy: str
    principal: Roll
    holder: Roll
    accepted: bool


@dataclass(frozen=True)
class ProxyEnded(Fact):
    """Taken back before it was used (`revoked`), or overtaken by the principal's own ballot
    (`voted_self`).
    """

    kind = "proxy_ended"
    proxy: str
    principal: Roll
    holder: Roll
    why: str


@dataclass(frozen=True)
class ProxyUsed(Fact):
    """The ballot of `voter` written by the fact before this one was cast by `holder`.

    The last ballot counts, as for everybody.
    """

    kind = "proxy_used"
    proxy: str
    principal: Roll
    holder: Roll
    round_no: int
