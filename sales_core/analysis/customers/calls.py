"""Which customers a rep calls first, by the money a call can bring this month; and what the advice was worth.

Money of a month: what is missing to the customer's own normal, a twelfth of his white space, what he buys in a month of
goods that expire where he buys, and what he owes late. The first three are all "buy more": only the largest counts.

A tenth of the customers, drawn by a hash of their codes and so always the same, is left out of the advice. What it was
worth: the mean change of sales of those advised minus that of those left out, over three months against the three
before (difference in differences), times the number advised; its uncertainty is the 95 % interval of the two means
(Welch).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import sqrt
from statistics import fmean, variance

from sales_core.analysis.customers.value import year_to
from sales_core.kernel.periods import add_months
from sales_core.kernel.query import Filter, ListQuery, Query
from sales_core.kernel.terms import Period
from sales_core.kernel.units import CENT
from sales_core.semantic.reader import FigureReader

#: Calls a rep and day.
CALLS = 5
#: One customer in so many is left out of the advice.
LEFT_OUT_OF = 10
#: Months after which the advice is judged, and the same before it.
JUDGED_MONTHS = 3
#: Fewer customers than this on either side give no figure.
FEWEST = 5
_NORMAL_MONTHS, _YEAR_MONTHS = 12, 12
_Z95 = 1.96
_PLACES = ("country", "region", "branch")


class CallReason(StrEnum):
    """Why to call; texts are `calls.say.<value>`."""

    WAY_BACK = "way_back"
    OVERDUE = "overdue"
    EXPIRING = "expiring"
    WHITE_SPACE = "white_space"


@dataclass(frozen=True, slots=True)
class Reason:
    """Money of a month; `subject`: the product that expires, or the group that is missing."""

    kind: CallReason
    amount: Decimal
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A customer to call: the largest reason to sell him more, and what he owes late; the larger of both first."""

    customer: str
    rep: str
    reasons: tuple[Reason, ...]

    @property
    def amount(self) -> Decimal:
        """The money expected."""
        return sum((reason.amount for reason in self.reasons), Decimal(0))


@dataclass(frozen=True, slots=True)
class Worth:
    """What the advice brought in three months: `total`, give or take `margin`; the mean changes it rests on."""

    advised: int
    left_out: int
    change_advised: Decimal
    change_left_out: Decimal
    total: Decimal
    margin: Decimal


def is_left_out(customer: str) -> bool:
    """Whether the customer belongs to the tenth that is never advised about."""
    return int.from_bytes(hashlib.sha256(customer.encode()).digest()[:8], "big") % LEFT_OUT_OF == 0


def ranked_calls(
    reader: FigureReader,
    day: date,
    segment_by: str,
    *,
    filters: tuple[Filter, ...] = (),
    has_receivables: bool = False,
    has_stock: bool = False,
) -> tuple[Call, ...]:
    """Every customer with a reason to be called on `day`, the most money first. Raises as `FigureReader.run_list`.

    `segment_by`: what makes customers peers. `has_…`: whether the reader may see receivables and stock.
    """
    year = year_to(day)
    known = reader.run_list(ListQuery("customer_values", year, filters, as_of=day)).rows
    reps = {str(row["customer"]): str(row["rep"]) for row in known}
    branches = {str(row["customer"]): str(row["branch"]) for row in known}
    more = _largest((*_below_normal(reader, day, filters), *_missing(reader, day, segment_by, filters)))
    if has_stock:
        more = _largest((*more.items(), *_expiring(reader, day, filters, branches)))
    late: dict[str, Reason] = {}
    if has_receivables:
        for row in reader.list_on("overdue_customers", day, filters):
            customer, amount = str(row["customer"]), row["overdue"]
            if isinstance(amount, Decimal) and amount > 0:
                late[customer] = Reason(CallReason.OVERDUE, amount)
                reps.setdefault(customer, str(row["rep"]))
    found = []
    for customer in more.keys() | late.keys():
        reasons = [one for one in (more.get(customer), late.get(customer)) if one is not None]
        reasons.sort(key=lambda one: -one.amount)
        found.append(Call(customer, reps.get(customer, ""), tuple(reasons)))
    return tuple(sorted(found, key=lambda call: (-call.amount, call.customer)))


def _largest(reasons: Iterable[tuple[str, Reason]]) -> dict[str, Reason]:
    """The largest reason of each customer."""
    best: dict[str, Reason] = {}
    for customer, reason in reasons:
        if customer not in best or reason.amount > best[customer].amount:
            best[customer] = reason
    return best


def _below_normal(reader: FigureReader, day: date, filters: tuple[Filter, ...]) -> Iterable[tuple[str, Reason]]:
    span = Period(add_months(day.replace(day=1), -_NORMAL_MONTHS), day)
    for row in reader.run_list(ListQuery("below_normal", span, filters, as_of=day)):
        missing = Decimal(str(row["doubled"])) / 2 - Decimal(str(row["actual"]))
        yield str(row["customer"]), Reason(CallReason.WAY_BACK, missing.quantize(CENT))


def _missing(
    reader: FigureReader, day: date, segment_by: str, filters: tuple[Filter, ...]
) -> Iterable[tuple[str, Reason]]:
    asked = ListQuery("white_space", year_to(day), filters, as_of=day, parameters=(("segment_by", segment_by),))
    for row in reader.run_list(asked):
        amount = Decimal(str(row["white_space"])) / _YEAR_MONTHS
        yield str(row["customer"]), Reason(CallReason.WHITE_SPACE, amount.quantize(CENT), str(row["product_group"]))


def _expiring(
    reader: FigureReader, day: date, filters: tuple[Filter, ...], branches: Mapping[str, str]
) -> Iterable[tuple[str, Reason]]:
    """Of what will not be sold in time in a customer's branch: what he buys in a month, at most what is left."""
    places = tuple(one for one in filters if one.dimension in _PLACES)
    at_risk: dict[tuple[str, str], Decimal] = {}
    for row in reader.list_on("expiring_lots", day, places):
        value = row["value_at_risk"]
        if isinstance(value, Decimal) and value > 0:
            place = (str(row["branch"]), str(row["product"]))
            at_risk[place] = at_risk.get(place, Decimal(0)) + value
    products = tuple(sorted({product for _, product in at_risk}))
    if not products:
        return
    others = tuple(one for one in filters if one.dimension != "product")
    narrowed = (*others, Filter("product", products))
    for row in reader.run(Query(("net_sales",), ("customer", "product"), year_to(day), narrowed, as_of=day)):
        customer, product, bought = str(row["customer"]), str(row["product"]), row["net_sales"]
        left = at_risk.get((branches.get(customer, ""), product))
        if left is not None and isinstance(bought, Decimal) and bought > 0:
            amount = min(left, bought / _YEAR_MONTHS).quantize(CENT)
            yield customer, Reason(CallReason.EXPIRING, amount, product)


def first_calls(calls: Sequence[Call]) -> tuple[Call, ...]:
    """The first calls of each rep, in the order given."""
    taken: dict[str, int] = {}
    found = []
    for call in calls:
        taken[call.rep] = taken.get(call.rep, 0) + 1
        if taken[call.rep] <= CALLS:
            found.append(call)
    return tuple(found)


def judged_spans(since: date) -> tuple[Period, Period]:
    """The months before and after the first day of a month from which the advice was followed."""
    before = Period(add_months(since, -JUDGED_MONTHS), Period.month_of(add_months(since, -1)).end)
    return before, Period(since, Period.month_of(add_months(since, JUDGED_MONTHS - 1)).end)


def sales_changes(
    reader: FigureReader, since: date, customers: Sequence[str], filters: tuple[Filter, ...] = ()
) -> dict[str, Decimal]:
    """What each of the customers bought more in the months after than in those before; who bought in neither, 0."""
    before, after = judged_spans(since)
    changes = dict.fromkeys(customers, Decimal(0))
    for span, sign in ((before, -1), (after, 1)):
        for row in reader.run(Query(("net_sales",), ("customer",), span, filters)):
            customer, amount = str(row["customer"]), row["net_sales"]
            if customer in changes and isinstance(amount, Decimal):
                changes[customer] += sign * amount
    return changes


def worth_of(advised: Sequence[Decimal], left_out: Sequence[Decimal]) -> Worth | None:
    """What the advice brought to those advised, from the changes of both; None with fewer than `FEWEST` on a side."""
    if min(len(advised), len(left_out)) < FEWEST:
        return None
    ours, theirs = ([float(one) for one in side] for side in (advised, left_out))
    error = sqrt(variance(ours) / len(ours) + variance(theirs) / len(theirs))
    total = (fmean(ours) - fmean(theirs)) * len(ours)

    def money(value: float) -> Decimal:
        return Decimal(value).quantize(CENT)

    return Worth(
        len(ours), len(theirs), money(fmean(ours)), money(fmean(theirs)), money(total), money(_Z95 * error * len(ours))
    )
