"""The whole log written anew under right digests, with tree, head and tables that follow from it:
what replay alone never finds, and the charter finds where it could not have come to pass.
"""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import insert, text

from deliberation.charter.hands import Purpose
from deliberation.charter.rulebook import parse
from deliberation.record import tables as t
from deliberation.record.ids import new_id
from deliberation.record.log import canonical

from .attacker import Attacker, Item, hand
from .case import Tampering
from .making import VOTER, act, ballot, of_age, office


def of_kind(items: list[Item], kind: str, proposal: str | None = None) -> list[Item]:
    return [
        i
        for i in items
        if i.kind == kind and proposal in (None, (i.head["subject"] or {}).get("id"))
    ]


def public(item: Item, **values: Any) -> None:
    item.parts["public"] = {**item.public, **values}


def rewriting(
    change: Callable[[Attacker, list[Item]], list[Item] | None], *, tables_too: bool = True
) -> Any:
    return lambda a: a.rewrite(lambda items: change(a, items), tables_too=tables_too)


def _roll_with_one_more(a: Attacker, items: list[Item]) -> None:
    [roll] = of_kind(items, "roll_frozen", a.p["voted"])
    more = [hand(a.world, "林一", Purpose.office), "representative", False]
    entries = sorted([*roll.public["entries"], more])
    public(roll, entries=entries, members=roll.public["members"] + 1)


def _roll_without_one(a: Attacker, items: list[Item]) -> None:
    [roll] = of_kind(items, "roll_frozen", a.p["voted"])
    gone = hand(a.world, "代表戊", Purpose.office)
    entries = [e for e in roll.public["entries"] if e[0] != gone]
    public(roll, entries=entries, members=roll.public["members"] - 1)


def _fewer_heads(a: Attacker, items: list[Item]) -> None:
    [roll] = of_kind(items, "roll_frozen", a.p["voted"])
    public(roll, members=roll.public["members"] - 1)


def _other_majority(a: Attacker, items: list[Item]) -> None:
    [counted] = of_kind(items, "vote_counted", a.p["counted"])
    public(counted, majority=["more_than", 1, 10])


def _ballot_left_out(a: Attacker, items: list[Item]) -> None:
    [opened] = of_kind(items, "ballots_disclosed", a.p["counted"])
    [counted] = of_kind(items, "vote_counted", a.p["counted"])
    kept = [b for b in opened.public["ballots"] if b["choice"] != "against"]
    assert len(kept) == len(opened.public["ballots"]) - 1
    public(opened, ballots=kept)
    public(counted, votes_against=0, present=counted.public["present"] - 1)


def _rules_exchanged(a: Attacker, items: list[Item]) -> None:
    """In their fact alone: every proposal still names the old ones."""
    adopted = of_kind(items, "rulebook_adopted")[0]
    source = adopted.public["source"].replace("objection_days = ", "objection_days  = ", 1) + "\n"
    public(adopted, source=source, digest=parse(source).digest)


def _rules_without_digest(a: Attacker, items: list[Item]) -> None:
    adopted = of_kind(items, "rulebook_adopted")[0]
    public(adopted, source=adopted.public["source"] + "# x\n")


def _date_earlier(a: Attacker, items: list[Item]) -> None:
    entered = next(i for i in of_kind(items, "stage_moved") if i.public["to_stage"] == "publish")
    dates = entered.public["obligations"]
    earlier = {**dates[0], "due_at": dates[0]["start_at"].replace("T0", "T1")}
    public(entered, obligations=[earlier, *dates[1:]], due_at=earlier["due_at"])


def _no_council(a: Attacker, items: list[Item]) -> None:
    """Straight past a council that was there."""
    moved = next(i for i in of_kind(items, "stage_moved") if i.public["to_stage"] == "take_up")
    public(moved, to_stage="advise")


def _signed_twice(a: Attacker) -> None:
    """By one supervisor, of whom the tables can only hold one."""

    def more(items: list[Item]) -> list[Item]:
        [signed] = of_kind(items, "certificate_signed", a.p["counted"])
        act = {**signed.head["act"], "id": new_id()}
        head = {**signed.head, "fact": new_id(), "act": act}
        return [*items, Item(head, signed.parts, signed.salts, signed.was)]

    a.rewrite(more, tables_too=False)


def _last_act_cut(a: Attacker, items: list[Item]) -> list[Item]:
    last = items[-1].head["act"]["id"]
    return [i for i in items if i.head["act"]["id"] != last]


def _last_acts_cut(a: Attacker, items: list[Item]) -> list[Item]:
    for _ in range(4):
        items = _last_act_cut(a, items)
    return items


def _keys(a: Attacker, items: list[Item], new: Callable[[str, str], tuple[str, str]]) -> None:
    """The hand keys of a neighbour who signed and one who wrote, in their entries."""
    who = [a.world.person[name] for name in ("林五", "林六")]
    mine = [i for i in of_kind(items, "person_entered") if i.public["person"] in who]
    one, two = ({**(i.parts["private"] or {})} for i in mine)
    one["hand_key"], two["hand_key"] = new(one["hand_key"], two["hand_key"])
    mine[0].parts["private"], mine[1].parts["private"] = one, two


def _other_keys(a: Attacker, items: list[Item]) -> None:
    _keys(a, items, lambda one, two: (one[::-1], two[::-1]))


def _keys_exchanged(a: Attacker, items: list[Item]) -> None:
    _keys(a, items, lambda one, two: (two, one))


def _hand_of_nobody(a: Attacker, items: list[Item]) -> None:
    """A ballot by a handle that no key makes."""
    cast = of_kind(items, "ballot_cast", a.p["voted"])[0]
    public(cast, voter="a" * 26)
    cast.head["act"] = {**cast.head["act"], "by": "a" * 26}


def _entry_of_another(a: Attacker) -> None:
    """Whom a fact of the roster means, in its private part."""

    def other(items: list[Item]) -> None:
        private = items[-1].parts["private"] or {}
        meant = dict.fromkeys(private["people"], a.world.person["林九"])
        items[-1].parts["private"] = {**private, "people": meant}

    a.forge(of_age(a), name="come_of_age")
    a.rewrite(other, tables_too=False)


def _other_words(a: Attacker, items: list[Item]) -> None:
    of_kind(items, "commented")[0].parts["text"] = {"body": "反对，太吵。"}


def _other_vote(a: Attacker, items: list[Item]) -> None:
    """The ballots, their disclosure and the count: passed becomes rejected."""
    p = a.p["counted"]
    for cast in of_kind(items, "ballot_cast", p):
        cast.parts["sealed"] = {"choice": "against"}
    [opened] = of_kind(items, "ballots_disclosed", p)
    ballots = [{**b, "choice": "against"} for b in opened.public["ballots"]]
    public(opened, ballots=ballots)
    [counted] = of_kind(items, "vote_counted", p)
    public(counted, votes_for=0, votes_against=len(ballots), outcome="rejected")


def _certificate_gone(a: Attacker, items: list[Item]) -> list[Item]:
    gone = of_kind(items, "certificate_signed", a.p["counted"])[-1].head["act"]["id"]
    return [i for i in items if i.head["act"]["id"] != gone]


def _rules_everywhere(a: Attacker, items: list[Item]) -> None:
    """Their text, and their digest wherever it is named."""
    adopted = of_kind(items, "rulebook_adopted")[0]
    old, source = adopted.public["digest"], adopted.public["source"]
    looser = source.replace("limits", "limits", 1) + "\n"
    new = parse(looser).digest
    public(adopted, source=looser, digest=new)
    for item in items:
        if item is not adopted and old in json.dumps(item.public):
            said = json.dumps(item.public, ensure_ascii=False).replace(old, new)
            item.parts["public"] = canonical.read(canonical.encode(json.loads(said)))


def _other_text(a: Attacker, items: list[Item]) -> None:
    of_kind(items, "proposal_submitted")[0].parts["text"] = {"title": "另一件事", "body": "别的。"}


def _demo_clock(a: Attacker) -> None:
    a.run(insert(t.demo_clock).values(one=1, offset_seconds=-86_400))


def _stamp(a: Attacker) -> None:
    a.run(text("UPDATE alembic_version SET version_num = 'x'"))


def _index(a: Attacker) -> None:
    with a.unguarded() as conn:
        conn.execute(text("DROP INDEX ix_fact_kind"))


def _key_seen(a: Attacker) -> None:
    a.run(insert(t.key_seen).values(name="other", fingerprint="0" * 64))


ANEW = (
    Tampering("a roll with one more", rewriting(_roll_with_one_more), "and had no vote"),
    Tampering("a roll without one", rewriting(_roll_without_one), "and is not on the roll"),
    Tampering("fewer heads than the roll has", rewriting(_fewer_heads), "heads, and they are"),
    Tampering("a count by another majority", rewriting(_other_majority), "and its rules are"),
    Tampering(
        "a ballot left out of the count", rewriting(_ballot_left_out), "ballots were cast, and"
    ),
    Tampering("rules exchanged that proposals name", rewriting(_rules_exchanged), "are in force"),
    Tampering(
        "the text of rules under their old digest",
        rewriting(_rules_without_digest),
        "does not have its digest",
    ),
    Tampering("a date that comes early", rewriting(_date_earlier), "end_objections:"),
    Tampering("a certificate signed twice by one", _signed_twice, "signed twice"),
    Tampering(
        "hand keys written anew",
        rewriting(_other_keys, tables_too=False),
        "made by nobody's hand key",
    ),
    Tampering("a ballot by a handle of nobody", rewriting(_hand_of_nobody), "not_on_roll"),
    Tampering(
        "whom an entry of the roster means",
        _entry_of_another,
        "not made by the hand key",
    ),
    Tampering("a council passed by that was there", rewriting(_no_council), "moved it to advise"),
)
ROOT = "whoever kept an older signed head of the log"
OUTSIDE = (
    Tampering("the last act cut, with tree and tables", rewriting(_last_act_cut), why=ROOT),
    Tampering("the last acts cut, or an older copy put back", rewriting(_last_acts_cut), why=ROOT),
    Tampering("the words of a comment written anew", rewriting(_other_words), why=ROOT),
    Tampering("the hand keys of two people exchanged", rewriting(_keys_exchanged), why=ROOT),
    Tampering("the text of a proposal written anew", rewriting(_other_text), why=ROOT),
    Tampering("a whole vote written anew", rewriting(_other_vote), why=ROOT),
    Tampering(
        "a certificate that nothing follows from, taken away",
        rewriting(_certificate_gone),
        why=ROOT,
    ),
    Tampering("rules written anew wherever they are named", rewriting(_rules_everywhere), why=ROOT),
    Tampering(
        "a ballot of a voter who had not voted, in their own name",
        act(ballot(VOTER), "cast_ballot", VOTER, "voter"),
        why="that voter, who sees a ballot they did not cast",
    ),
    Tampering(
        "an office taken, in the name of the shell",
        act(office("林一"), "take_office", None, "operator"),
        why="the supervisors, who see an office without a document",
    ),
    Tampering("the clock of a demo put back", _demo_clock, why="nobody: no fact depends on it"),
    Tampering("the stamp of the migrations", _stamp, why="the next start, which refuses"),
    Tampering("an index of the database dropped", _index, why="nobody: only speed depends on it"),
    Tampering("a key said to have been seen", _key_seen, why="the check of keys at the start"),
)
