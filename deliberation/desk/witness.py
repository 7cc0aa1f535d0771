"""Whoever stands beside the clerk and gives a code of their own: asked, checked, used up, and
noted.

A wrong code is noted on its owner with the clerk beside it, so that nobody guesses a supervisor's
codes unseen. Called by the desk's ballots, second entries of paper and lifting.
"""

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import g
from flask_login import current_user

from deliberation.accounts import auditing
from deliberation.accounts.devices import places
from deliberation.accounts.factors import second_factor
from deliberation.charter.case import Actor, Witness
from deliberation.record.private import accounts
from deliberation.record.private.attempts import TooMany
from deliberation.web.phrases import gettext as _
from deliberation.web.tenancy import actor


@dataclass(frozen=True, slots=True)
class Beside:
    """Who gave the code, with which account, how and when (real time)."""

    person_id: str
    account_id: str
    method: str
    at: datetime


def given(form: Any) -> Beside | None:
    """Check `witness_code` of `witness_id`, one of the form's own choices, and use it up.

    None where it is not right; the field then says why, and the rest of the form stays.
    """
    witness = form.witness_id.data or ""
    account = _account(form, witness)
    if account is None:
        form.witness_code.errors = [_wrong()]
        return None
    try:
        state = _used(account.account_id, witness, form.witness_code.data)
    except TooMany as refused:
        _refuse(form, _waits(refused), "locked", account)
        return None
    if state is None:
        _refuse(form, _wrong(), "factor_failed", account)
        return None
    return Beside(witness, account.account_id, state.method, state.at)


def _account(form: Any, witness: str) -> accounts.Account | None:
    """Theirs, if they are one of those who may be chosen."""
    if witness not in {choice for choice, _label in form.witness_id.choices}:
        return None
    return accounts.of_person(g.community.id, witness)


def _used(account_id: str, witness: str, code: str) -> second_factor.FactorState | None:
    """Wrong tries count on whoever is signed in. Raises TooMany."""
    own, place = second_factor.OWN, places.beside(current_user)
    return second_factor.verify_factor(account_id, witness, code, own, place=place)


def acting(form: Any) -> Actor | None:
    """Whoever is signed in with the witness beside them, for an act that asks for two; None as in
    `given`.
    """
    found = given(form)
    if found is None:
        return None
    return dataclasses.replace(actor(), witness=Witness(found.person_id, found.method, found.at))


def _refuse(form: Any, why: str, kind: str, account: accounts.Account) -> None:
    """Say it beside the code, and note it on its owner."""
    form.witness_code.errors = [why]
    auditing.note(
        kind,
        account_id=account.account_id,
        person_id=form.witness_id.data,
        about_id=current_user.person_id,
        detail="beside",
    )


def _wrong() -> str:
    return _("That code was not accepted. Each code works once; please take the next one.")


def _waits(refused: TooMany) -> str:
    at = refused.opens_at.astimezone(ZoneInfo(g.community.timezone))
    return _(
        "Too many wrong codes of this person were typed here. Somebody else may stand beside you "
        "now; this one again from %(time)s.",
        time=f"{at:%H:%M}",
    )
