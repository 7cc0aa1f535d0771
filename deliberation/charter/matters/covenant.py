"""居民公约或自治章程: written article by article by the whole community (城市居民委员会组织法 Art
30), filed with the sub-district, and so in force (Art 31). Nobody is in charge of any other work.
"""

from deliberation.charter.acts import ActName as A
from deliberation.charter.articles import articles
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact, Obligation
from deliberation.charter.moves import enter_carry_out, in_office
from deliberation.charter.reasons import Reason, refuse
from deliberation.charter.roles import Role

from .base import Matter, Question, Said


class Covenant(Matter):
    """A text of articles that is filed."""

    def at_submit(self, case: Case, said: Said) -> list[Fact]:
        """Of the whole community, in articles, one text."""
        if case.proposal.group_id:
            raise refuse("bad_choice", field="group_id")  # Art 30: the whole community's
        if not articles(case.proposal.body or ""):
            raise refuse("no_articles")
        if said.plans:
            raise refuse("one_plan")
        return []

    def resolved(self, case: Case, why: str) -> list[Fact]:
        """It is filed, and so in force."""
        return enter_carry_out(case, why, [in_office(case, A.file_covenant, Role.clerk)])

    def working(self, case: Case, organisation: str | None, clock: Obligation) -> list[Obligation]:
        """There is no other work."""
        return [in_office(case, A.file_covenant, Role.clerk, before=clock)]


MATTER = Covenant(
    name="covenant",
    question=Question("changes_covenant", rank=10, place=50),
    strange=dict.fromkeys((A.finish, A.assign), Reason("covenant_is_filed")),
    own={A.file_covenant: Reason("not_a_covenant")},
    fits={
        A.offer_plan: lambda case: False,
        A.file_covenant: lambda case: case.proposal.suspended_until is None,
    },
    status={"carry_out": "public/covenant/_status.html"},
    beside="public/covenant/_links.html",
)
