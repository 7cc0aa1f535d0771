"""What speaks against an act before a word of it is filled in: the gate, and what the act itself
knows beforehand. For a page that would else take a whole form and refuse it at the end.
"""

import dataclasses
from typing import Any

from deliberation.charter.act import REGISTRY, Act
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.gate import gate
from deliberation.charter.reasons import Reason, Refused
from deliberation.record.write.answers import LOADERS


def blank(name: ActName, subject_id: str, **known: Any) -> Act:
    """The act with what is known of it: the rest is not asked yet."""
    cls = REGISTRY[name]
    asked = {
        f.name: ""
        for f in dataclasses.fields(cls)
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    }
    return cls(**{**asked, "subject_id": subject_id, **known})


def against(s: Any, case: Case, act: Act) -> list[Reason]:
    """Reasons against, but for a code, which is asked for on the way. A query for each question of
    the act that the case does not answer yet.
    """
    found = [r for r in gate(act.name, case) if r.code != "factor_needed"]
    if found:
        return found
    for need in sorted(act.beforehand_needs, key=lambda n: n.place):
        if need not in case.answers:
            case.answers[need] = LOADERS[need](s, case, act)
    try:
        act.beforehand(case)
    except Refused as refused:
        return list(refused.reasons)
    return []
