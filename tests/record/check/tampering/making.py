"""Facts as somebody would forge them: well formed, in the names of people who are there."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from deliberation.charter.facts import Fact, asked_of, of_clock
from deliberation.charter.facts.people import desk, people
from deliberation.charter.facts.proposal import carry_out, cycle, decency, propose, supervise
from deliberation.charter.facts.vote import paper_ballots, proxies, resolve
from deliberation.charter.subjects import the_proposal
from deliberation.record import tables as t
from deliberation.record.ids import new_id

from .attacker import Attacker

Made = Callable[[Attacker], Fact | tuple[Fact, ...]]
VOTER = "代表丁"


def act(made: Made, name: str, by: str | None = None, role: str = "clock", **later: float) -> Any:
    """Forge what `made` makes, under this act's name."""

    def do(a: Attacker) -> None:
        facts = made(a)
        at = a.world.time.at + timedelta(**later)
        many = facts if isinstance(facts, tuple) else (facts,)
        a.forge(*many, name=name, by=by, role=role, at=at)

    return do


def ballot(voter: str, revision: int = 1, **other: Any) -> Made:
    def made(a: Attacker) -> Fact:
        p = a.p["voted"]
        said = {"revision": revision, "first": revision == 1, "choice": "against", **other}
        person, number = a.world.person[voter], a.world.row(p).round_no
        return resolve.BallotCast(subject=the_proposal(p), round_no=number, voter=person, **said)

    return made


def signed_in(voter: str) -> Made:
    def made(a: Attacker) -> Fact:
        p, who, clerk = a.p["voted"], a.world.person[voter], a.world.person["窗口"]
        number = a.world.row(p).round_no
        return resolve.AttendanceRecorded(
            subject=the_proposal(p), round_no=number, voter=who, by=clerk
        )

    return made


def certificate(person: str, verdict: str = "certify") -> Made:
    def made(a: Attacker) -> Fact:
        p = a.p["counted"]
        return supervise.CertificateSigned(
            subject=the_proposal(p),
            round_no=a.world.row(p).round_no,
            person=a.world.person[person],
            verdict=verdict,
            ticked=[],
            platform=[],
        )

    return made


def certified(a: Attacker) -> tuple[Fact, ...]:
    """By one more, and said to be by three."""
    p = a.p["counted"]
    number = a.world.row(p).round_no
    result = supervise.ResultCertified(subject=the_proposal(p), round_no=number, certifiers=3)
    return certificate("监事乙")(a), result  # type: ignore[return-value]


def office(person: str, role: str = "supervisor", after: str | None = None) -> Made:
    """after: whom they are said to follow."""

    def made(a: Attacker) -> Fact:
        before = a.row(t.office, person_id=a.world.person[after]).office_id if after else None
        now, ident = a.world.time.at, new_id()
        ends = now + timedelta(days=900)
        asks = {"ref": ident, "from_at": ends - timedelta(days=30), "due_at": ends, "scope": "own"}
        return people.OfficeTaken(
            office=ident,
            person=a.world.person[person],
            role=role,
            organisation=None,
            starts_at=now,
            ends_at=ends,
            succeeds=before,
            obligations=[asked_of("take_office", "office_role", "clerk", **asks)],
            document="假的",
        )

    return made


def move(of: str, source: str, to: str, ending: str | None = None) -> Made:
    return lambda a: cycle.StageMoved(
        subject=the_proposal(a.p[of]), from_stage=source, to_stage=to, why="forged", ending=ending
    )


def name_under(person: str, of: str = "gathers", **other: Any) -> Made:
    def made(a: Attacker) -> Fact:
        p = a.p[of]
        said = {"office": False, "version_no": a.world.row(p).version_no, "again": False, **other}
        return propose.Cosigned(subject=the_proposal(p), person=a.world.person[person], **said)

    return made


def reached(a: Attacker) -> tuple[Fact, ...]:
    """The second name, and the threshold said to be reached with it."""
    p = a.p["gathers"]
    over = propose.ThresholdReached(subject=the_proposal(p), residents=10, office_holders=0)
    return name_under("林七")(a), over  # type: ignore[return-value]


def later_date(days: int, start_later: int = 0) -> Made:
    """A question whose answer is due in so many days."""

    def made(a: Attacker) -> tuple[Fact, ...]:
        p, now, question = a.p["gathers"], a.world.time.at, new_id()
        asked = supervise.QuestionAsked(
            subject=the_proposal(p),
            question=question,
            person=a.world.person["监事甲"],
            addressee="author",
            stage="gather",
            body="为什么？",
        )
        begins = now + timedelta(days=start_later)
        clock = of_clock(
            "mark_question",
            now + timedelta(days=days),
            start_at=begins,
            days=days,
            ref=question,
            scope="own",
        )
        return asked, cycle.ObligationsSet(subject=the_proposal(p), obligations=[clock])

    return made


def revised(a: Attacker) -> Fact:
    return propose.ProposalRevised(
        subject=the_proposal(a.p["gathers"]),
        by=a.world.person["林四"],
        version_no=a.world.row(a.p["gathers"]).version_no + 2,
        why="author",
        consent_until=None,
        title="别的",
        body="别的内容",
    )


def submitted(**other: Any) -> Made:
    """A draft of somebody's, made public at once."""

    def made(a: Attacker) -> tuple[Fact, ...]:
        p, author = new_id(), a.world.person["林八"]
        year = a.world.time.at.year
        last = a.row(t.number_series).last
        drafted = propose.ProposalDrafted(
            subject=the_proposal(p),
            author=author,
            matter="ordinary",
            group=None,
            answers={},
            obligations=[asked_of("submit", "hand", author, from_at=a.world.time.at)],
            title="题",
            body="文",
        )
        said = {
            "number": last + 1,
            "rulebook": a.row(t.community).rulebook,
            "version_no": 1,
            **other,
        }
        public = propose.ProposalSubmitted(
            subject=the_proposal(p),
            author=author,
            number_year=year,
            matter="ordinary",
            legal_effect="advisory",
            effect_note=None,
            group=None,
            title="题",
            body="文",
            **said,
        )
        return drafted, public

    return made


def entered(inner: str, fact: Made, person: str, **other: Any) -> Made:
    """Entered at the desk for somebody, by the clerk."""

    def made(a: Attacker) -> tuple[Fact, ...]:
        first, who = fact(a), a.world.person[person]
        assert isinstance(first, Fact)
        said = {"witness": None, "own_code": False, **other}
        if said["witness"]:
            said["witness"] = a.world.person[said["witness"]]
        slip = desk.EnteredAtDesk(
            subject=first.subject,
            act=inner,
            person=who,
            by=a.world.person["窗口"],
            ref=who,
            how="present",
            slip="1",
            **said,
        )
        return first, slip

    return made


def paper(person: str, **other: Any) -> Made:
    def made(a: Attacker) -> Fact:
        p = a.p["voted"]
        said = {"serial": 2, "again": False, "replaces": None, **other}
        return paper_ballots.PaperIssued(
            subject=the_proposal(p),
            round_no=a.world.row(p).round_no,
            person=a.world.person[person],
            by=a.world.person["窗口"],
            **said,
        )

    return made


def batch_counted(a: Attacker) -> tuple[Fact, ...]:
    """The paper that is out, entered and counted by one hand."""
    p, clerk = a.p["voted"], a.world.person["窗口"]
    number, batch = a.world.row(p).round_no, new_id()
    at = {"subject": the_proposal(p), "round_no": number, "batch": batch, "by": clerk}
    voter = a.row(t.paper_ballot, proposal_id=p).voter_id
    first = paper_ballots.BatchEntered(
        **at, batch_no=1, sheets=1, write_ins=[], entries=[[1, "against"]]
    )
    counted = paper_ballots.BatchCounted(
        **at, witness=clerk, sheets=1, strays=0, serials=[1], totals=[], resolved=False
    )
    cast = resolve.BallotCast(
        subject=the_proposal(p),
        round_no=number,
        voter=voter,
        revision=1,
        first=True,
        choice="against",
    )
    return first, counted, cast


def reconciled(a: Attacker) -> Fact:
    """The paper that is out, said not to have come back, with nobody asked for it."""
    p = a.p["voted"]
    none = dict.fromkeys(("returned", "uncounted", "invalid", "strays"), 0)
    out = dict.fromkeys(("unused", "spoiled", "lost"), 0)
    return paper_ballots.PaperReconciled(
        subject=the_proposal(p),
        round_no=a.world.row(p).round_no,
        issued=1,
        missing=1,
        piles=[],
        **none,
        **out,
    )


def proxy(giver: str, holder: str) -> Made:
    def made(a: Attacker) -> Fact:
        p = a.p["voted"]
        return proxies.ProxyGranted(
            subject=the_proposal(p),
            proxy=new_id(),
            principal=a.world.person[giver],
            holder=a.world.person[holder],
            round_no=a.world.row(p).round_no,
            question=None,
            desk=False,
            instruction="free",
        )

    return made


def erased(a: Attacker) -> Fact:
    return people.BodyErased(fact=new_id(), part="text", ground="request")


def of_age(a: Attacker) -> Fact:
    return people.CameOfAge(person=a.world.person["丁小"])


def shown(a: Attacker) -> Fact:
    """A comment hidden by nobody who may."""
    comment = a.row(t.comment)
    return decency.CommentHidden(
        subject=the_proposal(comment.subject_id),
        comment=comment.comment_id,
        person=comment.person_id,
        by=a.world.person["林九"],
        reason="insult",
    )


def said(a: Attacker) -> Fact:
    return propose.Commented(
        subject=the_proposal(a.p["gathers"]),
        comment=new_id(),
        person=a.world.person["林九"],
        stance="for",
        parent=None,
        role="resident",
        body="好",
    )


def beside_a_comment(made: Made) -> Made:
    """Hidden in an act that everybody may do."""

    def both(a: Attacker) -> tuple[Fact, ...]:
        other = made(a)
        assert isinstance(other, Fact)
        return said(a), other

    return both


def rated(a: Attacker) -> Fact:
    return carry_out.Rated(
        subject=the_proposal(a.p["gathers"]), person=a.world.person["林九"], score=5, before=0
    )


def closed_unsigned(a: Attacker) -> Fact:
    return cycle.StageMoved(
        subject=the_proposal(a.p["counted"]),
        from_stage="publish",
        to_stage="closed",
        why="objections_over",
        ending="rejected",
    )
