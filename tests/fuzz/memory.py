"""What earlier answers of a round showed: addresses and forms by reader, values by name, and what
was sent already.
"""

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from . import pages
from .town import Actor, Town
from .wire import Answer, Request, put_cookies

MOST = 80  # addresses remembered per reader and rule


@dataclass
class Shown:
    """What one reader has been shown: addresses by rule, and forms that wait to be filled in."""

    links: dict[str, list[str]] = field(default_factory=dict)
    forms: deque = field(default_factory=lambda: deque(maxlen=60))
    opened: Counter = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Step:
    """One request with who sends it and how it came about."""

    number: int
    actor: Actor
    request: Request
    how: str
    rule: str


class Memory:
    """Of one round. `sent`: how often each rule's forms were sent."""

    def __init__(self, town: Town, sent: Counter) -> None:
        self.town, self.sent = town, sent
        self.urls = town.app.url_map.bind("localhost")
        self.shown = {a.role: Shown() for a in town.actors}
        self.args: dict[str, list[str]] = {}
        self.hidden: dict[str, list[str]] = {}
        self.past: deque = deque(maxlen=200)
        self.follow: tuple[Actor, Any] | None = None
        self.retried = False

    def learn(self, step: Step, answer: Answer) -> None:
        """Keep what the answer shows, for later requests of this round."""
        actor, shown = step.actor, self.shown[step.actor.role]
        if "spoilt" not in step.how:
            put_cookies(actor.jar, answer)
        if step.request.method == "POST":
            self.past.append(step)
            self.sent[step.rule] += 1
        here = step.request.target
        page = answer.html
        for link in pages.links(page, here):
            self.know(actor, link)
        drawn = [f for f in pages.forms(page, here) if f.fields or f.buttons]
        for form in drawn:
            self._hide(form)
            shown.forms.append(form)
        own = [f for f in drawn if f.method == "post" and "switch-person" not in f.action]
        if own and (answer.status == 200 or step.how == "fill"):
            retried = step.request.method == "POST" and answer.status != 200 and self.retried
            self.follow, self.retried = (None if retried else (actor, own[-1])), not retried
        for form in drawn:
            actor.token = {f.name: f.value for f in form.fields}.get("csrf_token", actor.token)
        away = urlsplit(answer.location).path if answer.location.isprintable() else ""
        if answer.location.startswith("/"):
            self.know(actor, answer.location.partition("#")[0])
        lost = away.endswith(("/sign-in", "/me/code", "/hand-back"))
        if actor.login and (lost and not actor.half or "deliberation" not in actor.jar):
            self.town.sign_in(actor)
            shown.forms.clear()  # their tokens went with the session

    def know(self, actor: Actor, target: str) -> None:
        rule = self.rule_of(target, "GET")
        if rule.startswith("-") or "static" in rule:
            return
        known = self.shown[actor.role].links.setdefault(rule, [])
        if target not in known:
            known.append(target)
            if len(known) > MOST:
                del known[len(target) % 20]
        for name, value in self._match(target, "GET")[1].items():
            values = self.args.setdefault(name, [])
            if str(value) not in values and len(values) < 600:
                values.append(str(value))

    def _hide(self, form: pages.Form) -> None:
        for f in form.fields:
            values = [f.value] if f.kind == "hidden" else f.options
            kept = self.hidden.setdefault(f.name, [])
            kept += [v for v in values if v and v not in kept]
            del kept[:-120]

    def rule_of(self, target: str, method: str) -> str:
        """The endpoint an address leads to; "-" where it leads nowhere."""
        return self._match(target, method)[0]

    def _match(self, target: str, method: str) -> tuple[str, dict[str, Any]]:
        try:
            return self.urls.match(
                target.partition("?")[0], method="GET" if method not in ("GET", "POST") else method
            )
        except (HTTPException, RequestRedirect, ValueError):
            return "-", {}
