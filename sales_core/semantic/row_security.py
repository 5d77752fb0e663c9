"""Which rows a viewer may see: the only place that turns a scope into SQL, and the only one that widens it."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from sales_core.catalogue.metric import Dimension
from sales_core.kernel.terms import EVERYTHING, Scope
from sales_core.semantic.sql import Sql, one_of

#: Of fewer peers whose rows a viewer may not see nothing is told: a place among two is the other one's secret.
LEAST_PEERS = 5


class PeerReason(StrEnum):
    """Why something is computed over more rows than the viewer's own, and all that may leave the semantic layer of it.

    Never a row, and never a figure of somebody else.
    """

    RANK = "rank"
    """A place among peers and how many they are, of at least `LEAST_PEERS` (peers.py)."""
    USUAL_COURSE = "usual_course"
    """Which share of a month the whole company has usually sold by each selling day; no amount."""
    COVERAGE = "coverage"
    """Whether anything at all is loaded for the days asked: yes or no, so that unknown is not written as zero."""
    REFERENCE = "reference"
    """What a list declares as company reference data, with its own reason: days and masters, no amount."""


def peer_scope(reason: PeerReason, own: Scope = EVERYTHING, among: Dimension | None = None) -> Scope:
    """The rows that are counted for `reason`, where the viewer's `own` are not enough.

    For RANK: the viewer's without the limit to values of `among`, and unchanged where its values have no peers. For
    the others: every row. Only the semantic layer may ask; tests/architecture lists its callers.
    """
    if reason is not PeerReason.RANK:
        return EVERYTHING
    if among is None or not among.has_peers:
        return own
    # Nobody's rows named is nobody's rows: a place among others needs a row of one's own.
    return Scope(tuple((name, values) for name, values in own.allowed if name != among.id or not values))


def scope_conditions(scope: Scope, dimensions: Collection[str], alias: str = "f") -> list[Sql]:
    """One condition a scoped dimension on the columns of `alias`; none when the scope is everything.

    `dimensions`: those the table carries. A scoped dimension it lacks hides every row: nobody can tell whose they are.
    """
    place = f"{alias}." if alias else ""
    return [one_of(Sql(f"{place}{dimension}"), allowed) for dimension, allowed in scope.limits(dimensions)]


def hides_all(scope: Scope, dimensions: Collection[str]) -> bool:
    """Whether the scope names a dimension that a table of these dimensions lacks, so that no row of it may be shown."""
    return scope.part(dimensions) != scope
