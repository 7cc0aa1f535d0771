"""What somebody can prove themselves with in one community: an authenticator, cards and their next
numbers, recovery codes.

Called by the account pages and, through app.extensions, by any form that asks for a fresh second
factor.
"""

from dataclasses import dataclass

from deliberation.record.private.factors import codes as factors
from deliberation.record.private.factors import recovery


@dataclass(frozen=True, slots=True)
class Card:
    """A card as its owner sees it.

    `next_number` is the one to ask for; `left` how many remain, perhaps none.
    """

    factor_id: str
    kind: str
    next_number: int
    left: int
    issued: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """What somebody has to prove themselves with, here."""

    authenticator_id: str | None
    cards: tuple[Card, ...]
    recovery_left: int
    passkeys: int = 0

    @property
    def own(self) -> bool:
        """Whether they have a second factor in the sense of an office: an authenticator, a passkey
        or a code card.

        A card that is used up still counts: the way on is a recovery code or a new card from the
        desk, never setting up another factor with the password alone.
        """
        return (
            self.authenticator_id is not None
            or self.passkeys > 0
            or any(c.kind == "code_card" for c in self.cards)
        )

    @property
    def typed(self) -> bool:
        """Whether a code can be typed: from an authenticator or a card."""
        return self.authenticator_id is not None or bool(self.cards)

    @property
    def any(self) -> bool:
        """Whether anything can be asked of them."""
        return self.typed or self.passkeys > 0

    @property
    def able(self) -> bool:
        """Whether they can give one now: a card of which every number is used gives none."""
        return bool(self.authenticator_id or self.passkeys or self.asked or self.recovery_left)

    @property
    def needs_password(self) -> bool:
        """Whether a printed code is all they have, so that the password is asked again with it."""
        return not self.own and any(c.kind == "printed_codes" for c in self.cards)

    @property
    def asked(self) -> tuple[Card, ...]:
        """The cards of which a number can be asked for now: code cards, or printed codes where
        there is nothing else.
        """
        return tuple(c for c in self.cards if c.left and (c.kind == "code_card" or not self.own))


def overview(account_id: str, community_id: str | None) -> Overview:
    """What an account can prove itself with in one community."""
    found = factors.usable(account_id, community_id)
    cards = tuple(
        Card(
            f.factor_id, f.kind, f.last_step + 1, f.length - f.last_step, f.community_id is not None
        )
        for f in found
        if f.length is not None
    )
    authenticator = next((f.factor_id for f in found if f.kind == "authenticator"), None)
    return Overview(authenticator, cards, *recovery.counts(account_id))
