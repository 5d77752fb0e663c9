"""No page of a half-filled company makes a false statement: ten such companies, each page, claims against the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sales_core.api import Ask, OpenBoard, board_json, boards
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import product
from sales_core.i18n import locales, t
from sales_core.i18n.catalogue import Locale
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from tests.pages.stage import Stage, workspace_of
from tests.support.stores import Rows, store_of

MAY = Period.parse("2026-05")
SH = {"region": "华东", "branch": "SH", "rep": "E1", "rep_name": "李娜", "customer": "C1", "customer_name": "甲公司"}
BJ = {"region": "华北", "branch": "BJ", "rep": "E2", "rep_name": "王芳", "customer": "C2", "customer_name": "乙公司"}
GOODS = {"product": "P1", "product_name": "茶", "category": "饮料"}


def sold(day: str, amount: int, who: Mapping[str, str] = SH) -> dict[str, object]:
    return {"date": day, "order_no": f"{who['branch']}{day}", **who, **GOODS, "quantity": 1 if amount > 0 else -1,
            "amount": amount}  # fmt: skip


def target(month: int, who: Mapping[str, str] = SH) -> dict[str, object]:
    place = {name: who[name] for name in ("region", "branch")}
    return {"month": f"2026-{month:02}-01", "measure": "net_sales", **place, "target": 1500}


SALES = [sold(f"2026-{m:02}-{d:02}", 100 + d, BJ if d % 2 else SH) for m in (3, 4, 5) for d in range(1, 29, 3)]
TARGETS = [target(month, who) for month in (3, 4, 5) for who in (SH, BJ)]
WITHOUT_REP = [{name: cell for name, cell in row.items() if name not in {"rep", "rep_name"}} for row in SALES]

#: Name of a company to its rows.
STORES: dict[str, dict[str, Rows]] = {
    "receipts only": {
        "receipts": [
            {"date": f"2026-{m:02}-09", "receipt": f"R{m}", "customer": "C1", "amount": 900} for m in (3, 4, 5)
        ]
    },
    "targets only": {"targets": TARGETS},
    "no reps": {"sales": WITHOUT_REP, "targets": TARGETS},
    "no targets": {"sales": SALES},
    "one region": {
        "sales": [row for row in SALES if row["branch"] == "SH"],
        "targets": [row for row in TARGETS if row["branch"] == "SH"],
    },
    "other currency": {"sales": [{**row, "currency": "USD"} for row in SALES]},
    "stock only": {"stock": [{"date": "2026-05-28", **GOODS, "warehouse": "W1", "quantity": 50, "value": 500}]},
    "one day only": {"sales": [sold("2026-05-28", 100), sold("2026-05-28", 50, BJ)]},
    "returns only": {"sales": [sold(f"2026-05-{day:02}", -100) for day in (3, 9, 28)]},
    "future targets only": {"sales": SALES, "targets": [target(8), target(9)]},
}
Answer = dict[str, Any]


class Company:
    """One of the companies: its rows, and what every page says of May in each language."""

    def __init__(self, root: Path, name: str, said_in: Sequence[Locale]) -> None:
        self.rows = STORES[name]
        meta = {"reporting_currency": "USD"} if name == "other currency" else None
        store = store_of(root, self.rows, meta)
        stage = Stage(workspace_of(store, AppDatabase(root / "home" / "ledger.sqlite")))
        self.answers: dict[tuple[str, Locale], Answer] = {}
        for locale in said_in:
            for page, board in boards().items():
                opened = OpenBoard(board, Ask(LOCAL_ADMIN, 1, MAY, locale=locale), stage.workspace)
                self.answers[page, locale] = board_json(opened)

    def sold(self, first: str, last: str) -> Decimal | None:
        """What its own rows add up to; None without a row."""
        found = [row["amount"] for row in self.rows.get("sales", ()) if first <= str(row["date"]) <= last]
        return sum((Decimal(str(one)) for one in found), Decimal(0)) if found else None

    @property
    def targeted(self) -> Decimal:
        """The target of May."""
        found = [row["target"] for row in self.rows.get("targets", ()) if row["month"] == "2026-05-01"]
        return sum((Decimal(str(one)) for one in found), Decimal(0))


#: Every second, in each language in turn; `make sweep` asks for all of them in all.
CASES = [
    pytest.param((name, (locales()[at // 2 % len(locales())],)), id=name, marks=[pytest.mark.endure] * (at % 2))
    for at, name in enumerate(STORES)
]
CASES += [pytest.param((name, locales()), id=f"{name}, every language", marks=pytest.mark.endure) for name in STORES]


@pytest.fixture(scope="module", params=CASES)
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALES_TODAY", "2026-05-29")
        yield Company(tmp_path_factory.mktemp("sparse"), *request.param)


def said(answer: Answer) -> list[str]:
    """Every sentence of a page: headlines, titles, cards with their notes, narratives."""
    found = [answer["empty"] or ""]
    for block in answer["blocks"]:
        found += [block.get(name) or "" for name in ("text", "detail", "title")]
        found += [str(sentence) for sentence in block.get("sentences", ())]
        for card in block.get("cards", ()):
            found += [card["text"], card["note"], *(f"{line['text']} {line['label']}" for line in card["comparisons"])]
    return [text for text in found if text]


def cards(answer: Answer) -> dict[str, Answer]:
    return {card["metric"]: card for block in answer["blocks"] for card in block.get("cards", ())}


def headline(answer: Answer) -> str:
    return next((str(block["text"]) for block in answer["blocks"] if block["kind"] == "headline"), "")


def each(company: Company, *pages: str) -> Iterator[tuple[str, Locale, Answer]]:
    for (page, locale), answer in company.answers.items():
        if not pages or page in pages:
            yield page, locale, answer


def test_an_empty_page_names_the_file_that_fills_it(company: Company) -> None:
    for page, locale, answer in each(company):
        lacking = not set(boards()[page].filled_by) & company.rows.keys()
        if boards()[page].filled_by and lacking:
            assert answer["empty"], (page, "has nothing to show")
            for name in boards()[page].filled_by:
                assert t(f"dataset.{name}.label", locale) in answer["empty"], page
        elif answer["empty"] is not None:
            pytest.fail(f"{page} says that it is empty, and is not: {answer['empty']}")


def test_sales_are_those_of_the_rows(company: Company) -> None:
    """No 0 where nothing was loaded, and to the cent where something was."""
    for page, _, answer in each(company):
        card = cards(answer).get("net_sales")
        # A figure of one customer, product, … has that in its address; it is not the whole company's.
        if card is not None and str(card["number"]).count(";") <= 1:
            value = None if card["value"] is None else Decimal(card["value"])
            assert value == company.sold("2026-05-01", "2026-05-31"), page


def test_a_target_is_claimed_where_one_is_set_and_nowhere_else(company: Company) -> None:
    """Without a target there is no share of one; with one nobody says that there is none."""
    for page, locale, answer in each(company, "overview", "targets", "leaderboard"):
        if answer["empty"] is not None:
            continue
        words = [t(key, locale) for key in ("verdict.without_target", "metric.gap_to_pace.null_reason")]
        denied = [text for text in said(answer) if any(word in text for word in words)]
        if company.targeted:
            assert not denied, page
        else:
            assert page == "leaderboard" or denied, page
            assert "%" not in headline(answer), (page, headline(answer))
            for metric in ("gap_to_pace", "needed_per_day", "achievement"):
                assert cards(answer).get(metric, {"value": None})["value"] is None, (page, metric)


def test_last_year_is_no_zero_where_it_was_never_loaded(company: Company) -> None:
    assert company.sold("2025-05-01", "2025-05-31") is None
    year = re.compile(r"2025\D{0,3}0?5|May 2025")
    for page, locale, answer in each(company, "overview", "targets", "leaderboard", "analysis"):
        for text in said(answer):
            if year.search(text):
                head = t("bridge.no_year", locale, span="|").split("|")
                assert all(part in text for part in head), (page, text)
            assert not re.search(r"(?<!\d)0\.00", text), (page, text)
        assert "growth" not in {block["id"] for block in answer["blocks"]}, "growth on a year that nobody loaded"


def test_analysis_compares_with_days_that_have_rows_or_says_that_there_are_none(company: Company) -> None:
    april = company.sold("2026-04-01", "2026-04-28")
    for _, locale, answer in each(company, "analysis"):
        if answer["empty"] is None:
            denied = t("bridge.no_basis", locale, sales="|").split("|")[-1] in headline(answer)
            assert denied is (april is None)
            assert ("bridge" in {block["id"] for block in answer["blocks"]}) is (april is not None)


def test_how_far_the_data_reach_is_said_of_rows_that_there_are(company: Company) -> None:
    for page, locale, answer in each(company, "overview", "targets"):
        if answer["empty"] is None and "sales" not in company.rows:
            start = t("verdict.no_sales_at_all", locale, period="|").split("|")[-1]
            assert start in headline(answer), (page, headline(answer))


def test_stock_without_sales_knows_no_reorder_point(company: Company) -> None:
    for _, locale, answer in each(company, "inventory"):
        if answer["empty"] is None:
            said_there = "\n".join(said(answer))
            assert "sales" in company.rows or t("stock.no_points", locale) in said_there
            assert "—" not in headline(answer), headline(answer)


def test_a_ranking_ranks_somebody(company: Company) -> None:
    for _, locale, answer in each(company, "leaderboard"):
        if answer["empty"] is None:
            assert headline(answer) != t("board.none_ranked", locale)
            assert "sales" in company.rows


def test_amounts_are_in_the_currency_of_the_company(company: Company) -> None:
    for page, _, answer in each(company):
        text = "\n".join(said(answer))
        assert answer["currency"] == ("USD" if "¥" not in text and "$" in text else answer["currency"])
        wrong = "¥" if answer["currency"] == "USD" else "$"
        assert wrong not in text, (page, text)


def test_every_place_of_a_text_is_filled(company: Company) -> None:
    for page, _, answer in each(company):
        for text in said(answer):
            assert not re.search(r"[{}]|[=:] None\b|\bnan\b|Decimal\(", text), (page, text)


def test_the_month_page_asks_for_no_file_that_was_never_used(company: Company) -> None:
    for _, locale, answer in each(company, "month"):
        states = next(block for block in answer["blocks"] if block["id"] == "datasets")
        found = dict(zip(states["keys"], (row["rows"] for row in states["rows"]), strict=True))
        dated = {one.id for one in product().datasets.values() if one.period is not None}
        assert {name for name, rows in found.items() if rows} == {
            name
            for name in company.rows.keys() & dated
            if any("2026-05" in str(cell) for row in company.rows[name] for cell in row.values())
        }
        assert t("month.check_missing", locale, datasets="|").split("|")[0] not in "\n".join(said(answer))
