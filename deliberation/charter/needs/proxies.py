"""Questions about proxies: the one an act names, whom it binds, for whom it is used."""

from datetime import datetime
from typing import Protocol

from .need import Need


class MyProxy(Protocol):
    """The proxy I gave for this round and that stands."""

    proxy_id: str
    state: str
    holder_id: str


class Proxy(Protocol):
    """A proxy of this round."""

    proposal_id: str
    proxy_id: str
    round_no: int
    principal_id: str
    holder_id: str
    question_no: int | None
    instruction: str | None
    desk: bool
    state: str
    at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    used_at: datetime | None


class Ties(Protocol):
    """Of those a proxy would bind: who may vote, who gave, holds or has voted, who stepped aside,
    whether the holder is a candidate.
    """

    given: str | None
    holder_gave: bool
    principal_holds: bool
    held: int
    voted: bool
    principal_recused: bool
    holder_recused: bool
    principal_votes: bool
    holder_votes: bool
    candidate: bool


class Principal(Protocol):
    """For whom a proxy is used."""

    role: str
    recused: bool
    there: bool
    revision: int
    paper: int | None


# the proxy I gave for this round and that stands
MY_PROXY: Need[MyProxy | None] = Need("my_proxy")
# the proxy the act names
PROXY: Need[Proxy | None] = Need("proxy")
# of those a proxy would bind
PROXY_TIES: Need[Ties] = Need("proxy_ties")
# for whom a proxy is used: role on the roll, recused, there still, revision of their ballot,
# serial of the one on paper they hold; None if not on the roll
PRINCIPAL: Need[Principal | None] = Need("principal")
