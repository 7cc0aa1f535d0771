"""How logins, network addresses and devices are named: one spelling of each.

Called by sign_in, second_factor and joining.
"""

import ipaddress
import re
import unicodedata

from flask import has_request_context, request

from deliberation.record.private.sealing import current_seal

_PHONE = re.compile(r"1\d{10}\Z")


def normal_login(typed: str) -> str:
    """A login as it is stored: half-width, lower case, without spaces; a mobile number without +86
    and hyphens.
    """
    text = "".join(unicodedata.normalize("NFKC", typed or "").casefold().split())
    return normal_phone(text) or text


def normal_phone(text: str | None) -> str | None:
    """A mainland mobile number as eleven digits, or None if this is none."""
    digits = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", text or ""))
    digits = re.sub(r"^(\+|00)?86(?=1\d{10}$)", "", digits)
    return digits if _PHONE.match(digits) else None


def login_subject(login: str) -> str:
    """Under which a login's wrong tries are counted, whether or not an account has it."""
    return current_seal().mac("login", login)


def address() -> str:
    """Where the request came from: an IPv4 address, or the /64 network of an IPv6 one (a household
    has one such).
    """
    if not has_request_context() or not request.remote_addr:
        return "shell"
    try:
        found = ipaddress.ip_address(request.remote_addr)
    except ValueError:
        return request.remote_addr[:64]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False).network_address)
    return str(found)


def network() -> str:
    """The network wrong tries are counted in: an IPv4 /24, an IPv6 /56 (what one connection can
    move about in at will)."""
    text = address()
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return text
    bits = 24 if isinstance(found, ipaddress.IPv4Address) else 56
    return str(ipaddress.ip_network((found, bits), strict=False))


def masked(text: str) -> str:
    """An address without its last part: 192.0.2.*, 2001:db8:1::*; what is no address (the shell) as
    it is.
    """
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return text[:64]
    if isinstance(found, ipaddress.IPv4Address):
        return text.rpartition(".")[0] + ".*"
    return str(ipaddress.ip_network((found, 48), strict=False).network_address) + "*"


def device(user_agent: str) -> str:
    """A few words to know a device by in the list of sessions, not its full and telling
    signature.
    """
    browsers = ("MicroMessenger", "DingTalk", "Edg", "HuaweiBrowser", "Firefox", "Chrome", "Safari")
    systems = ("HarmonyOS", "Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
    parts = [next((w for w in words if w in user_agent), "") for words in (browsers, systems)]
    names = {"MicroMessenger": "WeChat", "Edg": "Edge"}
    return " · ".join(names.get(p, p) for p in parts if p)
