"""One community played by chance: draws who attempts what, most often something the stage calls for
or the page offers.

Called by test_random_acts; what is attempted is followed and checked by `following`.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

from deliberation.charter.act import REGISTRY
from deliberation.charter.acts import ActName
from deliberation.charter.case import CLOCK, OPERATOR, Actor
from deliberation.charter.cycle.gate import open_to
from deliberation.charter.cycle.offers import offers
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Stage
from deliberation.cycle.propose.acts.support import Cosign
from deliberation.cycle.resolve.acts.proposal import CastBallot
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.record.write import casefile
from deliberation.record.write.done import Conflict
from deliberation.record.write.perform import perform
from tests.record.play.chance import choice, draw
from tests.record.play.following import Broken, Following
from tests.record.play.invariants import about
from tests.world import OFFICES

CLOCKWORK = [name for name, row in POLICY.items() if Role.clock in row.roles]
SHELL = [name for name, row in POLICY.items() if Role.operator in row.roles]
# How often an act is chosen beside the others: those that anybody may do anywhere, and those that
# end a sequence early, less.
RARE = dict.fromkeys(
    (
        ActName.recuse,
        ActName.comment,
        ActName.set_aside,
        ActName.withdraw,
        ActName.not_carried_out,
        ActName.pass_on,
        ActName.ask_question,
        ActName.draft,
        ActName.ask_meeting,
        ActName.apply_task,
        ActName.open_budget_round,
        ActName.call_election,
        ActName.demand_recall,
        ActName.declare_effect,
        ActName.restart_notice,
        ActName.enter_for,
        ActName.enter_new_for,
        ActName.ask_reset,
        ActName.confirm_reset,
        ActName.drop_reset,
        ActName.report_comment,
        ActName.hide_comment,
        ActName.keep_comment,
        ActName.object_hiding,
        ActName.decide_hiding,
        ActName.grant_proxy,
        ActName.answer_proxy,
        ActName.revoke_proxy,
        ActName.cast_for,
        ActName.name_household_rep,
        ActName.record_household_rep,
        ActName.enter_batch_again,
        ActName.resolve_batch,
        ActName.destroy_unissued,
        ActName.finish_paper,
        ActName.settle_paper,
        ActName.enter_batch,
        ActName.record_ownership,
        ActName.end_ownership,
        ActName.record_representative,
        ActName.end_representative,
        ActName.record_left,
        ActName.merge_entries,
        ActName.correct_person,
        ActName.move_person,
        ActName.record_return,
    ),
    0.1,
)
OFTEN = dict.fromkeys(
    (
        ActName.ask_merge,
        ActName.agree_merge,
        ActName.decline_merge,
        ActName.answer_recommendation,
        ActName.accept,
        ActName.verify_rectified,
        ActName.rectify,
        ActName.take_back,
        ActName.appeal,
        ActName.decide_appeal,
        ActName.return_once,
        ActName.answer_question,
        ActName.review_legality,
        ActName.recommend,
    ),
    2.0,
) | dict.fromkeys((ActName.rectify, ActName.verify_rectified), 4.0)

# Acts that only one kind of matter knows: elsewhere they are refused, so they are tried there, but
# seldom.
OF_MATTER = (
    dict.fromkeys(
        (
            ActName.refuse_task,
            ActName.record_task_money,
            ActName.strike_task_money,
            ActName.review_task,
            ActName.exit_task,
        ),
        "task",
    )
    | {ActName.file_covenant: "covenant", ActName.record_delegation: "covenant"}
    | dict.fromkeys(
        (
            ActName.propose_project,
            ActName.withdraw_project,
            ActName.check_project,
            ActName.check_cost,
            ActName.record_spend,
            ActName.strike_spend,
            ActName.audit_spend,
        ),
        "fund",
    )
    | dict.fromkeys(
        (
            ActName.nominate,
            ActName.support_nomination,
            ActName.answer_nomination,
            ActName.withdraw_candidacy,
            ActName.vet_candidate,
            ActName.name_written_in,
            ActName.call_second_round,
            ActName.confirm_election,
            ActName.file_election,
        ),
        "election",
    )
    | dict.fromkeys((ActName.join_recall, ActName.defend_recall), "recall")
)


# Acts that answer something: where nothing of the kind stands there is nothing to answer, which is
# tried too, but seldom.
ABOUT = {
    ActName.answer_question: "question",
    ActName.answer_objection: "objection",
    ActName.correct_entry: "desk_entry",
    ActName.support_comment: "comment",
    ActName.take_back_support: "comment_support",
    ActName.report_comment: "comment",
    ActName.hide_comment: "comment",
    ActName.keep_comment: "comment_report",
    ActName.object_hiding: "moderation",
    ActName.decide_hiding: "moderation",
    ActName.rectify: "finding",
    ActName.verify_rectified: "finding",
    ActName.take_back: "cosignature",
    ActName.drop_plan: "ballot_option",
    ActName.answer_proxy: "proxy",
    ActName.revoke_proxy: "proxy",
    ActName.cast_for: "proxy",
    ActName.enter_batch: "paper_ballot",
    ActName.enter_batch_again: "paper_batch",
    ActName.resolve_batch: "paper_batch",
}


class Play(Following):
    """A sequence in progress. `step` draws one more attempt from a seed."""

    # --- one step
    # ------------------------------------------------------------------------------------

    def step(self, seed: str | int) -> None:
        """One attempt, or a move of time; then everything must hold."""
        rng = Random(seed)
        how = rng.choices(
            (
                self._called_for,
                self._offered,
                self._anything,
                self._time,
                self._clockwork,
                self._shell,
                self._again,
                self._crowd,
            ),
            (48, 18, 8, 9, 5, 2, 3, 7),
        )[0]
        how(rng)

    def _proposal(self, rng: Random) -> dict[str, Any] | None:
        rows = self.rows("proposal")
        if rng.random() < 0.6:
            return next(p for p in rows if p["proposal_id"] == self.focus)
        alive = [p for p in rows if p["stage"] not in ("draft", "closed")]
        return rng.choice(alive if alive and rng.random() < 0.8 else rows) if rows else None

    def _actor(self, name: str, rng: Random) -> Actor:
        self.me = self.world.person[name]
        return self.world.actor(name, factor="authenticator" if rng.random() < 0.95 else None)

    def _somebody(self, rng: Random, p: dict[str, Any] | None) -> str:
        ids = {v: k for k, v in self.world.person.items()}
        if p is not None and p["author_id"] in ids and rng.random() < 0.25:
            return ids[p["author_id"]]
        return rng.choice(list(OFFICES) if rng.random() < 0.7 else self.names)

    def weight(self, act: ActName, p: dict[str, Any] | None) -> float:
        """How often an act is drawn for this proposal."""
        stranger = p is not None and not p["matter"].startswith(OF_MATTER.get(act, ""))
        idle = (
            p is not None
            and act in ABOUT
            and not any(about(r) == p["proposal_id"] for r in self.rows(ABOUT[act]))
        )
        return RARE.get(act, OFTEN.get(act, 1.0)) * (0.05 if stranger or idle else 1.0)

    def _called_for(self, rng: Random) -> None:
        """Somebody of a fitting role does something the stage has a row for."""
        p = self._proposal(rng) if rng.random() < 0.92 else None
        stage = Stage(p["stage"]) if p is not None else None
        rows = [
            r
            for r in POLICY.values()
            if r.at(stage) and not {Role.clock, Role.operator} >= set(r.roles)
        ]
        row = rng.choices(rows, [self.weight(r.act, p) for r in rows])[0]
        name = self._with_role(rng.choice(row.roles), rng, p)
        actor = self._actor(name, rng)
        self.attempt(draw(self, row.act, rng, p), actor, rng, name)

    def _with_role(self, role: Role, rng: Random, p: dict[str, Any] | None) -> str:
        ids = {v: k for k, v in self.world.person.items()}
        mine = {
            "author": ("proposal", "author_id"),
            "cosigner": ("cosignature", "person_id"),
            "voter": ("roll_entry", "person_id"),
        }
        found = [n for n, office in OFFICES.items() if office == role.value]
        if role.value in mine and p is not None:
            table, column = mine[role.value]
            found = [
                ids[r[column]]
                for r in self.rows(table)
                if r["proposal_id"] == p["proposal_id"] and r[column] in ids
            ]
        return rng.choice(found or self.names)

    def _offered(self, rng: Random) -> None:
        """Somebody does what the page offers them."""
        p = self._proposal(rng) if rng.random() < 0.95 else None
        for _ in range(6):
            name = self._somebody(rng, p)
            actor = self._actor(name, rng)
            with self.world.engines.read_connection() as conn:
                case, _ = casefile.looking(
                    conn,
                    self.community,
                    SimpleNamespace(**p) if p else None,
                    actor,
                    self.row_of(tables.community).rulebook,
                )
            found = open_to(case) if p is None or rng.random() < 0.4 else offers(case)
            if found:
                chosen = rng.choices(found, [self.weight(a, p) for a in found])[0]
                self.attempt(draw(self, chosen, rng, p), actor, rng, name)
                return

    def _anything(self, rng: Random) -> None:
        p = self._proposal(rng)
        name = self._somebody(rng, p)
        actor = self._actor(name, rng) if rng.random() < 0.95 else Actor()
        self.attempt(
            draw(self, rng.choice(list(ActName)), rng, p),
            actor,
            rng,
            name if actor.person_id else "a visitor",
        )

    def each(self, seed: str) -> None:
        """Every act there is, once, in an order drawn from the seed."""
        rng = Random(seed)
        for act in rng.sample(list(ActName), len(ActName)):
            p = self._proposal(rng)
            name = self._somebody(rng, p)
            self.attempt(draw(self, act, rng, p), self._actor(name, rng), rng, name)

    def _clockwork(self, rng: Random) -> None:
        """The clock attempts something whether it is due or not, as a second tick does that comes
        late.
        """
        p = self._proposal(rng)
        running = [
            d for d in self.clocks() if p is not None and d["subject_id"] == p["proposal_id"]
        ]
        if running and rng.random() < 0.8:
            d = rng.choice(running)
            cls = REGISTRY[ActName(d["act"])]
            self.attempt(
                cls(act_id=new_id(), subject_id=d["subject_id"], ref=d["ref"]),
                CLOCK,
                rng,
                "the clock",
            )
        else:
            self.attempt(draw(self, rng.choice(CLOCKWORK), rng, p), CLOCK, rng, "the clock")

    def _shell(self, rng: Random) -> None:
        drafts = [p for p in self.rows("proposal") if p["stage"] == "draft"]
        self.attempt(
            draw(self, rng.choice(SHELL), rng, rng.choice(drafts) if drafts else None),
            OPERATOR,
            rng,
            "the operator",
        )

    def _again(self, rng: Random) -> None:
        """The last act once more: the same person gets the first answer, anybody else a conflict;
        nothing is written.
        """
        if self.last is None:
            return
        act, actor = self.last
        other = self._actor(rng.choice(self.names), rng)
        before = self.committed()
        if rng.random() < 0.5 or other.person_id == actor.person_id:
            assert perform(act, actor, self.world.id, self.world.engines).repeated
        else:
            try:
                perform(act, other, self.world.id, self.world.engines)
                raise Broken("an act id of somebody else was answered")
            except Conflict:
                pass
        assert self.committed() == before

    def _crowd(self, rng: Random) -> None:
        """Many do the same: all on the roll vote, or residents sign."""
        p = self._proposal(rng)
        if p is None:
            return
        ids = {v: k for k, v in self.world.person.items()}
        if p["stage"] == "vote":
            people = [
                ids[r["person_id"]]
                for r in self.rows("roll_entry")
                if (r["proposal_id"], r["round_no"]) == (p["proposal_id"], p["round_no"])
                and r["person_id"] in ids
            ]
            act, values = (
                CastBallot,
                {
                    "choice": rng.choice(("for", "for", "against"))
                    if p["phase"] is None
                    else choice(self, rng, p)
                },
            )
        elif p["stage"] == "gather" and p["phase"] is None:
            people, act, values = rng.sample(self.names, 8), Cosign, {}
        else:
            return
        for name in people:
            self.attempt(
                act(act_id=new_id(), subject_id=p["proposal_id"], **values),
                self.world.actor(name),
                rng,
                name,
            )

    def _time(self, rng: Random) -> None:
        due = [d["due_at"] for d in self.clocks()]
        if due and rng.random() < 0.75:
            to = max(min(due), self.world.time.at)
        else:
            to = self.world.time.at + timedelta(
                hours=rng.choices((1, 9, 25, 80, 400, 40_000), (10, 10, 10, 10, 5, 1))[0]
            )
        self.tell(f"time → {to}")
        self.world.time.to(to)
        if rng.random() < 0.9:
            self.tick()
