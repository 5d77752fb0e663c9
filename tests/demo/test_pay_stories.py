"""The stories about pay: the page of commission names them in its first rows."""

from __future__ import annotations

import numpy as np
import pytest

from data.demo import cash, commission, stories
from data.demo.days import AS_OF, MONTHS, day_at, first_day
from data.demo.sales import Lines, World
from sales_core.api import LOCAL_ADMIN, Ask, OpenBoard, Table, boards
from sales_core.kernel.terms import Period
from tests.pages.stage import Stage, words

OCTOBER = first_day(len(MONTHS) - 1)


@pytest.fixture(scope="module")
def stage(whole: tuple[World, Lines], tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """October of the company with everybody in it, at the scale that STORIES.md speaks of: documents and receipts."""
    world, lines = whole
    people = world.people
    sold: dict[tuple[int, int, int], int] = {}
    for at in np.flatnonzero(lines.day >= OCTOBER).tolist():
        key = (int(lines.day[at]), int(lines.rep[at]), int(lines.customer[at]))
        sold[key] = sold.get(key, 0) + int(lines.amount[at])
    sales = [
        {"date": day_at(day).isoformat(), "order_no": f"S{number}", "rep": people.codes[rep],
         "customer": world.customers.codes[customer], "amount": cents / 100}
        for number, ((day, rep, customer), cents) in enumerate(sold.items())
    ]  # fmt: skip
    return Stage.of(
        tmp_path_factory.mktemp("pay-stories"), sales=sales, receipts=_receipts(world, lines), reps=_posts(world, lines),
        commission_plans=_plans(),
    )  # fmt: skip


def _receipts(world: World, lines: Lines) -> list[dict[str, object]]:
    documents = cash.make_documents(world, lines)
    made = cash.make_receipts(np.random.default_rng([stories.SEED, 6]), world, documents)
    holder = world.people.holder[world.customers.territory, -1]
    return [
        {"receipt": made.number[at], "date": day_at(int(made.day[at])).isoformat(),
         "document": documents.number[made.document[at]] if made.document[at] >= 0 else "",
         "customer": world.customers.codes[made.customer[at]], "rep": world.people.codes[holder[made.customer[at]]],
         "amount": int(made.amount[at]) / 100}
        for at in np.flatnonzero(made.day >= OCTOBER).tolist()
    ]  # fmt: skip


def _posts(world: World, lines: Lines) -> list[dict[str, object]]:
    people, chosen = world.people, commission.key_account_reps(world, lines)
    posts = {
        rep: "高级业务代表" if (AS_OF - people.hired[rep]).days > 2017 else "业务代表"
        for rep in range(len(people.codes))
    }
    posts |= dict.fromkeys(chosen, stories.KEY_ACCOUNT_POST)
    return [
        {
            "rep": people.codes[p.rep],
            "rep_name": people.names[p.rep],
            "role": posts[p.rep],
            "valid_from": start.isoformat(),
        }
        for p in people.postings
        for start, end in (people.posting_dates(p),)
        if end is None
    ]


def _plans() -> list[dict[str, object]]:
    bases = {"销售额": "sales", "回款": "collections"}
    return [
        {"date": day.isoformat(), "post": post, "basis": bases[basis], "tier_start": start,
         "commission_rate": str(float(rate.rstrip("%")) / 100)}
        for day, post, basis, tiers, _ in commission.PLANS
        for start, rate in tiers
    ]  # fmt: skip


def table(stage: Stage, name: str) -> Table:
    ask = Ask(LOCAL_ADMIN, 1, Period.month(2026, 10), (), {}, "zh")
    found = OpenBoard(boards()["pay"], ask, stage.workspace).block(name)
    assert isinstance(found, Table)
    return found


def test_who_sells_most_of_the_key_account_reps_takes_in_least(whole: tuple[World, Lines], stage: Stage) -> None:
    world, lines = whole
    chosen = {world.people.codes[rep] for rep in commission.key_account_reps(world, lines)}
    found = table(stage, "sales_and_cash")
    rows = {str(key): row for key, row in zip(found.keys, found.rows, strict=True) if key in chosen}
    assert len(rows) == stories.KEY_ACCOUNT_REPS
    sold = {rep: row["pay_sold"].value for rep, row in rows.items()}  # type: ignore[union-attr]
    received = {rep: row["pay_received"].value for rep, row in rows.items()}  # type: ignore[union-attr]
    most = max(sold, key=lambda rep: sold[rep] or 0)
    assert most == min(received, key=lambda rep: received[rep] or 0)
    assert found.keys[0] == most
    name = world.people.names[world.people.codes.index(most)]
    assert name in found.title
    assert name in words(stage.show("pay", period="2026-10"))


def test_nearly_everybody_stops_at_one_tier(stage: Stage) -> None:
    found = table(stage, "tiers")
    assert "业务代表" in found.title
    assert "停在第 2 档" in found.title
    assert "更高档 0 人" in found.title
