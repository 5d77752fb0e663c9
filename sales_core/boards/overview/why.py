"""Why there is a gap: from region over branch to customers, each level adding up to the figure above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sales_core.boards.amounts import ZERO, as_amount
from sales_core.boards.blocks import CellForm, Column, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.number import NumberAddress
from sales_core.boards.sales.levels import level_below
from sales_core.boards.sales.verdict import standing
from sales_core.catalogue.dimensions import ORGANISATION
from sales_core.format import as_decimal
from sales_core.kernel.query import Filter
from sales_core.kernel.tone import Tone
from sales_core.kernel.units import Unit

#: Below which level of the organisation customers are named: what a rep answers for is a list of customers.
_LEVELS = tuple(level for level in ORGANISATION if level != "rep")
#: So many nodes are named on the first level and on those below; the others stand in one line.
_FIRST, _BELOW = 5, 3


@dataclass(frozen=True, slots=True)
class Part:
    """One line: what it is called, of which level, what it adds, how deep it stands, and its own figure."""

    name: str
    level: str
    amount: Decimal
    depth: int
    owner: str = ""
    number: NumberAddress | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """One code of a level: what it adds, by which metric, and the filters that are it."""

    code: str
    amount: Decimal
    metric: str
    inside: tuple[Filter, ...]


def why(context: BoardContext) -> Table | None:
    """The gap to the pace (a finished period: to the target; without one: to last year), taken apart."""
    metric, total = basis(context)
    if total is None:
        return None
    parts = _parts(context, metric, total)
    if not parts:
        return None
    columns = (
        Column("name", context.t("why.name")),
        Column("amount", context.metric_name(metric), Unit.MONEY),
        Column("level", context.t("why.level"), form=CellForm.LEVEL),
        Column("owner", context.t("why.owner"), value=lambda part: part.owner or None),
    )
    table = Table.of(
        context.t(f"why.title_{metric}", amount=context.signed(total, Unit.MONEY)),
        columns,
        parts,
        note=context.t("why.note_change" if metric == "net_sales_change" else "why.note"),
        file="why",
    )
    return replace(
        table,
        numbers=tuple(part.number for part in parts),
        depths=tuple(part.depth for part in parts),
        tones=tuple(Tone.BAD if part.amount < 0 else Tone.GOOD for part in parts),
    )


def worst_nodes(context: BoardContext, count: int) -> list[Node]:
    """The nodes of the first level that has several which pull most below, at most `count`; those above are none."""
    metric, total = basis(context)
    level = level_below(context)
    if total is None or level not in _LEVELS:
        return []
    found = [node for node in _nodes(context, metric, level, context.filters) if node.amount < 0 and node.code]
    return sorted(found, key=lambda node: (node.amount, node.code))[:count]


def basis(context: BoardContext) -> tuple[str, Decimal | None]:
    """What the gap is measured by, and how large it is; None where there is nothing to measure by."""
    whole = standing(context)
    if as_amount(whole.one(), "target") > 0:
        metric = "gap_to_pace" if whole.partial else "gap"
        return metric, as_decimal(whole.one().get(metric))
    metric = "net_sales_change"
    row = context.result(metric, "net_sales_last_year").one()
    return metric, as_decimal(row.get(metric)) if row.get("net_sales_last_year") else None


def _parts(context: BoardContext, metric: str, total: Decimal) -> list[Part]:
    """Each level below the worst node of the level above it; a level with one node only is passed through."""
    first = level_below(context)
    levels = _LEVELS[_LEVELS.index(first) :] if first in _LEVELS else ()
    lines: list[Part] = []
    inside, at, depth, amount = context.filters, 0, 0, total
    for level in levels:
        nodes = _nodes(context, metric, level, inside)
        if len(nodes) > 1:
            lines[at:at] = _shown(context, nodes, level, depth, amount)
            # What follows stands below the first line: the node that pulls most.
            at, depth = at + 1, depth + 1
        if not nodes:
            break
        worst = _ordered(nodes, amount)[0]
        inside, amount = worst.inside, worst.amount
    lines[at:at] = _customers(context, metric, inside, depth, amount)
    return lines


def _nodes(context: BoardContext, metric: str, level: str, inside: tuple[Filter, ...]) -> list[Node]:
    """The nodes of a level. One without a target is due nothing: all that it sold is above that."""
    others = tuple(item for item in inside if item.dimension != level)
    result = context.result(metric, "net_sales", by=(level,), filters=inside)
    found = []
    for row in result:
        by = metric if row.get(metric) is not None else "net_sales"
        if amount := as_amount(row, by):
            code = str(row[level])
            found.append(Node(code, amount, by, (*others, Filter(level, (code,)))))
    return found


def _ordered(nodes: Sequence[Node], total: Decimal) -> list[Node]:
    """What pulls most in the direction of the whole first."""
    return sorted(nodes, key=lambda node: (node.amount if total < 0 else -node.amount, node.code))


def _shown(context: BoardContext, nodes: Sequence[Node], level: str, depth: int, total: Decimal) -> list[Part]:
    """The first nodes by name, the others in one line, and what no node has: together exactly `total`."""
    most = _FIRST if depth == 0 else _BELOW
    ordered, name = _ordered(nodes, total), context.dimension_name(level)
    named = ordered if len(ordered) <= most + 1 else ordered[:most]
    parts = [
        Part(context.label(level, node.code), name, node.amount, depth, number=_number(context, node)) for node in named
    ]
    if rest := ordered[len(named) :]:
        amount = sum((node.amount for node in rest), ZERO)
        parts.append(Part(context.t("why.others", count=context.write_count(len(rest))), name, amount, depth))
    if left := total - sum((node.amount for node in nodes), ZERO):
        parts.append(Part(context.t("why.unassigned"), name, left, depth))
    return parts


def _number(context: BoardContext, node: Node) -> NumberAddress | None:
    return NumberAddress(node.metric, context.period, tuple(sorted(node.inside))) if node.code else None


def _customers(
    context: BoardContext, metric: str, inside: tuple[Filter, ...], depth: int, total: Decimal
) -> list[Part]:
    """Customers against the same days of last year; what the target asks above last year is a line of its own."""
    change = "net_sales_change"
    result = context.result(change, "net_sales_last_year", by=("customer",), filters=inside)
    if not any(row.get("net_sales_last_year") for row in result):
        return []
    others = tuple(item for item in inside if item.dimension != "customer")
    nodes = [
        Node(str(row["customer"]), amount, change, (*others, Filter("customer", (str(row["customer"]),))))
        for row in result
        if (amount := as_amount(row, change))
    ]
    changed = sum((node.amount for node in nodes), ZERO)
    parts = _shown(context, nodes, "customer", max(depth, 1), changed)
    parts = _with_owners(context, nodes, parts, inside, changed)
    if metric != change and (asked := total - changed):
        parts.append(Part(context.t("why.plan"), context.t("why.target"), asked, max(depth, 1)))
    return parts


def _with_owners(
    context: BoardContext, nodes: Sequence[Node], parts: list[Part], inside: tuple[Filter, ...], total: Decimal
) -> list[Part]:
    """Customers with the rep who sold most to each of them last year or this year."""
    codes = [node.code for node in _ordered(nodes, total)[: len(parts)]]
    rows = owners(context, codes, inside)
    named = []
    for at, part in enumerate(parts):
        code = codes[at] if part.number is not None and at < len(codes) else ""
        named.append(replace(part, owner=rows.get(code, "")))
    return named


def owners(context: BoardContext, codes: Sequence[str], inside: tuple[Filter, ...]) -> dict[str, str]:
    """By customer the name of the rep who sold most to it, in the period or in the same days of last year."""
    wanted = tuple(sorted(code for code in codes if code))
    if not wanted:
        return {}
    others = tuple(item for item in inside if item.dimension != "customer")
    rows: Any = context.result(
        "net_sales", "net_sales_last_year", by=("customer", "rep"), filters=(*others, Filter("customer", wanted))
    )
    best: dict[str, tuple[Decimal, str]] = {}
    for row in rows:
        customer, rep = str(row["customer"]), str(row["rep"])
        amount = max(as_amount(row, "net_sales"), as_amount(row, "net_sales_last_year"))
        if rep and (customer not in best or amount > best[customer][0]):
            best[customer] = (amount, rep)
    return {customer: context.label("rep", rep) for customer, (_, rep) in best.items()}
