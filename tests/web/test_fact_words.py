"""The page of one fact: words first, for every kind there is; the exact bytes under a disclosure;
an erased part said to be erased.
"""

import re

from deliberation.charter.facts import KINDS
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.roster.acts import people
from deliberation.web.words import fact as fact_words
from deliberation.web.words.fact import told
from deliberation.web.words.record.fields import FIELD
from tests.record.log.golden import load, name_of, parsed

CODE = re.compile(r"[a-z]+(_[a-z]+)*")
ID = re.compile(r"[0-9a-z]{26}|[0-9a-f]{32,}")


def wrong(vector) -> list[str]:
    fact, _ = parsed(vector)
    texts = {
        n for n, f in type(fact).__dataclass_fields__.items() if f.metadata.get("part") == "text"
    }
    free = {str(FIELD[n]) for n in (*fact_words.NAMES, *(t for t in texts if t in FIELD))}
    return [
        f"{name_of(vector)}: {what} {words}"
        for what, words in told(fact, frozenset(), lambda at: at.isoformat())
        if ID.search(words)
        or (what not in free and any(CODE.fullmatch(w) for w in re.split("[,，、] ?", words)))
    ]


def test_every_kind_of_fact_is_told_without_codes_and_ids(site):
    with site.app.test_request_context("/jiahe/record", headers={"Accept-Language": "zh"}):
        assert not [w for vector in load() for w in wrong(vector)]
        assert sum(1 for vector in load() for _ in told(parsed(vector)[0], frozenset(), str)) > 200


def test_every_field_that_is_told_is_one_of_a_fact():
    names = {n for cls in KINDS.values() for n in cls.__dataclass_fields__}
    assert not set(FIELD) - names


def test_words_come_first_and_bytes_on_demand(site):
    w = site.world
    p = w.submitted("林一", title="把长椅修一修", body="两张长椅坏了。")
    position = max(r.position for r in w.rows(tables.fact) if r.kind == "proposal_submitted")
    page = site.client("visitor").get(f"/jiahe/record/{position}").data.decode()
    words, _, exact = page.partition("<details>")
    assert (
        "两张长椅坏了。" in words
        and "{&#34;" not in words
        and "salt" not in words
        and "{&#34;" in exact
        and "salt" in exact
    )
    assert w.row(p).proposal_id not in re.sub(r'href="[^"]*"', "", words)
    w.act(
        "窗口",
        people.Erase(
            act_id=new_id(),
            fact_id=next(r.fact_id for r in w.rows(tables.fact) if r.position == position),
            part="text",
            ground="request",
        ),
    )
    page = site.client("visitor").get(f"/jiahe/record/{position}").data.decode()
    assert (
        "两张长椅坏了。" not in page and page.partition("<details>")[0].count("（内容已删除）") >= 2
    )


def test_people_are_not_named_by_a_fact(site):
    w = site.world
    w.cosign(w.submitted("林一"), "林二")
    position = max(r.position for r in w.rows(tables.fact) if r.kind == "cosigned")
    assert (
        "林"
        not in site.client("visitor")
        .get(f"/jiahe/record/{position}")
        .data.decode()
        .partition("<main")[2]
    )
    assert FIELD.keys().isdisjoint({"person", "by", "voter", "relative"})
