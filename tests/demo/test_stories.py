"""What STORIES.md promises is in the numbers, at the scale it says."""

import numpy as np
from numpy import ndarray

from data.demo import _rng, cash, spaces, stock, stories, targets, visits
from data.demo.company import CATEGORIES
from data.demo.days import AS_OF, MONTHS, day_number, first_day, month_number
from data.demo.products import FLOP
from data.demo.sales import Lines, World


def yuan_by_month(lines: Lines, chosen: ndarray) -> ndarray:
    return np.bincount(lines.month[chosen], lines.amount[chosen], minlength=len(MONTHS)) / 100


def of_region(world: World, lines: Lines, region: str) -> ndarray:
    return np.array([b.region == region for b in world.people.branches])[lines.branch]


def of_branch(world: World, lines: Lines, name: str) -> ndarray:
    return np.array([b.name == name for b in world.people.branches])[lines.branch]


def last_year(month: int) -> int:
    return month - 12


def test_size_of_the_company(whole: tuple[World, Lines]) -> None:
    world, lines = whole
    year = np.array([y for y, _ in MONTHS])[lines.month]
    assert 380_000 < len(lines) < 450_000
    assert 7.5e8 < lines.amount[year == 2025].sum() / 100 < 9e8
    assert len(world.people.branches) == 20
    assert len(world.customers) == 3000
    assert 140 <= len(world.people.codes) <= 165
    assert 380 <= len(world.products) <= 420
    assert lines.day.max() <= day_number(AS_OF)
    margin = 1 - lines.cost_amount.sum() / lines.amount.sum()
    assert 0.25 < margin < 0.4
    assert any(left for left in world.people.left)
    moved = {p.rep for p in world.people.postings if p.first} - {
        k for k, hired in enumerate(world.people.hired) if day_number(hired) > 0
    }
    assert len(moved) >= 4  # transfers


def test_a_region_collapses_and_the_others_do_not(whole: tuple[World, Lines]) -> None:
    world, lines = whole
    september = month_number(2026, 9)
    for region, low, high in (("西部", 0.3, 0.7), ("华东", 0.9, 1.4), ("华北", 0.85, 1.4)):
        months = yuan_by_month(lines, of_region(world, lines, region))
        assert low < months[september] / months[last_year(september)] < high


def test_a_distributor_is_stuffed(whole: tuple[World, Lines]) -> None:
    world, lines = whole
    held = stock.make_distributor_stock(world, lines)
    mine = held.customer == world.customers.cast.stuffed
    recent = held.month >= len(MONTHS) - 13
    sell_in = held.inbound[mine & recent].sum()
    assert sell_in / held.outbound[mine & recent].sum() > 1.15
    rest = ~mine & recent
    assert 0.9 < held.inbound[rest].sum() / held.outbound[rest].sum() < 1.1
    last = mine & (held.month == len(MONTHS) - 2)
    assert held.closing[last].sum() / held.outbound[last].sum() > 4
    june = (lines.month == month_number(2026, 6)) & (lines.customer == world.customers.cast.stuffed)
    late = june & (lines.day >= first_day(month_number(2026, 7)) - 5)
    assert lines.amount[late].sum() / lines.amount[june].sum() > 0.6


def test_a_customer_went_quiet_and_owes(whole: tuple[World, Lines]) -> None:
    world, lines = whole
    mine = lines.customer == world.customers.cast.quiet
    months = yuan_by_month(lines, mine)
    assert months[stories.QUIET_FROM - 12 : stories.QUIET_FROM].mean() > 1e6
    assert months[stories.QUIET_FROM + 2 :].sum() <= 0


def test_stock_is_about_to_expire(whole: tuple[World, Lines]) -> None:
    world, lines = whole
    own = stock.make_own_stock(np.random.default_rng(1), world, lines)
    now = own.month == len(MONTHS) - 1
    flop = now & (own.product == FLOP)
    left = own.expiry[flop] - day_number(AS_OF)
    assert own.quantity[flop].sum() >= stories.EXPIRING_CASES * 0.9
    assert ((left > 0) & (left < 60)).all()
    value = (own.quantity * own.unit_cost)[now].sum()
    expired = (own.quantity * own.unit_cost)[now & (own.expiry < day_number(AS_OF))].sum()
    assert expired / value < 0.01
    cogs = lines.cost_amount[lines.day > day_number(AS_OF) - 90].sum() / 90
    assert 20 < value / cogs < 60


def test_a_rep_is_carried_by_one_customer(whole: tuple[World, Lines]) -> None:
    world, lines = whole
    carried = world.customers.cast.carried
    rep = world.people.holder[world.customers.territory[carried], -1]
    year = (lines.rep == rep) & (lines.month >= stories.CARRIED_FROM)
    assert lines.amount[year & (lines.customer == carried)].sum() / lines.amount[year].sum() > 0.4
    assert not (lines.month[lines.customer == carried] < stories.CARRIED_FROM).any()


def test_a_branch_outgrows_the_others(whole: tuple[World, Lines]) -> None:
    world, lines = whole
    now, before = range(33, 36), range(21, 24)
    growth = {}
    for branch in world.people.branches:
        months = yuan_by_month(lines, of_branch(world, lines, branch.name))
        growth[branch.name] = months[list(now)].sum() / months[list(before)].sum()
    assert max(growth, key=growth.__getitem__) == stories.STAR_BRANCH


def test_a_price_cut_buys_volume(whole: tuple[World, Lines]) -> None:
    world, lines = whole
    juice = [c.name for c in CATEGORIES].index(stories.CUT_CATEGORY)
    here = (world.products.category[lines.product] == juice) & ~lines.is_return
    south = of_region(world, lines, stories.CUT_REGION)
    after, before = lines.month >= stories.CUT_FROM, (lines.month >= 21) & (lines.month < 24)

    def price_index(chosen: ndarray) -> float:
        return float(lines.amount[chosen].sum() / (world.products.price[lines.product] * lines.quantity)[chosen].sum())

    assert price_index(here & south & after) / price_index(here & south & before) < 0.94
    assert price_index(here & ~south & after) / price_index(here & ~south & before) > 0.99


def test_targets_are_near_and_have_gaps(whole: tuple[World, Lines]) -> None:
    world, lines = whole
    documents = cash.make_documents(world, lines)
    receipts = cash.make_receipts(np.random.default_rng(1), world, documents)
    goals = targets.make_targets(np.random.default_rng(2), world, lines, receipts)
    actual = yuan_by_month(lines, np.ones(len(lines), dtype=bool))
    assert 0.9 < actual[:36].sum() / goals.rep[:, :36].sum() < 1.1
    assert (goals.rep == 0).any()
    assert (goals.branch_sales[:, :36].sum(axis=0) > goals.rep[:, :36].sum(axis=0)).all()
    assert receipts.day.max() < day_number(AS_OF) + 1
    assert (receipts.document < 0).sum() > 20
    keys = [(n, d) for n, d in zip(receipts.number, receipts.document.tolist(), strict=True) if d >= 0]
    assert len(set(keys)) == len(keys)
    owed = documents.amount.sum() - receipts.amount.sum()
    assert 30 < owed / (actual[32:36].sum() * 1.13 * 100 / 122) < 70  # days of sales


def test_a_large_customer_is_visited_by_nobody_and_buys_as_before(whole: tuple[World, Lines]) -> None:
    world, lines = whole
    made = visits.make_visits(_rng(12), world, lines)
    lonely = visits.unvisited_customer(world, lines)
    own = made.day[(made.customer == lonely) & (made.state != visits.PLANNED)]
    assert len(own) > 2
    assert own.max() < first_day(stories.UNVISITED_FROM)
    months = yuan_by_month(lines, lines.customer == lonely)
    assert (
        months[stories.UNVISITED_FROM : -1].mean()
        > 0.8 * months[stories.UNVISITED_FROM - 12 : stories.UNVISITED_FROM].mean()
    )
    bought = visits.year_sales(world, lines)
    leaders = bought >= np.sort(bought)[-50]
    assert leaders[lonely]
    others = np.bincount(made.customer[made.state == visits.DONE], minlength=len(world.customers))[leaders]
    assert np.median(others) >= 6


def test_a_key_account_lacks_snacks(whole: tuple[World, Lines]) -> None:
    world, lines = whole
    customer, category, below = spaces.lacking_customer(world, lines)
    assert (world.customers.codes[customer], CATEGORIES[category].name) == ("C10468", "休闲食品")
    assert 131_000 < below < 133_000
