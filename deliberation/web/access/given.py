"""What became of a code typed into the form of an act: the rooms of signing in look at it, the page
of the act says it beside the field.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Given:
    """right: the session's second factor is fresh now. said: sentences beside the field, in the
    reader's language. wait: seconds until codes are looked at again, where this one was not.
    password: what was wrong is the password beside the code, which is not used up.
    """

    right: bool
    said: tuple[str, ...] = ()
    wait: int = 0
    password: bool = False
