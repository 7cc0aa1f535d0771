"""Chooses the next request: opens what a page offers, fills in forms that were drawn, and does what
no page offers.

Every choice of request n comes from the seed and n, and from what earlier answers of the same round
showed.
"""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

from deliberation import clock
from deliberation.accounts.factors import steps
from deliberation.readings.people.demo_cast import PASSWORD

from . import nasty, pages
from .filling import Filler
from .memory import Memory, Step
from .town import OTHER, Actor, Town
from .wire import (
    BOUNDARY,
    File,
    Pairs,
    Request,
    cookie_header,
    multipart,
    quoted,
    urlencoded,
)

MOST = 80  # addresses remembered per reader and rule
RICH = {
    "public.proposal": 8,
    "public.waiting": 3,
    "desk.today": 3,
    "desk.person": 3,
    "supervise.supervision_desk": 2,
}
STARTS = [
    "",
    "waiting",
    "proposals",
    "me",
    "clerk",
    "desk/today",
    "supervision",
    "elections",
    "tasks",
    "fund",
    "draws",
    "record",
    "private",
    "audit",
    "sign-in",
    "join",
    "inbox",
    "bodies",
    "demo",
    "proposals/new",
]
WAYS = {"open": 30, "fill": 44, "forced": 8, "odd": 9, "again": 9}


class Player(Memory):
    """Chooses on one copy of the town."""

    def __init__(self, town: Town, seed: int, sent: Counter) -> None:
        super().__init__(town, sent)
        self.seed = seed
        self.rules = sorted(
            (r for r in town.app.url_map.iter_rules() if "static" not in r.endpoint),
            key=lambda r: r.rule,
        )
        for a in town.actors:
            town.sign_in(a)
            for start in STARTS:
                self.know(a, f"/{a.slug}/{start}")

    def step(self, n: int) -> Step:
        """The n-th request."""
        rng = Random(f"{self.seed}/{n}")
        actor = rng.choice(self.town.actors)
        if self.follow and rng.random() < 0.7:  # what was begun is gone on with, as people do
            actor, form = self.follow
            self.follow = None
            return self._fill(n, actor, rng, form)
        way = rng.choices(list(WAYS), list(WAYS.values()))[0]
        shown = self.shown[actor.role]
        if way == "fill" and shown.forms:
            i = min(range(len(shown.forms)), key=lambda i: self._worn(shown.forms[i], rng))
            form = shown.forms[i]
            del shown.forms[i]
            return self._fill(n, actor, rng, form)
        if way == "again" and self.past:
            return self._again(n, actor, rng)
        if way == "forced":
            return self._forced(n, actor, rng)
        if way == "odd":
            return self._odd(n, actor, rng)
        return self._open(n, actor, rng)

    def _worn(self, form: pages.Form, rng: Random) -> float:
        return self.sent[self.rule_of(form.action, "POST")] + 3 * rng.random()

    def _open(self, n: int, actor: Actor, rng: Random) -> Step:
        shown = self.shown[actor.role]
        rules = list(shown.links)
        weights = [RICH.get(r, 1) / (1 + shown.opened[r]) for r in rules]
        rule = rng.choices(rules, weights)[0]
        shown.opened[rule] += 1 / RICH.get(rule, 1)
        target, how = rng.choice(shown.links[rule]), "open"
        if rng.random() < 0.12:
            target, how = self._asked(target, rng), "open with another query"
        return self._made(n, actor, rng, Request("GET", target), how)

    def _asked(self, target: str, rng: Random) -> str:
        path, _, query = target.partition("?")
        known = [p.partition("=")[0] for p in query.split("&") if p] + nasty.NAMES
        pairs = []
        for _ in range(rng.choice((1, 1, 2, 5))):
            name = rng.choice(known)
            value = rng.choice(rng.choice((nasty.TEXTS, nasty.NUMBERS, nasty.IDS, nasty.DATES)))
            pairs.append(f"{quoted(name)}={quoted(value[:3000])}")
        return f"{path}?{'&'.join(pairs)}"

    def _forced(self, n: int, actor: Actor, rng: Random) -> Step:
        """An address nobody offered: any rule, with real ids from anywhere or with nonsense."""
        rule = rng.choice(self.rules)
        parts = []
        for is_name, text in rule._trace:
            if not is_name:
                parts.append(text.lstrip("|"))
                continue
            real = self.args.get(text, [])
            if text == "community":
                parts.append(rng.choice(("jiahe", "jiahe", OTHER, "nowhere")))
            elif real and rng.random() < 0.75:
                parts.append(quoted(rng.choice(real)))
            else:
                odd = rng.choice(rng.choice((nasty.IDS, nasty.NUMBERS)))
                parts.append(quoted(odd, safe="/" if text == "path" else ""))
        target = "".join(parts)
        if "POST" in rule.methods and rng.random() < 0.5:
            body = urlencoded(self._guessed(actor, rng))
            return self._made(n, actor, rng, Request("POST", target, _FORM, body), "forced post")
        return self._made(n, actor, rng, Request("GET", target), "forced")

    def _guessed(self, actor: Actor, rng: Random) -> Pairs:
        tokens = list(self.hidden.get("csrf_token", [])[-30:])
        pairs: Pairs = [("csrf_token", rng.choice(tokens))] if tokens else []
        full = sorted(k for k, v in self.hidden.items() if v)
        for name in rng.sample(full, min(4, len(full))):
            if name != "csrf_token":
                pairs.append((name, rng.choice(self.hidden[name])))
        return pairs + [(rng.choice(nasty.NAMES), rng.choice(nasty.TEXTS)) for _ in range(2)]

    def _odd(self, n: int, actor: Actor, rng: Random) -> Step:
        """Another method, header, cookie, body or path than any browser's."""
        shown = self.shown[actor.role]
        target = rng.choice(shown.links[rng.choice(list(shown.links))])
        match rng.choice(("method", "header", "header", "body", "body", "path", "path", "cookie")):
            case "method":
                request = Request(rng.choice(nasty.METHODS), target)
            case "header":
                request = Request("GET", target)
                for name, value in rng.sample(nasty.HEADERS, rng.choice((1, 2))):
                    request = request.with_header(name, value)
            case "body":
                kind, body = rng.choice(nasty.CONTENT_TYPES), rng.choice(nasty.BODIES)
                if body.startswith(b"--x") and rng.random() < 0.7:
                    kind = "multipart/form-data; boundary=x"
                target = rng.choice((target, self._posting(actor, rng)))
                request = Request("POST", target, (("Content-Type", kind),), body)
                if rng.random() < 0.3:
                    request = request.with_header("Content-Length", rng.choice(nasty.LENGTHS))
            case "path":
                path = rng.choice(
                    (rng.choice(nasty.PATHS), target + quoted(rng.choice(nasty.TEXTS)[:2000]))
                )
                request = Request("GET", quoted(path, safe="/%?=&*:;.~"))
            case _:
                return self._made(n, actor, rng, Request("GET", target), "odd cookie", spoilt=True)
        return self._made(n, actor, rng, request, "odd")

    def _posting(self, actor: Actor, rng: Random) -> str:
        forms = self.shown[actor.role].forms
        return rng.choice(forms).action if forms else f"/{actor.slug}/me/passkeys/use"

    def _again(self, n: int, actor: Actor, rng: Random) -> Step:
        """Something sent before: the same again, by somebody else, or under the same act id with
        other content.
        """
        before = rng.choice(self.past)
        sender = before.actor if rng.random() < 0.6 else actor
        request, how = before.request, f"again {before.number}"
        if rng.random() < 0.5 and request.headers and b"=" in request.body[:200_000]:
            request = replace(request, body=_changed(request.body, rng))
            how += " with other content"
        if sender.token and rng.random() < 0.8:  # their own form, with what stood in the other's
            request = replace(
                request, body=_TOKEN.sub(rb"\g<1>" + sender.token.encode(), request.body)
            )
        return self._made(n, sender, rng, request, how)

    def _fill(self, n: int, actor: Actor, rng: Random, form: pages.Form) -> Step:
        filler = Filler(
            rng,
            (clock.now() + timedelta(hours=8)).date(),
            PASSWORD,
            lambda: self._code(actor),
            self.hidden,
        )
        pairs, how = filler.fill(form), "fill"
        if rng.random() < 0.5:
            pairs, spoilt = filler.spoil(form, pairs)
            how = f"fill: {spoilt}"
        target = next(
            (to for name, value, to in form.buttons if to and (name, value) in pairs), form.action
        )
        if form.method == "get":
            target = f"{target.partition('?')[0]}?{urlencoded(pairs).decode()}"
            return self._made(n, actor, rng, Request("GET", target), how)
        if rng.random() < 0.03:
            return self._made(n, actor, rng, _as_json(target, pairs, rng), f"{how}, as JSON")
        if form.with_files or any(isinstance(v, File) for _, v in pairs):
            kind = (("Content-Type", f"multipart/form-data; boundary={BOUNDARY}"),)
            return self._made(n, actor, rng, Request("POST", target, kind, multipart(pairs)), how)
        return self._made(n, actor, rng, Request("POST", target, _FORM, urlencoded(pairs)), how)

    def _made(
        self, n: int, actor: Actor, rng: Random, request: Request, how: str, spoilt: bool = False
    ) -> Step:
        jar = dict(actor.jar)
        if rng.random() < 0.3:
            jar["lang"] = rng.choice(("en", "zh_Hans"))
        if spoilt or rng.random() < 0.02:
            name = rng.choice([*jar, "deliberation", "lang", "elder", "session", "device"])
            jar[name] = (
                _bitten(jar.get(name, ""), rng) if rng.random() < 0.5 else rng.choice(nasty.COOKIES)
            )
            how += f", cookie {name} spoilt"
        if jar:
            request = request.with_header("Cookie", cookie_header(jar))
        # From many houses, so that what one address may try is rarely used up.
        address = rng.choice(
            (f"198.51.100.{rng.randrange(256)}", f"2001:db8:{rng.randrange(4096):x}::7")
        )
        request = replace(request, address=address)
        return Step(n, actor, request, how, self.rule_of(request.target, request.method))

    def _code(self, actor: Actor) -> str:
        if not actor.account_id:
            return "000000"
        with self.town.app.app_context():
            return steps.code_now(actor.account_id) or "000000"


_TOKEN = re.compile(rb'(csrf_token(?:=|"\r\n\r\n))[^&\r]*')
_FORM = (("Content-Type", "application/x-www-form-urlencoded"),)


def _as_json(target: str, pairs: Pairs, rng: Random) -> Request:
    """A form as a program would send it: its token in a header, and values of other kinds than
    text.
    """
    values = {
        k: rng.choice((str(v), str(v), 5, None, [v if isinstance(v, str) else 1], {"a": 1}, True))
        for k, v in pairs
    }
    kind = (
        ("Content-Type", "application/json"),
        ("X-CSRFToken", str(dict(pairs).get("csrf_token", ""))),
    )
    return Request("POST", target, kind, json.dumps(values).encode())


def _changed(body: bytes, rng: Random) -> bytes:
    """One value of a sent form replaced, whichever way it was encoded."""
    word = quoted(rng.choice(nasty.TEXTS)[:3000]).encode()
    parts = body.split(b"&")
    i = rng.randrange(len(parts))
    name, eq, _ = parts[i].partition(b"=")
    if name in (b"csrf_token", b"act_id") or not eq:
        return body + b"&body=" + word
    parts[i] = name + eq + word
    return b"&".join(parts)


def _bitten(value: str, rng: Random) -> str:
    if not value:
        return "x"
    i = rng.randrange(len(value))
    return rng.choice(
        (value[:i], value[:i] + "A" + value[i + 1 :], value + "x", value[i:], value * 2)
    )
