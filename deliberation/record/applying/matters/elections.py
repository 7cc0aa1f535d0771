"""Which rows the facts of elections and recalls make."""

from typing import Any

from deliberation.charter.facts.matters import elections as f
from deliberation.charter.facts.matters import recalls
from deliberation.record.applying.base import Header, keyed, new, on, remark, written
from deliberation.record.applying.changes import Change, Increment, Insert, Set


def _election(fact: Any, h: Header, **values: Any) -> Set:
    return Set("election", keyed(fact, h), values)


def _candidate(fact: Any, h: Header) -> dict[str, Any]:
    return keyed(fact, h, candidacy_id=fact.candidacy)


@on(f.ElectionCalled)
def _called(fact: f.ElectionCalled, h: Header) -> list[Change]:
    posts = [
        new("election_post", fact, h, post=post, place=place, seats=seats)
        for place, (post, seats) in enumerate(fact.posts, 1)
    ]
    return [
        new(
            "election",
            fact,
            h,
            role=fact.role,
            by_election=fact.by_election,
            by=fact.by,
            at=h.at,
            reopened=0,
            second_round=0,
        ),
        *posts,
    ]


@on(f.Nominated)
def _nominated(fact: f.Nominated, h: Header) -> list[Change]:
    return [
        Insert(
            "election_candidate",
            {
                **_candidate(fact, h),
                "person_id": fact.person,
                "post": fact.post,
                "source": fact.source,
                "by": fact.by,
                "at": h.at,
                "support": 0,
                "state": "asked",
            },
        )
    ]


@on(f.NominationSupported)
def _supported(fact: f.NominationSupported, h: Header) -> list[Change]:
    return [
        Insert("election_nominator", {**_candidate(fact, h), "person_id": fact.by, "at": h.at}),
        Increment("election_candidate", _candidate(fact, h), {"support": 1}),
    ]


@on(f.NominationAnswered)
def _answered(fact: f.NominationAnswered, h: Header) -> list[Change]:
    return [
        Set(
            "election_candidate",
            _candidate(fact, h),
            {
                "state": "stands" if fact.accepts else "declined",
                "woman": fact.woman,
                "answered_at": h.at,
            },
        )
    ]


@on(f.NominationsReopened)
def _reopened(fact: f.NominationsReopened, h: Header) -> list[Change]:
    return [
        Increment("election", keyed(fact, h), {"reopened": 1}),
        remark(fact, h, "nominations_reopened"),
    ]


@on(f.SecondRoundCalled)
def _second(fact: f.SecondRoundCalled, h: Header) -> list[Change]:
    return [
        _election(fact, h, second_round=fact.round_no),
        remark(fact, h, "second_round", by=fact.by),
        *(_again(fact, h, post, ref) for post in fact.posts for ref in post[-1]),
    ]


def _again(fact: f.SecondRoundCalled, h: Header, said: Any, candidacy: str) -> Change:
    """Who stands once more, for which post. `said`: post, seats, way, women, candidacies."""
    post, seats, way, women, _ = said
    at = {"round_no": fact.round_no, "post": post, "candidacy_id": candidacy}
    return new("election_again", fact, h, **at, seats=seats, way=way, for_women=women)


@on(f.ElectionConfirmed)
def _confirmed(fact: f.ElectionConfirmed, h: Header) -> list[Change]:
    return [
        _election(
            fact,
            h,
            confirmed_at=h.at,
            confirmed_by=fact.by,
            document=fact.document,
            document_from=h.fact_id,
        ),
        *(
            Set("election_candidate", keyed(fact, h, candidacy_id=ref), {"office_id": office})
            for ref, _, _, office in fact.seats
        ),
    ]


@on(f.ElectionFiled)
def _filed(fact: f.ElectionFiled, h: Header) -> list[Change]:
    return [
        written(
            "election_filing",
            fact,
            h,
            what=fact.what,
            done_on=fact.done_on,
            by=fact.by,
            document=fact.document,
        )
    ]


def _recall(fact: Any, h: Header, **values: Any) -> Set:
    return Set("recall", keyed(fact, h), values)


@on(recalls.RecallDemanded)
def _demanded(fact: recalls.RecallDemanded, h: Header) -> list[Change]:
    return [
        new(
            "recall",
            fact,
            h,
            office_id=fact.office,
            person_id=fact.person,
            by=fact.by,
            needed_voters=fact.needed_voters,
            needed_representatives=fact.needed_representatives,
            voters=0,
            representatives=0,
            at=h.at,
            demanded_from=h.fact_id,
        )
    ]


@on(recalls.RecallJoined)
def _joined(fact: recalls.RecallJoined, h: Header) -> list[Change]:
    return [
        new(
            "recall_demander",
            fact,
            h,
            person_id=fact.person,
            representative=fact.representative,
            at=h.at,
            joined_from=h.fact_id,
        ),
        Increment(
            "recall", keyed(fact, h), {"voters": 1, "representatives": int(fact.representative)}
        ),
    ]


@on(recalls.RecallReached)
def _reached(fact: recalls.RecallReached, h: Header) -> list[Change]:
    return [_recall(fact, h, reached_at=h.at, vote_by=fact.vote_by)]


@on(recalls.RecallDefended)
def _defended(fact: recalls.RecallDefended, h: Header) -> list[Change]:
    return [_recall(fact, h, defence=fact.statement, defence_from=h.fact_id, defended_at=h.at)]


@on(recalls.RecallEnded)
def _ended(fact: recalls.RecallEnded, h: Header) -> list[Change]:
    return [_recall(fact, h, ended_at=h.at, passed=fact.passed, barred_until=fact.barred_until)]
