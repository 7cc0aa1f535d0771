"""A refusal in the shell's words: the sentence of the pages, in English as all the command says."""

from flask import Flask
from flask_babel import Babel, force_locale

from deliberation.charter.reasons import Reason
from deliberation.web.words.base import say

MORE = {
    "clock_ahead": "If it is right: `deliberation tick --confirm`.",
    "slug_taken": "`deliberation community list` shows which there are.",
}


def said(reason: Reason) -> str:
    """One line. The sentences are msgids in English, so no catalogue is read."""
    app = Flask(__name__)
    Babel(app, default_locale="en")
    with app.test_request_context(), force_locale("en"):
        text = say(reason)
    return f"refused: {text} {MORE.get(reason.code, '')}".strip()
