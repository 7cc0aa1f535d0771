"""Forty who are signed in, with a fresh second factor: the cookies and form tokens of a crowd."""

import re
from typing import Any

from flask import Flask

from deliberation import clock
from deliberation.accounts.joining import joining
from deliberation.record.private import sessions
from deliberation.record.private.sealing import token_hash
from tests.world import World


def signed_in(app: Flask, w: World, names: list[str], vote: str) -> list[tuple[str, str]]:
    """Cookie and form token of each."""
    with app.app_context():
        tokens = [_session(w, name, i) for i, name in enumerate(names)]
    return [_cookie(app, token, vote) for token in tokens]


def _session(w: World, name: str, i: int) -> str:
    account = joining.give_account(
        w.id,
        w.person[name],
        f"voter{i}",
        "correct-horse-battery",
        authenticator="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    )
    opened = token_hash(sessions.open_session(account, remembered=False, user_agent="bench"))
    return sessions.rotate(opened, at=clock.real(), method="authenticator", community_id=None)


def _cookie(app: Flask, token: str, vote: str) -> tuple[str, str]:
    """Cookie and form token. Outside an application's context: requests inside one would share one
    `g`, and with it one form token.
    """
    client: Any = app.test_client()
    with client.session_transaction() as s:
        s["_user_id"], s["_fresh"] = token, True
    page = client.get(f"/jiahe/proposals/{vote}/cast-ballot").data.decode()
    csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    return client.get_cookie("deliberation").value, csrf
