"""The words of what owners decide (Civil Code Art 278), merged into `web.words`."""

from typing import Any

from deliberation.web.phrases import lazy_gettext as _l

# Why somebody acts for an owner (GROUNDS of roster.acts.owners), said of the owner they act
# for.
GROUNDS: dict[str, Any] = {
    "guardian": _l("Guardian of an owner who is a minor or cannot act"),
    "heirs": _l("Chosen by the heirs"),
    "company": _l("For a company or another organisation"),
    "co_owners": _l("Named by the co-owners"),
}
REASON: dict[str, Any] = {
    "lives_elsewhere": _l("Only somebody who lives here can hold this office.")
}
CODES: dict[str, Any] = {
    **GROUNDS,
    "home": _l("Owner of their own home"),
    "owns": _l("Owns this as well"),
}
