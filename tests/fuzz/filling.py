"""How a drawn form is filled in: as a person would, and then spoilt in one or two places."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from . import nasty
from .pages import Field, Form
from .wire import File, Pairs

WORDS = [
    "活动室周末开放",
    "请把路灯修好",
    "方便老人上下楼",
    "同意",
    "已经看过现场，情况属实",
    "每周六上午九点",
    "A plain sentence.",
    "第一条 爱护公物。\n第二条 互相体谅。",
]
NAMED = {
    "title": ["电梯加装扶手", "楼道声控灯更换", "中心花园补种树木"],
    "login": ["resident1", "clerk1", "resident-b", "13800010020", "newcomer-1", "newcomer-2"],
    "phone": ["13800010020", "13912345678", "+86 139 1234 5678"],
    "email": ["a@example.org"],
    "birth_date": ["1975-05-05", "1990-12-31"],
    "amount": ["100", "12.50", "3000"],
    "cost": ["800", "1200.00"],
    "area": ["88.5", "120"],
    "score": ["3", "5"],
    "number": ["1", "2"],
}


@dataclass
class Filler:
    """`code` gives the next second factor, `password` the right one; `hidden` the values of hidden
    fields seen anywhere, by name.
    """

    rng: Random
    today: date
    password: str
    code: Callable[[], str]
    hidden: dict[str, list[str]] = field(default_factory=dict)

    def fill(self, form: Form) -> Pairs:
        """Values that should be taken."""
        pairs: Pairs = []
        for f in form.fields:
            pairs += self._value(f)
        if form.buttons:
            name, value, _ = self.rng.choice(form.buttons)
            if name:
                pairs.append((name, value))
        return pairs

    def _value(self, f: Field) -> Pairs:
        rng = self.rng
        match f.kind:
            case "hidden":
                return [(f.name, f.value)]
            case "checkbox":
                return [(f.name, f.value or "on")] if f.checked or rng.random() < 0.65 else []
            case "radio" | "select":
                chosen = [o for o in f.options if o] or f.options
                return [(f.name, rng.choice(chosen))] if chosen else []
            case "many":
                return [(f.name, o) for o in f.options if rng.random() < 0.4]
            case "file":
                return [(f.name, self._file(f))] if rng.random() < 0.5 else []
            case _:
                return [(f.name, self._text(f))]

    def _file(self, f: Field) -> File:
        good = nasty.good_rosters() if f.name == "file" else nasty.good_pictures()
        return self.rng.choice(good)

    def _text(self, f: Field) -> str:
        rng, name = self.rng, f.name.lower()
        if f.value and f.kind != "textarea" and rng.random() < 0.6:
            return f.value
        if "factor_code" in name or name == "code":
            return self.code()
        if f.kind == "password" or "password" in name:
            return self.password if rng.random() < 0.85 else "another-password-2026"
        for key, values in NAMED.items():
            if key in name:
                return rng.choice(values)
        if f.kind == "datetime-local" or name.endswith("_at"):
            return f"{self._day()}T{rng.choice(('09:00', '18:30'))}"
        if f.kind == "date" or name.endswith(("_on", "date")):
            return self._day()
        if f.kind == "number" or name.endswith(("_no", "count", "serial")):
            return str(rng.randint(0, 6))
        if f.kind == "time":
            return "09:00"
        text = f.value.strip() if f.value.strip() and rng.random() < 0.5 else rng.choice(WORDS)
        return text[: f.longest or 4000]

    def _day(self) -> str:
        rng = self.rng
        days = rng.choice((0, 0, 1, 3, 10, 20, -1, -5, 40))
        return (self.today + timedelta(days=days)).isoformat()

    def spoil(self, form: Form, pairs: Pairs) -> tuple[Pairs, str]:
        """One or two things wrong. → what is sent, and what was done to it."""
        done = []
        for _ in range(self.rng.choice((1, 1, 2))):
            how = self.rng.choices(
                (self._worse, self._gone, self._twice, self._more, self._token, self._foreign),
                (60, 8, 8, 6, 5, 13),
            )[0]
            done.append(how(form, pairs))
        return pairs, " + ".join(done)

    def _worse(self, form: Form, pairs: Pairs) -> str:
        typed = {f.name for f in form.fields if f.kind != "hidden"}
        at = [i for i, (k, _) in enumerate(pairs) if k in typed] or _others(pairs)
        # A field that was left empty is filled with something odd just as well.
        absent = [f for f in form.fields if f.kind != "hidden" and f.name not in dict(pairs)]
        if absent and (not at or self.rng.random() < 0.2):
            f = self.rng.choice(absent)
            pairs.append((f.name, self.odd(f)))
            return f"odd {f.name}"
        if not at:
            return "nothing to spoil"
        i = self.rng.choice(at)
        name = pairs[i][0]
        f = next((f for f in form.fields if f.name == name), Field(name, "text"))
        pairs[i] = (name, self.odd(f))
        return f"odd {name}"

    def odd(self, f: Field) -> str | File:
        """A value nobody should send in this field."""
        rng = self.rng
        if f.kind == "file":
            return rng.choice(nasty.odd_files())
        if f.name == "credential":
            return rng.choice([b for b in nasty.BODIES if b[:1] in b'{["1']).decode(
                "utf-8", "replace"
            )
        if f.kind in ("select", "radio", "many", "hidden"):
            return rng.choice(rng.choice((nasty.IDS, nasty.NUMBERS, nasty.TEXTS)))
        if f.kind in ("date", "datetime-local", "time") or f.name.endswith(("_on", "_at", "date")):
            return rng.choice(rng.choice((nasty.DATES, nasty.DATES, nasty.TEXTS)))
        return rng.choice(rng.choice((nasty.TEXTS, nasty.TEXTS, nasty.NUMBERS, nasty.DATES)))

    def _gone(self, _form: Form, pairs: Pairs) -> str:
        at = _others(pairs)
        if not at:
            return "nothing to leave out"
        return f"without {pairs.pop(self.rng.choice(at))[0]}"

    def _twice(self, form: Form, pairs: Pairs) -> str:
        at = _others(pairs)
        if not at:
            return "nothing to repeat"
        name = pairs[self.rng.choice(at)][0]
        f = next((f for f in form.fields if f.name == name), Field(name, "text"))
        pairs.insert(self.rng.randrange(len(pairs) + 1), (name, self.odd(f)))
        return f"{name} twice"

    def _more(self, _form: Form, pairs: Pairs) -> str:
        name = self.rng.choice(nasty.NAMES)
        pairs.append((name, self.rng.choice(nasty.TEXTS + nasty.NUMBERS)))
        return f"also {name[:30]!r}"

    def _token(self, _form: Form, pairs: Pairs) -> str:
        kept = [p for p in pairs if p[0] != "csrf_token"]
        others = [*self.hidden.get("csrf_token", []), "", "forged", nasty.MARK]
        pairs[:] = kept + (
            [("csrf_token", self.rng.choice(others))] if self.rng.random() < 0.7 else []
        )
        return "another token"

    def _foreign(self, form: Form, pairs: Pairs) -> str:
        """Somebody else's, or another matter's, value in a hidden field or a choice."""
        at = [i for i, (k, _) in enumerate(pairs) if self.hidden.get(k) and k != "csrf_token"]
        if not at:
            return self._worse(form, pairs)
        i = self.rng.choice(at)
        name = pairs[i][0]
        pairs[i] = (name, self.rng.choice(self.hidden[name]))
        return f"foreign {name}"


def _others(pairs: Pairs) -> list[int]:
    """Where something other than the form's token stands: with a wrong token nothing else is looked
    at.
    """
    return [i for i, (name, _) in enumerate(pairs) if name != "csrf_token"]
