"""The words of what follows from an answer: an objection that was upheld, a payment that was
questioned, a fault that was found; merged into `web.words`.
"""

from typing import Any

from deliberation.web.phrases import lazy_gettext as _l

WAY: dict[str, Any] = {
    "recounted": _l("The same ballots are counted again"),
    "corrected": _l("What was wrong was put right"),
    "again": _l("A new notice and a new vote on the same text"),
    "council": _l("Back to the council"),
    "declined": _l("Nothing follows, for the reasons given"),
}
ACT: dict[str, tuple[Any, Any]] = {
    "remedy": (
        _l("Say what follows from the objection"),
        _l("It happens as soon as you confirm. Everybody can read what you write."),
    ),
    "explain_spend": (
        _l("Answer the question on this payment"),
        _l("Everybody can read it; then a supervisor looks at the payment again."),
    ),
    "waive_finding": (
        _l("Give up this finding"),
        _l("It stays readable, with your reasons, and nobody has to put it right any more."),
    ),
}
CLOCK_ACT: dict[str, Any] = {
    "remedy_in_silence": _l("what follows from an upheld objection happens by itself"),
}
FACT: dict[str, Any] = {
    "objection_remedied": _l("What follows from an objection"),
    "objection_unremedied": _l("Nothing followed from an upheld objection in its days"),
    "spend_explained": _l("A question on a payment was answered"),
    "finding_waived": _l("A finding was given up"),
}
SILENCE: dict[str, Any] = {
    "text_kept": _l("The author left the returned text as it was. It goes on."),
}
CODES: dict[str, Any] = {
    **{f"way_{way}": words for way, words in WAY.items()},
    "way_ended": _l("The result does not hold any more, so the objection ended with it."),
    "waived": _l("given up"),
    "explained": _l("answered, to be looked at again"),
    "explained_audit": _l("answered, to be looked at again"),
    "unheard_audit": _l("questioned and answered, not looked at again in time"),
}
REASON: dict[str, Any] = {
    "way_closed": _l("That is not possible any more, or not yet. Please choose another way."),
    "nothing_mended": _l(
        "Nothing was put right since the objection. Please correct the entry first."
    ),
    "not_on_notice": _l("What was wrong is put right only while the notice hangs."),
    "voted_anew_enough": _l("The vote has been held anew %(most)s times already."),
    "carried_out": _l("It is being carried out already."),
    "only_advises": _l("This vote can only advise."),
    "owners_only": _l("Only votes of the owners are held in the official system."),
}
