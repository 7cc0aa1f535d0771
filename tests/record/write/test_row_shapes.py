"""The shapes that acts are promised (`charter.needs`) against the tables the answers are read from:
a column that is renamed, added or made nullable cannot leave a shape behind that says otherwise.
"""

import importlib
import pkgutil
import typing
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Column

from deliberation.charter import needs
from deliberation.charter.act import REGISTRY, Act
from deliberation.charter.needs import EVERY
from deliberation.charter.needs.new_proposal import new_proposal
from deliberation.charter.needs.proposal import COSIGNATURE, RECUSED, SIGNED_BEFORE
from deliberation.charter.needs.proxies import MY_PROXY
from deliberation.charter.needs.rows import Proposal
from deliberation.charter.needs.votes import MY_BALLOT, ROLL_ENTRY
from deliberation.record import tables
from deliberation.record.types import UtcDateTime
from deliberation.record.write.answers import LOADERS

# A row of the table, whole, and what the answer adds to it.
WHOLE: dict[str, tuple[str, set[str]]] = {
    "Again": ("election_again", set()),
    "Announcement": ("announcement", set()),
    "Asked": ("question", set()),
    "Candidacy": (
        "election_candidate",
        {"option_state", "refused_for", "reasons", "name", "statement", "decided_by"},
    ),
    "Correction": ("correction_request", set()),
    "Counts": ("proposal_count", set()),
    "Election": ("election", {"posts"}),
    "Entered": ("desk_entry", set()),
    "Finding": ("finding", set()),
    "Fund": ("fund", set()),
    "Objection": ("objection", set()),
    "Official": ("official_result", {"figures"}),
    "Option": ("ballot_option", set()),
    "Organisation": ("organisation", set()),
    "Ownership": ("ownership", set()),
    "PaperBallot": ("paper_ballot", set()),
    "Person": ("person", set()),
    "PrivateMatter": ("private_matter", set()),
    "Proposal": ("proposal", set()),
    "Proxy": ("proxy", set()),
    "Recall": ("recall", set()),
    "Recommendation": ("recommendation", set()),
    "Representation": ("representation", set()),
    "Representative": ("household_rep", set()),
    "Reset": ("factor_reset", set()),
    "Round": ("vote_round", set()),
    "Spend": ("spend", set()),
    "Task": ("task", set()),
    "TaskMoney": ("task_money", set()),
    "Term": ("office", set()),
    "WrittenIn": ("election_written_in", set()),
}
# Some columns of a row.
PART = {
    "Certificate": "certificate",
    "Cosignature": "cosignature",
    "Deadline": "obligation",
    "Held": "office",
    "MyProxy": "proxy",
    "OpenReset": "factor_reset",
    "Post": "election_post",
    "RelativeTerm": "office",
    "RollTarget": "roll_entry",
    "Standing": "election_standing",
    "Supported": "comment_support",
}
# Put together from several tables, or counted.
OWN = set(
    "Addresses AskedAboutIt Ballot Ballots Candidate Comment DeskEntry DrawList Home KinOffice "
    "MergeConsent OtherEntry PaperVoter Principal Project RecallTarget Reported Reports Requests "
    "RollEntry RollMember SaysOfEntry Support Ties".split()
)


def _shapes() -> dict[str, type]:
    found = {}
    for module in pkgutil.iter_modules(needs.__path__):
        of = importlib.import_module(f"{needs.__name__}.{module.name}")
        found.update(
            (name, shape)
            for name, shape in vars(of).items()
            if isinstance(shape, type) and getattr(shape, "_is_protocol", False)
            if shape.__module__ == of.__name__
        )
    return found


SHAPES = _shapes()


def _columns(table: str) -> dict[str, Column[Any]]:
    return {c.name: c for c in tables.metadata.tables[table].c if c.name != "community_id"}


def _plain(hint: Any) -> Any:
    """The type without its None; the type of its values for a closed list of codes."""
    kinds = [kind for kind in typing.get_args(hint) or (hint,) if kind is not type(None)]
    return type(kinds[0]) if not isinstance(kinds[0], type) else kinds[0]


def _stored(column: Column[Any]) -> type:
    if isinstance(column.type, UtcDateTime):
        return datetime
    return column.type.python_type


def test_every_shape_is_held_to_a_table_or_known_to_have_none():
    assert {*WHOLE, *PART, *OWN} == set(SHAPES)


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_a_row_has_exactly_the_columns_of_its_table(name):
    table, more = WHOLE[name]
    hints, columns = typing.get_type_hints(SHAPES[name]), _columns(table)
    assert set(hints) == {*columns, *more}
    for column in columns.values():
        hint = hints[column.name]
        assert (type(None) in typing.get_args(hint)) == column.nullable, column
        assert _plain(hint) is _stored(column), column


@pytest.mark.parametrize("name", sorted(PART))
def test_a_part_of_a_row_names_columns_of_its_table(name):
    hints, columns = typing.get_type_hints(SHAPES[name]), _columns(PART[name])
    assert set(hints) < set(columns)
    for column, hint in hints.items():
        assert _plain(hint) is _stored(columns[column]), column
        assert columns[column].nullable or type(None) not in typing.get_args(hint), column


def test_a_new_proposal_is_the_row_the_table_first_has():
    row = new_proposal("p", "ordinary", datetime(2026, 11, 30))
    assert set(vars(row)) == set(typing.get_type_hints(Proposal))
    for column in _columns("proposal").values():
        default, value = column.server_default, getattr(row, column.name)
        if column.nullable and column.name != "matter":
            assert value is None, column
        elif default is not None:
            said = str(getattr(default, "arg", default))
            assert str(value).lower() == said, column


@pytest.mark.parametrize("need", LOADERS, ids=repr)
def test_every_act_that_asks_a_question_has_what_its_loader_reads(need):
    wanted = typing.get_type_hints(LOADERS[need])["act"]
    reads = {name for name in vars(wanted) if not name.startswith("_")}
    asking = [act for act in REGISTRY.values() if need in act.needs] if wanted is not Act else []
    for act in asking:
        missing = {r for r in reads if not hasattr(act, r) and r not in act.__dataclass_fields__}
        assert not missing, act
    assert asking or wanted is Act


def test_every_question_has_one_loader_or_is_answered_with_the_actor():
    assert set(EVERY) - set(LOADERS) == {
        RECUSED,
        COSIGNATURE,
        SIGNED_BEFORE,
        ROLL_ENTRY,
        MY_BALLOT,
        MY_PROXY,
    }
