"""The audit log's codes in words, for its page and one's own history.

Called by accounts.routes.audit.
"""

from typing import Any

from flask_babel import lazy_gettext as _l

KIND: dict[str, Any] = {
    "sign_in": _l("Signed in with the password"),
    "sign_in_failed": _l("Wrong login or password"),
    "locked": _l("Refused: too many wrong tries"),
    "storm": _l("Very many wrong tries"),
    "sign_out": _l("Signed out"),
    "session_ended": _l("One device signed out"),
    "sign_out_everywhere": _l("Signed out everywhere"),
    "password_changed": _l("Password changed"),
    "password_reset": _l("Lost password replaced"),
    "password_reset_failed": _l("Lost password: refused"),
    "factor_given": _l("Second factor given"),
    "factor_failed": _l("Wrong second factor"),
    "factor_enrolled": _l("Second factor set up"),
    "factor_removed": _l("Second factor taken away"),
    "recovery_used": _l("Recovery code used"),
    "recovery_made": _l("New recovery codes made"),
    "code_card": _l("Code card printed"),
    "join_code": _l("Code for a lost password printed"),
    "joined": _l("Joined with the code of a letter"),
    "letters_printed": _l("Letters with codes printed"),
    "list_printed": _l("List printed"),
    "export": _l("Export"),
    "factor_reset": _l("Reset of a second factor"),
    "shell": _l("Shell command"),
    "handed_over": _l("Tablet of the desk handed over"),
    "taken_back": _l("Tablet of the desk taken back"),
    "lock_lifted": _l("Lock after wrong tries lifted by two people"),
}
DETAIL: dict[str, Any] = {
    "authenticator": _l("authenticator"),
    "code_card": _l("code card"),
    "recovery": _l("recovery code"),
    "passkey": _l("passkey"),
    "password_and_printed_code": _l("printed code with password"),
    "switch": _l("switched person"),
    "tablet": _l("on a tablet of the desk"),
    "tablet_time": _l("on a tablet of the desk, time over"),
    "account": _l("the account"),
    "address": _l("the address"),
    "place": _l("this login from there"),
    "turn": _l("this login, for a moment"),
    "login": _l("on one login"),
    "network": _l("from one network"),
    "held": _l("with password and code at once"),
    "witness": _l("as the second person"),
    "beside": _l("beside a clerk, at the desk"),
    "desk": _l("at the desk"),
    "shell": _l("in the shell"),
    "own_factor": _l("by their own second factor"),
    "confirm": _l("confirmed"),
    "drop": _l("dropped"),
    "notice": _l("Posters of notices"),
    "result": _l("Posters of results"),
    "cosign": _l("Co-signing sheets"),
    "sign_in": _l("Sign-in sheets"),
    "ballots": _l("Ballots for home visits"),
}


def detail(code: str) -> Any:
    """A detail in words; the name of a command or a building as it is.

    What was printed carries its version or round behind a blank.
    """
    what, _blank, mark = code.partition(" ")
    return (
        DETAIL[what] if what in DETAIL and (not mark or mark.replace(".", "").isdigit()) else code
    )
