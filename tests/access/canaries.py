"""A company of two branches whose every name, code and amount can be told apart, and its twins that differ in one thing.

Viewers of the branch inside, or without the right to see costs or names, are shown the same of both twins, to the byte.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tests.pages.tiny import Row, everything

#: Code in the tiny company → here. What is outside holds OUT or 外.
CODES = {
    "C1": "CUST-IN-1", "C2": "CUST-IN-2", "C3": "CUST-OUT-3", "E1": "REP-IN-1", "E2": "REP-IN-2", "E3": "REP-OUT-3",
    "SH": "BR-IN", "BJ": "BR-OUT", "East": "REG-IN", "North": "REG-OUT", "华联超市": "内里超市", "百货大楼": "内里百货",
    "小卖部": "外头小卖部", "张伟": "内里张伟", "李娜": "内里李娜", "王芳": "外头王芳",
}  # fmt: skip
OUTSIDE = ("CUST-OUT-3", "REP-OUT-3", "BR-OUT", "REG-OUT", "外头小卖部", "外头王芳", "13900000003")
CUSTOMERS = ("CUST-IN-1", "CUST-IN-2", "CUST-OUT-3", "内里超市", "内里百货", "外头小卖部")
PERSONS = ("REP-IN-1", "REP-IN-2", "REP-OUT-3", "内里张伟", "内里李娜", "外头王芳")
CONTACTS = ("13900000001", "13900000002", "13900000003", "联系人甲")
#: What everybody is paid by: no two payslips have an amount in common, nor one with anything else that is told.
_PLAN: list[Row] = [
    {"date": "2024-01-01", "tier_start": start, "commission_rate": rate,
     "hold_back_rate": "0.0317", "hold_back_days": 20}
    for start, rate in ((0, "0.012347"), (150_000, "0.023471"))
]  # fmt: skip
_COSTS = ("cost", "unit_cost", "value")
_MONEY = ("amount", "quantity", "target", "cost")


@dataclass(frozen=True, slots=True)
class Twin:
    """What differs from the company itself: a factor for costs, another for all that is outside."""

    #: No margin is a round share of sales: what a page reckons of so many per cent more would tell the same amount.
    cost: Decimal = Decimal("1.0137")
    outside: Decimal = Decimal(1)
    late: bool = False
    """Whether what is outside is sold at the end of each month, so that the company has another pace."""


def company(twin: Twin | None = None) -> dict[str, list[Row]]:
    """Rows of every dataset of the tiny company under the names here, with a distributor and phones."""
    made = twin or Twin()
    renamed: Mapping[str, list[Row]] = json.loads(json.dumps(everything(), ensure_ascii=False), object_hook=_renamed)
    rows = {name: [_changed(row, made) for row in each] for name, each in renamed.items()}
    for number, customer in enumerate(rows["customers"], start=1):
        customer |= {"phone": f"1390000000{number}", "contact": "联系人甲"}
    rows["stock"] += [
        _changed(one, made)
        for one in (
            _held("CUST-IN-1", "BR-IN", "REG-IN", 70_000),
            _held("CUST-OUT-3", "BR-OUT", "REG-OUT", 37_000),
        )
    ]
    rows["commission_plans"] = _PLAN
    rows["receivables"].append(
        _changed(
            {"document": "DOC-OUT-9", "date": "2026-04-02", "due": "2026-04-20", "customer": "CUST-OUT-3",
             "rep": "REP-OUT-3", "branch": "BR-OUT", "region": "REG-OUT", "amount": 43_217}, made,
        )
    )  # fmt: skip
    return rows


def leaks(text: str, canaries: Sequence[str]) -> list[str]:
    """The canaries that a text holds."""
    return [one for one in canaries if one in text or one in text.encode("ascii", "backslashreplace").decode()]


def _renamed(row: Row) -> Row:
    return {name: CODES.get(value, value) if isinstance(value, str) else value for name, value in row.items()}


def _held(holder: str, branch: str, region: str, value: int) -> Row:
    return {
        "date": "2026-05-20", "holder": holder, "branch": branch, "region": region, "product": "P1", "batch": "H1",
        "expiry": "2026-06-01", "made": "2025-09-01", "quantity": 400, "value": value, "opening": 100, "inbound": 400,
        "outbound": 100,
    }  # fmt: skip


def _changed(row: Row, twin: Twin) -> Row:
    is_outside = any(isinstance(value, str) and value in OUTSIDE for value in row.values())
    made = dict(row)
    for name in _COSTS:
        if name in row:
            made[name] = Decimal(str(row[name])) * twin.cost
    for name in _MONEY if is_outside else ():
        if name in row:
            made[name] = Decimal(str(made[name])) * twin.outside
    if twin.late and is_outside and str(row.get("date", ""))[8:] == "05" and "order_no" in row:
        made["date"] = f"{row['date']}"[:8] + "25"
    return made
