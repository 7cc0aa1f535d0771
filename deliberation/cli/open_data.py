"""`deliberation import`: proposals and comments of other platforms into the record."""

from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy import select

from deliberation.charter.act import Act
from deliberation.charter.case import OPERATOR
from deliberation.charter.reasons import Refused
from deliberation.record import tables
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.write.perform import perform
from deliberation.roster import consul
from deliberation.roster.acts import importing as import_acts

from .instance import Plain, community_id, opened


@click.group("import")
def import_() -> None:
    """Open data of other platforms."""


@import_.command("consul")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--community", "slug", required=True)
def import_consul(folder: Path, slug: str) -> None:
    """Import proposals and comments of a Consul Democracy site; twice changes nothing."""
    engines = opened()
    ident = community_id(engines, slug)
    try:
        data = consul.read(folder)
    except consul.NotConsul as error:
        raise Plain(str(error)) from error
    source = _Source(engines, ident, f"consul:{data.digest[:16]}", data.digest)
    ids = source.proposals(data.proposals)
    new = 0
    with click.progressbar(list(data.comments.items()), label="comments", show_pos=True) as bar:
        for source_id, comments in bar:
            new += source.comments(ids[source_id], comments)
    click.echo(
        f"{len(data.proposals)} proposals, {sum(map(len, data.comments.values()))} comments "
        f"({new} new; {data.orphans} replies to missing comments hang on their proposal)"
    )


@dataclass(frozen=True, slots=True)
class _Source:
    """Where open data comes from, and the community it goes to."""

    engines: Engines
    ident: str
    name: str
    digest: str

    def proposals(self, found: tuple[import_acts.SourceProposal, ...]) -> dict[str, str]:
        """All of them in; the source's id → ours."""
        for i in range(0, len(found), 20):
            act = import_acts.ImportProposals(
                act_id=new_id(),
                source=self.name,
                source_digest=self.digest,
                entries=found[i : i + 20],
            )
            _done(act, self.ident, self.engines)
        p = tables.proposal
        query = select(p.c.source_id, p.c.proposal_id)
        with self.engines.read_connection() as conn:
            rows = conn.execute(
                query.where(p.c.community_id == self.ident, p.c.source == self.name)
            )
            return {r.source_id: r.proposal_id for r in rows}

    def comments(self, proposal: str, found: tuple[import_acts.SourceComment, ...]) -> int:
        """All comments of one proposal in; → how many are new."""
        known = _known(self.engines, self.ident, proposal)
        ids = {c.source_id: known.get(c.source_id) or new_id() for c in found}
        new = 0
        for i in range(0, len(found), 100):
            chunk = found[i : i + 100]
            act = import_acts.ImportComments(
                act_id=new_id(),
                subject_id=proposal,
                source=self.name,
                source_digest=self.digest,
                entries=chunk,
                ids=ids,
            )
            if _done(act, self.ident, self.engines):
                new += sum(c.source_id not in known for c in chunk)
        return new


def _known(engines: Engines, ident: str, proposal: str) -> dict[str, str]:
    """Comments of a proposal that were imported before: the source's id → ours."""
    t = tables.comment
    query = select(t.c.source_id, t.c.comment_id).where(
        t.c.community_id == ident, t.c.subject_id == proposal, t.c.source_id.is_not(None)
    )
    with engines.read_connection() as conn:
        known: dict[str, str] = dict(conn.execute(query).all())
    return known


def _done(act: Act, ident: str, engines: Engines) -> bool:
    """False where it was done by an import before."""
    try:
        perform(act, OPERATOR, ident, engines)
        return True
    except Refused as refused:
        if refused.reasons[0].code not in ("already_in", "wrong_stage"):
            raise
        return False
