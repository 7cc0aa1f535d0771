"""Founding a community, and its rules. Called by the shell (role operator)."""

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from deliberation.charter.act import Act, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case, Founding
from deliberation.charter.facts import Fact
from deliberation.charter.facts.people import people as f
from deliberation.charter.needs.log import RULEBOOKS
from deliberation.charter.reasons import refuse
from deliberation.charter.rulebook import RulebookError, parse

RESERVED = frozenset(
    {
        "static",
        "healthz",
        "bootstrap",
        "admin",
        "api",
        "new",
        "demo",
        "assets",
        "language",
        "sign-in",
    }
)
SLUG = re.compile(r"[a-z0-9-]{2,40}\Z")


@dataclass(frozen=True, kw_only=True)
class CreateCommunity(Act):
    """Found a community with its first rulebook."""

    name = ActName.create_community
    lock = "community"
    community_id: str
    slug: str
    community_name: str
    timezone: str
    language: str
    rulebook: str

    def founding(self) -> Founding:
        """Its own words are all there is."""
        return Founding(self.slug, self.community_name, self.timezone, self.language, self.rulebook)

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if not SLUG.match(self.slug) or self.slug in RESERVED:
            raise refuse("bad_slug", slug=self.slug)
        _known_zone(self.timezone)
        created = f.CommunityCreated(
            community=self.community_id,
            slug=self.slug,
            name=words(self.community_name, most=80, what="name"),
            timezone=self.timezone,
            language=one_of(self.language, ("zh_Hans", "en"), "language"),
            by_shell=True,
        )
        book = case.rulebook
        return [
            created,
            f.RulebookAdopted(digest=book.digest, name=book.name, source=book.source_text),
        ]


def _known_zone(timezone: str) -> None:
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise refuse("bad_choice", field="timezone") from error


@dataclass(frozen=True, kw_only=True)
class AdoptRulebook(Act):
    """Rules in force from now on; proposals already submitted keep theirs."""

    name = ActName.adopt_rulebook
    lock = "community"
    needs = frozenset({RULEBOOKS})
    source: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        try:
            book = parse(self.source)
        except RulebookError as error:
            raise refuse("rulebook_refused", reason=str(error)) from error
        if book.digest in case[RULEBOOKS]:
            raise refuse("already_in")
        return [f.RulebookAdopted(digest=book.digest, name=book.name, source=book.source_text)]
