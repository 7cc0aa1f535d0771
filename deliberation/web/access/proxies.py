"""Whether the reverse proxies in front are counted right: if not, everybody has one address.

Decides nothing; warns once in the log and on the clerk's day. Installed by create_app.
"""

import ipaddress
from collections.abc import Mapping
from typing import Any

from flask import Flask, current_app, request

from deliberation.web.phrases import lazy_gettext as _l

_PLACE = "deliberation.proxies"
# RFC 1918, 4193 and link-local: `is_private` would also hold examples and much else for private.
_PRIVATE = tuple(
    ipaddress.ip_network(n)
    for n in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fe80::/10")
)
REASONS: dict[str, Any] = {
    "none": _l(
        "A reverse proxy stands in front of this server, but DELIBERATION_TRUSTED_PROXIES is "
        "0: everybody seems to come from one address, and whoever guesses passwords can hold "
        "up all new devices."
    ),
    "too_few": _l(
        "More reverse proxies stand in front of this server than "
        "DELIBERATION_TRUSTED_PROXIES counts: everybody seems to come from one address, and "
        "whoever guesses passwords can hold up all new devices."
    ),
    "too_many": _l(
        "DELIBERATION_TRUSTED_PROXIES counts more reverse proxies than stand in front of this "
        "server: everybody seems to come from one address, and whoever guesses passwords can "
        "hold up all new devices."
    ),
    "not_passed": _l(
        "The reverse proxy does not pass X-Forwarded-For on: everybody seems to come from "
        "one address, and whoever guesses passwords can hold up all new devices."
    ),
}
_LOGGED = {
    "none": "requests come through a reverse proxy, but DELIBERATION_TRUSTED_PROXIES is 0",
    "too_few": "requests come through more reverse proxies than "
    "DELIBERATION_TRUSTED_PROXIES counts",
    "too_many": "requests come through fewer reverse proxies than DELIBERATION_TRUSTED_PROXIES",
    "not_passed": "the reverse proxy does not pass X-Forwarded-For on",
}


def init_app(app: Flask, trusted: int) -> None:
    """`trusted`: how many proxies the setting counts."""
    app.extensions[_PLACE] = (trusted, set())
    app.before_request(_watch)


def misread(environ: Mapping[str, Any], trusted: int) -> str | None:
    """What is wrong with the count of proxies, as far as one request shows: none, too_few,
    too_many, not_passed, or None.

    A private or loopback peer is a proxy only if the request says that it was forwarded: somebody
    at the machine itself is none."""
    hops = environ.get("HTTP_X_FORWARDED_FOR", "")
    passed = len(hops.split(",")) if hops.strip() else 0
    told = any(environ.get(f"HTTP_{n}") for n in ("FORWARDED", "X_REAL_IP", "X_FORWARDED_PROTO"))
    if not (passed or told) or not _inside(environ.get("REMOTE_ADDR", "")):
        return None
    if not trusted:
        return "none"
    if passed > trusted:
        return "too_few"
    if 0 < passed < trusted:
        return "too_many"
    return "not_passed" if told and not passed else None


def _inside(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    found = getattr(found, "ipv4_mapped", None) or found
    return found.is_loopback or any(
        found in net for net in _PRIVATE if net.version == found.version
    )


def here() -> Any:
    """The sentence for the operator's eyes, if this request shows that something is wrong; else
    None."""
    trusted, _logged = current_app.extensions.get(_PLACE, (0, set()))
    reason = misread(request.environ, trusted)
    return REASONS[reason] if reason else None


def _watch() -> None:
    trusted, logged = current_app.extensions[_PLACE]
    reason = misread(request.environ, trusted)
    if reason and reason not in logged:
        logged.add(reason)
        current_app.logger.warning(
            "%s: everybody seems to come from one address (docs/production.md, Who guesses "
            "passwords)",
            _LOGGED[reason],
        )
