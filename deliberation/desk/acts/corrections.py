"""A desk entry put right by a later one: the wrong one stays readable, marked, and names the right
one. Called by the clerk's pages.

A co-signature is taken back and an act entered anew by the acts there are; this one says that both
belong together, and why.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.people import corrections as f
from deliberation.charter.needs.log import DESK_ENTRY, RIGHT_ENTRY, DeskEntry
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Stage

WHAT = ("person", "words")
SPOKEN = frozenset({ActName.comment.value, ActName.object.value})
CORRECTABLE = SPOKEN | {
    ActName.cosign.value,
    ActName.rate.value,
}  # a ballot is cast anew by its voter, until close


@dataclass(frozen=True, kw_only=True)
class CorrectEntry(Act):
    """`what` was wrong with the entry: the person it was entered for, or its words.

    A rating of the wrong person is struck while ratings are open; a step already taken on a
    co-signature is not undone.
    """

    name = ActName.correct_entry
    needs = frozenset({RECUSED, DESK_ENTRY, RIGHT_ENTRY})
    entry_id: str
    what: str
    slip: str
    reason: str
    body: str | None = None
    right_id: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        found = self._found(case)
        what = one_of(self.what, WHAT if found.act != ActName.cosign.value else ("person",), "what")
        if found.act not in CORRECTABLE:
            raise refuse("bad_choice", field="entry_id")
        if found.corrected:
            raise refuse("already_corrected")
        body = self._body(case, found, what)
        facts: list[Fact] = [self._corrected(case, found, what, body)]
        rated = found.act == ActName.rate.value and what == "person"
        if rated and found.score and case.stage is Stage.evaluate:
            facts.append(
                f.RatingStruck(person=found.person_id, score=found.score, subject=case.about)
            )
        return facts

    def _found(self, case: Case) -> DeskEntry:
        """The wrong entry; refused where it is not there, or the right one is of another act."""
        found, right = case[DESK_ENTRY], case[RIGHT_ENTRY]
        if found is None or (
            self.right_id
            and (right is None or right.act != found.act or right.fact_id == self.entry_id)
        ):
            raise refuse("unknown_reference")
        return found

    def _body(self, case: Case, found: DeskEntry, what: str) -> str | None:
        """The right words, where words were wrong and the act is spoken; a score is put right by a
        later entry of the same person.
        """
        limits, right = case.rulebook.limits, case[RIGHT_ENTRY]
        if what == "person":
            if optional_words(self.body, most=limits.comment_max, what="body"):
                raise refuse("bad_choice", field="body")
            return None
        if right is not None and right.person_id != found.person_id:
            raise refuse("unknown_reference")
        if found.act in SPOKEN:
            comment = found.act == ActName.comment.value
            most = limits.comment_max if comment else limits.reason_max
            return words(self.body, most=most, what="body")
        if right is None:
            raise refuse("unknown_reference")
        return None

    def _corrected(
        self, case: Case, found: DeskEntry, what: str, body: str | None
    ) -> f.EntryCorrected:
        return f.EntryCorrected(
            entry=self.entry_id,
            act=found.act,
            person=found.person_id,
            ref=found.ref,
            what=what,
            right=self.right_id,
            by=case.me,
            slip=words(self.slip, most=40, what="slip"),
            body=body,
            reason=words(self.reason, most=case.rulebook.limits.reason_max, what="reason"),
            subject=case.about,
        )
