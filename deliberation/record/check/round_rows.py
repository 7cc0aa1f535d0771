"""The rows that the replay made of one round of a vote, as the counts ask for them."""

from dataclasses import dataclass
from typing import Any

from deliberation.counting.papers import Question
from deliberation.record.applying.changes import Memory
from deliberation.record.write.answers.vote.papers import excluded


@dataclass(frozen=True, slots=True)
class RoundRows:
    """One round in the tables of the replay."""

    memory: Memory
    community: str
    proposal: str | None
    round_no: int

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Those of this round."""
        return [r for r in self.of_proposal(table) if r["round_no"] == self.round_no]

    def of_proposal(self, table: str) -> list[dict[str, Any]]:
        """Those of its proposal, of every round."""
        return [
            r
            for r in self.memory.tables[table].values()
            if (r["community_id"], r["proposal_id"]) == (self.community, self.proposal)
        ]

    def attended(self) -> set[str]:
        """Who on the roll signed in."""
        return {r["person_id"] for r in self.rows("roll_entry") if r["attended_at"] is not None}

    def parties(self) -> dict[int, tuple[int, list[str]]]:
        """Owners who vote as one: number → (area in 0.01 m², the people who may cast for it)."""
        found: dict[int, tuple[int, list[str]]] = {
            r["party_no"]: (r["area"], []) for r in self.rows("owner_party")
        }
        for r in self.rows("owner_party_voter"):
            found[r["party_no"]][1].append(r["person_id"])
        return found

    def question_rows(self) -> list[dict[str, Any]]:
        """The questions of the frozen paper, in its order."""
        return sorted(self.rows("round_question"), key=lambda r: r["question_no"])

    def questions(self) -> list[Question]:
        """The same as the counting knows them."""
        costs = {(o["question_no"], o["option_no"]): o["cost"] for o in self.rows("round_option")}
        return [_question(r, costs) for r in self.question_rows()]


def _question(row: dict[str, Any], costs: dict[tuple[int, int], int]) -> Question:
    options = range(1, row["options"] + 1) if row["budget"] else ()
    return Question(
        row["form"],
        row["rule"],
        row["options"],
        row["seats"],
        row["most"],
        row["none"],
        row["budget"],
        tuple(costs[row["question_no"], option] for option in options),
        excluded(row["excludes"]),
    )
