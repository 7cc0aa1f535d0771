"""Which device a session is, in plain words, from the few letters kept of it.

Called by routes.account for /me.
"""

from typing import Any

from flask_babel import lazy_gettext as _l

from deliberation.web.phrases import gettext as _

_SYSTEMS: dict[str, Any] = {
    "HarmonyOS": _l("a HarmonyOS phone or tablet"),
    "Android": _l("an Android phone or tablet"),
    "iPhone": _l("an iPhone"),
    "iPad": _l("an iPad"),
    "Windows": _l("a Windows computer"),
    "Mac OS": _l("a Mac"),
    "Linux": _l("a Linux computer"),
}
_BROWSERS: dict[str, Any] = {
    "WeChat": _l("WeChat"),
    "DingTalk": _l("DingTalk"),
    "HuaweiBrowser": _l("Huawei Browser"),
}


def in_words(kept: str) -> str:
    """ "Chrome · Android" → "Chrome on an Android phone or tablet"; one half alone where the other
    is unknown.
    """
    parts = [p for p in kept.split(" · ") if p]
    system = next((_SYSTEMS[p] for p in parts if p in _SYSTEMS), None)
    browser = next((_BROWSERS.get(p, p) for p in parts if p not in _SYSTEMS), None)
    if system and browser:
        return _("%(browser)s on %(device)s", browser=browser, device=system)
    return str(system or browser or _("Unknown device"))
